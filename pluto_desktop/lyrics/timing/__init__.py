"""Timing words by tapping: what a tap means, what is done to lines, what is wrong with them. Pure."""
