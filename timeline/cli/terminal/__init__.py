"""What is printed, and what is asked, on a terminal or in a pipe."""
