"""The page of songs that need attention."""
