"""A song of the shared library as JSON: how a mirror keeps what lies under an edit of one's own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pluto_desktop.domain.ids import AlbumId, ArtistId, LyricsId, MediaHash, SongId
from pluto_desktop.domain.shared import SharedSong
from pluto_desktop.domain.shared_json import date_from_json, date_to_json, medium_from_json, medium_to_json
from pluto_desktop.domain.songs import AlbumRef, ArtistCredit, Medium, Song

_PLAIN = (
    "id", "title", "romanised", "disc", "track", "notes", "language", "popularity", "duration_ms", "cover",
    "lyrics_id", "added_at_ms", "version",
)  # fmt: skip


def shared_song_to_json(shared: SharedSong) -> dict[str, Any]:
    """Return a song with everything that the shared library says of it."""
    song = shared.song
    return {
        **{name: getattr(song, name) for name in _PLAIN},
        "artists": [[credit.artist_id, credit.name] for credit in song.artists],
        "album": None if song.album is None else [song.album.id, song.album.title, song.album.album_artist],
        "release_date": date_to_json(song.release_date),
        "genres": list(song.genres),
        "tags": list(song.tags),
        "song": _medium(song.song),
        "bgm": _medium(song.bgm),
        "words": None if shared.lyrics is None else dict(shared.lyrics),
        "picture": _medium(shared.cover),
        "deleted": shared.deleted,
        "merged_into": shared.merged_into,
    }


def shared_song_from_json(said: Mapping[str, Any]) -> SharedSong:
    """Return the song that :func:`shared_song_to_json` wrote."""
    plain = {name: said[name] for name in _PLAIN}
    song = Song(
        **{
            **plain,
            "id": SongId(plain["id"]),
            "lyrics_id": LyricsId(plain["lyrics_id"]) if plain["lyrics_id"] else None,
            "cover": MediaHash(plain["cover"]) if plain["cover"] else None,
        },
        artists=tuple(ArtistCredit(ArtistId(artist), name) for artist, name in said["artists"]),
        album=AlbumRef(AlbumId(said["album"][0]), *said["album"][1:]) if said["album"] else None,
        release_date=date_from_json(said["release_date"]),
        genres=tuple(said["genres"]),
        tags=tuple(said["tags"]),
        song=_medium_of(said["song"]),
        bgm=_medium_of(said["bgm"]),
    )
    merged = SongId(said["merged_into"]) if said["merged_into"] else None
    return SharedSong(song, said["words"], _medium_of(said["picture"]), said["deleted"], merged)


def _medium(medium: Medium | None) -> dict[str, Any] | None:
    return None if medium is None else medium_to_json(medium)


def _medium_of(said: Mapping[str, Any] | None) -> Medium | None:
    return None if said is None else medium_from_json(said)
