from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from pluto_desktop.domain.changes import Changes
from pluto_desktop.domain.errors import NotFound
from pluto_desktop.domain.ids import SongId
from pluto_desktop.domain.sentences import sentence
from pluto_desktop.domain.songs import SongRow
from pluto_desktop.playback.gain import Loudness
from pluto_desktop.playback.queue import Repeat
from pluto_desktop.ports.player import PlayerFailed
from pluto_desktop.services.playing import PlaySession
from pluto_desktop.services.playing_values import (
    GainMode,
    Playable,
    PlayState,
    SessionEvent,
    SessionFailed,
    SessionSought,
)
from tests.fakes.player import FakePlayer

LENGTH_MS = 60_000


def row(song: str) -> SongRow:
    return SongRow(
        SongId(song),
        song,
        romanised="",
        artist="",
        album="",
        album_id=None,
        year=None,
        genre="",
        duration_ms=LENGTH_MS,
        lyrics_languages=(),
        has_bgm=False,
        has_audio=True,
        reachable=True,
        favourite=False,
        plays=0,
        popularity=0,
        added_at_ms=0,
        cover=None,
    )


@dataclass
class Memory:
    values: dict[str, object] = field(default_factory=dict)
    played: list[tuple[SongId, int, int]] = field(default_factory=list)

    def load_state(self, name: str) -> object:
        return self.values.get(name)

    def save_state(self, name: str, value: object) -> None:
        self.values[name] = value

    def record_play(self, song_id: SongId, at_ms: int, listened_ms: int) -> Changes:
        self.played.append((song_id, at_ms, listened_ms))
        return Changes(plays=True)


class House:
    """A session in which everything happens at once, and time passes when the test says so."""

    def __init__(self, memory: Memory | None = None) -> None:
        self.memory = memory or Memory()
        self.player = FakePlayer({Path(name): LENGTH_MS for name in "abcdefgh"})
        self.missing: set[str] = set()
        self.gains: dict[str, tuple[float, float]] = {}
        self.album_gain: tuple[float, ...] = ()
        self.events: list[SessionEvent] = []
        self.changes: list[Changes] = []
        self.session = PlaySession(
            self.player,
            self.resolve,
            self.memory,
            self.memory,
            lambda key, work, done: done(work()),
            lambda work: work(),
            on_changes=self.changes.append,
            now=self.player.clock,
            wall=lambda: 5.0,
            rng=random.Random(2),
        )
        self.session.subscribe(self.events.append)

    def resolve(self, song: SongId) -> Playable:
        if song in self.missing:
            raise NotFound("file_missing", path=song)
        loudness, album = Loudness(*self.gains.get(song, ())), Loudness(*self.album_gain)
        return Playable(Path(song), row(song), loudness, album, LENGTH_MS)

    def play(self, text: str, **how: Any) -> None:
        self.session.play_songs([SongId(letter) for letter in text], **how)

    @property
    def failures(self) -> list[SessionFailed]:
        return [event for event in self.events if isinstance(event, SessionFailed)]

    @property
    def now(self) -> tuple[str | None, PlayState]:
        snapshot = self.session.snapshot()
        return snapshot.song_id, snapshot.state


@pytest.fixture
def house() -> House:
    return House()


def test_plays_from_the_chosen_song_and_place_and_counts_on(house: House) -> None:
    house.play("abc", start_index=1, start_ms=10_000)
    assert house.now == ("b", PlayState.PLAYING)
    house.player.advance(5)
    assert house.session.position_ms() == pytest.approx(15_000, abs=20)
    assert house.session.snapshot().duration_ms == LENGTH_MS


def test_the_next_song_is_ready_before_and_takes_over(house: House) -> None:
    house.play("ab")
    house.player.advance(47)
    assert house.player.preloaded == 0
    house.player.advance(2)
    assert house.player.preloaded
    house.player.advance(12)
    assert house.now == ("b", PlayState.PLAYING)
    assert [command for command in house.player.commands if command[0] == "load"] == [("load", "a", 0, False)]
    assert house.session.position_ms() == pytest.approx(1_000, abs=300)
    row_shown = house.session.snapshot().row
    assert row_shown is not None
    assert row_shown.id == "b"


@pytest.mark.parametrize(
    ("change", "then"),
    [
        (lambda session: session.play_next([SongId("d")]), "d"),
        (lambda session: session.set_repeat(Repeat.ONE), "a"),
        (lambda session: session.remove([1]), "c"),
        (lambda session: session.move([1], 3), "c"),
    ],
)
def test_what_was_made_ready_changes_with_the_queue(
    house: House, change: Callable[[PlaySession], None], then: str
) -> None:
    house.play("abc")
    house.player.advance(55)
    change(house.session)
    house.player.advance(6)
    assert house.now == (then, PlayState.PLAYING)


def test_stop_after_this_song_stops_with_the_next_one_waiting(house: House) -> None:
    house.play("ab")
    house.player.advance(55)
    house.session.set_stop_after(True)
    house.player.advance(6)
    assert house.now == ("b", PlayState.STOPPED)
    assert not house.session.snapshot().stop_after
    house.session.toggle_pause()
    assert house.now == ("b", PlayState.PLAYING)


def test_the_end_of_the_queue_is_the_end(house: House) -> None:
    house.play("ab", start_index=1)
    house.player.advance(61)
    assert house.now == ("a", PlayState.STOPPED)
    assert house.session.position_ms() == 0


def test_pause_holds_and_resume_goes_on(house: House) -> None:
    house.play("a")
    house.player.advance(3)
    house.session.toggle_pause()
    held = house.session.position_ms()
    house.player.advance(10)
    assert house.session.position_ms() == held
    house.session.toggle_pause()
    house.player.advance(1)
    assert house.session.position_ms() == pytest.approx(held + 1000, abs=20)


def test_seeking_shows_the_place_at_once_and_stays_in_the_song(house: House) -> None:
    house.play("a")
    house.player.advance(1)
    house.session.seek(30_000)
    assert house.session.position_ms() == 30_000
    assert house.events[-1] == SessionSought(30_000)
    house.session.seek(999_999)
    assert house.session.position_ms() < LENGTH_MS
    house.session.seek(-5)
    assert house.session.position_ms() == 0


def test_previous_is_the_start_of_the_song_after_three_seconds(house: House) -> None:
    house.play("abc", start_index=1)
    house.player.advance(5)
    house.session.previous()
    assert house.now[0] == "b"
    assert house.session.position_ms() == 0
    house.session.previous()
    assert house.now[0] == "a"
    house.session.next()
    house.session.next()
    assert house.now == ("c", PlayState.PLAYING)
    house.session.next()
    assert house.now[1] is PlayState.STOPPED


def test_removing_what_plays_plays_the_one_after_it(house: House) -> None:
    house.play("abc")
    house.session.remove([0])
    assert house.now == ("b", PlayState.PLAYING)
    house.session.clear()
    assert house.now == (None, PlayState.STOPPED)
    assert house.player.loaded == 0


def test_a_file_that_fails_is_named_and_the_queue_goes_on(house: House) -> None:
    house.missing = {"b"}
    house.play("abc", start_index=1)
    assert house.now == ("c", PlayState.PLAYING)
    assert [failure.song_id for failure in house.failures] == ["b"]
    assert "“b” is not there" in sentence(house.failures[0].error)


def test_a_song_that_was_wanted_and_fails_is_not_passed_over(house: House) -> None:
    house.missing = {"b"}
    house.play("abc", start_index=1, wanted=True)
    assert house.now == ("b", PlayState.STOPPED)
    assert [failure.song_id for failure in house.failures] == ["b"]
    house.session.play()  # it was wanted again
    assert house.now == ("b", PlayState.STOPPED)
    house.session.jump_to(2)
    assert house.now == ("c", PlayState.PLAYING)
    house.session.previous()  # to it, not past it and back here
    assert house.now == ("b", PlayState.STOPPED)
    house.session.next()
    assert house.now == ("c", PlayState.PLAYING)


def test_a_wanted_song_that_fails_after_it_was_heard_is_followed_by_the_next(house: House) -> None:
    house.play("abc", start_index=1, wanted=True)
    house.player.advance(5)
    house.player.say(PlayerFailed(house.player.loaded, "cut_short"))
    assert house.now == ("c", PlayState.PLAYING)


def test_a_file_without_sound_fails_when_its_turn_comes(house: House) -> None:
    del house.player.lengths[Path("b")]
    house.play("abc")
    house.player.advance(61)
    assert house.now == ("c", PlayState.PLAYING)
    assert [failure.error.params["path"] for failure in house.failures] == ["b"]


@pytest.mark.parametrize("repeat", list(Repeat))
@pytest.mark.parametrize("shuffle", [False, True])
def test_a_queue_of_broken_files_fails_once_and_stops(house: House, repeat: Repeat, shuffle: bool) -> None:
    house.player.lengths.clear()
    house.session.set_repeat(repeat)
    house.session.set_shuffle(shuffle)
    house.play("abcd")
    assert house.now[1] is PlayState.STOPPED
    assert sorted(str(failure.song_id) for failure in house.failures) == list("abcd")


def test_each_song_that_fails_is_told_before_and_after_one_that_is_heard(house: House) -> None:
    house.missing = {"a", "b", "d"}
    house.play("abcd")
    house.player.advance(61)
    assert sorted(str(failure.song_id) for failure in house.failures) == ["a", "b", "d"]


def test_a_play_counts_once_after_half_the_song_that_was_really_heard(house: House) -> None:
    house.play("a")
    house.player.advance(20)
    house.session.seek(50_000)
    house.player.advance(5)
    assert house.memory.played == []
    house.session.seek(0)
    house.player.advance(8)
    assert [(song, at) for song, at, _ in house.memory.played] == [("a", 5000)]
    assert 30_000 <= house.memory.played[0][2] < 31_000
    house.player.advance(30)
    assert len(house.memory.played) == 1
    assert house.changes == [Changes(plays=True)]


def test_everything_is_there_again_after_a_restart_paused_where_it_was(house: House) -> None:
    house.session.set_volume(33)
    house.session.set_repeat(Repeat.ALL)
    house.play("abcd", start_index=2)
    house.session.set_shuffle(True)
    house.player.advance(12)
    queue = house.session.snapshot().queue
    house.session.close()

    again = House(house.memory)
    again.session.restore()
    snapshot = again.session.snapshot()
    assert (snapshot.song_id, snapshot.state, snapshot.queue) == ("c", PlayState.PAUSED, queue)
    assert (snapshot.volume, snapshot.repeat, snapshot.shuffle) == (33, Repeat.ALL, True)
    assert again.player.volume == 33
    assert again.session.position_ms() == pytest.approx(12_000, abs=300)
    assert again.player.loaded == 0
    again.session.toggle_pause()
    assert again.player.commands[-1][:3] == ("load", "c", round(again.session.position_ms()))


def test_a_person_may_begin_each_time_with_an_empty_queue(house: House) -> None:
    house.session.set_volume(33)
    house.play("abcd", start_index=2)
    house.session.close()

    again = House(house.memory)
    again.session.restore(resume=False)
    assert again.now == (None, PlayState.STOPPED)
    assert again.session.snapshot().queue == ()
    assert again.player.volume == 33


@pytest.mark.parametrize("rubbish", [None, 7, "x", [], {"index": "a", "position_ms": float("nan"), "volume": True}])
def test_rubbish_remembered_does_no_harm(rubbish: object) -> None:
    house = House(Memory({"playing.queue": rubbish, "playing.now": rubbish}))
    house.session.restore()
    assert house.now == (None, PlayState.STOPPED)
    assert house.session.snapshot().volume == 80


def test_saves_now_and_then_but_only_what_changed(house: House) -> None:
    house.play("ab")
    house.player.advance(6)
    house.session.tick()
    saved = house.memory.values["playing.queue"]
    house.player.advance(6)
    house.session.tick()
    assert house.memory.values["playing.queue"] is saved
    now = house.memory.values["playing.now"]
    assert isinstance(now, dict)
    assert now["position_ms"] == pytest.approx(12_000, abs=300)


def test_a_queue_put_together_is_kept_within_a_second(house: House) -> None:
    house.session.tick()
    assert "playing.queue" not in house.memory.values
    house.play("ab")
    house.player.advance(1)
    house.session.tick()
    saved = house.memory.values["playing.queue"]
    assert saved
    house.session.enqueue(house.session.snapshot().queue)
    house.session.tick()
    assert house.memory.values["playing.queue"] != saved


def pass_seconds(house: House, seconds: int) -> None:
    """Let time pass as in the window, which ticks every second."""
    for _ in range(seconds):
        house.player.advance(1)
        house.session.tick()


def test_the_sleep_timer_fades_the_music_out_and_pauses(house: House) -> None:
    house.session.set_volume(80)
    house.play("abc")
    house.session.set_sleep(2)
    pass_seconds(house, 95)
    assert house.session.snapshot().sleep_minutes == 1
    assert house.player.volume == 80
    heard = []
    for _ in range(24):
        pass_seconds(house, 1)
        heard.append(house.player.volume)
        assert house.session.snapshot().volume == 80
    assert heard == sorted(heard, reverse=True)
    assert heard[-1] < 10
    pass_seconds(house, 2)
    assert house.now[1] is PlayState.PAUSED
    assert house.session.snapshot().sleep_minutes is None
    assert house.player.volume == 80


def test_the_sleep_timer_runs_on_through_a_pause_and_the_next_song(house: House) -> None:
    house.play("abc")
    house.session.set_sleep(2)
    pass_seconds(house, 30)
    house.session.pause()
    pass_seconds(house, 30)
    house.session.play()
    pass_seconds(house, 55)
    assert house.now == ("b", PlayState.PLAYING)
    pass_seconds(house, 10)
    assert house.now == ("b", PlayState.PAUSED)


def test_the_sleep_timer_can_be_called_off_while_the_music_fades(house: House) -> None:
    house.play("abc")
    house.session.set_sleep(1)
    pass_seconds(house, 50)
    assert house.player.volume < 80
    house.session.set_sleep(None)
    assert house.player.volume == 80
    pass_seconds(house, 30)
    assert house.now[1] is PlayState.PLAYING


def test_the_volume_set_while_the_music_fades_is_the_one_that_is_left(house: House) -> None:
    house.play("abc")
    house.session.set_sleep(1)
    pass_seconds(house, 50)
    house.session.set_volume(40)
    assert house.player.volume < 40
    pass_seconds(house, 15)
    assert house.player.volume == 40


def test_gain_is_applied_and_never_clips(house: House) -> None:
    house.gains = {"a": (-7.0, 0.9), "b": (9.0, 0.5)}
    house.session.set_gain(GainMode.TRACK, 2.0)
    house.play("a")
    assert house.player.gain_db == pytest.approx(-5.0)
    house.play("b")
    assert house.player.gain_db == pytest.approx(6.02, abs=0.01)
    house.play("c")
    assert house.player.gain_db == 0.0


def test_gain_set_while_a_song_plays_is_heard_at_once_and_by_the_next(house: House) -> None:
    house.gains = {"a": (-7.0, 0.9), "b": (-3.0, 0.5)}
    house.play("ab")
    house.player.advance(55)
    house.session.set_gain(GainMode.TRACK)
    assert house.player.gain_db == pytest.approx(-7.0)
    house.player.advance(10)
    assert house.now[0] == "b"
    assert house.player.gain_db == pytest.approx(-3.0)
    house.session.set_gain(GainMode.OFF)
    assert house.player.gain_db == 0.0


def test_songs_of_an_album_keep_their_loudness_among_each_other(house: House) -> None:
    house.gains = {"a": (-9.0, 0.9), "b": (-3.0, 0.9)}
    house.album_gain = (-7.0, 0.9)
    house.session.set_gain(GainMode.ALBUM)
    house.play("ab")
    assert house.player.gain_db == -7.0
    house.session.next()
    assert house.player.gain_db == -7.0
    house.album_gain = ()
    house.play("a")
    assert house.player.gain_db == -9.0, "a song without an album is brought to the others by itself"


def test_louder_ends_mute(house: House) -> None:
    house.session.set_muted(True)
    house.session.set_volume(10)
    assert house.session.snapshot().muted
    house.session.set_volume(200)
    assert (house.session.snapshot().muted, house.player.volume) == (False, 100)


def test_stale_words_of_the_player_change_nothing(house: House) -> None:
    held: list[Callable[[], None]] = []
    house.play("a")
    house.player.post = held.append
    house.player.advance(61)
    house.player.post = lambda work: work()
    house.play("b")
    for late in held:
        late()
    assert house.now == ("b", PlayState.PLAYING)
    assert house.session.position_ms() == 0


def test_the_speed_holds_for_the_position_too(house: House) -> None:
    house.play("a")
    house.player.advance(1)
    house.session.set_rate(1.5)
    house.player.advance(4)
    assert house.session.position_ms() == pytest.approx(7_000, abs=30)
    house.session.set_rate(9)
    assert house.session.snapshot().rate == 1.5
