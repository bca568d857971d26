"""Python reads this first, and takes three libraries for not installed."""  # noqa: INP001 - no package: a folder for the examples of docs/errors.md

import sys

for library in ("cryptography", "psycopg", "pyarrow"):
    sys.modules[library] = None  # type: ignore[assignment] # what Python itself notes of a module that is not there
