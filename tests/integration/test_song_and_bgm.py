"""A real VLC plays a song and its music without voice: where they are by their samples, and what breaks them."""

from __future__ import annotations

import time
from pathlib import Path

import numpy as np
import pytest

from pluto_desktop.domain.errors import Cancelled, Offline
from pluto_desktop.ports.player import (
    AvailabilityKnown,
    Bgm,
    BgmJoined,
    BgmLeft,
    PlayerState,
    StateChanged,
    TimeReported,
)
from tests.listening import Listener
from tests.sound import Locator, Recorder, noise, write


@pytest.fixture(scope="module")
def song(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("song") / "song.flac", noise(8))


class Wire:
    """Fulfils Source: a file's bytes, of which those behind ``until`` do not come."""

    def __init__(self, path: Path, until: float = 1.0) -> None:
        self.data = path.read_bytes()
        self.size = len(self.data)
        self.until = int(self.size * until)
        self.closed = False

    def read(self, first: int, count: int) -> bytes:
        if self.closed:
            raise Cancelled
        if first >= self.until < self.size:
            raise Offline("server_unreachable", server="x")
        return self.data[first : min(first + count, max(self.until, first))]

    def close(self) -> None:
        self.closed = True


def test_by_their_samples_both_are_at_the_same_place_of_the_music(tmp_path: Path) -> None:
    import vlc

    samples = noise(6)
    song = write(tmp_path / "song.mp3", samples)
    bgm = write(tmp_path / "bgm.mp3", np.concatenate([noise(0.4, 9), samples]))
    listener = Listener()
    listener.player.start()
    listener.wait(lambda event: isinstance(event, AvailabilityKnown))
    deck = listener.player._decks[0]
    deck.bgm = deck.make_bgm()
    recorders = Recorder(), Recorder()
    for recorder, each in zip(recorders, (deck, deck.bgm), strict=True):
        recorder.attach(vlc, each.media_player)
    try:
        listener.player.load(1, song)
        listener.player.set_bgm(1, Bgm(bgm, offset_ms=400), voice=50)  # both are heard, so both can be found
        listener.wait(lambda event: isinstance(event, BgmJoined))
        listener.wait_for_sound(2500)
    finally:
        listener.player.close()
    locator = Locator(samples)

    def place_of(recorder: Recorder) -> float:
        """Return how far the music is ahead of the clock of the samples, in seconds, near the end."""
        found = [
            place - block.pts_s
            for block in recorder.blocks[-12:]
            if (place := locator.find(block.head, 3.0, 3.0)) is not None
        ]
        return float(np.median(found))

    assert place_of(recorders[0]) == pytest.approx(place_of(recorders[1]), abs=0.06)


@pytest.mark.parametrize("how", ["cut", "source"])
def test_music_that_breaks_off_leaves_the_song(listener: Listener, song: Path, tmp_path: Path, how: str) -> None:
    bgm = Bgm(song, Wire(song, 0.25))
    if how == "cut":
        cut = tmp_path / "cut.flac"
        cut.write_bytes(song.read_bytes()[: song.stat().st_size // 4])
        bgm = Bgm(cut)
    listener.player.load(1, song)
    listener.player.set_bgm(1, bgm, voice=0)
    listener.wait(lambda event: isinstance(event, BgmJoined))
    left = listener.wait(lambda event: isinstance(event, BgmLeft))
    assert left == BgmLeft(1, "cut_short")
    listener.forget()
    listener.wait_for_sound(2200)


def test_switching_again_and_again_while_everything_else_happens(listener: Listener, song: Path) -> None:
    player = listener.player
    player.load(1, song)
    player.set_bgm(1, Bgm(song), voice=0)
    listener.wait(lambda event: isinstance(event, BgmJoined))
    for number in range(20):
        player.set_voice(1, 100 * (number % 2))
        if number % 4 == 1:
            player.seek(1000 * (number % 6))
        if number % 5 == 2:
            player.set_paused(number % 2 == 0)
        if number % 7 == 3:
            player.set_rate(1.0 + number / 50)
        if number == 12:
            player.set_bgm(1, Bgm(song, offset_ms=-300), voice=40)
        time.sleep(0.02)  # as fast as keys come
    player.set_rate(1.0)
    player.set_paused(False)
    player.seek(7_500)
    player.set_voice(1, 0)
    listener.wait(lambda event: isinstance(event, StateChanged) and event.state is PlayerState.ENDED)
    player.load(2, song)
    listener.wait(lambda event: isinstance(event, TimeReported) and event.token == 2)


def test_music_that_begins_later_than_the_song_waits_for_its_place(listener: Listener, song: Path) -> None:
    listener.player.load(1, song)
    listener.player.set_bgm(1, Bgm(song, offset_ms=-900), voice=0)
    listener.wait_for_sound(200)
    deck = listener.player._decks[0]
    assert deck.bgm is not None
    listener.player.set_voice(1, 100)  # a cross-fade meanwhile does not start it
    listener.player.set_voice(1, 0)
    listener.wait_for_sound(500)
    assert deck.bgm.paused
    listener.wait_for_sound(1500)
    now = time.monotonic()
    assert deck.clock.position_ms(now) - deck.bgm.clock.position_ms(now) == pytest.approx(900, abs=150)
