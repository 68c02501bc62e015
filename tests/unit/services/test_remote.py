"""What others are told of playing, and what they can ask."""

from __future__ import annotations

from pathlib import Path

import pytest

from pluto_desktop.ports.media_keys import NowPlaying, RemoteControls
from pluto_desktop.services.remote import Remote
from tests.unit.services.test_play_session import House


class Keys:
    """Media keys that note what they are told."""

    def __init__(self) -> None:
        self.told: list[NowPlaying] = []
        self.jumps: list[float] = []
        self.announced: list[str] = []

    def start(self, controls: RemoteControls) -> None:
        self.controls = controls

    def publish(self, playing: NowPlaying) -> None:
        self.told.append(playing)

    def sought(self, position_ms: float) -> None:
        self.jumps.append(position_ms)

    def announce(self, playing: NowPlaying) -> None:
        self.announced.append(playing.title)

    def close(self) -> None:
        self.controls = None  # type: ignore[assignment]


@pytest.fixture
def house() -> House:
    return House()


def test_tells_each_song_and_keeps_its_name_when_the_queue_is_reordered(house: House) -> None:
    keys = Keys()
    Remote(house.session, keys, lambda work: work())
    house.play("abc")
    first = keys.told[-1]
    assert (first.state, first.title, first.has_next) == ("playing", "a", True)
    house.session.move([0], 3)
    assert keys.told[-1].track == first.track
    assert not keys.told[-1].has_next
    house.session.jump_to(0)
    assert keys.told[-1].track != first.track


def test_announces_a_song_once_when_it_begins_and_only_if_it_is_wanted(house: House) -> None:
    keys, wanted = Keys(), [True]
    Remote(house.session, keys, lambda work: work(), announces=lambda: wanted[0])
    house.play("abc")
    house.session.pause()
    house.session.play()
    house.session.next()
    wanted[0] = False
    house.session.next()
    wanted[0] = True
    house.player.advance(5)
    assert keys.announced == ["a", "b"]


def test_seeking_past_the_end_is_the_next_song(house: House) -> None:
    keys = Keys()
    Remote(house.session, keys, lambda work: work())
    house.play("ab")
    keys.controls.seek_by(10_000)
    assert keys.jumps[-1] == pytest.approx(10_000, abs=50)
    keys.controls.seek_by(90_000)
    assert house.now[0] == "b"


def test_a_file_is_handed_to_the_window(house: House) -> None:
    keys, opened = Keys(), list[Path]()
    Remote(house.session, keys, lambda work: work(), on_open=opened.append)
    keys.controls.open_file(Path("/m/a.mp3"))
    assert opened == [Path("/m/a.mp3")]
