"""What ``pluto show`` and ``pluto lyrics show`` share: finding the songs that a person means, and telling of them."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from pluto_desktop.cli.framework import EXIT_WRONG
from pluto_desktop.domain.errors import Invalid, NotFound
from pluto_desktop.domain.sentences import sentence

if TYPE_CHECKING:
    from pluto_desktop.domain.songs import Song, SongRow
    from pluto_desktop.services.browse import Browse


def rows_named(browse: Browse, name: str) -> list[SongRow]:
    """Return the songs of a name or an id, the likeliest first. Raises NotFound("song_not_found")."""
    # No song's name has halves of characters, which stand for bytes that are not UTF-8; the library refuses them.
    rows = browse.list_songs_named(name.encode("utf-8", "replace").decode("utf-8"))
    if not rows:
        raise NotFound("song_not_found", name=name)
    return rows


def say_ambiguous(name: str, rows: list[SongRow]) -> int:
    """Tell that a name means several songs, with their ids, and return the exit code."""
    print(sentence(Invalid("song_ambiguous", name=name, count=len(rows))), file=sys.stderr)
    for row in rows:
        print(f"{row.id}  {row.title} · {row.artist or '?'} · {row.album or '?'}", file=sys.stderr)
    return EXIT_WRONG


def song_as_json(song: Song) -> dict[str, object]:
    """Return a song as the command line tells of it."""
    return {
        "id": song.id,
        "title": song.title,
        "romanised": song.romanised,
        "artist": song.artist,
        "artists": [credit.name for credit in song.artists],
        "album": song.album.title if song.album is not None else "",
        "album_artist": song.album.album_artist if song.album is not None else "",
        "disc": song.disc,
        "track": song.track,
        "release_date": str(song.release_date) if song.release_date is not None else None,
        "genres": list(song.genres),
        "tags": list(song.tags),
        "notes": song.notes,
        "language": song.language,
        "popularity": song.popularity,
        "duration_ms": song.duration_ms,
        "has_audio": song.song is not None,
        "has_bgm": song.bgm is not None,
        "has_cover": song.cover is not None,
        "has_lyrics": song.lyrics_id is not None,
        "reachable": song.reachable,
        "sha256": song.song.sha256 if song.song is not None else None,
        "format": song.song.format if song.song is not None else None,
        "version": song.version,
    }
