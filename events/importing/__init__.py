"""What people have already, taken in as facts: tables by a mapping, calendars by what their events say.

Each becomes the documents of a fact file and is checked as such. A fault names file, line and column. docs/import.md is
for those who import.
"""

from events.importing.calendar import CalendarReport, read_calendar
from events.importing.mapping import MAPPINGS, Mapping, MappingError, read_mapping
from events.importing.table import read_table

__all__ = [
    "MAPPINGS",
    "CalendarReport",
    "Mapping",
    "MappingError",
    "bundled",
    "read_calendar",
    "read_mapping",
    "read_table",
]
