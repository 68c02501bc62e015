"""The shared library's media in MongoDB's GridFS."""

from pluto_desktop.adapters.mongo.media import GridMedia

__all__ = ["GridMedia"]
