"""Songs of the shared library as rows of the mirror, compared with what is here. Writes nothing.

The parts a song refers to have no name of their own outside the shared library: here a row of ``songs``, ``bgm`` or
``covers`` goes by the hash of its medium, so that songs with the same sound share it.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from pluto_desktop.adapters.sql.insert import DESCRIBED
from pluto_desktop.adapters.sql.keys import fold

Row = tuple[Any, ...]

COLUMNS = (
    "id", *DESCRIBED, "duration_ms", "song_id", "bgm_id", "cover_id", "lyrics_id", "merged_into", "created_at",
    "version",
)  # fmt: skip
"""The columns of ``metadata`` that the shared library decides."""

_HAVE = f"""SELECT m.id, m.rid, m.deleted_at IS NOT NULL, ly.document,
  (SELECT json_group_array(json_array(artist_id, name)) FROM
    (SELECT artist_id, name FROM artist_credits WHERE song_rid = m.rid ORDER BY position)),
  (SELECT json_group_array(folded) FROM
    (SELECT g.folded FROM song_genres sg JOIN genres g ON g.id = sg.genre_id
     WHERE sg.song_rid = m.rid ORDER BY sg.position)),
  {", ".join(f"m.{name}" for name in COLUMNS)}
FROM metadata m LEFT JOIN lyrics ly ON ly.id = m.lyrics_id
WHERE m.id IN (SELECT value FROM json_each(?))"""  # noqa: S608 - constant parts only

_MEDIA = """SELECT sha256, size, format, kind, duration_ms, sound_hash, gain_db, peak FROM media
WHERE sha256 IN (SELECT value FROM json_each(?))"""


class MirrorRow(NamedTuple):
    """A song as the tables hold it. ``words`` is how :func:`~.insert.stored_words` stores its lyrics, or None."""

    fields: dict[str, Any]
    deleted: bool
    words: tuple[str, str, str, str, str] | None
    credits: list[list[str]]
    genres: list[str]

    def same(self, other: MirrorRow) -> bool:
        """Whether both are the same song in the same state; of words the document decides, of genres the name."""
        return (
            self.fields == other.fields
            and self.deleted == other.deleted
            and self.document == other.document
            and self.credits == other.credits
            and self.folded_genres == other.folded_genres
        )

    @property
    def folded_genres(self) -> list[str]:
        """The genres as they are told apart."""
        return [fold(name) for name in self.genres]

    @property
    def document(self) -> str | None:
        """The words as JSON."""
        return self.words[0] if self.words else None


@dataclass(frozen=True, slots=True)
class Present:
    """A song that is here, under its row number."""

    rid: int
    row: MirrorRow


def find_present(connection: sqlite3.Connection, ids: Iterable[str]) -> dict[str, Present]:
    """Return those songs that are here, gone ones too."""
    present = {}
    for song_id, rid, deleted, document, credits_, genres, *fields in connection.execute(
        _HAVE, (json.dumps(list(ids)),)
    ):
        words = None if document is None else (document, "", "", "", "")
        row = MirrorRow(
            dict(zip(COLUMNS, fields, strict=True)), bool(deleted), words, json.loads(credits_), json.loads(genres)
        )
        present[song_id] = Present(rid, row)
    return present


def news_of_media(connection: sqlite3.Connection, media: Iterable[Row]) -> dict[str, Row]:
    """Return those media, by hash, of which the shared library says something that is not known here."""
    wanted = {medium[0]: medium for medium in media}
    known = {row[0]: row for row in connection.execute(_MEDIA, (json.dumps(list(wanted)),))}
    return {sha256: medium for sha256, medium in wanted.items() if sha256 not in known or _tells(medium, known[sha256])}


def _tells(medium: Row, known: Row) -> bool:
    # What was found out on this device, a loudness say, stays where the shared library does not know it; and a kind
    # is for ever.
    _, size, form, _, duration_ms, sound_hash, *loudness = medium
    said = (None, size, form, None, duration_ms, sound_hash or None, *loudness)
    return any(value is not None and value != here for value, here in zip(said, known, strict=True))
