"""What a person said of a song, which no file's tags say otherwise."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from pluto_desktop.adapters.sql.person_kinds import PERSONS
from pluto_desktop.adapters.sql.stored_fields import plain_fields_of, read_fields
from pluto_desktop.domain.batches import BatchKind
from pluto_desktop.domain.shared import FIELDS
from pluto_desktop.domain.shared_json import date_from_json
from pluto_desktop.domain.songs import NewSong

_EDITS = """SELECT o.kind, r.before FROM metadata m JOIN revisions r ON r.entity_id = m.id AND r.entity = 'metadata'
JOIN operations o ON o.op_id = r.op_id WHERE m.rid = ? ORDER BY r.version"""
# A song is as old as the operation that added it: changes are many, and have no index by song.
_SPLIT_OFF = """SELECT 1 FROM metadata m JOIN operations o ON o.at = m.created_at AND o.kind = ?
WHERE m.rid = ? AND EXISTS (SELECT 1 FROM changes c WHERE c.op_id = o.op_id AND c.id = m.id AND c.kind = 'insert')"""

_IN_NO_FILE = frozenset({"tags", "notes", "popularity"})
"""What no file says, so that reading one takes nothing of it away."""


def as_person_said(connection: sqlite3.Connection, rid: int, song: NewSong) -> NewSong:
    """Return what a file's tags say of a song that is here, with what a person changed left as it is."""
    present = plain_fields_of(connection, rid)
    edits = [(kind, read_fields(before)) for kind, before in connection.execute(_EDITS, (rid,)).fetchall()]
    afters = [fields for _, fields in edits[1:]] + [present]
    said = {
        name
        for (kind, before), after in zip(edits, afters, strict=False)
        if kind in PERSONS
        for name in before
        if name in after and before[name] != after[name]
    }
    if connection.execute(_SPLIT_OFF, (BatchKind.SPLIT.value, rid)).fetchone() is not None:
        said.update(FIELDS)  # of a song that was split off a person said everything
    if "title" in said:
        said.add("romanised")  # it is of that title
    values: dict[str, Any] = {}
    for name in said | _IN_NO_FILE:
        values |= _values(name, present[name])
    return replace(song, **values)


def _values(name: str, value: Any) -> dict[str, Any]:
    """Return what a field in plain form is in a song that is read of a file; {} for media and words."""
    return _AS_READ[name](value) if name in _AS_READ else {}


def _as_it_is(name: str) -> Callable[[Any], dict[str, Any]]:
    return lambda value: {name: value}


_AS_READ: dict[str, Callable[[Any], dict[str, Any]]] = {
    **{name: _as_it_is(name) for name in ("title", "romanised", "notes", "language", "popularity")},
    "credits": lambda value: {"artists": tuple(value)},
    "album": lambda value: {"album": value[0], "album_artist": value[1]},
    "place": lambda value: {"disc": value[0], "track": value[1]},
    "release_date": lambda value: {"release_date": date_from_json(value)},
    "genres": lambda value: {"genres": tuple(value)},
    "tags": lambda value: {"tags": tuple(value)},
    "cover": lambda _: {"cover_bytes": None},
}
