"""Temporary: the index is wired as soon as its module is there."""

from __future__ import annotations

try:
    from pluto_desktop.adapters.sql.search_tables import SEARCH_DDL, index_songs, unindex_songs
except ImportError:
    SEARCH_DDL = ()

    def index_songs(connection, rids):
        """Index nothing."""

    def unindex_songs(connection, rids):
        """Unindex nothing."""
