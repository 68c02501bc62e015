"""The shared library in PostgreSQL."""
