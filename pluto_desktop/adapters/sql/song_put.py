"""Putting a command's fields into the tables of this device, within the running operation."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pluto_desktop.adapters.sql import insert
from pluto_desktop.adapters.sql.names import Names
from pluto_desktop.adapters.sql.operation import Operation
from pluto_desktop.adapters.sql.song_media import COLUMNS, attach, duration_of
from pluto_desktop.adapters.sql.song_rows import put_credits, put_words, update_song
from pluto_desktop.adapters.sql.stored_fields import stored_fields
from pluto_desktop.domain.ids import SongId, new_id
from pluto_desktop.domain.shared_json import date_from_json
from pluto_desktop.domain.song_fields import Plain
from pluto_desktop.domain.songs import NewSong
from pluto_desktop.lyrics.romanise import romanise_title


def insert_song(running: Operation, song_id: SongId, fields: Plain) -> int:
    """Insert a song with all its fields, whose media are known already; return its row number."""
    connection = running.connection
    names, song = Names(running), _new_song(fields)
    values = _described(names, song) | _referring(running, fields)
    if fields["lyrics"] is not None:
        row = insert.lyrics_row(new_id(), fields["lyrics"], running.at)
        insert.put_lyrics(connection, [row])
        values["lyrics_id"] = row[0]
    values |= {"id": song_id, "created_at": running.at, "updated_at": running.at}
    columns, places = ", ".join(values), ", ".join(f":{name}" for name in values)
    done = connection.execute(f"INSERT INTO metadata ({columns}) VALUES ({places})", values)  # noqa: S608 - our names
    rid = int(done.lastrowid or 0)
    put_credits(running, rid, names, song)
    return rid


def change_song(
    running: Operation,
    rid: int,
    theirs: Plain,
    changes: Mapping[str, Any],
    *,
    was: str = "",
    names: Names | None = None,
) -> None:
    """Change fields of a song that is as ``theirs`` says, as one counted edit; its media are known already.

    Whoever changes many gives what :func:`stored_fields` said of the song, and the names of the operation.
    """
    was = was or stored_fields(running.connection, rid)
    merged = {**theirs, **changes}
    if "title" in changes and "romanised" not in changes and theirs["romanised"] == romanise_title(theirs["title"]):
        merged["romanised"] = ""  # it was made of the title, and is again
    names, song = names or Names(running), _new_song(merged)
    values = _described(names, song) | _referring(running, changes)
    if "lyrics" in changes:
        values |= put_words(running, rid, changes["lyrics"])
    update_song(running, rid, values, was)
    put_credits(running, rid, names, song)


def _described(names: Names, song: NewSong) -> dict[str, Any]:
    """Return the columns that say what a song is; its album is whose the command says, be that nobody's."""
    artists = insert.credited(song.artists)
    albums = [(song.album, song.album_artist)] if song.album else []
    names.prepare(artists, albums, insert.credited(song.genres))
    return insert.described_as(
        song,
        names.artist(artists[0]) if artists else None,
        names.album(song.album, song.album_artist) if song.album else None,
    )


def _referring(running: Operation, fields: Mapping[str, Any]) -> dict[str, Any]:
    values: dict[str, Any] = {
        column: attach(running.connection, name, fields[name]) for name, column in COLUMNS.items() if name in fields
    }
    if "song" in fields:
        values["duration_ms"] = duration_of(running.connection, fields["song"])
    return values


def _new_song(fields: Mapping[str, Any]) -> NewSong:
    disc, track = fields["place"]
    return NewSong(
        title=fields["title"],
        romanised=fields["romanised"],
        artists=tuple(fields["credits"]),
        album=fields["album"][0],
        album_artist=fields["album"][1],
        disc=disc,
        track=track,
        release_date=date_from_json(fields["release_date"]),
        genres=tuple(fields["genres"]),
        tags=tuple(fields["tags"]),
        notes=fields["notes"],
        language=fields["language"],
        popularity=fields["popularity"],
    )
