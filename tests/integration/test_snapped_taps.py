"""A scripted person taps the demo songs with snapping on: no song comes out worse by it."""

from __future__ import annotations

from pathlib import Path
from statistics import median, quantiles

import pytest

from pluto_desktop.adapters.audio.peaks import AvPeaksMaker
from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.lyrics.timing.snapping import Snapper
from tests.tapper import DEMO, SPREAD_MS, Tapper, true_words


@pytest.mark.parametrize("song", DEMO, ids=[path.stem for path in DEMO])
def test_snapping_makes_no_demo_song_worse(song: Path) -> None:
    onsets = AvPeaksMaker().make(song.with_suffix(".ogg"), CancelToken(), lambda _: None).onsets
    person, truth = Tapper(song.stem), true_words(song)
    plain, snapped = person.tap(truth, 100), person.tap(truth, 100, Snapper(onsets, SPREAD_MS))
    assert median(snapped.starts) < median(plain.starts)
    assert median(snapped.words) <= median(plain.words)
    for without, with_ in ((plain.starts, snapped.starts), (plain.words, snapped.words)):
        assert quantiles(with_, n=20)[-1] <= quantiles(without, n=20)[-1] + 1.5  # a grid of 10 ms rounds
