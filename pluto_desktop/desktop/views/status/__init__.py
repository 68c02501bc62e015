"""How this device stands with the servers of a shared library."""
