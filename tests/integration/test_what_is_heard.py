"""What libvlc really plays, from the samples it hands to its output: pitch, loudness, equaliser."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import vlc

from pluto_desktop.adapters.audio.loudness import AvLoudnessMeter
from pluto_desktop.adapters.vlc import VlcPlayer
from pluto_desktop.playback.equaliser import BANDS_HZ, PRESETS
from pluto_desktop.playback.gain import Loudness, applied_gain_db
from pluto_desktop.ports.player import AvailabilityKnown, Equaliser, PlayerEvent, TimeReported
from tests.sound import RATE, Recorder, write

SECONDS = 12
LIMIT_S = 20


class Ear:
    """A player whose sound is kept, and what there is to hear in it."""

    def __init__(self) -> None:
        self.player = VlcPlayer()
        self.recorder = Recorder(keep=RATE)
        self.times: list[TimeReported] = []
        self._arrived = threading.Condition()
        self._ready = threading.Event()
        self.player.set_listener(self._take)
        self.player.start()
        assert self._ready.wait(LIMIT_S)
        self.recorder.attach(vlc, self.player._decks[0].media_player)

    def _take(self, event: PlayerEvent) -> None:
        if isinstance(event, AvailabilityKnown):
            self._ready.set()
        elif isinstance(event, TimeReported):
            with self._arrived:
                self.times.append(event)
                self._arrived.notify_all()

    def wait_times(self, token: int, count: int) -> list[TimeReported]:
        """Return a number of reports about a medium that come from now on."""
        with self._arrived:
            self.times.clear()
            there = lambda: [event for event in self.times if event.token == token]  # noqa: E731 - asked anew
            assert self._arrived.wait_for(lambda: len(there()) >= count, LIMIT_S)
            return there()

    def listen(self, token: int) -> np.ndarray:
        """Return more than a second of what is played of a medium, in -1 to 1, once it plays as it was told to.

        What was set before two of its reports is in the samples after them: nothing is queued that long.
        """
        self.wait_times(token, 2)
        with self.recorder.lock:
            self.recorder.blocks.clear()
        self.wait_times(token, 6)
        with self.recorder.lock:
            raw = b"".join(block.head for block in self.recorder.blocks)
        return np.frombuffer(raw, np.int16)[::2][:RATE] / 32768


@pytest.fixture
def ear() -> Iterator[Ear]:
    ear = Ear()
    yield ear
    ear.player.close()


def sines(*hertz: float, peak: float) -> np.ndarray:
    moments = np.arange(SECONDS * RATE) / RATE
    return sum(np.sin(2 * np.pi * one * moments + place) for place, one in enumerate(hertz)) * peak * 32768


@pytest.fixture(scope="module")
def sine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("sine") / "sine.wav", sines(440, peak=0.25).astype(np.int16))


def level_db(samples: np.ndarray) -> float:
    return float(20 * np.log10(np.sqrt(np.square(samples).mean()) + 1e-9))


def level_at(samples: np.ndarray, hertz: float) -> float:
    turned = samples * np.exp(-2j * np.pi * hertz * np.arange(len(samples)) / RATE) * np.hanning(len(samples))
    return float(20 * np.log10(abs(turned.mean()) + 1e-9))


@pytest.mark.parametrize("rate", [0.5, 1.0, 1.5])
def test_the_pitch_is_kept_at_every_speed(ear: Ear, sine: Path, rate: float) -> None:
    ear.player.load(1, sine)
    ear.player.set_rate(rate)
    samples = ear.listen(1)
    strongest = np.argmax(np.abs(np.fft.rfft(samples * np.hanning(len(samples))))) * RATE / len(samples)
    assert strongest == pytest.approx(440, abs=3)
    reports = ear.wait_times(1, 8)
    played_ms = reports[-1].position_ms - reports[0].position_ms
    assert played_ms / (reports[-1].at_s - reports[0].at_s) / 1000 == pytest.approx(rate, rel=0.05)


def test_every_song_plays_with_the_volume_and_its_own_gain(ear: Ear, sine: Path) -> None:
    ear.player.set_volume(100)
    ear.player.load(1, sine)
    plain = level_db(ear.listen(1))
    ear.player.load(2, sine, gain_db=-6.0)
    assert level_db(ear.listen(2)) - plain == pytest.approx(-6.0, abs=0.3)
    ear.player.load(3, sine, gain_db=6.0)
    assert level_db(ear.listen(3)) - plain == pytest.approx(6.0, abs=0.3)
    ear.player.set_gain(-3.0)
    assert level_db(ear.listen(3)) - plain == pytest.approx(-3.0, abs=0.3)
    ear.player.set_volume(50)
    ear.player.load(4, sine)
    assert level_db(ear.listen(4)) - plain == pytest.approx(60 * np.log10(0.5), abs=0.3)
    ear.player.set_muted(True)
    ear.player.load(5, sine)
    assert level_db(ear.listen(5)) < -90


def test_what_was_measured_brings_songs_to_one_loudness(ear: Ear, tmp_path: Path) -> None:
    ear.player.set_volume(100)
    heard = []
    for token, peak in enumerate((0.1, 10 ** (-23 / 20), 0.5), 1):
        path = write(tmp_path / f"{token}.flac", sines(997, peak=peak).astype(np.int16))
        measured = AvLoudnessMeter().measure(path)
        gain_db = applied_gain_db(Loudness(measured.gain_db, measured.peak))
        if token == 2:
            # EBU Tech 3341: a stereo sine of 1 kHz at -23 dBFS is -23 LUFS, thus 5 dB under ReplayGain's -18
            assert gain_db == pytest.approx(5.0, abs=0.1)
        ear.player.load(token, path, gain_db=gain_db)
        heard.append(level_db(ear.listen(token)))
    assert max(heard) - min(heard) < 0.5


@pytest.mark.parametrize("key", ["bass", "treble"])
def test_the_equaliser_raises_what_its_bands_say(ear: Ear, tmp_path: Path, key: str) -> None:
    preset = next(preset for preset in PRESETS if preset.key == key)
    path = write(tmp_path / "bands.wav", sines(*BANDS_HZ, peak=0.02).astype(np.int16))
    ear.player.set_volume(100)
    ear.player.load(1, path)
    plain = ear.listen(1)
    ear.player.set_equaliser(Equaliser(preset.preamp_db, preset.bands_db))
    ear.player.load(2, path)
    changed = ear.listen(2)
    raised = [level_at(changed, hertz) - level_at(plain, hertz) for hertz in BANDS_HZ]
    # neighbouring bands add up a little: what is looked at is the shape
    assert np.corrcoef(raised, preset.bands_db)[0, 1] > 0.97
    loudest = int(np.argmax(preset.bands_db))
    assert raised[loudest] - preset.preamp_db == pytest.approx(preset.bands_db[loudest], abs=3.0)
