"""Who may see and do what, where several people share one server? Rules that a keeper writes, and tokens."""
