"""Lines of a song as a picture."""
