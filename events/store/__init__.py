"""The append-only log of facts: one port, an engine for each kind of place."""
