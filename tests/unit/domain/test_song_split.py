"""What becomes of two songs when the parts of one are divided."""

from __future__ import annotations

import pytest

from pluto_desktop.domain.batches import BatchCommand, BatchKind, PlainSong, SongEdit
from pluto_desktop.domain.errors import Invalid
from pluto_desktop.domain.ids import OperationId, SongId
from pluto_desktop.domain.shared_json import fields_from_json
from pluto_desktop.domain.song_split import Goes, can_be_split, given_back, merged_song, part, proposed

WORDS = {"lines": []}
WHOLE = {"song": "s", "bgm": "b", "cover": "c", "lyrics": WORDS}
NONE = dict.fromkeys(WHOLE)


def test_a_wrong_bgm_is_proposed_as_a_song_of_its_own():
    goes = proposed(WHOLE)
    parted = part(WHOLE, goes)
    assert parted.left == {"bgm": None}
    assert parted.taken == {"song": "b", "bgm": None, "cover": "c", "lyrics": None}
    assert proposed({**NONE, "song": "s"}) == {"song": Goes.STAYS}
    assert (can_be_split(WHOLE), can_be_split({**WHOLE, "bgm": None})) == (True, False)


def test_each_part_goes_where_it_is_to_go():
    parted = part(WHOLE, {"bgm": Goes.NEW, "cover": Goes.NEW, "lyrics": Goes.BOTH})
    assert (parted.left, parted.taken) == (
        {"bgm": None, "cover": None},
        {"song": None, "bgm": "b", "cover": "c", "lyrics": WORDS},
    )


def test_music_without_voice_that_stays_alone_is_the_songs_sound():
    parted = part(WHOLE, {"song": Goes.NEW})
    assert (parted.left, parted.taken["song"]) == ({"song": "b", "bgm": None}, "s")


@pytest.mark.parametrize(
    ("goes", "code"),
    [
        ({}, "split_nothing"),
        ({"cover": Goes.NEW, "lyrics": Goes.NEW}, "split_nothing"),
        ({"song": Goes.NEW, "bgm": Goes.SOUND}, "split_everything"),
        ({"song": Goes.NEW, "bgm": Goes.NEW}, "split_everything"),
    ],
)
def test_both_songs_have_sound(goes: dict[str, Goes], code: str):
    with pytest.raises(Invalid, match=code):
        part(WHOLE, goes)


def merging(mine: dict, base: dict) -> BatchCommand:
    edit = SongEdit(SongId("keep"), fields_from_json(mine), 1, base=base)
    return BatchCommand(OperationId("m"), BatchKind.MERGE, "Keep", (edit,))


def test_what_a_merging_brought_goes_back_to_what_was_there_before():
    gone = PlainSong(2, WHOLE, deleted=True)
    merge = merging({"bgm": "b", "lyrics": WORDS, "song": "s"}, {"bgm": None, "lyrics": {"lines": [1]}, "song": "old"})
    merged = merged_song(SongId("gone"), gone, WHOLE, merge)
    assert merged.proposed == {"song": Goes.NEW, "bgm": Goes.NEW, "cover": Goes.BOTH, "lyrics": Goes.NEW}
    assert given_back(merged, merged.proposed) == {"song": "old", "bgm": None, "lyrics": {"lines": [1]}}
    assert given_back(merged, {**merged.proposed, "cover": Goes.NEW, "song": Goes.BOTH}) == {
        "bgm": None, "cover": None, "lyrics": {"lines": [1]},
    }  # fmt: skip


def test_what_was_changed_since_a_merging_stays_and_of_an_unknown_one_nothing_goes_by_itself():
    gone = PlainSong(2, WHOLE, deleted=True)
    changed = {**WHOLE, "bgm": "another"}
    merged = merged_song(SongId("gone"), gone, changed, merging({"bgm": "b"}, {"bgm": None}))
    assert "bgm" not in merged.shared
    unknown = merged_song(SongId("gone"), gone, WHOLE, None)
    assert unknown.proposed == {"bgm": Goes.BOTH, "cover": Goes.BOTH, "lyrics": Goes.BOTH}, "or it would have no sound"
    assert given_back(unknown, {**unknown.proposed, "bgm": Goes.NEW}) == {"bgm": None}
