from __future__ import annotations

import json
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pluto_desktop.domain.ids import SongId
from pluto_desktop.playback.queue import PlayQueue, Repeat


def songs(text: str) -> list[SongId]:
    return [SongId(letter) for letter in text]


def queue_of(text: str, start: int = 0, seed: int = 1) -> PlayQueue:
    queue = PlayQueue(random.Random(seed))
    queue.replace(songs(text), start)
    return queue


def played(queue: PlayQueue, count: int) -> str:
    return "".join(queue.current or "" for _ in range(count) if queue.end_song())


def test_plays_in_order_and_stops_at_the_end_ready_to_begin_again() -> None:
    queue = queue_of("abc", 1)
    assert queue.current == "b"
    assert queue.end_song()
    assert queue.current == "c"
    assert queue.peek_after_end() is None
    assert not queue.end_song()
    assert queue.index == 0


@pytest.mark.parametrize("seed", range(20))
def test_shuffle_plays_none_twice_until_all_were(seed: int) -> None:
    queue = queue_of("abcdefgh", 3, seed)
    queue.set_shuffle(True)
    queue.set_repeat(Repeat.ALL)
    assert queue.current == "d"
    heard = "d" + played(queue, 23)
    rounds = [heard[:8], heard[8:16], heard[16:]]
    assert all(sorted(one) == list("abcdefgh") for one in rounds)
    assert rounds[0][-1] != rounds[1][0]
    assert rounds[1][-1] != rounds[2][0]


@pytest.mark.parametrize("seed", range(5))
def test_back_goes_back_even_into_the_last_round(seed: int) -> None:
    queue = queue_of("abcde", 0, seed)
    queue.set_shuffle(True)
    queue.set_repeat(Repeat.ALL)
    heard = "a" + played(queue, 7)
    back = [queue.current for _ in range(7) if queue.back()]
    assert "".join(str(song) for song in back) == heard[:7][::-1]
    assert played(queue, 7) == heard[1:]


def test_what_is_announced_is_what_follows_also_over_the_end_of_a_round() -> None:
    queue = queue_of("abc", 0)
    queue.set_shuffle(True)
    queue.set_repeat(Repeat.ALL)
    for _ in range(20):
        announced = queue.peek_after_end()
        assert announced is not None
        queue.end_song()
        assert (queue.entry, queue.current) == announced


def test_repeat_one_comes_again_by_itself_but_not_when_asked_for_the_next() -> None:
    queue = queue_of("ab")
    queue.set_repeat(Repeat.ONE)
    assert played(queue, 3) == "aaa"
    assert queue.skip()
    assert queue.current == "b"
    assert queue.skip()
    assert queue.current == "a"


def test_stop_after_stops_once_with_the_next_song_waiting() -> None:
    queue = queue_of("abc")
    queue.stop_after = True
    assert queue.peek_after_end() is None
    assert not queue.end_song()
    assert (queue.current, queue.stop_after) == ("b", False)


def test_turning_shuffle_off_returns_to_the_order_of_adding() -> None:
    queue = queue_of("abcdef", 2)
    queue.set_shuffle(True)
    queue.insert_next(songs("X"))
    queue.append(songs("YZ"))
    assert queue.songs[:2] == ("c", "X")
    queue.set_shuffle(False)
    assert queue.songs == tuple("abcXdefYZ")
    assert queue.current == "c"


def test_next_songs_go_behind_the_current_one_in_their_order() -> None:
    queue = queue_of("abc")
    queue.insert_next(songs("XY"))
    assert queue.songs == tuple("aXYbc")
    queue.insert(songs("Q"), 0)
    assert (queue.songs, queue.index) == (tuple("QaXYbc"), 1)


@pytest.mark.parametrize(
    ("moving", "to", "order"),
    [([0], 3, "bcade"), ([3, 4], 0, "deabc"), ([1, 3], 5, "acebd"), ([2], 2, "abcde"), ([0, 9], 99, "bcdea")],
)
def test_moving_keeps_the_current_song(moving: list[int], to: int, order: str) -> None:
    queue = queue_of("abcde", 1)
    queue.move(moving, to)
    assert queue.songs == tuple(order)
    assert queue.current == "b"


def test_removing_the_current_one_makes_the_next_that_stays_current() -> None:
    queue = queue_of("abcde", 2)
    queue.remove([0, 2, 3, 77])
    assert (queue.songs, queue.current) == (tuple("be"), "e")
    queue.remove([1])
    assert queue.current == "b"
    queue.remove([0])
    assert (queue.current, queue.index, len(queue)) == (None, None, 0)
    queue.append(songs("z"))
    assert queue.current == "z"


def test_a_song_twice_in_the_queue_is_two_entries() -> None:
    queue = queue_of("aa")
    first = queue.entry
    queue.end_song()
    assert queue.entry != first
    queue.remove([0])
    assert queue.songs == ("a",)


def test_songs_stay_the_same_object_while_nothing_changes() -> None:
    queue = queue_of("abc")
    before = queue.songs
    queue.end_song()
    assert queue.songs is before
    queue.append(songs("d"))
    assert queue.songs is not before


def test_survives_being_written_down() -> None:
    queue = queue_of("abcdef", 4)
    queue.set_shuffle(True)
    queue.set_repeat(Repeat.ALL)
    queue.end_song()
    again = PlayQueue.from_state(json.loads(json.dumps(queue.to_state())))
    assert (again.songs, again.index, again.repeat, again.shuffle) == (queue.songs, queue.index, Repeat.ALL, True)
    again.set_shuffle(False)
    assert again.songs == tuple("abcdef")


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(sorted(PlayQueue().to_state())), inner),
    )
)
def test_any_remembered_rubbish_makes_a_sound_queue(state: object) -> None:
    queue = PlayQueue.from_state(state)
    assert (queue.index is None) == (len(queue) == 0)
    queue.end_song()
    queue.to_state()


@given(st.lists(st.tuples(st.integers(0, 8), st.integers(-2, 9), st.integers(-2, 9)), max_size=40), st.integers(0, 9))
def test_no_sequence_of_commands_breaks_it(commands: list[tuple[int, int, int]], seed: int) -> None:
    queue = queue_of("abc", 0, seed)
    for command, one, two in commands:
        {
            0: lambda one=one: queue.remove([one]),
            1: lambda one=one, two=two: queue.move([one], two),
            2: lambda: queue.insert_next(songs("x")),
            3: lambda: queue.append(songs("yz")),
            4: lambda one=one: queue.set_shuffle(one % 2 == 0),
            5: lambda one=one: queue.set_repeat(list(Repeat)[one % 3]),
            6: queue.end_song,
            7: queue.back,
            8: lambda one=one: queue.insert(songs("q"), one),
        }[command]()
        assert (queue.index is None) == (not queue.songs)
        assert sorted(queue._order) == sorted(queue._unshuffled) == sorted(queue._songs)
        if queue.index is not None:
            assert queue.songs[queue.index] == queue.current
