"""Every limit on input, in one place. Input over a limit is refused by the name of the limit. Nothing is truncated."""

from __future__ import annotations

KEY_CHARACTERS = 200
"""A slug, an id, a name that identifies: longest text."""

WINDOW_CHARACTERS = 100
"""A window: longest text. The longest one that we read has 29."""

TEXT_CHARACTERS = 4_000
"""Any other text of a fact (a quote is short, a note is a remark): longest text."""

LIST_ITEMS = 500
"""Persons, topics, parties, names: most items of one list."""

SESSION_DIGITS = 9
"""The number of a session: most digits."""

WHOLE_NUMBER_DIGITS = 15
"""Any other whole number: most digits, so that every JSON reader keeps it exact."""

NESTING = 12
"""Lists and objects inside each other: deepest, in a fact file and in a corrected value."""

OBJECT_KEYS = 100
"""Attributes of one object in a fact file: most."""

DOCUMENT_ITEMS = 10_000
"""Items of one list in a fact file, the facts of a document among them: most."""

DOCUMENT_BYTES = 4_000_000
"""One document of a fact file (a report with its facts, one line of JSON Lines): longest."""

ENDLESS_BYTES = 3 * DOCUMENT_BYTES
"""A line, or a document, of which no end is found in so many bytes: it is read no further (`/dev/zero`)."""

ENDLESS_LINES = 200_000
"""Lines after which no document has begun or ended: what is empty or says `a` for ever is read no further."""

FILE_BYTES = 100_000_000_000
"""One fact file: longest."""

MAPPING_BYTES = 1_000_000
"""The mapping of a table: longest."""

KEY_PARTS = 50
"""Parts of a key in a mapping, as in `a.b.c`: most. What reads TOML takes as many times longer as there are more."""

COLUMNS = 20_000
"""Columns of a table: most. The largest spreadsheet has 16,384."""

COLUMNS_SHOWN = 20
"""Names of columns that a message lists."""

FAULTS_SHOWN = 50
"""Faults that one message lists before it says how many more there are."""

FAULTS_KEPT = 1_000
"""Faults after which a file is read no further."""

VALUE_SHOWN = 60
"""Characters of an offending value that a message repeats."""
