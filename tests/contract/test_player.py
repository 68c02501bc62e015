"""What every player keeps to: the fake in time of its own, libvlc for real into a dummy output."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import pytest

from pluto_desktop.adapters.vlc import VlcPlayer
from pluto_desktop.adapters.vlc.library import VlcMissing
from pluto_desktop.playback.loop import Loop
from pluto_desktop.ports.player import (
    Advanced,
    AvailabilityKnown,
    Bgm,
    BgmJoined,
    BgmLeft,
    Equaliser,
    LengthKnown,
    Looped,
    Player,
    PlayerEvent,
    PlayerFailed,
    PlayerState,
    Sought,
    StateChanged,
    TimeReported,
)
from tests.fakes.player import FakePlayer
from tests.sound import noise, write

E = TypeVar("E")
SECONDS = 4


@dataclass
class Heard:
    """Everything a player said, and waiting for it."""

    player: Player
    pass_time: Callable[[float], None]
    limit_s: float = 30.0
    events: list[PlayerEvent] = field(default_factory=list)
    arrived: threading.Condition = field(default_factory=threading.Condition)

    def take(self, event: PlayerEvent) -> None:
        with self.arrived:
            self.events.append(event)
            self.arrived.notify_all()

    def wait(self, kind: type[E], wanted: Callable[[E], bool] = lambda _: True) -> E:
        """Return the first such event, after time enough."""
        end = time.monotonic() + self.limit_s
        while time.monotonic() < end:
            with self.arrived:
                for event in self.events:
                    if isinstance(event, kind) and wanted(event):
                        return event
            self.pass_time(0.05)
        raise AssertionError(f"no {kind.__name__} in {self.events}")

    def forget(self) -> None:
        with self.arrived:
            self.events.clear()

    def wait_state(self, token: int, state: PlayerState) -> StateChanged:
        return self.wait(StateChanged, lambda event: (event.token, event.state) == (token, state))


@pytest.fixture(scope="session")
def tunes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("tunes")
    samples = noise(SECONDS)
    tunes = {ending: write(folder / f"tune.{ending}", samples) for ending in ("mp3", "flac", "ogg", "opus", "m4a")}
    return {**tunes, "long": write(folder / "long.mp3", noise(2 * SECONDS))}


@pytest.fixture(params=["fake", "vlc"])
def heard(request: pytest.FixtureRequest, tunes: dict[str, Path]) -> Iterator[Heard]:
    if request.param == "fake":
        fake = FakePlayer({**dict.fromkeys(tunes.values(), SECONDS * 1000), tunes["long"]: 2 * SECONDS * 1000})
        heard = Heard(fake, fake.advance)
    else:
        heard = Heard(VlcPlayer(["--aout=adummy"]), lambda _: None)

        def waiting(seconds: float) -> None:
            with heard.arrived:
                heard.arrived.wait(seconds)

        heard.pass_time = waiting
    heard.player.set_listener(heard.take)
    yield heard
    heard.player.close()


def test_plays_tells_its_length_and_its_time_and_ends(heard: Heard, tunes: dict[str, Path]) -> None:
    heard.player.load(1, tunes["flac"])
    assert heard.wait(LengthKnown).duration_ms == pytest.approx(SECONDS * 1000, abs=60)
    first = heard.wait(TimeReported)
    assert first.token == 1
    later = heard.wait(TimeReported, lambda event: event.position_ms > first.position_ms + 500)
    assert (later.position_ms - first.position_ms) / 1000 == pytest.approx(later.at_s - first.at_s, abs=0.05)
    heard.wait_state(1, PlayerState.ENDED)


def test_starts_in_the_middle(heard: Heard, tunes: dict[str, Path]) -> None:
    heard.player.load(2, tunes["ogg"], start_ms=1500)
    assert heard.wait(Sought).position_ms == 1500
    assert 1400 < heard.wait(TimeReported).position_ms < 2300
    heard.wait_state(2, PlayerState.ENDED)


def test_pauses_resumes_and_seeks(heard: Heard, tunes: dict[str, Path]) -> None:
    heard.player.load(3, tunes["mp3"])
    heard.wait(TimeReported)
    heard.player.set_paused(True)
    heard.wait_state(3, PlayerState.PAUSED)
    heard.forget()
    heard.player.seek(1500)
    assert heard.wait(Sought).position_ms == 1500
    heard.forget()
    heard.player.set_paused(False)
    heard.wait_state(3, PlayerState.PLAYING)
    assert 1350 < heard.wait(TimeReported).position_ms < 2300


def test_another_speed_goes_on_from_where_it_was(heard: Heard, tunes: dict[str, Path]) -> None:
    heard.player.load(3, tunes["flac"])
    place = heard.wait(TimeReported).position_ms
    heard.forget()
    heard.player.set_rate(1.5)
    assert heard.wait(Sought).position_ms == pytest.approx(place, abs=1000)


def test_loaded_paused_it_waits(heard: Heard, tunes: dict[str, Path]) -> None:
    heard.player.load(4, tunes["opus"], paused=True)
    heard.wait_state(4, PlayerState.PAUSED)
    heard.player.set_paused(False)
    heard.wait(TimeReported, lambda event: event.position_ms > 200)


@pytest.mark.parametrize("ending", ["mp3", "m4a"])
def test_what_was_made_ready_takes_over(heard: Heard, tunes: dict[str, Path], ending: str) -> None:
    heard.player.load(5, tunes["flac"], start_ms=1500)
    heard.wait(TimeReported)
    heard.player.preload(6, tunes[ending])
    heard.wait(Advanced, lambda event: event.token == 6)
    heard.wait(TimeReported, lambda event: event.token == 6)
    assert heard.wait(LengthKnown, lambda event: event.token == 6).duration_ms > 3900
    assert not [event for event in heard.events if isinstance(event, StateChanged) and event.state == "ended"]


def test_what_is_forgotten_does_not_take_over(heard: Heard, tunes: dict[str, Path]) -> None:
    heard.player.load(7, tunes["flac"], start_ms=1500)
    heard.wait(TimeReported)
    heard.player.preload(8, tunes["mp3"])
    heard.player.clear_preloaded()
    heard.wait_state(7, PlayerState.ENDED)
    assert not [event for event in heard.events if isinstance(event, Advanced)]


def test_a_newer_load_silences_the_older(heard: Heard, tunes: dict[str, Path]) -> None:
    for token in range(10, 16):
        heard.player.load(token, tunes["mp3"])
    heard.wait(TimeReported, lambda event: event.token == 15)
    started = [event.token for event in heard.events if isinstance(event, TimeReported)]
    heard.forget()
    heard.wait(TimeReported, lambda event: event.position_ms > 900)
    assert {event.token for event in heard.events if isinstance(event, TimeReported)} == {15}
    assert started


def test_a_missing_file_fails_with_its_code(heard: Heard, tmp_path: Path) -> None:
    heard.player.load(20, tmp_path / "not here.mp3")
    assert heard.wait(PlayerFailed) == PlayerFailed(20, "file_missing")


@pytest.mark.parametrize("name", ["zero.mp3", "text.flac", "picture.ogg", "list.mp3", "folder.mp3", "web.opus"])
def test_what_is_no_audio_fails_with_its_code(heard: Heard, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    content = {
        "zero.mp3": b"",
        "text.flac": b"this is only text\n" * 400,
        "picture.ogg": b"\x89PNG\r\n\x1a\n" + bytes(3000),
        "list.mp3": b"#EXTM3U\n" + str(path).encode() + b"\n",
        "web.opus": b"<html><script>alert(1)</script></html>",
    }
    if name == "folder.mp3":
        path.mkdir()
    else:
        path.write_bytes(content[name])
    heard.player.load(21, path)
    assert heard.wait(PlayerFailed) == PlayerFailed(21, "not_audio")


def test_the_rest_is_taken_without_a_word(heard: Heard, tunes: dict[str, Path]) -> None:
    heard.player.set_volume(0)
    heard.player.set_muted(True)
    heard.player.set_rate(1.5)
    heard.player.set_equaliser(Equaliser(-3.0, (6.0, -6.0) * 5))
    heard.player.set_output("no such device")
    heard.player.seek(500)
    heard.player.set_paused(True)
    heard.player.clear_preloaded()
    heard.player.stop()
    heard.player.load(30, tunes["m4a"], gain_db=-6.0)
    heard.wait(TimeReported)
    heard.player.set_equaliser(None)
    heard.player.set_rate(0.5)
    heard.player.set_volume(100)
    heard.player.set_muted(False)
    heard.forget()
    heard.wait(TimeReported)
    assert heard.player.available


def test_the_music_without_voice_joins_and_the_song_goes_on(heard: Heard, tunes: dict[str, Path]) -> None:
    player = heard.player
    player.load(40, tunes["flac"])
    player.set_bgm(40, Bgm(tunes["mp3"]), voice=0)
    heard.wait(BgmJoined, lambda event: event.token == 40)
    heard.forget()
    for voice in (100, 0, 40, 0):
        player.set_voice(40, voice)
    first = heard.wait(TimeReported)
    later = heard.wait(TimeReported, lambda event: event.position_ms > first.position_ms + 400)
    assert (later.position_ms - first.position_ms) / 1000 == pytest.approx(later.at_s - first.at_s, abs=0.06)
    player.seek(1000)
    player.set_paused(True)
    heard.wait_state(40, PlayerState.PAUSED)
    player.set_rate(1.5)
    player.set_bgm_offset(40, 200)
    player.set_paused(False)
    heard.wait(TimeReported, lambda event: event.position_ms > 1200)
    heard.wait_state(40, PlayerState.ENDED)


def test_music_given_later_joins_too_and_ends_before_the_song(heard: Heard, tunes: dict[str, Path]) -> None:
    heard.player.load(41, tunes["long"], start_ms=500)
    heard.wait(TimeReported)
    heard.player.set_bgm(41, Bgm(tunes["mp3"]), voice=0)
    heard.wait(BgmJoined, lambda event: event.token == 41)
    assert heard.wait(BgmLeft) == BgmLeft(41, "")
    heard.forget()
    heard.wait(TimeReported, lambda event: event.position_ms > 4000)


def test_music_that_is_given_up_or_of_another_token_is_not_heard(heard: Heard, tunes: dict[str, Path]) -> None:
    heard.player.load(42, tunes["flac"])
    heard.player.set_bgm(42, Bgm(tunes["mp3"]))
    heard.player.set_bgm(42, None)
    heard.player.set_bgm(7, Bgm(tunes["mp3"]))
    heard.wait(TimeReported, lambda event: event.position_ms > 700)
    assert not [event for event in heard.events if isinstance(event, BgmJoined | BgmLeft)]


def test_the_next_song_takes_its_music_over(heard: Heard, tunes: dict[str, Path]) -> None:
    heard.player.load(43, tunes["flac"], start_ms=2000)
    heard.wait(TimeReported)
    heard.player.preload(44, tunes["flac"])
    heard.player.set_bgm(44, Bgm(tunes["flac"]), voice=0)
    heard.wait(Advanced, lambda event: event.token == 44)
    heard.wait(BgmJoined, lambda event: event.token == 44)
    heard.wait(TimeReported, lambda event: event.token == 44 and event.position_ms > 300)


@pytest.mark.parametrize(("name", "code"), [("gone.mp3", "file_missing"), ("text.mp3", "not_audio")])
def test_music_that_cannot_be_played_leaves_the_song(
    heard: Heard, tunes: dict[str, Path], tmp_path: Path, name: str, code: str
) -> None:
    (tmp_path / "text.mp3").write_bytes(b"this is only text\n" * 400)
    heard.player.load(45, tunes["flac"])
    heard.player.set_bgm(45, Bgm(tmp_path / name), voice=0)
    assert heard.wait(BgmLeft) == BgmLeft(45, code)
    heard.forget()
    heard.wait(TimeReported, lambda event: event.position_ms > 500)


@pytest.mark.parametrize("ending", ["mp3", "flac"])
def test_a_file_cut_short_says_so_at_its_end(tmp_path: Path, ending: str) -> None:
    whole = write(tmp_path / f"whole.{ending}", noise(6)).read_bytes()
    path = tmp_path / f"cut.{ending}"
    path.write_bytes(whole[: len(whole) // 3])
    player = VlcPlayer(["--aout=adummy"])
    heard = Heard(player, time.sleep)
    player.set_listener(heard.take)
    try:
        player.load(1, path)
        assert heard.wait(PlayerFailed) == PlayerFailed(1, "cut_short")
    finally:
        player.close()


def test_without_vlc_everything_is_harmless(tmp_path: Path) -> None:
    def load(_: object) -> tuple[object, object]:
        raise VlcMissing("libvlc.so.5 is not there")

    player = VlcPlayer(load=load)
    heard = Heard(player, time.sleep)
    player.set_listener(heard.take)
    assert player.available
    player.load(1, tmp_path / "a.mp3")
    assert heard.wait(AvailabilityKnown) == AvailabilityKnown(False, "libvlc.so.5 is not there")
    player.seek(5)
    player.set_volume(3)
    player.stop()
    player.close()
    assert (player.available, player.unavailable_reason) == (False, "libvlc.so.5 is not there")


def test_setting_the_volume_does_not_load_vlc() -> None:
    def load(_: object) -> tuple[object, object]:
        raise AssertionError("loaded too early")

    player = VlcPlayer(load=load)
    player.set_volume(20)
    player.set_muted(False)
    player.close()


@pytest.mark.parametrize("ending", ["ogg"])
def test_a_stretch_is_heard_over_and_over(heard: Heard, tunes: dict[str, Path], ending: str) -> None:
    heard.player.load(40, tunes[ending])
    heard.wait(TimeReported)
    heard.player.preload(41, tunes["mp3"])
    heard.player.set_loop(Loop(1000, 1700))
    heard.player.seek(1000)
    for _ in range(2):
        heard.forget()
        assert heard.wait(Looped).position_ms == 1000
    heard.player.set_loop(None)
    heard.wait(Advanced, lambda event: event.token == 41)


def test_a_stretch_is_repeated_with_the_music_that_is_heard_instead(heard: Heard, tunes: dict[str, Path]) -> None:
    heard.player.load(46, tunes["flac"])
    heard.player.set_bgm(46, Bgm(tunes["mp3"]), voice=0)
    heard.wait(BgmJoined)
    heard.player.set_loop(Loop(1000, 1700))
    heard.player.seek(1000)
    for _ in range(2):
        heard.forget()
        assert heard.wait(Looped).position_ms == 1000
        assert 1000 <= heard.wait(TimeReported).position_ms < 1700
        assert not [event for event in heard.events if isinstance(event, BgmLeft)]


def test_another_medium_is_not_repeated(heard: Heard, tunes: dict[str, Path]) -> None:
    heard.player.load(42, tunes["flac"])
    heard.wait(TimeReported)
    heard.player.set_loop(Loop(500, 1000))
    heard.player.load(43, tunes["flac"], start_ms=2000)
    heard.wait_state(43, PlayerState.ENDED)
    assert not [event for event in heard.events if isinstance(event, Looped)]
