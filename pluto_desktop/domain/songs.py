"""Songs, artists, albums and media as values."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from pluto_desktop.domain.dates import ReleaseDate
from pluto_desktop.domain.ids import AlbumId, ArtistId, LyricsId, MediaHash, SongId

UNKNOWN_LANGUAGE = ""
"""The language of a song nobody has said anything about."""


class MediaKind(StrEnum):
    """What a medium is to its song."""

    SONG = "song"
    BGM = "bgm"
    COVER = "cover"


@dataclass(frozen=True, slots=True)
class Location:
    """Where a medium lies on this device, and what the file was like when its bytes were read."""

    path: Path
    size: int
    mtime_ns: int
    sha256: MediaHash


@dataclass(frozen=True, slots=True)
class Medium:
    """Immutable bytes identified by their SHA-256.

    ``sound_hash`` is a hash of the sound's bytes without tags ("" where the container is not known to us): two media
    with the same one differ only in their tags. ``gain_db`` and ``peak`` are ReplayGain's track gain and peak, from
    tags or measured; None where neither was done.
    """

    sha256: MediaHash
    size: int
    format: str
    kind: MediaKind
    duration_ms: int | None = None
    sound_hash: str = ""
    gain_db: float | None = None
    peak: float | None = None


@dataclass(frozen=True, slots=True)
class ArtistCredit:
    """One name of an artist credit as printed, and the artist it stands for."""

    artist_id: ArtistId
    name: str


@dataclass(frozen=True, slots=True)
class AlbumRef:
    """The album a song is on."""

    id: AlbumId
    title: str
    album_artist: str = ""


@dataclass(frozen=True, slots=True)
class Song:
    """One entry of the catalogue, whole (table ``metadata`` and what hangs on it), without the bytes.

    ``romanised`` is the title in Latin letters, "" where the title is in Latin letters already. ``reachable`` is
    False when its file was looked for and not found. ``version`` counts the edits and guards against lost updates.
    """

    id: SongId
    title: str
    romanised: str = ""
    artists: tuple[ArtistCredit, ...] = ()
    album: AlbumRef | None = None
    disc: int | None = None
    track: int | None = None
    release_date: ReleaseDate | None = None
    genres: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    notes: str = ""
    language: str = UNKNOWN_LANGUAGE
    popularity: int = 0
    duration_ms: int | None = None
    song: Medium | None = None
    bgm: Medium | None = None
    cover: MediaHash | None = None
    lyrics_id: LyricsId | None = None
    reachable: bool = True
    added_at_ms: int = 0
    version: int = 1

    @property
    def artist(self) -> str:
        """The artist credit as one line of text."""
        return ", ".join(credit.name for credit in self.artists)


@dataclass(frozen=True, slots=True)
class SongRow:
    """What a list shows of a song. ``lyrics_languages`` are the languages its words are in, sorted.

    ``on_device`` is whether its sound is here; ``reachable`` is False only where it was and its file is gone. ``kept``
    is whether a person keeps it here, by itself or with an album or a playlist.
    ``waiting`` is whether an edit of it waits here: the row is what the song will be in the shared library.
    """

    id: SongId
    title: str
    romanised: str
    artist: str
    album: str
    album_id: AlbumId | None
    year: int | None
    genre: str
    duration_ms: int | None
    lyrics_languages: tuple[str, ...]
    has_bgm: bool
    has_audio: bool
    reachable: bool
    favourite: bool
    plays: int
    popularity: int
    added_at_ms: int
    cover: MediaHash | None
    disc: int | None = None
    track: int | None = None
    on_device: bool = True
    kept: bool = False
    waiting: bool = False


@dataclass(frozen=True, slots=True)
class AlbumRow:
    """What the covers page shows of an album."""

    id: AlbumId
    title: str
    artist: str
    year: int | None
    songs: int
    cover: MediaHash | None


@dataclass(frozen=True, slots=True)
class ArtistRow:
    """What the artists page shows of an artist."""

    id: ArtistId
    name: str
    songs: int
    albums: int


@dataclass(frozen=True, slots=True)
class NewSong:
    """A song to be added, with everything that belongs to it; it becomes visible whole or not at all.

    ``cover_bytes`` are the picture as found (JPEG, PNG…); ``lyrics`` is the JSON form of a lyrics document (see
    :meth:`pluto_desktop.lyrics.document.Document.to_json`) or None. ``id`` is set when the caller wants that id.
    """

    title: str
    romanised: str = ""
    artists: tuple[str, ...] = ()
    album: str = ""
    album_artist: str = ""
    disc: int | None = None
    track: int | None = None
    release_date: ReleaseDate | None = None
    genres: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    notes: str = ""
    language: str = UNKNOWN_LANGUAGE
    popularity: int = 0
    song: Medium | None = None
    song_location: Location | None = None
    bgm: Medium | None = None
    bgm_location: Location | None = None
    cover_bytes: bytes | None = None
    lyrics: dict[str, object] | None = None
    id: SongId | None = None
