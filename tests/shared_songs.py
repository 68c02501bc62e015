"""Songs as a shared library has them, for tests."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from pluto_desktop.domain.ids import AlbumId, ArtistId, LyricsId, SongId
from pluto_desktop.domain.shared import FeedPosition, Pulled, SharedAlbum, SharedArtist, SharedSong, SongPage
from pluto_desktop.domain.songs import AlbumRef, ArtistCredit, Song
from tests.factories import make_document, make_medium


def shared_song(name: str, title: str = "", *, words: str = "", **fields: Any) -> SharedSong:
    """Return a song whose id is ``name``; ``artist``, ``album`` and ``file`` are names of what it refers to."""
    artist, album, file = (fields.pop(key, "") for key in ("artist", "album", "file"))
    deleted = fields.pop("deleted", False)
    medium = make_medium(file) if file else None
    song = Song(
        SongId(name),
        title or name,
        artists=(ArtistCredit(ArtistId(f"artist {artist}"), artist),) if artist else (),
        album=AlbumRef(AlbumId(f"album {album}"), album, artist) if album else None,
        song=medium,
        duration_ms=medium.duration_ms if medium else None,
        lyrics_id=LyricsId(f"words of {name}") if words else None,
        **fields,
    )
    return SharedSong(song, make_document(*words.split("|")).to_json() if words else None, deleted=deleted)


def names_of(songs: Iterable[SharedSong]) -> tuple[tuple[SharedArtist, ...], tuple[SharedAlbum, ...]]:
    """Return the artists and albums that songs refer to."""
    artists = {
        credit.artist_id: SharedArtist(credit.artist_id, credit.name) for s in songs for credit in s.song.artists
    }
    albums = {
        s.song.album.id: SharedAlbum(s.song.album.id, s.song.album.title, s.song.album.album_artist)
        for s in songs
        if s.song.album
    }
    return tuple(artists.values()), tuple(albums.values())


def page_of(*songs: SharedSong, after: SongId | None = None) -> SongPage:
    """Return a page of the first pull."""
    return SongPage(*names_of(songs), songs, after)


def pulled_of(seq: int, songs: Sequence[SharedSong], artists: Sequence[SharedArtist] = ()) -> Pulled:
    """Return changes up to a number of the feed."""
    named, albums = names_of(songs)
    return Pulled(FeedPosition(seq, f"change {seq}"), (*named, *artists), albums, tuple(songs))
