"""Changing the rows of one song, within the running operation; what the song was before is kept."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pluto_desktop.adapters.sql import insert
from pluto_desktop.adapters.sql.names import Names
from pluto_desktop.adapters.sql.operation import Operation
from pluto_desktop.adapters.sql.stored_fields import keep_fields, stored_fields
from pluto_desktop.domain.ids import new_id
from pluto_desktop.domain.songs import NewSong
from pluto_desktop.lyrics.document import Document


def update_song(running: Operation, rid: int, fields: Mapping[str, Any], was: str = "") -> None:
    """Change the named columns of a song as one counted edit, and keep what the song was before.

    ``was`` is what :func:`~pluto_desktop.adapters.sql.stored_fields.stored_fields` said before anything was changed,
    where more than these columns is.
    """
    connection = running.connection
    was = was or stored_fields(connection, rid)
    assignments = "".join(f"{name} = :{name}, " for name in fields)
    connection.execute(
        f"UPDATE metadata SET {assignments}version = version + 1, updated_at = :at_ms WHERE rid = :rid_",  # noqa: S608
        {**fields, "at_ms": running.at, "rid_": rid},
    )
    keep_fields(connection, running.op_id, was)


def describe_again(running: Operation, rid: int, song: NewSong) -> dict[str, Any]:
    """Return the columns that say what a song is, and replace its credits and genres."""
    names = Names(running)
    insert.prepare_names(names, [song])
    put_credits(running, rid, names, song)
    return insert.described(names, song)


def put_credits(running: Operation, rid: int, names: Names, song: NewSong) -> None:
    """Replace a song's credits and genres, of names prepared before."""
    connection = running.connection
    connection.execute("DELETE FROM artist_credits WHERE song_rid = ?", (rid,))
    connection.execute("DELETE FROM song_genres WHERE song_rid = ?", (rid,))
    connection.executemany(
        "INSERT INTO artist_credits (song_rid, position, artist_id, name) VALUES (?, ?, ?, ?)",
        [(rid, place, names.artist(name).id, name) for place, name in enumerate(insert.credited(song.artists))],
    )
    connection.executemany(
        "INSERT INTO song_genres (song_rid, position, genre_id) VALUES (?, ?, ?)",
        [(rid, place, names.genre(name)) for place, name in enumerate(insert.credited(song.genres))],
    )


def put_document(running: Operation, rid: int, document: Document | None) -> None:
    """Give a song words, other words, or none, as one counted edit of the song."""
    was = stored_fields(running.connection, rid)
    update_song(running, rid, put_words(running, rid, None if document is None else document.to_json()), was)


def put_words(running: Operation, rid: int, document: Mapping[str, Any] | None) -> dict[str, Any]:
    """Give a song words (a document as JSON), other words, or none; return what its row is to refer to from now on."""
    connection = running.connection
    (lyrics_id,) = connection.execute("SELECT lyrics_id FROM metadata WHERE rid = ?", (rid,)).fetchone()
    if document is None:
        if lyrics_id is not None:
            connection.execute(
                "UPDATE lyrics SET deleted_at = :at, updated_at = :at, version = version + 1 WHERE id = :id",
                {"at": running.at, "id": lyrics_id},
            )
            running.changed("lyrics", [lyrics_id], "delete")
        return {"lyrics_id": None}
    row = insert.lyrics_row(lyrics_id or new_id(), document, running.at)
    if lyrics_id is None:
        insert.put_lyrics(connection, [row])
        running.changed("lyrics", [row[0]], "insert")
        return {"lyrics_id": row[0]}
    connection.execute(
        "UPDATE lyrics SET document = ?, english_lyrics = ?, telugu_lyrics = ?, languages = ?, timing = ?,"
        " version = version + 1, updated_at = ? WHERE id = ?",
        (*row[1:6], running.at, lyrics_id),
    )
    running.changed("lyrics", [lyrics_id], "update")
    return {}
