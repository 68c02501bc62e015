"""Putting the fields of many songs into the tables, with one statement for each set of columns."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, text

from pluto_desktop.adapters.sql.keys import fold
from pluto_desktop.adapters.sql.shared.columns import columns
from pluto_desktop.adapters.sql.shared.names import album_ids, artist_ids_of
from pluto_desktop.domain.batches import SongEdit
from pluto_desktop.domain.ids import new_id
from pluto_desktop.domain.shared import CommandKind

_PARTS = {"song": ("songs", "song_id"), "bgm": ("bgm", "bgm_id"), "cover": ("covers", "cover_id")}
_TYPES = {
    "song_name": "text", "romanised": "text", "folded": "text", "skeleton": "text", "artist_id": "uuid",
    "album_id": "uuid", "disc": "integer", "track": "integer", "release_date": "date", "release_precision": "text",
    "genres": "text[]", "tags": "text[]", "notes": "text", "language": "text", "popularity": "bigint",
    "song_id": "uuid", "bgm_id": "uuid", "cover_id": "uuid", "lyrics_id": "uuid",
}  # fmt: skip

_CREDITS = """INSERT INTO artist_credits (song_id, position, artist_id, name)
SELECT * FROM jsonb_to_recordset(:rows) AS v(song_id uuid, position integer, artist_id uuid, name text)"""
_MEDIA = """INSERT INTO {table} (id, media_sha256, file_format)
SELECT v.id, m.sha256, m.format FROM jsonb_to_recordset(:rows) AS v(id uuid, sha256 text) JOIN media m USING (sha256)"""
_NEW_LYRICS = """INSERT INTO lyrics (id, document)
SELECT * FROM jsonb_to_recordset(:rows) AS v(id uuid, document jsonb)"""
_LYRICS = """UPDATE lyrics SET document = v.document
FROM jsonb_to_recordset(:rows) AS v(id uuid, document jsonb) WHERE lyrics.id = v.id"""
_MARK = """UPDATE metadata SET deleted_at = CASE WHEN v.gone THEN now() END, merged_into = v.merged_into
FROM jsonb_to_recordset(:rows) AS v(id uuid, gone boolean, merged_into uuid) WHERE metadata.id = v.id"""


class Put(NamedTuple):
    """A song's locked row and the fields to be changed, in plain form."""

    row: Any
    changes: Mapping[str, Any]


def change_songs(connection: Connection, puts: Sequence[Put]) -> None:
    """Change fields of songs whose rows are locked; their media are held already.

    The songs' own rows go before what hangs on them: their trigger keeps what the songs were.
    """
    artists = artist_ids_of(connection, {name for put in puts for name in put.changes.get("credits", ())})
    albums = album_ids(connection, {tuple(put.changes["album"]) for put in puts if put.changes.get("album", [""])[0]})
    parts: dict[str, list[dict[str, str]]] = {name: [] for name in _PARTS}
    new_words: list[dict[str, Any]] = []
    rows: dict[frozenset[str], list[dict[str, Any]]] = {}
    for put in puts:
        values = columns(put.changes)
        if "credits" in put.changes:
            names = put.changes["credits"]
            values["artist_id"] = artists[fold(names[0])] if names else None
        if "album" in put.changes:
            title, album_artist = put.changes["album"]
            values["album_id"] = albums[fold(title), fold(album_artist)] if title else None
        for name, (_, referring) in _PARTS.items():
            if name in put.changes:
                values[referring] = _new_part(parts[name], put.changes[name])
        if "lyrics" in put.changes:
            values |= _referring_words(put, new_words)
        rows.setdefault(frozenset(values), []).append({"id": put.row.id, **values})
    for name, (table, _) in _PARTS.items():
        _run(connection, _MEDIA.format(table=table), parts[name])
    _run(connection, _NEW_LYRICS, new_words)
    for names, group in rows.items():
        _run(connection, _update(sorted(names)), group)
    _put_what_hangs_on(connection, puts, artists)


def mark_songs(connection: Connection, edits: Sequence[SongEdit]) -> None:
    """Delete songs, or bring them back."""
    rows = [
        {
            "id": edit.song_id,
            "gone": edit.kind is CommandKind.DELETE,
            "merged_into": edit.merged_into if edit.kind is CommandKind.DELETE else None,
        }
        for edit in edits
    ]
    _run(connection, _MARK, rows)


def _put_what_hangs_on(connection: Connection, puts: Sequence[Put], artists: Mapping[str, str]) -> None:
    worded = [put for put in puts if "lyrics" in put.changes and put.row.lyrics_id is not None]
    said = [{"id": put.row.lyrics_id, "document": put.changes["lyrics"]} for put in worded if put.changes["lyrics"]]
    _run(connection, _LYRICS, said)
    taken = [put.row.lyrics_id for put in worded if put.changes["lyrics"] is None]
    _for_ids(connection, "UPDATE lyrics SET deleted_at = now() WHERE id = ANY(CAST(:ids AS uuid[]))", taken)
    for name, (table, referring) in _PARTS.items():
        left = [getattr(put.row, referring) for put in puts if name in put.changes]
        statement = f"DELETE FROM {table} WHERE id = ANY(CAST(:ids AS uuid[]))"  # noqa: S608 - our own names
        _for_ids(connection, statement, [part for part in left if part is not None])
    credited = [put for put in puts if "credits" in put.changes]
    statement = "DELETE FROM artist_credits WHERE song_id = ANY(CAST(:ids AS uuid[]))"
    _for_ids(connection, statement, [put.row.id for put in credited])
    _run(connection, _CREDITS, [
        {"song_id": put.row.id, "position": place, "artist_id": artists[fold(name)], "name": name}
        for put in credited
        for place, name in enumerate(put.changes["credits"])
    ])  # fmt: skip


def _new_part(made: list[dict[str, str]], sha256: str | None) -> str | None:
    if sha256 is None:
        return None
    made.append({"id": new_id(), "sha256": sha256})
    return made[-1]["id"]


def _referring_words(put: Put, made: list[dict[str, Any]]) -> dict[str, Any]:
    document = put.changes["lyrics"]
    if document is None:
        return {"lyrics_id": None}
    if put.row.lyrics_id is not None:
        return {}
    made.append({"id": new_id(), "document": document})
    return {"lyrics_id": made[-1]["id"]}


def _update(names: Sequence[str]) -> str:
    # A column set to itself where only what hangs on the song changes: that counts as an edit of the song too.
    changed = ", ".join(f"{name} = v.{name}" for name in names) or "notes = metadata.notes"
    typed = "".join(f", {name} {_TYPES[name]}" for name in names)
    return (
        f"UPDATE metadata SET {changed} FROM jsonb_to_recordset(:rows) AS v(id uuid{typed})"  # noqa: S608
        " WHERE metadata.id = v.id"
    )


def _run(connection: Connection, statement: str, rows: Iterable[Mapping[str, Any]]) -> None:
    listed = list(rows)
    if listed:
        said = json.dumps(listed, ensure_ascii=False, default=str)
        connection.execute(text(statement.replace(":rows", "CAST(:rows AS jsonb)")), {"rows": said})


def _for_ids(connection: Connection, statement: str, ids: list[str]) -> None:
    if ids:
        connection.execute(text(statement), {"ids": ids})
