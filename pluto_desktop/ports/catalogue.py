"""The catalogue: songs, albums, artists, lyrics. Implemented by SQLite now and by PostgreSQL for the shared library.

All methods are synchronous, may be called from any worker thread, and raise :class:`~pluto_desktop.domain.errors`
only. ``get_`` raises NotFound, ``find_`` returns None, ``list_`` returns lists.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from pluto_desktop.domain.changes import Changes, Edited
from pluto_desktop.domain.ids import AlbumId, ArtistId, MediaHash, SongId
from pluto_desktop.domain.songs import AlbumRow, ArtistRow, Location, Medium, NewSong, Song, SongRow
from pluto_desktop.domain.views import AlbumSort, SongFilter, SongQuery

# Only named here: the window's first list waits for no words.
if TYPE_CHECKING:
    from pluto_desktop.lyrics.document import Document


class Counts(NamedTuple):
    """How much there is; shown in the side bar."""

    songs: int
    albums: int
    artists: int
    favourites: int


class CatalogueReader(Protocol):
    """Reading songs, albums and artists, joined with what this person did with them (favourites, plays)."""

    def counts(self) -> Counts:
        """Return how many songs, albums, artists and favourites there are."""
        ...

    def list_song_ids(self, query: SongQuery, limit: int | None = None) -> list[SongId]:
        """Return the ids of all songs the query asks for, in its order; at most ``limit``, the first ones."""
        ...

    def count_songs(self, query: SongQuery) -> int:
        """Return how many songs the query asks for."""
        ...

    def list_song_rows(self, ids: Sequence[SongId]) -> list[SongRow]:
        """Return the rows of the given songs, in the given order; songs that are gone are left out."""
        ...

    def get_song(self, song_id: SongId) -> Song:
        """Return a song whole, in one statement. Raises NotFound("song")."""
        ...

    def list_songs(self, ids: Sequence[SongId]) -> list[Song]:
        """Return songs whole, in the given order and by one statement; songs that are gone are left out."""
        ...

    def list_album_media(self, album: AlbumId) -> list[Medium]:
        """Return the media of an album's songs, without those of bgm."""
        ...

    def list_songs_named(self, name: str) -> list[SongRow]:
        """Return the songs whose folded title is the folded name, most popular first; an id is a name too."""
        ...

    def find_lyrics(self, song_id: SongId) -> Document | None:
        """Return the words of a song, or None if it has none."""
        ...

    def list_albums(self, order: AlbumSort, wanted: SongFilter) -> list[AlbumRow]:
        """Return the albums holding at least one song the filter lets through."""
        ...

    def list_artists(self) -> list[ArtistRow]:
        """Return all artists by name."""
        ...

    def list_genres(self) -> list[tuple[str, int]]:
        """Return the genres by name, each with its number of songs."""
        ...

    def list_genre_names(self) -> list[str]:
        """Return the genres that a song has, by name, uncounted: of a large library that takes no time."""
        ...

    def list_album_artists(self) -> list[str]:
        """Return whom the albums are of that have a song, each once, by name."""
        ...

    def list_tags(self) -> list[str]:
        """Return every tag that a song has, by name."""
        ...

    def list_folders(self) -> list[tuple[Path, int]]:
        """Return the folders holding song files on this device, each with its number of songs."""
        ...

    def find_cover(self, cover: MediaHash) -> bytes | None:
        """Return the bytes of a cover picture, or None if they are not on this device."""
        ...

    def find_location(self, medium: MediaHash) -> Location | None:
        """Return where a medium lies on this device, or None."""
        ...

    def find_song_with(self, medium: MediaHash) -> SongId | None:
        """Return a song that has these bytes as its sound or its music without voice; deleted songs do not count."""
        ...

    def data_version(self) -> int:
        """Return a number that changes whenever another connection or program changed the library."""
        ...


class Beside(NamedTuple):
    """Words (a document as JSON) and a picture for a song: they came to lie beside its file, or were changed there."""

    song_id: SongId
    lyrics: Mapping[str, Any] | None = None
    cover_bytes: bytes | None = None


class LyricsWriter(Protocol):
    """Writing the words of songs; one operation in one transaction."""

    def set_lyrics(self, song_id: SongId, document: Document | None) -> Changes:
        """Replace or remove the words of a song."""
        ...


class LyricsEditor(Protocol):
    """Changing the words of songs as a person does: by an edit that can be taken back."""

    def edit_lyrics(self, song_id: SongId, document: Document | None) -> Edited:
        """Replace or remove the words of a song."""
        ...


class LocationWriter(Protocol):
    """Noting where media lie."""

    def set_locations(self, locations: Iterable[Location]) -> Changes:
        """Record that media lie at new paths (moved files); the newest path of a medium wins."""
        ...


class CatalogueWriter(LyricsWriter, LocationWriter, Protocol):
    """Writing. Each call is one operation in one transaction: afterwards all of it is visible, or none of it."""

    def add_songs(self, songs: Sequence[NewSong]) -> list[SongId]:
        """Add songs whole, in order, and return their ids. Artists and albums are found by folded name or made.

        A song whose very bytes were in the library before comes back under its old id, its hearts and words with it.
        Where that one was merged, nothing is added: the song it was merged into is told instead.
        """
        ...

    def replace_medium(self, song_id: SongId, medium: Medium, location: Location, song: NewSong | None) -> Changes:
        """Give a song new bytes found at a path it had already; ``song`` carries what the new tags say, if anything.

        ``medium.kind`` says which of the song's media is meant. What a person said of the song counts more than its
        file's tags and stays, as do tags, notes and popularity, which no file says. A song that has words keeps them;
        one that never had any takes those of ``song``.
        """
        ...

    def attach_bgm(self, song_id: SongId, medium: Medium, location: Location) -> Changes:
        """Make a medium the bgm of a song."""
        ...

    def add_beside(self, found: Sequence[Beside]) -> Changes:
        """Give songs words and covers, each only where the song has none and a person took none away from it.

        Words that an import brought make way for others; those of a person never do.
        The songs of the answer are those that were given something; songs that are gone are passed over.
        """
        ...

    def set_reachable(self, reachable: Mapping[Path, bool]) -> Changes:
        """Record which of the known files are there. Nothing is deleted."""
        ...

    def set_gain(self, medium: MediaHash, gain_db: float, peak: float) -> Changes:
        """Store a measured loudness."""
        ...

    def remove_songs(self, ids: Sequence[SongId]) -> Changes:
        """Take songs out of the library (marked, not erased); their files are not touched."""
        ...

    def restore_songs(self, ids: Sequence[SongId]) -> Changes:
        """Bring songs that were taken out back as they were, their words with them."""
        ...


class KnownFile(NamedTuple):
    """A file the library knows: its location, the song it belongs to, as what, and its sound's hash.

    ``wants_words`` and ``wants_cover`` tell of a song's own file that the song would take what lies beside it: it has
    none, and nobody took it away. ``words_at_ms`` is when an import brought the words that it has; None where it has
    none, or a person's.
    """

    location: Location
    song_id: SongId
    kind: str
    sound_hash: str
    reachable: bool
    duration_ms: int | None = None
    wants_words: bool = False
    wants_cover: bool = False
    words_at_ms: int | None = None


class KnownFiles(Protocol):
    """Which files the library has already, asked in parts: all of a large library at once would be felt."""

    def iterate_paths(self, at_once: int = 4_000) -> Iterator[list[tuple[Path, bool]]]:
        """Yield every known path with whether it was there when last looked for, by path, ``at_once`` at a time.

        Nothing is held between two lists: what they say may be written meanwhile.
        """
        ...

    def list_known_files(self) -> list[KnownFile]:
        """Return every located song and bgm file of the library."""
        ...

    def list_files_in(self, folder: Path) -> list[KnownFile]:
        """Return those that lie in a folder itself."""
        ...

    def list_files_under(self, path: Path) -> list[KnownFile]:
        """Return the one at a path, or those in a folder and all folders in it, by path."""
        ...

    def list_files_with(self, sha256: MediaHash) -> list[KnownFile]:
        """Return those that have these bytes."""
        ...

    def list_files_sounding(self, sound_hash: str) -> list[KnownFile]:
        """Return those that sound the same, whatever their tags say; "" sounds like nothing."""
        ...

    def was_removed(self, sha256: MediaHash, sound_hash: str) -> bool:
        """Return whether a song with these bytes, or this sound, was taken out; "" sounds like nothing."""
        ...

    def was_merged(self, sha256: MediaHash) -> bool:
        """Return whether a song with these bytes was merged into one that is there; adding them adds nothing."""
        ...

    def list_files_of(self, songs: Sequence[SongId]) -> list[KnownFile]:
        """Return the files of songs, in no order."""
        ...


class UnmeasuredMedia(Protocol):
    """What is still to be measured."""

    def list_unmeasured(self, limit: int) -> list[Location]:
        """Return where song media lie whose loudness is not known, at most ``limit``, reachable ones only."""
        ...


@dataclass(frozen=True, slots=True)
class CatalogueRow:
    """One row of the CSV and JSON-lines exchange. ``lyrics`` is plain text or LRC; ``id`` may be ""."""

    title: str
    artist: str = ""
    album: str = ""
    release_date: str = ""
    language: str = ""
    plays: int = 0
    lyrics: str = ""
    id: str = ""


class ReadyWords(NamedTuple):
    """Words as a catalogue stores them: all that can be worked out before they are written. Plain text throughout.

    ``document`` is JSON, ``languages`` separated by spaces; ``lines`` and ``sounds`` are what searching reads.
    """

    document: str
    english: str
    telugu: str
    languages: str
    timing: str
    lines: str
    sounds: str


class WordedRows(Protocol):
    """Rows with their words, as many as the length says: a list, or what makes each when it is asked for."""

    def __len__(self) -> int: ...

    def __iter__(self) -> Iterator[tuple[CatalogueRow, Document | ReadyWords | None]]: ...


class CatalogueExchange(Protocol):
    """Whole-catalogue reading and writing in rows."""

    def ready_words(self, document: Document) -> Document | ReadyWords:
        """Return words in the form that :meth:`merge_rows` takes quickest.

        The method itself can be pickled and called in another process.
        """
        ...

    def merge_rows(self, rows: WordedRows) -> tuple[int, int]:
        """Add or update songs in one transaction; return (added, updated).

        Each row is drawn once and in order. What drawing one raises ends the transaction as if it had never begun,
        and is raised here. The same id, or else the same folded title, artist and album, is the same song. Empty
        fields change nothing, nor does a ``lyrics`` text that is what the song's words are written as.
        """
        ...

    def iterate_rows(self) -> Iterable[tuple[CatalogueRow, Document | None]]:
        """Yield every song as a row with its document, in the order songs were added."""
        ...


class ArtistNames(Protocol):
    """Looking up single artists and albums for a page's heading."""

    def get_artist(self, artist_id: ArtistId) -> ArtistRow:
        """Return an artist. Raises NotFound("artist")."""
        ...

    def get_album(self, album_id: AlbumId) -> AlbumRow:
        """Return an album. Raises NotFound("album")."""
        ...
