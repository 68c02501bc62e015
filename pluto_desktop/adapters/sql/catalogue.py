"""The whole catalogue: read, written and exchanged."""

from __future__ import annotations

from pathlib import Path

from pluto_desktop.adapters.sql.connections import Connections
from pluto_desktop.adapters.sql.exchange import SqlExchange
from pluto_desktop.adapters.sql.reader import SqlReader
from pluto_desktop.adapters.sql.writer import SqlWriter


class SqlCatalogue(SqlReader, SqlWriter, SqlExchange):
    """The whole catalogue; fulfils CatalogueReader, -Writer, -Exchange, KnownFiles and ArtistNames."""

    def __init__(self, connections: Connections, covers: Path) -> None:
        self._connections = connections
        self._covers = covers
