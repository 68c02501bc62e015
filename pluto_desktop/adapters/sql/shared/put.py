"""Putting a song's fields into the tables, within the running transaction."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Row, Table, func, insert, select

from pluto_desktop.adapters.sql.shared import tables as t
from pluto_desktop.adapters.sql.shared.columns import columns
from pluto_desktop.adapters.sql.shared.names import album_id, artist_ids
from pluto_desktop.domain.ids import ArtistId, SongId

_PARTS: tuple[tuple[str, Table, str], ...] = (
    ("song", t.songs, "song_id"), ("bgm", t.bgm, "bgm_id"), ("cover", t.covers, "cover_id")
)  # fmt: skip


def insert_song(connection: Connection, song_id: SongId, fields: Mapping[str, Any]) -> None:
    """Insert a song with all its fields; its media are held already."""
    artists = artist_ids(connection, fields["credits"])
    values = columns(fields) | _referring(connection, fields, artists)
    if fields["lyrics"] is not None:
        values["lyrics_id"] = _new_lyrics(connection, fields["lyrics"])
    connection.execute(insert(t.metadata).values(id=song_id, **values))
    _credit(connection, song_id, fields["credits"], artists)


def change_song(connection: Connection, row: Row[Any], changes: Mapping[str, Any]) -> None:
    """Change fields of a song whose row is locked; its media are held already.

    The song's own row goes first: its trigger keeps what the song was, with the words and credits it still has.
    """
    artists = artist_ids(connection, changes.get("credits", ()))
    values = columns(changes) | _referring(connection, changes, artists)
    words = "lyrics" in changes
    if words and changes["lyrics"] is None:
        values["lyrics_id"] = None
    elif words and row.lyrics_id is None:
        values["lyrics_id"] = _new_lyrics(connection, changes["lyrics"])
    # A column set to itself where only what hangs on the song changes: that counts as an edit of the song too.
    values.setdefault("song_name", t.metadata.c.song_name)
    connection.execute(t.metadata.update().where(t.metadata.c.id == row.id).values(**values))
    if words and row.lyrics_id is not None:
        document = changes["lyrics"]
        said = {"document": document} if document is not None else {"deleted_at": func.now()}
        connection.execute(t.lyrics.update().where(t.lyrics.c.id == row.lyrics_id).values(**said))
    for name, part, referring in _PARTS:
        if name in changes and getattr(row, referring) is not None:
            connection.execute(part.delete().where(part.c.id == getattr(row, referring)))
    if "credits" in changes:
        connection.execute(t.artist_credits.delete().where(t.artist_credits.c.song_id == row.id))
        _credit(connection, row.id, changes["credits"], artists)


def _referring(connection: Connection, fields: Mapping[str, Any], artists: list[ArtistId]) -> dict[str, Any]:
    """Return the columns that refer to other rows, which are made where they are missing."""
    values: dict[str, Any] = {}
    if "credits" in fields:
        values["artist_id"] = artists[0] if artists else None
    if "album" in fields:
        values["album_id"] = album_id(connection, *fields["album"]) if fields["album"][0] else None
    for name, part, referring in _PARTS:
        if name in fields:
            sha256 = fields[name]
            values[referring] = None if sha256 is None else _attach(connection, part, sha256)
    return values


def _attach(connection: Connection, part: Table, sha256: str) -> str:
    medium = select(t.media.c.sha256, t.media.c.format).where(t.media.c.sha256 == sha256)
    made = insert(part).from_select(["media_sha256", "file_format"], medium).returning(part.c.id)
    return str(connection.scalar(made))


def _new_lyrics(connection: Connection, document: Mapping[str, Any]) -> str:
    return str(connection.scalar(insert(t.lyrics).values(document=document).returning(t.lyrics.c.id)))


def _credit(connection: Connection, song_id: str, names: list[str], artists: list[ArtistId]) -> None:
    rows = [
        {"song_id": song_id, "position": place, "artist_id": artist, "name": name}
        for place, (artist, name) in enumerate(zip(artists, names, strict=True))
    ]
    if rows:
        connection.execute(insert(t.artist_credits), rows)
