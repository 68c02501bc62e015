"""The music without voice as the session keeps it: beside each song, faded to, shifted, brought, lost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from pluto_desktop.domain.bgm import BgmOffset
from pluto_desktop.domain.errors import Offline
from pluto_desktop.domain.ids import SongId
from pluto_desktop.domain.sentences import sentence
from pluto_desktop.ports.player import Bgm, BgmLeft
from pluto_desktop.services.playing import PlaySession
from pluto_desktop.services.playing_bgm import BgmHelp
from pluto_desktop.services.playing_values import BgmFailed, BgmState, BgmView, Playable, PlayableBgm, SessionEvent
from tests.bench.rows import plain_row
from tests.factories import make_medium
from tests.fakes.bgm import FakeBgmMemory
from tests.fakes.personal import FakePersonal
from tests.fakes.player import FakePlayer

LENGTH_MS = 60_000
A, B, N = SongId("a"), SongId("b"), SongId("none")


class House:
    """A session with three songs, of which two have music without voice. Comparing waits until it is let go."""

    def __init__(self) -> None:
        names = ("a", "b", "none", "a-bgm", "b-bgm")
        self.player = FakePlayer({Path(name): LENGTH_MS for name in names})
        self.memory, self.personal = FakeBgmMemory(), FakePersonal()
        self.away: set[SongId] = set()
        self.offline = False
        self.found: BgmOffset | None = BgmOffset(250, 0.8)
        self.comparing: list[Callable[[], None]] = []
        self.events: list[SessionEvent] = []
        help_ = BgmHelp(lambda song: self.bgm_of(song), self.bring, self.align, self.memory, self.compare_later)
        self.session = PlaySession(
            self.player,
            self.resolve,
            self.personal,
            self.personal,
            lambda key, work, done: done(work()),
            lambda work: work(),
            now=self.player.clock,
            bgm=help_,
        )
        self.session.subscribe(self.events.append)

    def bgm_of(self, song: SongId, *, brought: bool = False) -> PlayableBgm | None:
        if song == N:
            return None
        medium, plain = make_medium(f"{song}-bgm"), make_medium(song)
        here = brought or song not in self.away
        return PlayableBgm(
            replace(medium, duration_ms=LENGTH_MS),
            plain,
            Path(f"{song}-bgm") if here else None,
            offset=self.memory.find_bgm_offset(plain.sha256, medium.sha256),
            voice=self.memory.voice_of(song),
        )

    def resolve(self, song: SongId) -> Playable:
        return Playable(Path(song), plain_row(song), duration_ms=LENGTH_MS, bgm=self.bgm_of(song))

    def bring(self, song: SongId) -> PlayableBgm:
        if self.offline:
            raise Offline("bgm_not_here", name=song)
        bgm = self.bgm_of(song, brought=True)
        assert bgm is not None
        return bgm

    def align(self, song: SongId, *, anew: bool = False) -> BgmOffset | None:
        return self.found

    def compare_later(self, key: str, work: Callable, done: Callable) -> None:
        self.comparing.append(lambda: done(work()))

    def let_compare(self) -> None:
        waiting, self.comparing = self.comparing, []
        for one in waiting:
            one()

    @property
    def bgm(self) -> BgmView:
        return self.session.snapshot().bgm

    @property
    def failures(self) -> list[str]:
        return [sentence(event.error) for event in self.events if isinstance(event, BgmFailed)]


@pytest.fixture
def house() -> House:
    house = House()
    house.session.play_songs([A, B, N])
    house.player.advance(21)
    house.let_compare()
    return house


def test_it_plays_beside_the_song_from_the_start_silent(house: House) -> None:
    assert house.player.bgm is not None
    assert (house.bgm.state, house.bgm.voice, house.player.voice) == (BgmState.THERE, 100, 100)


def test_the_key_goes_there_and_back_at_the_same_place_and_is_remembered(house: House) -> None:
    before = house.session.position_ms()
    house.session.bgm.toggle()
    assert (house.player.voice, house.bgm.voice, house.memory.voice_of(A)) == (0, 0, 0)
    assert house.session.position_ms() == before
    house.session.bgm.toggle()
    assert (house.player.voice, house.memory.voice_of(A)) == (100, 100)


def test_a_softer_voice_is_where_the_key_goes_back_to(house: House) -> None:
    house.session.bgm.set_voice(30)
    house.session.bgm.toggle()
    assert house.bgm.voice == 100
    house.session.bgm.toggle()
    assert (house.bgm.voice, house.player.voice) == (30, 30)
    house.session.bgm.set_voice(70, keep=False)
    assert (house.player.voice, house.memory.voice_of(A)) == (70, 30)


def test_each_song_has_its_own_voice_also_the_next_that_takes_over(house: House) -> None:
    house.session.bgm.toggle()
    house.memory.set_voice_of(B, 20)
    house.session.seek(LENGTH_MS - 2000)
    house.player.advance(0.5)
    assert house.player.next_bgm == (Bgm(Path("b-bgm")), 20)
    house.player.advance(3)
    assert (house.session.snapshot().song_id, house.bgm.voice, house.player.voice) == (B, 20, 20)
    house.session.next()
    assert (house.session.snapshot().song_id, house.bgm) == (N, BgmView())


def test_the_shift_that_was_found_is_used(house: House) -> None:
    assert house.player.bgm is not None
    assert (house.player.bgm.offset_ms, house.bgm.offset) == (250, BgmOffset(250, 0.8))


def test_a_shift_by_hand_counts_more_and_stays_with_the_pair(house: House) -> None:
    house.session.bgm.set_offset(-40)
    assert house.player.bgm is not None
    assert house.player.bgm.offset_ms == -40
    house.session.play_songs([A])
    house.player.advance(0.5)
    assert house.bgm.offset == BgmOffset(-40, 0.8, by_hand=True)
    house.session.bgm.find_offset()
    assert house.bgm.comparing
    house.let_compare()
    assert house.bgm.offset == BgmOffset(250, 0.8)


def test_one_who_sets_it_while_the_two_are_compared_is_not_overruled() -> None:
    house = House()
    house.session.play_songs([A])
    house.player.advance(21)
    house.session.bgm.set_offset(10)
    assert house.comparing
    house.let_compare()
    assert house.bgm.offset is not None
    assert house.bgm.offset.offset_ms == 10


def test_a_comparing_that_ends_after_its_song_changes_nothing() -> None:
    house = House()
    house.session.play_songs([A, B])
    house.player.advance(21)
    house.session.next()
    house.player.advance(21)
    house.comparing.pop(0)()
    assert (house.bgm.offset, house.bgm.comparing) == (None, True)


def test_two_are_compared_once_the_song_was_heard_for_a_while_or_when_it_is_wanted() -> None:
    house = House()
    house.session.play_songs([A, B])
    house.player.advance(1)
    house.session.next()
    house.player.advance(1)
    assert not house.comparing
    house.session.bgm.toggle()
    house.player.advance(0.5)
    assert len(house.comparing) == 1
    house.session.bgm.toggle()
    house.player.advance(30)
    assert len(house.comparing) == 1


def test_what_is_elsewhere_is_brought_when_it_is_wanted() -> None:
    house = House()
    house.away = {A}
    house.session.play_songs([A])
    house.player.advance(0.5)
    assert (house.bgm.state, house.player.bgm) == (BgmState.AWAY, None)
    house.session.bgm.toggle()
    house.player.advance(0.5)
    assert (house.bgm.state, house.player.voice) == (BgmState.THERE, 0)


def test_what_cannot_be_brought_is_said_and_the_song_goes_on() -> None:
    house = House()
    house.away, house.offline = {A}, True
    house.session.play_songs([A])
    house.session.bgm.toggle()
    assert (house.bgm.state, house.bgm.voice) == (BgmState.LOST, 100)
    assert "cannot be reached" in house.failures[0]
    house.offline = False
    house.session.bgm.toggle()
    house.player.advance(0.5)
    assert (house.bgm.state, house.player.voice) == (BgmState.THERE, 0)


@pytest.mark.parametrize(
    ("code", "said"), [("file_missing", "not where it was"), ("not_audio", "cannot be"), ("cut_short", "cut short")]
)
def test_a_file_that_fails_is_said_only_to_whom_it_was_heard_by(house: House, code: str, said: str) -> None:
    house.player.say(BgmLeft(house.player.loaded, code))
    assert (house.bgm.state, house.failures) == (BgmState.LOST, [])
    house.session.bgm.toggle()
    house.player.advance(0.5)
    house.player.say(BgmLeft(house.player.loaded, code))
    assert (house.bgm.voice, len(house.failures)) == (100, 1)
    assert said in house.failures[0]
    assert house.session.snapshot().playing


def test_music_that_is_over_is_there_again_after_a_seek(house: House) -> None:
    house.session.bgm.toggle()
    house.session.seek(LENGTH_MS - 1000)
    house.player.advance(0.8)
    assert (house.bgm.state, house.bgm.voice) == (BgmState.OVER, 100)
    house.session.seek(5000)
    house.player.advance(0.5)
    assert (house.bgm.state, house.player.voice) == (BgmState.THERE, 0)


def test_a_song_without_it_says_so_and_has_it_once_it_was_added(house: House) -> None:
    house.session.jump_to(2)
    house.session.bgm.toggle()
    assert house.failures == ["“none” has no music without voice in this library."]
    house.bgm_of = lambda song, brought=False: replace(  # type: ignore[method-assign]
        House.bgm_of(house, A, brought=True), path=Path("b-bgm")
    )
    house.session.renew(replace(plain_row(N), has_bgm=True))
    house.player.advance(0.5)
    assert house.bgm.state is BgmState.THERE


def test_what_is_only_shown_can_be_set_before_it_plays() -> None:
    house = House()
    house.session.play_songs([A])
    house.session.stop()
    house.session.bgm.toggle()
    assert (house.bgm.voice, house.memory.voice_of(A)) == (0, 0)
    house.session.play()
    house.player.advance(0.5)
    assert house.player.voice == 0
