"""What a person said of a song: no tags of its file, read again, take that away."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import replace

from pluto_desktop.domain.shared_json import fields_from_json
from pluto_desktop.domain.song_fields import Plain
from pluto_desktop.domain.songs import NewSong

_FROM_FILES = frozenset({"add_songs", "replace_medium", "attach_bgm", "add_beside", "remove_songs", "restore_songs"})
"""Operations that bring what files say, or only mark songs."""
_NOT_IN_FILES = frozenset({"tags", "notes", "popularity"})
_REVISIONS = """
SELECT o.kind, json_extract(r.before, '$.fields') FROM revisions r JOIN operations o ON o.op_id = r.op_id
WHERE r.entity = 'metadata' AND r.entity_id = ? ORDER BY r.version"""


def edited_fields(connection: sqlite3.Connection, song_id: str, present: Plain) -> frozenset[str]:
    """Return the fields of a song that a person changed, ever; ``present`` is what it is now."""
    rows = [(kind, json.loads(before)) for kind, before in connection.execute(_REVISIONS, (song_id,)) if before]
    afters = [before for _, before in rows[1:]] + [present]
    return frozenset(
        name
        for (kind, before), after in zip(rows, afters, strict=False)  # without any revision there is nothing before
        if kind not in _FROM_FILES
        for name, value in before.items()
        if value != after.get(name)
    )


def with_what_was_said(connection: sqlite3.Connection, song_id: str, was: str, song: NewSong) -> NewSong:
    """Return what a file's new tags say of a song, but what a person said and what no file says as it is.

    ``was`` is what :func:`~pluto_desktop.adapters.sql.stored_fields.stored_fields` says of the song.
    """
    present: Plain = json.loads(was)
    edited = edited_fields(connection, song_id, present)
    fields = fields_from_json(present)
    kept = {name: getattr(fields, name) for name in _NOT_IN_FILES}
    kept |= {name: getattr(fields, name) for name in edited & {"title", "release_date", "genres", "language"}}
    if edited & {"title", "romanised"}:
        kept["romanised"] = fields.romanised
    if "credits" in edited:
        kept["artists"] = fields.credits.names
    if "album" in edited:
        kept["album"], kept["album_artist"] = fields.album.title, fields.album.album_artist
    if "place" in edited:
        kept["disc"], kept["track"] = fields.place
    if "cover" in edited:
        kept["cover_bytes"] = None
    return replace(song, **kept)
