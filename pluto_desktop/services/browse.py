"""Looking through the library: what the window's lists and pages show."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pluto_desktop.domain.ids import AlbumId, ArtistId, MediaHash, SongId
from pluto_desktop.domain.songs import AlbumRow, ArtistRow, Location, Song, SongRow
from pluto_desktop.domain.views import AlbumSort, SongFilter, SongQuery
from pluto_desktop.ports.catalogue import ArtistNames, CatalogueReader, Counts
from pluto_desktop.ports.personal import Playlists
from pluto_desktop.services.rules import resolved

__all__ = ["Browse", "Counts"]

_ANY = SongFilter()


class Browse:
    """Reads what is shown. Synchronous; may be called from any worker thread, never from the GUI thread."""

    def __init__(self, reader: CatalogueReader, names: ArtistNames, playlists: Playlists) -> None:
        self._reader = reader
        self._names = names
        self._playlists = playlists

    def counts(self) -> Counts:
        """Return how many songs, albums, artists and favourites there are."""
        return self._reader.counts()

    def list_song_ids(self, query: SongQuery, limit: int | None = None) -> list[SongId]:
        """Return the ids of all songs the query asks for, in its order; 100,000 take about a tenth of a second.

        With ``limit`` only so many, the first ones: in most orders they are found in some milliseconds. Raises NotFound
        for a smart playlist that is gone, Invalid where its rule is not understood.
        """
        return self._reader.list_song_ids(resolved(query, self._playlists), limit)

    def list_song_rows(self, ids: Sequence[SongId]) -> list[SongRow]:
        """Return the rows of some songs in the given order; songs that are gone are left out."""
        return self._reader.list_song_rows(ids)

    def list_songs_named(self, name: str) -> list[SongRow]:
        """Return the songs that bear a name or an id, most popular first."""
        return self._reader.list_songs_named(name)

    def get_song(self, song_id: SongId) -> Song:
        """Return a song whole. Raises NotFound."""
        return self._reader.get_song(song_id)

    def list_albums(self, order: AlbumSort = AlbumSort.TITLE, wanted: SongFilter = _ANY) -> list[AlbumRow]:
        """Return the albums with at least one song the filter lets through."""
        return self._reader.list_albums(order, wanted)

    def list_artists(self) -> list[ArtistRow]:
        """Return all artists by name."""
        return self._reader.list_artists()

    def list_genres(self) -> list[tuple[str, int]]:
        """Return the genres by name, each with its number of songs."""
        return self._reader.list_genres()

    def list_folders(self) -> list[tuple[Path, int]]:
        """Return the folders holding song files, each with its number of songs."""
        return self._reader.list_folders()

    def get_album(self, album_id: AlbumId) -> AlbumRow:
        """Return an album. Raises NotFound."""
        return self._names.get_album(album_id)

    def get_artist(self, artist_id: ArtistId) -> ArtistRow:
        """Return an artist. Raises NotFound."""
        return self._names.get_artist(artist_id)

    def find_cover(self, cover: MediaHash) -> bytes | None:
        """Return the bytes of a cover picture, or None if they are not on this device."""
        return self._reader.find_cover(cover)

    def find_file(self, song_id: SongId) -> Path | None:
        """Return the song's file on this device (for *show in folder*), or None. Raises NotFound for the song."""
        song = self._reader.get_song(song_id).song
        location: Location | None = None if song is None else self._reader.find_location(song.sha256)
        return None if location is None else location.path

    def lacks_timed_words(self, song_id: SongId) -> bool:
        """Return whether a song has no words, or only such as have no times."""
        document = self._reader.find_lyrics(song_id)
        return document is None or all(line.start_ms is None for line in document.lines)

    def data_version(self) -> int:
        """Return a number that changes whenever another program changed the library; 0 at first. Cheap; never waits."""
        return self._reader.data_version()
