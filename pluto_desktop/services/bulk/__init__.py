"""Changing many songs at once: what is to change of each is planned and shown before anything is written."""
