"""What was reported: facts, the windows they speak of, and the store they are appended to."""
