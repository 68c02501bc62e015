"""What is kept on this device: pins in ``device.db``, and the places of media in ``catalogue.db``."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from pluto_desktop.adapters.sql.connections import DEVICE, Connections
from pluto_desktop.adapters.sql.kept import HERE_RIDS, PINNED_RIDS
from pluto_desktop.adapters.sql.operation import now_ms, operation
from pluto_desktop.adapters.sql.songs_read import path_bytes, path_of
from pluto_desktop.domain.changes import Changes
from pluto_desktop.domain.ids import MediaHash, SongId
from pluto_desktop.domain.keeping import Held, HeldMedium, Pin, PinKind, SongMedium
from pluto_desktop.domain.songs import MediaKind, Medium

_KEPT = f"""
WITH pinned AS ({PINNED_RIDS}),
kept AS (
  SELECT s.media_sha256 AS sha256 FROM pinned p CROSS JOIN metadata m ON m.rid = p.rid
    CROSS JOIN songs s ON s.id = m.song_id
  UNION SELECT b.media_sha256 FROM pinned p CROSS JOIN metadata m ON m.rid = p.rid
    CROSS JOIN bgm b ON b.id = m.bgm_id)"""  # noqa: S608 - constant parts only

_MEDIA_OF = """
SELECT m.id, m.song_name, md.sha256, md.size, md.format, md.kind, md.duration_ms,
  EXISTS (SELECT 1 FROM locations l WHERE l.sha256 = md.sha256 AND l.reachable)
FROM json_each(:ids) wanted CROSS JOIN metadata m ON m.id = wanted.value
LEFT JOIN songs s ON s.id = m.song_id LEFT JOIN bgm b ON b.id = m.bgm_id LEFT JOIN covers c ON c.id = m.cover_id
CROSS JOIN media md ON md.sha256 IN (s.media_sha256, b.media_sha256, c.media_sha256)
ORDER BY wanted.key, md.kind = 'cover', md.sha256 IS NOT s.media_sha256"""

_HELD = f"""{_KEPT}
SELECT l.sha256, l.path, l.size, l.mtime_ns,
  l.sha256 IN kept OR l.sha256 IN (SELECT sha256 FROM device.pending_media),
  (SELECT max(pc.last_at) FROM songs s CROSS JOIN metadata m ON m.song_id = s.id
   CROSS JOIN device.play_counts pc ON pc.song_id = m.id WHERE s.media_sha256 = l.sha256),
  (SELECT max(pc.last_at) FROM bgm b CROSS JOIN metadata m ON m.bgm_id = b.id
   CROSS JOIN device.play_counts pc ON pc.song_id = m.id WHERE b.media_sha256 = l.sha256)
FROM locations l"""  # noqa: S608 - constant parts only

_COUNT = f"""{_KEPT},
here AS ({HERE_RIDS}),
all_kept AS (SELECT md.size, (SELECT max(l.size) FROM locations l WHERE l.sha256 = md.sha256 AND l.reachable) AS here
  FROM kept k CROSS JOIN media md ON md.sha256 = k.sha256)
SELECT (SELECT count(DISTINCT rid) FROM here), (SELECT coalesce(sum(size), 0) FROM locations WHERE reachable),
  (SELECT count(*) FROM pinned), coalesce(sum(here), 0),
  count(CASE WHEN here IS NULL THEN 1 END), coalesce(sum(CASE WHEN here IS NULL THEN size END), 0)
FROM all_kept"""  # noqa: S608 - constant parts only

_SPARED_COVERS = f"""
SELECT c.media_sha256 FROM metadata m CROSS JOIN covers c ON c.id = m.cover_id WHERE m.rid IN ({PINNED_RIDS})
UNION SELECT sha256 FROM device.pending_media"""  # noqa: S608 - constant parts only


class SqlKeeping:
    """Fulfils Pins and HeldMedia."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def list_pins(self) -> list[Pin]:
        """Return everything that is kept, the oldest wish first."""
        with self._connections.reading() as connection:
            rows = connection.execute("SELECT entity, entity_id FROM device.pins ORDER BY at, entity_id").fetchall()
        return [Pin(PinKind(kind), pin_id) for kind, pin_id in rows]

    def put_pins(self, pins: Sequence[Pin]) -> None:
        """Keep more."""
        at = now_ms()
        with self._connections.writing(DEVICE) as connection:
            connection.executemany(
                "INSERT INTO pins (entity, entity_id, at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                [(pin.kind.value, pin.id, at) for pin in pins],
            )

    def drop_pins(self, pins: Sequence[Pin]) -> None:
        """Keep things no longer."""
        with self._connections.writing(DEVICE) as connection:
            connection.executemany(
                "DELETE FROM pins WHERE entity = ? AND entity_id = ?", [(pin.kind.value, pin.id) for pin in pins]
            )

    def list_pinned_songs(self) -> list[SongId]:
        """Return the songs that pins stand for."""
        with self._connections.reading() as connection:
            rows = connection.execute(
                f"SELECT id FROM metadata WHERE rid IN ({PINNED_RIDS}) ORDER BY roman_key, id"  # noqa: S608 - constants
            ).fetchall()
        return [SongId(row[0]) for row in rows]

    def list_media_of(self, songs: Sequence[SongId]) -> list[SongMedium]:
        """Return the sound, bgm and cover of songs."""
        with self._connections.reading() as connection:
            rows = connection.execute(_MEDIA_OF, {"ids": json.dumps(list(songs))}).fetchall()
        return [
            SongMedium(SongId(row[0]), row[1], Medium(row[2], row[3], row[4], MediaKind(row[5]), row[6]), bool(row[7]))
            for row in rows
        ]

    def list_held(self) -> list[HeldMedium]:
        """Return all sound that is noted to lie here, the least recently used first."""
        with self._connections.reading() as connection:
            rows = connection.execute(_HELD).fetchall()
        held = [
            HeldMedium(MediaHash(row[0]), path_of(row[1]), row[2], _used_at_ms(row[3], *row[5:]), bool(row[4]))
            for row in rows
        ]
        return sorted(held, key=lambda one: (one.used_at_ms, one.path))

    def count_held(self) -> Held:
        """Return how much lies here and how much is to come."""
        with self._connections.reading() as connection:
            return Held(*connection.execute(_COUNT).fetchone())

    def list_spared_covers(self) -> list[MediaHash]:
        """Return the covers of songs that are kept, and those that edits need which wait."""
        with self._connections.reading() as connection:
            rows = connection.execute(_SPARED_COVERS).fetchall()
        return [MediaHash(row[0]) for row in rows]

    def forget(self, paths: Sequence[Path]) -> Changes:
        """Note that media lie at some paths no longer."""
        gone = [(path_bytes(path),) for path in paths]
        with operation(self._connections, "forget_locations") as running:
            songs: list[str] = []
            for row in gone:
                songs += [
                    song_id
                    for (song_id,) in running.connection.execute(
                        "SELECT m.id FROM locations l JOIN songs s ON s.media_sha256 = l.sha256"
                        " JOIN metadata m ON m.song_id = s.id WHERE l.path = ?",
                        row,
                    )
                ]
            running.connection.executemany("DELETE FROM locations WHERE path = ?", gone)
        return Changes(songs=frozenset(map(SongId, songs)))


def _used_at_ms(mtime_ns: int, *played_at_ms: int | None) -> int:
    return max(mtime_ns // 1_000_000, *(at or 0 for at in played_at_ms))
