"""Answers held for the days on which they hold."""
