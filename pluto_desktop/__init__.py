"""Pluto Desktop: find a song in English or Telugu, play it, and read the words as they are sung."""

__version__ = "0.1.0"
