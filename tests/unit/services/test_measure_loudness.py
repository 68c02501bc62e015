from __future__ import annotations

from pathlib import Path
from typing import cast

from pluto_desktop.domain.changes import Changes
from pluto_desktop.domain.ids import MediaHash, SongId
from pluto_desktop.domain.songs import Location, MediaKind, Medium, Song
from pluto_desktop.ports.audio_files import Loudness
from pluto_desktop.ports.catalogue import CatalogueReader, CatalogueWriter
from pluto_desktop.services.loudness import MeasureLoudness

HASH = MediaHash("a" * 64)


class Library:
    def __init__(self, gain_db: float | None = None, path: Path | None = Path("a.mp3")) -> None:
        self.medium, self.path = Medium(HASH, 1, "mp3", MediaKind.SONG, gain_db=gain_db), path
        self.measured: list[Path] = []
        self.stored: list[tuple[str, float, float]] = []

    def get_song(self, song_id: SongId) -> Song:
        return Song(song_id, "title", song=self.medium)

    def find_location(self, medium: MediaHash) -> Location | None:
        return None if self.path is None else Location(self.path, 1, 1, medium)

    def set_gain(self, medium: MediaHash, gain_db: float, peak: float) -> Changes:
        self.stored.append((medium, gain_db, peak))
        return Changes(songs=frozenset({SongId("s")}))

    def measure(self, path: Path) -> Loudness:
        self.measured.append(path)
        return Loudness(-3.5, 0.8)


def measured(library: Library) -> Changes:
    reader, writer = cast("CatalogueReader", library), cast("CatalogueWriter", library)
    return MeasureLoudness(library, reader, writer).measure(SongId("s"))


def test_measures_what_nobody_measured() -> None:
    library = Library()
    assert measured(library)
    assert library.stored == [(HASH, -3.5, 0.8)]


def test_leaves_alone_what_is_known_or_elsewhere() -> None:
    for library in (Library(gain_db=1.0), Library(path=None)):
        assert not measured(library)
        assert library.measured == []
