"""A song's wave form with its lines as blocks."""
