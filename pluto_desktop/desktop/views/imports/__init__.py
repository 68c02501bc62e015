"""The page of the imports of late."""
