"""Media in MongoDB's GridFS."""
