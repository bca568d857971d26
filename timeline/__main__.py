"""`python -m timeline`: the command line, where the console script is not on the path."""

from dialogue_timeline import run

if __name__ == "__main__":
    run(at_once=False)  # whoever runs a module may go on afterwards
