"""The command line: options in, answers out. One module per command. `catalogue.py` is the table of them."""
