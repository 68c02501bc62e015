"""The use cases of the shared library."""
