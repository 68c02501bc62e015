"""What a person chooses where their edit of a song clashes with somebody else's."""
