"""Connecting to shared libraries, and choosing between them."""
