"""Albums: the covers and an album's page."""
