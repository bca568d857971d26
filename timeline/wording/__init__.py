"""What does the program say to people on pages and in pictures, in each of its languages? One module a language."""
