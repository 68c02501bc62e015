"""Real files compared: how a song and its music without voice lie against each other."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from pluto_desktop.adapters.audio.alignment import AvAligner
from pluto_desktop.domain.errors import Invalid, NotFound
from pluto_desktop.resource_files import resource_path
from tests.sound import RATE, noise, undecodable, write


@pytest.mark.parametrize(("later_ms", "ending"), [(0, "flac"), (437, "mp3"), (-1210, "ogg")])
def test_the_shift_of_the_same_music_is_found_under_a_voice(tmp_path: Path, later_ms: int, ending: str) -> None:
    music, voice = noise(8, 1).astype(np.float64), noise(8, 2).astype(np.float64)
    song = write(tmp_path / "song.flac", ((music + voice) / 2).astype(np.int16))
    shift = abs(later_ms) * RATE // 1000
    moved = np.concatenate([np.zeros(shift), music]) if later_ms > 0 else music[shift:]
    bgm = write(tmp_path / f"bgm.{ending}", moved.astype(np.int16))
    found = AvAligner().align(song, bgm)
    # what an encoder puts before its first sample is some milliseconds at most
    assert found.offset_ms == pytest.approx(later_ms, abs=3)
    assert not found.unlike


def test_the_demo_fits_and_two_songs_do_not() -> None:
    demo = resource_path("demo")
    fits = AvAligner().align(demo / "twinkle.ogg", demo / "twinkle (bgm).ogg")
    assert (fits.offset_ms, fits.unlike) == (0, False)
    assert AvAligner().align(demo / "twinkle.ogg", demo / "vemana (bgm).ogg").unlike


def test_silence_is_unlike_everything(tmp_path: Path) -> None:
    song = write(tmp_path / "song.flac", noise(3))
    assert AvAligner().align(song, write(tmp_path / "silence.flac", np.zeros(RATE, np.int16))).unlike


def test_what_cannot_be_decoded_is_said(tmp_path: Path) -> None:
    song = write(tmp_path / "song.flac", noise(1))
    (tmp_path / "text.mp3").write_bytes(b"words " * 300)
    with pytest.raises(Invalid, match="not_audio"):
        AvAligner().align(song, tmp_path / "text.mp3")
    with pytest.raises(Invalid, match="not_audio"):
        AvAligner().align(song, undecodable(tmp_path / "unknown.wav"))
    with pytest.raises(NotFound, match="file_missing"):
        AvAligner().align(tmp_path / "gone.mp3", song)
