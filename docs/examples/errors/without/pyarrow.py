"""Stands for a library that is not installed."""  # noqa: INP001 - no package: a folder for the examples of docs/errors.md

message = "No module named 'pyarrow'"
raise ModuleNotFoundError(message, name="pyarrow")
