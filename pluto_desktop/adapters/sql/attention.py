"""Songs that need attention, found in SQLite: each reason is a condition, and all are worked out in one walk."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Collection, Mapping

from pluto_desktop.adapters.sql.column import take_apart
from pluto_desktop.adapters.sql.connections import Connections
from pluto_desktop.adapters.sql.keys import fold
from pluto_desktop.domain.attention import BEYOND_END_MS, LENGTHS_APART_MS, LOOKED_FOR, Alike, Lacks, Need
from pluto_desktop.domain.ids import SongId

_SPOKEN = "instr(' ' || ly.languages || ' ', ' {} ') > 0"
_BGM_MS = "(SELECT md.duration_ms FROM bgm b JOIN media md ON md.sha256 = b.media_sha256 WHERE b.id = m.bgm_id)"
_CONDITIONS: Mapping[Need, str] = {
    Need.NO_ARTIST: "m.artist_credit = ''",
    Need.NO_LYRICS: "m.lyrics_id IS NULL",
    Need.NOT_TIMED: "ly.timing = 'none'",
    Need.ONE_LANGUAGE: f"({_SPOKEN.format('te')}) <> ({_SPOKEN.format('en')})",
    Need.BEYOND_END: f"ly.ends_ms > m.duration_ms + {BEYOND_END_MS}",
    Need.LENGTHS_DIFFER: f"abs({_BGM_MS} - m.duration_ms) > {LENGTHS_APART_MS}",
    Need.NO_COVER: "m.cover_id IS NULL",
    Need.UNREACHABLE: "{gone}",
}
_BITS = " | ".join(f"(coalesce({_CONDITIONS[need]}, 0) << {bit})" for bit, need in enumerate(LOOKED_FOR))
# A song whose bytes lie elsewhere too is reachable. The songs that are gone are listed once where all are looked at, by
# an index; when a disk is unplugged that is a long list, which to look at a few need not be made.
_GONE_OF_ALL = """m.song_id IN (SELECT s.id FROM locations l INDEXED BY locations_gone
    CROSS JOIN songs s ON s.media_sha256 = l.sha256
    WHERE l.reachable = 0 AND l.sha256 NOT IN (SELECT sha256 FROM locations WHERE reachable <> 0))"""
_GONE_OF_SOME = """(SELECT max(l.reachable) = 0 FROM songs s CROSS JOIN locations l ON l.sha256 = s.media_sha256
    WHERE s.id = m.song_id)"""
_SOME = "json_each(:songs) one CROSS JOIN metadata m ON m.id = one.value"
# Everything is gone through as it lies in the file and then put in order: in order, each song would be another page.
_LOOK = f"""SELECT group_concat(id, char(10)), group_concat(roman_key, char(10)), group_concat(bits, '') FROM (
  SELECT m.id, m.roman_key, printf('%02x', {_BITS}) AS bits
  FROM {{songs}} LEFT JOIN lyrics ly INDEXED BY lyrics_told ON ly.id = m.lyrics_id
  WHERE m.deleted_at IS NULL ORDER BY m.roman_key, m.id)"""  # noqa: S608 - constant parts only
_LOOK_AT_ALL = _LOOK.format(songs="metadata m NOT INDEXED", gone=_GONE_OF_ALL)
_LOOK_AT_SOME = _LOOK.format(songs=_SOME, gone=_GONE_OF_SOME)

_NAMED_ALIKE = """SELECT skeleton, id, song_name, artist_credit, duration_ms FROM metadata
WHERE deleted_at IS NULL AND duration_ms IS NOT NULL AND skeleton <> '' AND skeleton IN ({skeletons})
ORDER BY skeleton"""
_NAMED_ALIKE_ALL = _NAMED_ALIKE.format(
    skeletons="SELECT skeleton FROM metadata WHERE deleted_at IS NULL GROUP BY skeleton HAVING count(*) > 1"
)
_NAMED_ALIKE_SOME = _NAMED_ALIKE.format(skeletons=f"SELECT m.skeleton FROM {_SOME} WHERE m.deleted_at IS NULL")  # noqa: S608
# The same bytes sound the same too, where their container is not known to us and the sound has no hash of its own.
_SOUNDING_ALIKE = """SELECT coalesce(nullif(md.sound_hash, ''), md.sha256) AS sound, m.id FROM ({media}) shared
CROSS JOIN media md ON md.sha256 = shared.sha256 CROSS JOIN songs s ON s.media_sha256 = md.sha256
CROSS JOIN metadata m ON m.song_id = s.id WHERE m.deleted_at IS NULL ORDER BY sound"""
_SOUNDING_ALIKE_ALL = _SOUNDING_ALIKE.format(
    media="""
    SELECT sha256 FROM media WHERE sound_hash <> '' AND sound_hash IN (
      SELECT sound_hash FROM media WHERE sound_hash <> '' GROUP BY sound_hash HAVING count(*) > 1)
    UNION SELECT media_sha256 FROM songs GROUP BY media_sha256 HAVING count(*) > 1
    UNION SELECT s.media_sha256 FROM (
      SELECT song_id FROM metadata WHERE song_id IS NOT NULL GROUP BY song_id HAVING count(*) > 1) twice
      JOIN songs s ON s.id = twice.song_id"""
)
_SOUNDING_ALIKE_SOME = f"""WITH own(sha256, sound_hash) AS (
  SELECT md.sha256, md.sound_hash FROM {_SOME} CROSS JOIN songs s ON s.id = m.song_id
  CROSS JOIN media md ON md.sha256 = s.media_sha256 WHERE m.deleted_at IS NULL)
""" + _SOUNDING_ALIKE.format(  # noqa: S608 - constant parts only
    media="""
    SELECT sha256 FROM own
    UNION SELECT md.sha256 FROM own CROSS JOIN media md ON md.sound_hash = own.sound_hash WHERE md.sound_hash <> ''"""
)
_FIGURES = re.compile(r"\d+")


class SqlAttention:
    """Fulfils AttentionReader."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def look(self, songs: Collection[SongId] | None = None) -> Lacks:
        """Look at all songs, or at some."""
        with self._connections.reading() as connection:
            row = connection.execute(_LOOK_AT_ALL if songs is None else _LOOK_AT_SOME, _named(songs)).fetchone()
        ids, names, bits = row
        if ids is None:
            return Lacks()
        return Lacks([SongId(song) for song in take_apart(ids)], take_apart(names), bytes.fromhex(bits))

    def list_alike(self, songs: Collection[SongId] | None = None) -> list[Alike]:
        """Tell who shares a name or a sound. Of figures a skeleton drops some: songs 1 and 11 are not alike."""
        groups = defaultdict[str, list[Alike]](list)
        named, sounding = _NAMED_ALIKE_ALL, _SOUNDING_ALIKE_ALL
        if songs is not None:
            named, sounding = _NAMED_ALIKE_SOME, _SOUNDING_ALIKE_SOME
        with self._connections.reading() as connection:
            for skeleton, song, title, artist, duration_ms in connection.execute(named, _named(songs)):
                group = f"{skeleton} {_FIGURES.findall(title)}"
                groups[group].append(Alike(group, song, fold(artist), duration_ms))
            for sound, song in connection.execute(sounding, _named(songs)):
                groups[sound].append(Alike(sound, song, same_sound=True))
        wanted = None if songs is None else frozenset(songs)
        return [
            one
            for group in groups.values()
            if len(group) > 1 and (wanted is None or any(each.song_id in wanted for each in group))
            for one in group
        ]


def _named(songs: Collection[SongId] | None) -> Mapping[str, str]:
    return {} if songs is None else {"songs": json.dumps(list(songs))}
