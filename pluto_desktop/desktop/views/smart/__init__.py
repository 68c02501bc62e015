"""Smart playlists: their page, and the dialog in which a rule is made."""
