"""The sound of a song comes to the view: read once, waited for where it is not here yet."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pluto_desktop.desktop.tasks import TaskRunner
from pluto_desktop.desktop.wave_desk import WaveDesk
from pluto_desktop.domain.changes import Changes
from pluto_desktop.domain.ids import SongId
from pluto_desktop.services.wave import SongPeaks
from tests.factories import make_location, make_medium, make_peaks, make_song
from tests.fakes.catalogue import FakeCatalogue
from tests.fakes.peaks import FakePeaksMaker, FakePeaksStore
from tests.gui.timing.conftest import Wave


class Shelf:
    """A catalogue with one song whose file the test brings."""

    def __init__(self, wave: Wave, folder: Path) -> None:
        self.wave, self.path = wave, folder / "a.mp3"
        self.catalogue, self.maker = FakeCatalogue(), FakePeaksMaker({self.path: make_peaks(30_000)})
        new = make_song(song=make_medium("a"), song_location=make_location("a", self.path))
        self.song, self.silent = self.catalogue.add_songs([new, make_song("Silent")])
        self.runner, self.bugs = TaskRunner(), list[Exception]()
        find = SongPeaks(self.catalogue, FakePeaksStore(), lambda: self.maker)
        self.desk = WaveDesk(wave.view, lambda: find, self.runner, self.bugs.append)

    def show(self, song: SongId | None) -> None:
        self.desk.show_song(song)
        self.settle()

    def settle(self) -> None:
        self.wave.qtbot.waitUntil(lambda: self.runner.idle)

    @property
    def message(self) -> str:
        return self.wave.view._shown.message


@pytest.fixture
def shelf(wave: Wave, tmp_path: Path) -> Iterator[Shelf]:
    made = Shelf(wave, tmp_path)
    yield made
    made.settle()
    made.runner.close()


def test_a_song_is_read_and_shown(shelf: Shelf) -> None:
    shelf.path.touch()
    shelf.desk.show_song(shelf.song)
    assert "Reading the sound" in shelf.message
    shelf.settle()
    assert shelf.desk.peaks == make_peaks(30_000)
    assert shelf.message == ""
    assert shelf.wave.view._scale.duration_ms == 30_000


def test_what_is_not_here_is_said_and_shown_once_it_has_come(shelf: Shelf) -> None:
    shelf.show(shelf.song)
    assert shelf.desk.peaks is None
    assert "once the sound is on this device" in shelf.message
    shelf.desk.look_again(Changes(songs=frozenset({shelf.silent})))
    assert "once the sound is on this device" in shelf.message
    shelf.path.touch()
    shelf.desk.look_again(Changes(songs=frozenset({shelf.song})))
    shelf.settle()
    assert shelf.desk.peaks == make_peaks(30_000)
    shelf.desk.look_again(Changes(everything=True))
    assert shelf.desk.peaks is not None  # what is shown is not read again
    assert shelf.maker.asked == [shelf.path]


def test_another_song_takes_the_place_of_the_first(shelf: Shelf) -> None:
    shelf.path.touch()
    shelf.desk.show_song(shelf.song)
    shelf.show(shelf.silent)
    assert shelf.desk.peaks is None
    assert "once the sound" in shelf.message
    shelf.show(None)
    assert shelf.message == ""
    assert not shelf.bugs
