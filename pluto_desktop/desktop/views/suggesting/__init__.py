"""Words that a server suggests for a song."""
