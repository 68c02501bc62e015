"""Making one song of several, and one artist of two."""
