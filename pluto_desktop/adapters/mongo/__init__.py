"""The bytes of the shared library in MongoDB's GridFS, by pymongo."""
