"""Change a store behind its back: python behind.py STORE STATEMENT. For the examples of docs/errors.md, no other use."""  # noqa: INP001, E501 - no package

import sqlite3
import sys

store = sqlite3.connect(sys.argv[1], isolation_level=None)
triggers = store.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
for name, _ in triggers:
    store.execute(f"DROP TRIGGER {name}")
store.execute(sys.argv[2])
for _, statement in triggers:
    store.execute(statement)
