"""Wave forms of real files: what is seen lies where it is heard."""

from __future__ import annotations

import tracemalloc
import wave
from pathlib import Path

import numpy as np
import pytest

from pluto_desktop.adapters.audio.peaks import AvPeaksMaker
from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.errors import Cancelled, Invalid, NotFound
from pluto_desktop.domain.peaks import BUCKET_MS, FULL_SWING, Peaks
from pluto_desktop.domain.progress import Progress
from tests.sound import CODECS, RATE, noise, undecodable, write


def make(path: Path) -> Peaks:
    return AvPeaksMaker().make(path, CancelToken(), lambda _: None)


def heights(peaks: Peaks) -> np.ndarray:
    lows, highs = (np.array(values, int) for values in peaks.levels[0])
    return np.maximum(highs, -lows)


def bursts() -> np.ndarray:
    """Return four seconds in which noise sounds from 1.0 to 1.5 s and from 3.0 to 3.2 s."""
    samples = np.zeros(4 * RATE, np.int16)
    for first, last in ((1.0, 1.5), (3.0, 3.2)):
        samples[int(first * RATE) : int(last * RATE)] = noise(last - first) * 3
    return samples


@pytest.mark.parametrize("ending", CODECS)
def test_what_is_seen_lies_where_it_is_heard(tmp_path: Path, ending: str) -> None:
    peaks = make(write(tmp_path / f"a.{ending}", bursts()))
    assert peaks.duration_ms == pytest.approx(4000, abs=120)  # an encoder fills its last block
    loud = np.flatnonzero(heights(peaks) > 30) * BUCKET_MS
    early, late = loud[loud < 2000], loud[loud > 2000]
    # an AAC's and an MP3's first sample is some milliseconds of the encoder's own
    assert (early.min(), early.max(), late.min(), late.max()) == pytest.approx((1000, 1490, 3000, 3190), abs=40)
    assert None not in {peaks.nearest_onset(1000, 60), peaks.nearest_onset(3000, 60)}


def test_an_onset_is_known_to_a_hundredth_of_a_second(tmp_path: Path) -> None:
    peaks = make(write(tmp_path / "a.flac", bursts()))
    assert peaks.nearest_onset(1000, 15) is not None
    assert peaks.nearest_onset(3000, 15) is not None
    assert peaks.nearest_onset(2500, 400) is None


def wav(path: Path, rate: int, channels: int, samples: np.ndarray) -> Path:
    with wave.open(str(path), "wb") as out:
        out.setnchannels(channels)
        out.setsampwidth(2)
        out.setframerate(rate)
        out.writeframes(samples.astype("<i2").tobytes())
    return path


@pytest.mark.parametrize("rate", [8_000, 44_100, 96_000])
def test_every_rate_and_one_channel_are_read(tmp_path: Path, rate: int) -> None:
    beat = np.where(np.arange(rate) % rate < rate // 2, 0, 16_000) * np.sin(np.arange(rate) * 600 / rate)
    peaks = make(wav(tmp_path / "a.wav", rate, 1, beat))
    assert peaks.duration_ms == pytest.approx(1000, abs=5)
    found = heights(peaks)
    assert found[:48].max() <= 1
    assert found[53:97].min() > 40


def test_channels_that_cancel_each_other_are_seen(tmp_path: Path) -> None:
    tone = (np.sin(np.arange(RATE) * 0.05) * 20_000).astype(np.int16)
    peaks = make(wav(tmp_path / "a.wav", RATE, 2, np.stack([tone, -tone], axis=1).ravel()))
    assert heights(peaks)[5:95].min() > 60


def test_full_swing_stays_in_a_byte(tmp_path: Path) -> None:
    square = np.where(np.arange(RATE) // 100 % 2, 32_767, -32_768)
    peaks = make(wav(tmp_path / "a.wav", RATE, 1, square))
    assert peaks.loudest == FULL_SWING


def test_silence_is_flat_and_nothing_begins_in_it(tmp_path: Path) -> None:
    peaks = make(write(tmp_path / "a.flac", np.zeros(RATE, np.int16)))
    assert (peaks.loudest, peaks.onsets) == (0, ())


def test_what_is_damaged_is_silence_and_what_follows_stays_in_its_place(tmp_path: Path) -> None:
    path = write(tmp_path / "a.flac", bursts())
    data = bytearray(path.read_bytes())
    middle = len(data) // 2
    data[middle : middle + 600] = bytes(600)
    path.write_bytes(data)
    peaks = make(path)
    late = np.flatnonzero(heights(peaks)[250:] > 30) * BUCKET_MS + 2500
    assert late.min() == pytest.approx(3000, abs=20)


def test_a_file_that_was_cut_off_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    path = write(tmp_path / "a.mp3", noise(4))
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    assert make(path).duration_ms == pytest.approx(2000, abs=150)


@pytest.mark.parametrize("content", [b"", b"only text" * 100])
def test_what_is_no_audio_is_said_to_be_none(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x.mp3").write_bytes(content)
    with pytest.raises(Invalid, match="not_audio"):
        make(tmp_path / "x.mp3")
    with pytest.raises(Invalid, match="not_audio"):
        make(undecodable(tmp_path / "unknown.wav"))
    with pytest.raises(NotFound, match="file_missing"):
        make(tmp_path / "gone.mp3")


def test_it_tells_how_far_it_is_and_stops_when_asked(tmp_path: Path) -> None:
    path = write(tmp_path / "a.flac", np.tile(noise(5), 2))
    told: list[Progress] = []
    AvPeaksMaker().make(path, CancelToken(), told.append)
    assert [progress.done for progress in told] == sorted(progress.done for progress in told)
    assert (told[-1].done, told[-1].total) == (10_000, 10_000)
    cancel = CancelToken()
    with pytest.raises(Cancelled):
        AvPeaksMaker().make(path, cancel, lambda _: cancel.cancel())


def test_memory_does_not_grow_with_the_sound(tmp_path: Path) -> None:
    path = write(tmp_path / "long.flac", np.tile(noise(10), 5))
    tracemalloc.start()
    make(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 5_000_000
