"""Curate mode: the pane in which songs are edited."""
