"""What every store and every maker of wave forms does."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from pluto_desktop.adapters.audio.peaks import AvPeaksMaker
from pluto_desktop.adapters.files.peaks_folder import DiskPeaks
from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.errors import Cancelled, Denied, NotFound
from pluto_desktop.domain.peaks import Onset
from pluto_desktop.domain.progress import Progress
from pluto_desktop.ports.peaks import PeaksMaker, PeaksStore
from tests.factories import make_peaks, sha256
from tests.fakes.peaks import FakePeaksMaker, FakePeaksStore
from tests.sound import RATE, write

A, B, C = (sha256(seed) for seed in "abc")


@pytest.fixture(params=["fake", "disk"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> PeaksStore:
    """Return a store with room for two wave forms of a second."""
    return FakePeaksStore(room=2) if request.param == "fake" else DiskPeaks(tmp_path / "peaks", room=600)


def test_what_is_kept_is_found_as_it_was(store: PeaksStore) -> None:
    assert store.find(A) is None
    store.keep(A, make_peaks(1000, onsets=(Onset(0), Onset(320, 40), Onset(4_000_000_000, 255))))
    store.keep(A, make_peaks(995, swing=127, onsets=(Onset(5), Onset(70, 0))))
    assert store.find(A) == make_peaks(995, swing=127, onsets=(Onset(5), Onset(70, 0)))
    assert store.find(B) is None
    store.keep(B, make_peaks(0))
    assert store.find(B) == make_peaks(0)


def test_what_was_wanted_longest_ago_makes_room(store: PeaksStore, monkeypatch: pytest.MonkeyPatch) -> None:
    for medium in (A, B):
        store.keep(medium, make_peaks(1000))
    if isinstance(store, DiskPeaks):
        import os

        for number, medium in enumerate((A, B)):
            os.utime(store._place(medium), (number, number))
    assert store.find(A) is not None
    store.keep(C, make_peaks(1000))
    assert [store.find(medium) is not None for medium in (A, B, C)] == [True, False, True]


@pytest.mark.parametrize("damage", ["cut", "byte", "mark", "empty"])
def test_a_damaged_file_was_not_kept(tmp_path: Path, damage: str) -> None:
    store = DiskPeaks(tmp_path)
    store.keep(A, make_peaks(1000, onsets=(Onset(7),)))
    place = store._place(A)
    data = bytearray(place.read_bytes())
    if damage == "byte":
        data[len(data) // 2] ^= 1
    elif damage == "mark":
        data[7:8] = b"1"  # an older version
    place.write_bytes(data[:-1] if damage == "cut" else b"" if damage == "empty" else data)
    assert store.find(A) is None
    store.keep(A, make_peaks(1000))
    assert store.find(A) == make_peaks(1000)


def test_a_place_that_cannot_be_written_is_told_and_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "peaks").write_bytes(b"")
    with pytest.raises(Denied, match="media_unwritable"):
        DiskPeaks(tmp_path / "peaks").keep(A, make_peaks(1000))


@pytest.fixture(params=["fake", "av"])
def maker(request: pytest.FixtureRequest) -> PeaksMaker:
    return FakePeaksMaker({}) if request.param == "fake" else AvPeaksMaker()


def test_a_maker_tells_what_is_missing_how_far_it_is_and_stops(maker: PeaksMaker, tmp_path: Path) -> None:
    path = write(tmp_path / "a.wav", np.zeros(RATE, np.int16))
    if isinstance(maker, FakePeaksMaker):
        maker.answers[path] = make_peaks(1000, swing=0)
    told: list[Progress] = []
    made = maker.make(path, CancelToken(), told.append)
    assert made == make_peaks(1000, swing=0)
    assert told[-1] == Progress(1000, 1000)
    with pytest.raises(NotFound, match="file_missing"):
        maker.make(tmp_path / "gone.wav", CancelToken(), told.append)
    cancel = CancelToken()
    cancel.cancel()
    with pytest.raises(Cancelled):
        maker.make(path, cancel, told.append)
