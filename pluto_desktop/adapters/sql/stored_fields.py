"""What is said of a song on this device, by field, in the plain form of :mod:`pluto_desktop.domain.shared_json`.

It is what the shared library's server keeps of its songs before each edit; here the writer keeps it.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from pluto_desktop.domain.song_fields import Plain

_YEAR, _MONTH, _DAY = (
    f"CAST(substr(m.release_date, {first}, {count}) AS INTEGER)" for first, count in ((1, 4), (6, 2), (9, 2))
)
_EACH = {
    "title": "m.song_name",
    "romanised": "m.romanised",
    "credits": """(SELECT json_group_array(name) FROM
    (SELECT name FROM artist_credits WHERE song_rid = m.rid ORDER BY position))""",
    "album": "coalesce((SELECT json_array(title, album_artist) FROM albums WHERE id = m.album_id), json_array('', ''))",
    "place": "json_array(m.disc, m.track)",
    "release_date": f"""json(CASE m.release_precision
    WHEN 'year' THEN json_array({_YEAR}) WHEN 'month' THEN json_array({_YEAR}, {_MONTH})
    WHEN 'day' THEN json_array({_YEAR}, {_MONTH}, {_DAY}) ELSE 'null' END)""",
    "genres": """(SELECT json_group_array(name) FROM
    (SELECT g.name FROM song_genres sg JOIN genres g ON g.id = sg.genre_id WHERE sg.song_rid = m.rid
     ORDER BY sg.position))""",
    "tags": "json(m.tags)",
    "notes": "m.notes",
    "language": "m.language",
    "popularity": "m.popularity",
    "song": "(SELECT media_sha256 FROM songs WHERE id = m.song_id)",
    "bgm": "(SELECT media_sha256 FROM bgm WHERE id = m.bgm_id)",
    "cover": "(SELECT media_sha256 FROM covers WHERE id = m.cover_id)",
    "lyrics": "json(coalesce((SELECT document FROM lyrics WHERE id = m.lyrics_id), 'null'))",
}


def _object(names: Iterable[str]) -> str:
    return f"json_object({', '.join(f'{name!r}, {_EACH[name]}' for name in names)})"


_FIELDS = _object(_EACH)
_MANY = """SELECT m.rid, m.id, m.version, m.deleted_at IS NOT NULL, {fields}
FROM metadata m WHERE m.id IN (SELECT value FROM json_each(?))"""
_ONE = f"SELECT {_FIELDS} FROM metadata m WHERE m.rid = ?"  # noqa: S608 - constant parts only
_LAST = """UPDATE revisions SET before = json_set(before, '$.fields', json(?))
WHERE rid = (SELECT max(rid) FROM revisions) AND op_id = ? AND entity = 'metadata'"""
# The songs themselves are as they were: they were only marked.
_MARKED = f"""UPDATE revisions SET before = json_set(before, '$.fields', json((
  SELECT {_FIELDS} FROM metadata m WHERE m.id = revisions.entity_id)))
WHERE rid > ? AND op_id = ? AND entity = 'metadata'"""  # noqa: S608 - constant parts only


class StoredSong(NamedTuple):
    """A song's row number, id, version, whether it is deleted (0 or 1), and its fields as JSON."""

    rid: int
    song_id: str
    version: int
    deleted: int
    fields: str


def list_stored(
    connection: sqlite3.Connection, ids: Sequence[str], names: Iterable[str] = tuple(_EACH)
) -> list[StoredSong]:
    """Return those of some songs that there are, deleted ones too, in no order; with fields of these names only."""
    rows = connection.execute(_MANY.format(fields=_object(names)), (json.dumps(list(ids)),)).fetchall()
    return [StoredSong(*row) for row in rows]


def stored_fields(connection: sqlite3.Connection, rid: int) -> str:
    """Return all fields of a song as JSON."""
    return str(connection.execute(_ONE, (rid,)).fetchone()[0])


def plain_fields_of(connection: sqlite3.Connection, rid: int) -> Plain:
    """Return all fields of a song in plain form."""
    fields: Plain = json.loads(stored_fields(connection, rid))
    return fields


def keep_fields(connection: sqlite3.Connection, op_id: str, was: str) -> None:
    """Add to the revision that was written just now by an operation what the song was, as :func:`stored_fields` said.

    The trigger that writes it knows the columns only, not what hangs on them.
    """
    connection.execute(_LAST, (was, op_id))


def last_revision(connection: sqlite3.Connection) -> int:
    """Return the number of the newest revision, for :func:`keep_marked`."""
    return int(connection.execute("SELECT coalesce(max(rid), 0) FROM revisions").fetchone()[0])


def keep_marked(connection: sqlite3.Connection, op_id: str, after: int) -> None:
    """Add to the revisions of an operation after a numbered one what the songs are, that were marked and no more."""
    connection.execute(_MARKED, (after, op_id))


def read_fields(before: str) -> dict[str, Any]:
    """Return the fields that a revision kept; none where it is older than their keeping."""
    fields: dict[str, Any] = json.loads(before).get("fields", {})
    return fields
