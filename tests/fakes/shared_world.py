"""What a server of the shared library remembers, in memory."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from pluto_desktop.adapters.sql.keys import fold
from pluto_desktop.domain.batches import BatchDone
from pluto_desktop.domain.editors import Work
from pluto_desktop.domain.errors import KnownError
from pluto_desktop.domain.ids import AlbumId, ArtistId, LyricsId, MediaHash, OperationId, SongId, new_id
from pluto_desktop.domain.shared import (
    BEGINNING,
    Committed,
    FeedPosition,
    Revision,
    SharedAlbum,
    SharedArtist,
    SharedSong,
    Upload,
)
from pluto_desktop.domain.shared_json import fields_from_json
from pluto_desktop.domain.songs import AlbumRef, ArtistCredit, MediaKind, Medium, Song


@dataclass
class Stored:
    """A published medium."""

    medium: Medium
    file_id: str
    condemned: bool = False
    at: float = field(default_factory=time.monotonic)


@dataclass
class Lease:
    """An upload and whose it is."""

    upload: Upload
    op_id: OperationId
    until: float


@dataclass
class Held:
    """The songs that a seat edits."""

    songs: frozenset[SongId]
    until: float


class World:
    """The library itself; each FakeShared is one person's connection to it.

    ``fails`` is raised by whatever is asked next and after, until it is None again; ``loses_answer`` does the next
    commit and raises Offline all the same.
    """

    def __init__(self) -> None:
        self.id = new_id()
        self.lock = threading.RLock()
        self.news = threading.Condition(self.lock)
        self.songs: dict[SongId, SharedSong] = {}
        self.artists: dict[ArtistId, SharedArtist] = {}
        self.albums: dict[AlbumId, SharedAlbum] = {}
        self.media: dict[MediaHash, Stored] = {}
        self.leases: dict[str, Lease] = {}
        self.editing: dict[tuple[str, str, Work], Held] = {}
        self.done: dict[OperationId, Committed] = {}
        self.batches: dict[OperationId, BatchDone] = {}
        self.log: dict[OperationId, Any] = {}
        self.revisions: list[tuple[SongId, Revision, float]] = []
        self.added: dict[SongId, Revision] = {}
        self.let_go: set[OperationId] = set()
        self.gone: dict[SongId, float] = {}
        self.purged: set[SongId] = set()
        self.changes: list[tuple[FeedPosition, str]] = []
        self.changed_at: dict[FeedPosition, float] = {}
        self.head = BEGINNING
        self.fails: KnownError | None = None
        self.loses_answer = False

    def changed(self, *ids: str) -> None:
        for each in ids:
            self.head = FeedPosition(self.head.seq + 1, new_id())
            self.changes.append((self.head, each))
            self.changed_at[self.head] = time.monotonic()

    def artist(self, name: str) -> ArtistId:
        for artist in self.artists.values():
            if not artist.deleted and fold(artist.name) == fold(name):
                return artist.id
        artist_id = ArtistId(new_id())
        self.artists[artist_id] = SharedArtist(artist_id, name)
        self.changed(artist_id)
        return artist_id

    def album(self, title: str, album_artist: str) -> AlbumRef:
        for album in self.albums.values():
            if (fold(album.title), fold(album.album_artist)) == (fold(title), fold(album_artist)):
                return AlbumRef(album.id, album.title, album.album_artist)
        album_id = AlbumId(new_id())
        self.albums[album_id] = SharedAlbum(album_id, title, album_artist)
        self.changed(album_id)
        return AlbumRef(album_id, title, album_artist)

    def laid_over(self, there: SharedSong, plain: Mapping[str, Any]) -> SharedSong:
        """Return a song with fields changed, artists and albums made where they are new."""
        fields = fields_from_json(plain)
        said: dict[str, Any] = {
            name: getattr(fields, name)
            for name in fields.given
            & {"title", "romanised", "release_date", "genres", "tags", "notes", "language", "popularity", "cover"}
        }
        if "credits" in plain:
            said["artists"] = tuple(ArtistCredit(self.artist(name), name) for name in fields.credits.names)
        if "album" in plain:
            said["album"] = self.album(fields.album.title, fields.album.album_artist) if fields.album.title else None
        if "place" in plain:
            said["disc"], said["track"] = fields.place
        for name in ("song", "bgm"):
            if name in plain:
                kind = MediaKind(name)
                said[name] = replace(self.media[plain[name]].medium, kind=kind) if plain[name] else None
        if "song" in said:
            said["duration_ms"] = said["song"].duration_ms if said["song"] else None
        words, cover = there.lyrics, there.cover
        if "lyrics" in plain:
            words = plain["lyrics"]
            said["lyrics_id"] = None if words is None else there.song.lyrics_id or LyricsId(new_id())
        if "cover" in plain:
            cover = self.media[plain["cover"]].medium if plain["cover"] else None
        return replace(there, song=replace(there.song, **said), lyrics=words, cover=cover)

    def referring(self, sha256: MediaHash) -> tuple[SongId, ...]:
        """Return the songs that have a medium."""
        return tuple(
            sorted(
                song_id
                for song_id, shared in self.songs.items()
                if song_id not in self.purged and sha256 in _hashes(shared.song)
            )
        )

    def kept_by_revisions(self) -> set[MediaHash]:
        kept = (one.before for _, one, _ in self.revisions if one.op_id not in self.let_go)
        return {before[name] for before in kept for name in ("song", "bgm", "cover") if before[name]}


def _hashes(song: Song) -> Iterable[MediaHash | None]:
    return (song.song and song.song.sha256, song.bgm and song.bgm.sha256, song.cover)
