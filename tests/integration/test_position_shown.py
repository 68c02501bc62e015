"""The position shown while libvlc really plays, against the samples it hands to its output.

The sound is a tone that climbs steadily, so each piece of it says where in the song it is; the pitch is kept at every
speed.
"""

from __future__ import annotations

import queue
import statistics
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
import vlc

from pluto_desktop.adapters.vlc import VlcPlayer
from pluto_desktop.domain.ids import SongId
from pluto_desktop.ports.player import Source
from pluto_desktop.services.playing import PlaySession
from pluto_desktop.services.playing_values import Playable
from tests.fakes.personal import FakePersonal
from tests.sound import RATE, Block, Recorder, write
from tests.unit.services.test_play_session import row

SECONDS = 24
LOWEST_HZ, CLIMB_HZ = 300.0, 100.0
LIMIT_S = 20.0


def climbing(path: Path, *, vbr: bool = False) -> Path:
    """Write the tone, loud and soft by turns, so that a bit rate that may vary does."""
    moments = np.arange(SECONDS * RATE) / RATE
    tone = np.sin(2 * np.pi * (LOWEST_HZ * moments + CLIMB_HZ * moments**2 / 2)) * 8000
    return write(path, (tone * np.where(np.sin(moments * 2) > 0, 1.0, 0.1)).astype(np.int16), vbr=vbr)


def place_ms(block: Block) -> float:
    """Return the place in the song of the middle of a block."""
    piece = np.frombuffer(block.head, np.int16)[::2].astype(float)
    spectrum = np.abs(np.fft.rfft(piece * np.hanning(len(piece)), 1 << 16))
    return float((np.argmax(spectrum) * RATE / (1 << 16) - LOWEST_HZ) / CLIMB_HZ * 1000)


class WholeSource:
    """A source of which everything is here."""

    def __init__(self, path: Path) -> None:
        self._data = path.read_bytes()

    @property
    def size(self) -> int:
        return len(self._data)

    def read(self, first: int, count: int) -> bytes:
        return self._data[first : first + count]

    def here(self, first: int) -> int:
        return max(first, len(self._data))

    def close(self) -> None:
        return


class Watch:
    """A session with a real player, and what it showed."""

    def __init__(self) -> None:
        self.player, self.recorder = VlcPlayer(), Recorder(keep=2048)
        self.playable: Playable | None = None
        self._posted: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        self.shown: list[tuple[float, float]] = []
        personal = FakePersonal()
        self.session = PlaySession(
            self.player,
            self._find,
            personal,
            personal,
            lambda _key, work, done: done(work()),
            self._posted.put,
        )
        self.player.start()
        self.follow(lambda: bool(self.player._decks))
        self.recorder.attach(vlc, self.player._decks[0].media_player)

    def _find(self, _song: SongId) -> Playable:
        assert self.playable is not None
        return self.playable

    def play(self, path: Path, source: Source | None = None) -> None:
        song = SongId("song")
        self.playable = Playable(path, row(song), duration_ms=SECONDS * 1000, source=source)
        self.session.play_songs([song])

    def follow(self, until: Callable[[], bool]) -> None:
        end = time.monotonic() + LIMIT_S
        while not until():
            assert time.monotonic() < end
            while not self._posted.empty():
                self._posted.get()()
            if hasattr(self, "session"):
                self.shown.append((time.monotonic(), self.session.position_ms()))
            time.sleep(0.005)

    def until_ms(self, position_ms: float) -> None:
        self.follow(lambda: self.session.position_ms() > position_ms)

    def errors(self, since_s: float) -> list[float]:
        """Return how far what was shown from a time on was from what was heard, for each block in ms."""
        times, positions = zip(*self.shown, strict=True)
        found = []
        for block in self.recorder.blocks:
            heard_s = block.pts_s + min(block.count, 2048) / RATE / 2
            dropped = any(block.at_s <= flushed <= heard_s for flushed in self.recorder.flushes)
            if len(block.head) >= 4096 and not dropped and since_s < heard_s < times[-1]:
                found.append(abs(float(np.interp(heard_s, times, positions)) - place_ms(block)))
        return found

    def close(self) -> None:
        self.session.close()
        self.player.close()


@pytest.fixture
def watch() -> Iterator[Watch]:
    watch = Watch()
    yield watch
    watch.close()


@pytest.mark.parametrize("speed", [0.5, 1.5])
def test_at_another_speed_it_is_that_of_the_sound(tmp_path: Path, watch: Watch, speed: float) -> None:
    watch.play(climbing(tmp_path / "climbing.flac"))
    watch.until_ms(2_000)
    watch.session.set_rate(speed)
    changed_s = time.monotonic()
    watch.until_ms(2_000 + 4_000 * speed)
    errors = watch.errors(changed_s + 1.0)
    assert len(errors) > 5
    assert statistics.median(errors) < 60


def test_in_an_mp3_that_arrives_it_is_that_of_the_frame_it_went_to(tmp_path: Path, watch: Watch) -> None:
    path = climbing(tmp_path / "climbing.mp3", vbr=True)
    watch.play(path, WholeSource(path))
    watch.until_ms(1_000)
    watch.recorder.keep = 1152
    watch.session.seek(15_000)
    sought_s = time.monotonic()
    watch.until_ms(17_500)
    times, positions = zip(*watch.shown, strict=True)
    errors = [
        abs(float(np.interp(block.pts_s + block.count / RATE / 2, times, positions)) - place_ms(block))
        for block in watch.recorder.blocks
        if sought_s + 0.5 < block.pts_s < times[-1] - 0.1 and block.count == 1152
    ]
    assert len(errors) > 20
    assert statistics.median(errors) < 40
