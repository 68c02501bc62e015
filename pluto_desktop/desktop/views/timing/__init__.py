"""Timing words: the wave form with the lines on it, and what finds a person's reaction time."""
