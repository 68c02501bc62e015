from __future__ import annotations

from pathlib import Path

import pytest

from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.errors import Denied, NotFound
from pluto_desktop.domain.ids import MediaHash
from pluto_desktop.domain.peaks import Peaks
from pluto_desktop.services.wave import SongPeaks
from tests.factories import make_location, make_medium, make_peaks, make_song
from tests.fakes.catalogue import FakeCatalogue
from tests.fakes.peaks import FakePeaksMaker, FakePeaksStore


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "a.mp3"
    path.touch()
    return path


def test_it_is_worked_out_once(file: Path) -> None:
    catalogue, store, maker = FakeCatalogue(), FakePeaksStore(), FakePeaksMaker({file: make_peaks(1000)})
    (song,) = catalogue.add_songs([make_song(song=make_medium("a"), song_location=make_location("a", file))])
    find = SongPeaks(catalogue, store, lambda: maker)
    assert find(song, CancelToken()) == make_peaks(1000)
    file.unlink()  # what is kept needs no file
    assert find(song, CancelToken()) == make_peaks(1000)
    assert maker.asked == [file]


def test_what_is_not_whole_on_this_device_is_not_decoded(file: Path) -> None:
    catalogue, maker = FakeCatalogue(), FakePeaksMaker()
    gone = make_song(song=make_medium("b"), song_location=make_location("b", file.with_name("part")))
    songs = catalogue.add_songs([make_song(), make_song(song=make_medium("a")), gone])
    for song in songs:
        with pytest.raises(NotFound, match="no_audio_here"):
            SongPeaks(catalogue, FakePeaksStore(), lambda: maker)(song, CancelToken())
    assert not maker.asked


def test_a_full_disk_keeps_nobody_from_seeing_it(file: Path, caplog: pytest.LogCaptureFixture) -> None:
    class Full(FakePeaksStore):
        def keep(self, sha256: MediaHash, peaks: Peaks) -> None:
            raise Denied("disk_full", path="/peaks")

    catalogue, maker = FakeCatalogue(), FakePeaksMaker({file: make_peaks(1000)})
    (song,) = catalogue.add_songs([make_song(song=make_medium("a"), song_location=make_location("a", file))])
    assert SongPeaks(catalogue, Full(), lambda: maker)(song, CancelToken()) == make_peaks(1000)
