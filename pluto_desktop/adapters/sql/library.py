"""One opened library: the parts that fulfil the ports, on shared connections."""

from __future__ import annotations

from pathlib import Path

from pluto_desktop.adapters.sql.connections import CATALOGUE, DEVICE, Connections
from pluto_desktop.adapters.sql.exchange import SqlExchange
from pluto_desktop.adapters.sql.personal import SqlPersonal
from pluto_desktop.adapters.sql.reader import SqlReader
from pluto_desktop.adapters.sql.versions import create
from pluto_desktop.adapters.sql.writer import SqlWriter
from pluto_desktop.domain.ids import new_id

COVERS = Path("media", "covers")


class SqlCatalogue(SqlReader, SqlWriter, SqlExchange):
    """The whole catalogue; fulfils CatalogueReader, -Writer, -Exchange, KnownFiles and ArtistNames."""

    def __init__(self, connections: Connections, covers: Path) -> None:
        self._connections = connections
        self._covers = covers


class SqlLibrary:
    """An opened library. Close it when done; afterwards its parts must not be used."""

    def __init__(self, folder: Path, *, read_only: bool) -> None:
        self.folder = folder
        self.read_only = read_only
        self.connections = Connections(folder, read_only=read_only)
        self.catalogue = SqlCatalogue(self.connections, folder / COVERS)
        self.personal = SqlPersonal(self.connections)

    def close(self) -> None:
        """Close every connection."""
        self.connections.close()


def open_library(folder: Path, *, read_only: bool = False) -> SqlLibrary:
    """Open the library of a folder, made new where there is none."""
    folder.mkdir(parents=True, exist_ok=True)
    library_id = new_id()
    for file in (CATALOGUE, DEVICE):
        if not (folder / file).exists():
            create(folder / file, file, library_id)
    return SqlLibrary(folder, read_only=read_only)
