"""Songs of this device by field, many with one statement."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from pluto_desktop.adapters.sql.connections import Connections
from pluto_desktop.adapters.sql.stored_fields import list_stored
from pluto_desktop.domain.batches import PlainSong
from pluto_desktop.domain.ids import SongId
from pluto_desktop.domain.shared import FIELDS

_MERGED = "SELECT id FROM metadata WHERE merged_into = ? AND deleted_at IS NOT NULL ORDER BY deleted_at DESC, rid"


class SqlPlainSongs:
    """Fulfils PlainSongs. Any worker thread."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def list_plain(self, ids: Sequence[SongId], names: Iterable[str] = FIELDS) -> dict[SongId, PlainSong]:
        """Return songs by field, deleted ones too."""
        with self._connections.reading() as connection:
            rows = list_stored(connection, ids, names)
        return {SongId(row.song_id): PlainSong(row.version, json.loads(row.fields), bool(row.deleted)) for row in rows}

    def list_merged(self, song_id: SongId) -> list[SongId]:
        """Return the songs that were merged into one, the last first."""
        with self._connections.reading() as connection:
            return [SongId(found) for (found,) in connection.execute(_MERGED, (song_id,)).fetchall()]
