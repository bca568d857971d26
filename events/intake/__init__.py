"""May these facts be recorded? Drafts, checked against the log, then appended."""
