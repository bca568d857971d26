"""What is the track of a session that names none? Said apart from subjects: tables need no more of them."""

MAIN_TRACK = "main"
"""The track of a session that names none."""
