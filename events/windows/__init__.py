"""Times as vague as reports left them."""
