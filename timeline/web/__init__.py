"""The page: dialogues, drawn and cited, in a browser.

A shell like the command line: a request comes in, the `Tracker` is asked, a page or its JSON goes out. `app` puts the
parts together, `serving` listens, `visit` is one request as pages see it, and a page is one module of `pages`.
"""
