"""Servers on the web, asked over HTTP."""
