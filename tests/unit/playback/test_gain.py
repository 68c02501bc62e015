from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest

from pluto_desktop.adapters.audio.loudness import AvLoudnessMeter
from pluto_desktop.domain.errors import Invalid
from pluto_desktop.playback.gain import Loudness, album_loudness, applied_gain_db
from tests.sound import noise, undecodable, write


@pytest.mark.parametrize(
    ("gain_db", "peak", "preamp_db", "applied"),
    [
        (None, None, 6.0, 0.0),
        (math.nan, 1.0, 0.0, 0.0),
        (-7.0, 0.9, 2.0, -5.0),
        (9.0, 0.5, 0.0, 6.02),
        (9.0, None, 0.0, 0.0),
        (-2.0, 1.2, 5.0, 0.0),
        (-90.0, 0.1, 0.0, -24.0),
    ],
)
def test_the_gain_stays_below_full_scale(
    gain_db: float | None, peak: float | None, preamp_db: float, applied: float
) -> None:
    assert applied_gain_db(Loudness(gain_db, peak), preamp_db=preamp_db) == pytest.approx(applied, abs=0.01)


def test_an_album_is_as_loud_as_its_songs_one_after_the_other(tmp_path: Path) -> None:
    sounds = [noise(6, 1), noise(3, 2) // 2, noise(9, 3) // 3]
    meter = AvLoudnessMeter()
    songs = []
    for number, sound in enumerate(sounds):
        measured = meter.measure(write(tmp_path / f"{number}.flac", sound))
        songs.append((Loudness(measured.gain_db, measured.peak), len(sound)))
    album = album_loudness(songs)
    whole = meter.measure(write(tmp_path / "whole.flac", np.concatenate(sounds)))
    assert album.gain_db == pytest.approx(whole.gain_db, abs=0.3)
    assert album.peak == pytest.approx(whole.peak, abs=0.001)


def test_what_cannot_be_decoded_is_said(tmp_path: Path) -> None:
    with pytest.raises(Invalid, match="not_audio"):
        AvLoudnessMeter().measure(undecodable(tmp_path / "unknown.wav"))


def test_what_nobody_measured_is_left_out_of_an_album() -> None:
    known = (Loudness(-3.0, 0.5), 1_000)
    assert album_loudness([known, (Loudness(), 90_000), (Loudness(math.inf, 1.0), 9)]).gain_db == pytest.approx(-3.0)
    assert album_loudness([known, (Loudness(-3.0), None)]).peak is None
    assert album_loudness([]) == Loudness()
