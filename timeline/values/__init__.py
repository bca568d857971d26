"""When two values agree, and when two names may be one."""
