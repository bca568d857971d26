"""The command line: options in, answers out. One module per command. `commands.py` is the table of them."""
