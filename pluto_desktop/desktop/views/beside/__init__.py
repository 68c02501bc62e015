"""Who else edits what is edited here."""
