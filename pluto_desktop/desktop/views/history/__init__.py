"""The page of what was done to the library."""
