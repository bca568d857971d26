"""Fact files: YAML and JSON Lines in, drafts out, every fault with its line.

`docs/fact-files.md` is for those who write them.
"""

from events.fact_file.faults import FactFileError, Fault
from events.fact_file.reader import read, read_all, read_bytes

__all__ = ["FactFileError", "Fault", "read", "read_all", "read_bytes"]
