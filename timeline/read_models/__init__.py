"""Answers that are kept beside the log, each for the days on which it holds."""
