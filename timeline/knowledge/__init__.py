"""Which facts count on a day."""
