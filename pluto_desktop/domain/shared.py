"""The shared library as values: what its servers tell, and what is asked of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from pluto_desktop.domain.dates import ReleaseDate
from pluto_desktop.domain.ids import AlbumId, ArtistId, MediaHash, OperationId, SongId
from pluto_desktop.domain.songs import Medium, Song

SCHEMA_VERSION = 3
"""The newest shared schema this program knows."""


class Role(StrEnum):
    """What a person may do, by the rights of their name on the database; each may also do what those before may."""

    LISTENER = "listener"
    CURATOR = "curator"
    ADMIN = "admin"


@dataclass(frozen=True, slots=True)
class SharedLibrary:
    """Which library a server holds, and what this program and this person may do with it.

    ``id`` is a UUID made with the library, by which it is known wherever it is reached. ``readable`` and ``writable``
    say whether this program is new enough.
    """

    id: str
    schema_version: int
    readable: bool
    writable: bool
    role: Role
    user: str


@dataclass(frozen=True, slots=True)
class FeedPosition:
    """A change of the feed: its number and its own random id. A server that lacks the pair has another history."""

    seq: int = 0
    change_id: str = ""


BEGINNING = FeedPosition()
"""Where a feed stands before its first change."""


@dataclass(frozen=True, slots=True)
class SharedArtist:
    """An artist as the shared library has it."""

    id: ArtistId
    name: str
    version: int = 1
    deleted: bool = False
    merged_into: ArtistId | None = None


@dataclass(frozen=True, slots=True)
class SharedAlbum:
    """An album as the shared library has it."""

    id: AlbumId
    title: str
    album_artist: str = ""
    version: int = 1
    deleted: bool = False
    merged_into: AlbumId | None = None


@dataclass(frozen=True, slots=True)
class SharedSong:
    """A song as the shared library has it, with its words (a document as JSON) and its cover's medium, no bytes."""

    song: Song
    lyrics: Mapping[str, Any] | None = None
    cover: Medium | None = None
    deleted: bool = False
    merged_into: SongId | None = None


@dataclass(frozen=True, slots=True)
class Pulled:
    """What changed, read in one snapshot: everything up to ``position``.

    ``artists`` and ``albums`` are those that changed and those that the songs refer to.
    """

    position: FeedPosition
    artists: tuple[SharedArtist, ...] = ()
    albums: tuple[SharedAlbum, ...] = ()
    songs: tuple[SharedSong, ...] = ()


@dataclass(frozen=True, slots=True)
class SongPage:
    """Part of all songs in the order of their ids; ``after`` is where the next page begins, None after the last."""

    artists: tuple[SharedArtist, ...]
    albums: tuple[SharedAlbum, ...]
    songs: tuple[SharedSong, ...]
    after: SongId | None

    @property
    def count(self) -> int:
        """How many songs it has."""
        return len(self.songs)


@dataclass(frozen=True, slots=True)
class ReadyPage:
    """Such a page made ready for the mirror, who alone knows what its rows are; ``last`` is the last song's id."""

    rows: object
    count: int
    last: SongId | None
    after: SongId | None


@dataclass(frozen=True, slots=True)
class Credits:
    """The names of an artist credit as printed, in their order: one field, merged and compared as a whole."""

    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AlbumName:
    """An album by its names; found by them or made. ``title`` "" takes a song off its album."""

    title: str
    album_artist: str = ""


@dataclass(frozen=True, slots=True)
class SongFields:
    """What a command says of a song. A field that is not in ``given`` stays as it is.

    ``given`` holds the names of the fields below that are said, so that "no genre" can be told from "not mentioned".
    ``song``, ``bgm`` and ``cover`` are hashes of media that the command publishes or that are published already.
    """

    title: str = ""
    romanised: str = ""
    credits: Credits = Credits(())
    album: AlbumName = AlbumName("")
    place: tuple[int | None, int | None] = (None, None)
    """Disc and track: one field."""
    release_date: ReleaseDate | None = None
    genres: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    notes: str = ""
    language: str = ""
    popularity: int = 0
    song: MediaHash | None = None
    bgm: MediaHash | None = None
    cover: MediaHash | None = None
    lyrics: Mapping[str, Any] | None = None
    given: frozenset[str] = field(default_factory=frozenset)


FIELDS = (
    "title", "romanised", "credits", "album", "place", "release_date", "genres", "tags", "notes", "language",
    "popularity", "song", "bgm", "cover", "lyrics",
)  # fmt: skip
"""The fields that are edited, compared and merged, each as a whole."""


class CommandKind(StrEnum):
    """What a command does to a song."""

    ADD = "add_song"
    UPDATE = "update_song"
    DELETE = "delete_song"
    RESTORE = "restore_song"
    """Takes a deletion back, within the grace period."""
    BATCH = "batch"
    """Does all that a batch says; only as an edit that waits."""


@dataclass(frozen=True, slots=True)
class Published:
    """A medium whose bytes are whole in the media store under ``file_id``, to be made visible by a command."""

    medium: Medium
    file_id: str


@dataclass(frozen=True, slots=True)
class SongCommand:
    """One write of the shared library. Given twice under one ``op_id`` it is done once.

    ``base_version`` is the version the person saw; None for a new song. ``merged_into`` is the song that a deleted one
    is merged into.
    """

    op_id: OperationId
    kind: CommandKind
    song_id: SongId
    base_version: int | None = None
    fields: SongFields = SongFields()
    media: tuple[Published, ...] = ()
    merged_into: SongId | None = None


@dataclass(frozen=True, slots=True)
class Committed:
    """The result of a command; ``position`` is the feed's position right after it."""

    op_id: OperationId
    song_id: SongId
    version: int
    position: FeedPosition


@dataclass(frozen=True, slots=True)
class Upload:
    """Bytes on their way: each attempt has an id and a file of its own, until ``lease_until`` (server's clock) passes.

    ``present`` is the file of the same bytes that is published already: nothing need be sent then.
    """

    upload_id: str
    sha256: MediaHash
    file_id: str
    present: bool = False


@dataclass(frozen=True, slots=True)
class Revision:
    """What a song was before one edit, by field, who made the edit and when (ms since 1970, by the library's clock).

    ``version`` is that which the song had before; ``kind`` is add, update, delete or restore. Nothing was before an
    adding, whose ``version`` is 0.
    """

    op_id: OperationId
    actor: str
    at_ms: int
    kind: str
    version: int
    before: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Broken:
    """One finding of a verification: ``what`` is broken, waiting or orphan; ``of`` a hash or a file's id."""

    what: str
    of: str
    songs: tuple[SongId, ...] = ()
