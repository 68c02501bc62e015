"""The words on a whole screen, for singing together."""
