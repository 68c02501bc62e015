"""Decoding with PyAV: how loud a file is, and how two files lie against each other.

Each is loaded for itself: what measuring loudness needs takes a second to load, comparing a tenth of that.
"""
