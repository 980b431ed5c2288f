"""A file in, rows out."""
