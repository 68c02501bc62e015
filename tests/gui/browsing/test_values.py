import pytest
from hypothesis import given
from hypothesis import strategies as st

from pluto_desktop.desktop.models.formatting import clock, one_line, songs_text, spell_duration
from pluto_desktop.desktop.models.id_diff import diff_ids
from pluto_desktop.desktop.models.song_table import runs


@pytest.mark.parametrize(
    ("ms", "text"), [(None, ""), (-5, ""), (0, "0:00"), (217_000, "3:37"), (59_600, "1:00"), (3_725_000, "1:02:05")]
)
def test_times(ms, text):
    assert clock(ms) == text


def test_totals_and_counts(qapp):
    assert spell_duration(48 * 60_000) == "48 min"
    assert spell_duration(10_000) == "1 min"
    assert spell_duration(192 * 60_000) == "3 h 12 min"
    assert songs_text(1) == "1 song"
    assert songs_text(12_408) == "12,408 songs"


@given(st.text(max_size=600))
def test_one_line_is_one_line(text):
    shown = one_line(text)
    assert len(shown) <= 401
    assert not set(shown) & set("\n\r\t\x00\u2028\u202e\u202a\u2066")


def test_joiners_of_telugu_are_kept():
    assert one_line("క్\u200cష \u200d") == "క్\u200cష \u200d"


@given(st.lists(st.sampled_from("abcdefghij"), unique=True), st.lists(st.sampled_from("abcdefghij"), unique=True))
def test_the_steps_lead_from_the_old_list_to_the_new_one(old, new):
    steps = diff_ids(old, new)
    if steps is None:
        kept = [one for one in old if one in new]
        assert not old or not new or kept != [one for one in new if one in old]
        return
    held = list(old)
    for first, last in reversed(steps.removed):
        del held[first : last + 1]
    for first, last in steps.inserted:
        held[first:first] = new[first : last + 1]
    assert held == new


def test_lists_too_different_or_with_songs_twice_are_not_followed():
    assert diff_ids(["a", "a"], ["a"]) is None
    assert diff_ids([str(n) for n in range(200)], [str(n) for n in range(0, 200, 2)]) is None


def test_runs():
    assert runs([1, 2, 3, 7, 9, 10]) == [(1, 3), (7, 7), (9, 10)]
    assert runs([]) == []
