"""Which songs are left of those that were merged, told by the bytes of those that went."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable

from pluto_desktop.domain.ids import MediaHash, SongId

# Merged maybe more than once. Removed songs are none, and bytes that a removed song has too are that one's.
_MERGED = """
WITH RECURSIVE followed(sha256, id) AS (
  SELECT s.media_sha256, m.merged_into FROM songs s JOIN metadata m ON m.song_id = s.id
  WHERE m.deleted_at IS NOT NULL AND m.merged_into IS NOT NULL
    AND s.media_sha256 IN (SELECT value FROM json_each(?))
    AND NOT EXISTS (SELECT 1 FROM songs o JOIN metadata r ON r.song_id = o.id
      WHERE o.media_sha256 = s.media_sha256 AND r.deleted_at IS NOT NULL AND r.merged_into IS NULL)
  UNION
  SELECT f.sha256, m.merged_into FROM followed f JOIN metadata m ON m.id = f.id
  WHERE m.deleted_at IS NOT NULL AND m.merged_into IS NOT NULL
)
SELECT f.sha256, m.id FROM followed f JOIN metadata m ON m.id = f.id WHERE m.deleted_at IS NULL ORDER BY m.rid"""


def list_left(connection: sqlite3.Connection, hashes: Iterable[MediaHash]) -> dict[MediaHash, SongId]:
    """Return by the bytes of songs that were merged away the songs that are left of them."""
    rows = connection.execute(_MERGED, (json.dumps(list(hashes)),))
    return {MediaHash(sha256): SongId(song_id) for sha256, song_id in rows}
