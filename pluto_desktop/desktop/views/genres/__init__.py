"""The genres and their songs."""
