"""One module a page: what is shown there, and what programs are told."""
