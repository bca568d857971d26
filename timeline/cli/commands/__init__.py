"""One command each: options in, one call of the application, columns out."""
