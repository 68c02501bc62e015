"""Changing many songs: the form of what they share, the operations, and the preview of every change."""
