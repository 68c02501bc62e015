"""The position shown while libvlc really plays at other speeds, against the samples it hands to its output.

The sound is a tone that climbs steadily, so each piece of it says where in the song it is; the pitch is kept at every
speed.
"""

from __future__ import annotations

import queue
import statistics
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import vlc

from pluto_desktop.adapters.vlc import VlcPlayer
from pluto_desktop.domain.ids import SongId
from pluto_desktop.services.playing import PlaySession
from pluto_desktop.services.playing_values import Playable
from tests.fakes.personal import FakePersonal
from tests.sound import RATE, Block, Recorder, write
from tests.unit.services.test_play_session import row

SECONDS = 24
LOWEST_HZ, CLIMB_HZ = 300.0, 100.0
LIMIT_S = 20.0


def place_ms(block: Block) -> float:
    """Return the place in the song of the middle of a block."""
    piece = np.frombuffer(block.head, np.int16)[::2].astype(float)
    spectrum = np.abs(np.fft.rfft(piece * np.hanning(len(piece)), 1 << 16))
    return float((np.argmax(spectrum) * RATE / (1 << 16) - LOWEST_HZ) / CLIMB_HZ * 1000)


@pytest.mark.parametrize("speed", [0.5, 1.5])
def test_the_position_is_that_of_the_sound(tmp_path: Path, speed: float) -> None:
    moments = np.arange(SECONDS * RATE) / RATE
    tone = np.sin(2 * np.pi * (LOWEST_HZ * moments + CLIMB_HZ * moments**2 / 2)) * 8000
    path, song = write(tmp_path / "climbing.flac", tone.astype(np.int16)), SongId("song")
    posted: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
    player, personal, recorder = VlcPlayer(), FakePersonal(), Recorder(keep=2048)
    session = PlaySession(
        player,
        lambda _: Playable(path, row(song), duration_ms=SECONDS * 1000),
        personal,
        personal,
        lambda _key, work, done: done(work()),
        posted.put,
    )
    shown: list[tuple[float, float]] = []

    def follow(until: Callable[[], bool]) -> None:
        end = time.monotonic() + LIMIT_S
        while not until():
            assert time.monotonic() < end
            while not posted.empty():
                posted.get()()
            shown.append((time.monotonic(), session.position_ms()))
            time.sleep(0.005)

    try:
        player.start()
        follow(lambda: bool(player._decks))
        recorder.attach(vlc, player._decks[0].media_player)
        session.play_songs([song])
        follow(lambda: session.position_ms() > 2_000)
        session.set_rate(speed)
        changed_s = time.monotonic()
        follow(lambda: session.position_ms() > 2_000 + 4_000 * speed)
    finally:
        session.close()
        player.close()
    times, positions = zip(*shown, strict=True)
    errors = []
    for block in recorder.blocks:
        heard_s = block.pts_s + min(block.count, 2048) / RATE / 2
        dropped = any(block.at_s <= flushed <= heard_s for flushed in recorder.flushes)
        if len(block.head) >= 4096 and not dropped and changed_s + 1.0 < heard_s < times[-1]:
            errors.append(abs(np.interp(heard_s, times, positions) - place_ms(block)))
    assert len(errors) > 5
    assert statistics.median(errors) < 60
