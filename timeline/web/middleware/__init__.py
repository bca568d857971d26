"""What stands before every page, one rule a module: which name the server is called by, what a browser may do."""
