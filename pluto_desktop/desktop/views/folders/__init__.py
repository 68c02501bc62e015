"""The folders and their songs."""
