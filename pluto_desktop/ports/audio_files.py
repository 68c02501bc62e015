"""Reading what audio files say of themselves."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from pluto_desktop.domain.bgm import BgmOffset
from pluto_desktop.domain.ids import MediaHash
from pluto_desktop.domain.songs import Location
from pluto_desktop.lyrics.document import Document


@dataclass(frozen=True, slots=True)
class FileTags:
    """What a file's tags say, cleaned: no control characters, whitespace trimmed, at most 1,000 characters a field.

    ``lyrics`` is the embedded text as found (of any format, with times if there is one), "" if none; ``all_lyrics``
    are all embedded texts, that one first, each with the language its tag names, "" where it names none. ``cover``
    are the bytes of the front cover.
    """

    title: str = ""
    artists: tuple[str, ...] = ()
    album: str = ""
    album_artist: str = ""
    disc: int | None = None
    track: int | None = None
    date: str = ""
    genres: tuple[str, ...] = ()
    language: str = ""
    comment: str = ""
    lyrics: str = ""
    all_lyrics: tuple[tuple[str, str], ...] = ()
    cover: bytes | None = None
    gain_db: float | None = None
    peak: float | None = None


@dataclass(frozen=True, slots=True)
class AudioFile:
    """An audio file read: its bytes' hash, its sound's hash, its tags."""

    path: Path
    size: int
    mtime_ns: int
    sha256: MediaHash
    sound_hash: str
    format: str
    duration_ms: int | None
    tags: FileTags = field(default_factory=FileTags)


class TagReader(Protocol):
    """Reads audio files; never changes them."""

    def read(self, path: Path) -> AudioFile:
        """Read one file.

        Raises Invalid with ``file_empty``, ``not_audio`` or ``file_damaged``, NotFound("file_missing"),
        Denied("file_unreadable"); each with ``path``.
        """
        ...


class LyricsTagger(Protocol):
    """Writes words into audio files."""

    def embed(self, source: Path, document: Document, target: Path) -> AudioFile:
        """Write words into a copy of ``source`` and put that at ``target``, which may be the file itself; read it back.

        The sound stays the same to the byte, other tags stay, what held words before is replaced. The copy is verified
        before it takes a place; whatever fails leaves ``target`` as it was. Raises what :meth:`TagReader.read` raises,
        Invalid("embed_format", "embed_failed"), Denied("lyrics_unwritable", "disk_full"), each with ``path``.
        """
        ...


@dataclass(frozen=True, slots=True)
class NewTags:
    """What a file's tags are to say: of ``said`` the fields named in ``given``; all others stay as they are.

    The names are those of :class:`FileTags`. A text "", a tuple () and a number None take a field out of the file. The
    words are ``words``, not the texts of ``said``; their name is ``lyrics``.
    """

    said: FileTags
    given: frozenset[str]
    words: Document | None = None


@dataclass(frozen=True, slots=True)
class TaggedCopy:
    """A copy of a file with tags: where it is, and whether it was made just now or was there already.

    ``cover`` is the hash of the picture in it, None where it has none.
    """

    path: Path
    made: bool
    cover: MediaHash | None = None


class TagWriter(Protocol):
    """Writes what is said of songs into the tags of audio files, so that at every instant each file is whole."""

    def holds(self, form: str) -> frozenset[str]:
        """Return the names of the fields that files of a format can hold; none where their tags cannot be written."""
        ...

    def as_read(self, form: str, new: NewTags) -> FileTags:
        """Return what is read of a file of a format once it holds new tags; fields that are not given say nothing."""
        ...

    def write(self, location: Location, new: NewTags) -> AudioFile:
        """Write tags into the file that lies at a location and return the file as it then is.

        A copy beside it is written, brought to the disk and read again: its sound must be the same to the byte, its
        tags those that were wanted and else the old ones. Then it takes the file's name; the old file is kept until
        the new one was read under that name. Whatever fails leaves the file as it was. A link is followed.

        Raises what :meth:`TagReader.read` raises, Conflict("tags_file_changed") where the file is not as the location
        says, Invalid("tags_format", "tags_failed"), Denied("tags_read_only", "tags_two_names", "tags_unwritable",
        "disk_full"), each with ``path``.
        """
        ...

    def write_copy(self, location: Location, new: NewTags, folder: Path, stem: str) -> TaggedCopy:
        """Write a copy of the file at a location, with new tags, into a folder under a name that is free there.

        The name is ``stem`` with the file's ending, with a number where that is taken; nothing is ever replaced. A
        file of such a name with the very bytes the copy would have is the copy. Until it is verified, as in
        :meth:`write`, the copy has another name: under its own there is the whole of it or nothing. The file itself is
        only read.

        Raises what :meth:`TagReader.read` raises, Conflict("tags_file_changed"), Invalid("tags_format",
        "tags_failed") with the file's ``path``, Denied("copies_unwritable", "disk_full") with the folder's.
        """
        ...

    def settle(self) -> list[Path]:
        """Put right what a program that ended in the middle of writing left, and return the files it wrote to.

        Only while nobody writes. A file on a disk that is not there is put right another time.
        """
        ...


@dataclass(frozen=True, slots=True)
class Loudness:
    """Measured loudness as ReplayGain 2 wants it: gain to -18 LUFS in decibels, and the highest sample (1.0: full)."""

    gain_db: float
    peak: float


class LoudnessMeter(Protocol):
    """Measures how loud a file is."""

    def measure(self, path: Path) -> Loudness:
        """Decode a file and measure it. Raises Invalid("not_audio") where nothing can be decoded."""
        ...


class Aligner(Protocol):
    """Finds how a song and its music without voice lie against each other."""

    def align(self, song: Path, bgm: Path) -> BgmOffset:
        """Compare two files. Takes a second or so.

        Raises Invalid("not_audio") where one cannot be decoded, NotFound("file_missing").
        """
        ...
