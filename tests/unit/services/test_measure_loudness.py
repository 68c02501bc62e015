from __future__ import annotations

from pathlib import Path
from typing import cast

import pytest

from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.changes import Changes
from pluto_desktop.domain.errors import Cancelled, Invalid
from pluto_desktop.domain.ids import MediaHash
from pluto_desktop.domain.songs import Location
from pluto_desktop.ports.audio_files import Loudness
from pluto_desktop.ports.catalogue import CatalogueWriter
from pluto_desktop.services.loudness import MeasureLoudness


class Library:
    def __init__(self, *paths: str) -> None:
        self.waiting = [Location(Path(path), 1, 1, MediaHash(path[0] * 64)) for path in paths]
        self.measured: list[Path] = []
        self.stored: list[tuple[str, float, float]] = []

    def list_unmeasured(self, limit: int) -> list[Location]:
        return self.waiting[:limit]

    def set_gain(self, medium: MediaHash, gain_db: float, peak: float) -> Changes:
        self.waiting = [location for location in self.waiting if location.sha256 != medium]
        self.stored.append((medium, gain_db, peak))
        return Changes()

    def measure(self, path: Path) -> Loudness:
        self.measured.append(path)
        if path.name.endswith("bad.mp3"):
            raise Invalid("not_audio", path=str(path))
        return Loudness(-3.5, 0.8)


def measuring(library: Library) -> MeasureLoudness:
    return MeasureLoudness(library, cast("CatalogueWriter", library), lambda: library)


def test_measures_what_nobody_measured_until_nothing_waits() -> None:
    library = Library("a.mp3", "b.mp3")
    measure = measuring(library)
    assert measure.run_once(CancelToken()) == 2
    assert library.stored == [("a" * 64, -3.5, 0.8), ("b" * 64, -3.5, 0.8)]
    assert measure.run_once(CancelToken()) == 0


def test_a_file_that_cannot_be_measured_is_tried_once_and_holds_nobody_up() -> None:
    library = Library("a-bad.mp3", "b.mp3")
    measure = measuring(library)
    while measure.run_once(CancelToken()):
        pass
    assert library.measured == [Path("a-bad.mp3"), Path("b.mp3")]
    assert [stored[0] for stored in library.stored] == ["b" * 64]


def test_cancelling_stops_before_the_next_file() -> None:
    library, cancel = Library("a.mp3"), CancelToken()
    cancel.cancel()
    with pytest.raises(Cancelled):
        measuring(library).run_once(cancel)
    assert library.measured == []
