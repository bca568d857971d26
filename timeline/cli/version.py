"""Which release is this?"""

VERSION = "0.1.0"
"""The released version. A test holds it to `pyproject.toml`. Asking the installed metadata takes 60 ms."""
