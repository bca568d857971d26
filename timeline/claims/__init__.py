"""What reports claim of an attribute, and which claim is preferred."""
