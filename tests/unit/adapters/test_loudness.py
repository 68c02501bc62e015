from __future__ import annotations

import tracemalloc
from pathlib import Path

import numpy as np
import pyloudnorm
import pytest

from pluto_desktop.adapters.audio.loudness import AvLoudnessMeter
from pluto_desktop.domain.errors import Invalid, NotFound
from tests.sound import RATE, noise, write


@pytest.mark.parametrize("ending", ["flac", "mp3", "ogg", "m4a", "opus"])
def test_agrees_with_the_reference_measured_at_once(tmp_path: Path, ending: str) -> None:
    samples = np.concatenate([noise(4), np.zeros(3 * RATE, np.int16), noise(4, 2) // 4])
    whole = np.repeat(samples[:, None] / 32768, 2, axis=1)
    expected = -18 - pyloudnorm.Meter(RATE).integrated_loudness(whole)
    loudness = AvLoudnessMeter().measure(write(tmp_path / f"a.{ending}", samples))
    assert loudness.gain_db == pytest.approx(expected, abs=0.1 if ending == "flac" else 0.6)
    assert loudness.peak == pytest.approx(np.abs(whole).max(), rel=0.1)


def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    path = write(tmp_path / "long.flac", np.tile(noise(10), 12))
    tracemalloc.start()
    AvLoudnessMeter().measure(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 4_000_000


def test_silence_is_left_alone(tmp_path: Path) -> None:
    assert AvLoudnessMeter().measure(write(tmp_path / "s.flac", np.zeros(RATE, np.int16))).gain_db == 0.0


@pytest.mark.parametrize("content", [b"", b"only text" * 100, b"\x89PNG\r\n\x1a\n" + bytes(900)])
def test_what_is_no_audio_is_said_to_be_none(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.mp3"
    path.write_bytes(content)
    with pytest.raises(Invalid, match="not_audio"):
        AvLoudnessMeter().measure(path)


def test_a_file_that_is_gone(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        AvLoudnessMeter().measure(tmp_path / "x.mp3")
