"""Answers, one question each: pure functions of what is known and of the day we stand on."""
