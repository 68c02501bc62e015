"""Songs that need attention, found in SQLite: each reason is a condition, and all are counted in one walk."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from pluto_desktop.adapters.sql.column import read_column
from pluto_desktop.adapters.sql.connections import Connections
from pluto_desktop.adapters.sql.keys import fold
from pluto_desktop.domain.attention import BEYOND_END_MS, LENGTHS_APART_MS, Alike, Need
from pluto_desktop.domain.ids import SongId

_BGM_MS = """(SELECT md.duration_ms FROM bgm b JOIN media md ON md.sha256 = b.media_sha256 WHERE b.id = m.bgm_id)"""
_SPOKEN = "instr(' ' || ly.languages || ' ', ' {} ') > 0"
# The files that are gone are found by an index; a song whose bytes lie elsewhere too is reachable.
_GONE = """m.song_id IN (SELECT s.id FROM locations l CROSS JOIN songs s ON s.media_sha256 = l.sha256
  WHERE l.reachable = 0 AND NOT EXISTS (
    SELECT 1 FROM locations o WHERE o.sha256 = l.sha256 AND o.reachable <> 0))"""

_CONDITIONS: Mapping[Need, str] = {
    Need.NO_ARTIST: "m.artist_credit = ''",
    Need.NO_LYRICS: "m.lyrics_id IS NULL",
    Need.NOT_TIMED: "coalesce(ly.timing = 'none', 0)",
    Need.ONE_LANGUAGE: f"coalesce(({_SPOKEN.format('te')}) <> ({_SPOKEN.format('en')}), 0)",
    Need.BEYOND_END: f"coalesce(ly.ends_ms > m.duration_ms + {BEYOND_END_MS}, 0)",
    Need.LENGTHS_DIFFER: f"coalesce(abs({_BGM_MS} - m.duration_ms) > {LENGTHS_APART_MS}, 0)",
    Need.NO_COVER: "m.cover_id IS NULL",
    Need.UNREACHABLE: f"coalesce({_GONE}, 0)",
}

_WORDS = "LEFT JOIN lyrics ly INDEXED BY lyrics_told ON ly.id = m.lyrics_id"
_FROM = f"FROM metadata m {_WORDS} WHERE m.deleted_at IS NULL"
_ALSO = "m.id IN (SELECT value FROM json_each(:also))"
_ANY = f"({' OR '.join(_CONDITIONS.values())} OR {_ALSO})"
# Materialized, so that each condition is worked out once a song.
_COUNT = f"""WITH told AS MATERIALIZED (
  SELECT {", ".join(f"{each} AS {need}" for need, each in _CONDITIONS.items())}, {_ALSO} AS also {_FROM})
SELECT {", ".join(f"sum({need})" for need in _CONDITIONS)}, sum({" OR ".join(_CONDITIONS)} OR also)
FROM told"""  # noqa: S608 - constant parts only
_NEEDS = f"""SELECT m.id, {", ".join(_CONDITIONS.values())}
FROM json_each(:songs) one CROSS JOIN metadata m ON m.id = one.value {_WORDS}
WHERE m.deleted_at IS NULL"""  # noqa: S608 - constant parts only

_NAMED_ALIKE = """SELECT skeleton, id, song_name, artist_credit, duration_ms FROM metadata
WHERE deleted_at IS NULL AND duration_ms IS NOT NULL AND skeleton <> '' AND skeleton IN (
  SELECT skeleton FROM metadata WHERE deleted_at IS NULL GROUP BY skeleton HAVING count(*) > 1)
ORDER BY skeleton"""
# The same bytes sound the same too, where their container is not known to us and the sound has no hash of its own.
_SOUNDING_ALIKE = """SELECT coalesce(nullif(md.sound_hash, ''), md.sha256) AS sound, m.id FROM (
    SELECT sha256 FROM media WHERE sound_hash <> '' AND sound_hash IN (
      SELECT sound_hash FROM media WHERE sound_hash <> '' GROUP BY sound_hash HAVING count(*) > 1)
    UNION SELECT media_sha256 FROM songs GROUP BY media_sha256 HAVING count(*) > 1
    UNION SELECT s.media_sha256 FROM (
      SELECT song_id FROM metadata WHERE song_id IS NOT NULL GROUP BY song_id HAVING count(*) > 1) twice
      JOIN songs s ON s.id = twice.song_id) shared
CROSS JOIN media md ON md.sha256 = shared.sha256 CROSS JOIN songs s ON s.media_sha256 = md.sha256
CROSS JOIN metadata m ON m.song_id = s.id WHERE m.deleted_at IS NULL ORDER BY sound"""
_FIGURES = re.compile(r"\d+")


class SqlAttention:
    """Fulfils AttentionReader."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def count_needs(self, also: Collection[SongId]) -> tuple[Mapping[Need, int], int]:
        """Count by reason, and all."""
        with self._connections.reading() as connection:
            *counts, songs = connection.execute(_COUNT, {"also": json.dumps(list(also))}).fetchone()
        return {need: count or 0 for need, count in zip(_CONDITIONS, counts, strict=True)}, songs or 0

    def list_needing(self, need: Need | None, also: Collection[SongId]) -> list[SongId]:
        """List by name, in Latin letters, both scripts together."""
        condition = _ANY if need is None else _CONDITIONS[need]
        statement = f"SELECT m.id {_FROM} AND {condition} ORDER BY m.roman_key, m.id"
        with self._connections.reading() as connection:
            ids = read_column(connection, statement, {"also": json.dumps(list(also))} if need is None else {})
        return [SongId(song) for song in ids]

    def needs_of(self, songs: Sequence[SongId]) -> dict[SongId, tuple[Need, ...]]:
        """Tell why."""
        with self._connections.reading() as connection:
            rows = connection.execute(_NEEDS, {"songs": json.dumps(list(songs))}).fetchall()
        found = {
            SongId(song): tuple(need for need, has in zip(_CONDITIONS, has_them, strict=True) if has)
            for song, *has_them in rows
        }
        return {song: needs for song, needs in found.items() if needs}

    def list_alike(self) -> list[Alike]:
        """Tell who shares a name or a sound. Of figures a skeleton drops some: songs 1 and 11 are not alike."""
        named = defaultdict[str, list[Alike]](list)
        with self._connections.reading() as connection:
            for skeleton, song, title, artist, duration_ms in connection.execute(_NAMED_ALIKE):
                group = f"{skeleton} {_FIGURES.findall(title)}"
                named[group].append(Alike(group, song, fold(artist), duration_ms))
            sounding = [Alike(sound, song, same_sound=True) for sound, song in connection.execute(_SOUNDING_ALIKE)]
        return [one for group in named.values() if len(group) > 1 for one in group] + sounding
