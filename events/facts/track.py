"""Which track has a session whose fact names none? A module of its own, so that tables import no more of subjects."""

MAIN_TRACK = "main"
"""The track of a session that names none."""
