"""A playlist's page."""
