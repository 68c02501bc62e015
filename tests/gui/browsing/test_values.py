import pytest
from hypothesis import given
from hypothesis import strategies as st

from pluto_desktop.desktop.models.formatting import clock, one_line, songs_text, spell_duration
from pluto_desktop.desktop.models.id_diff import diff_changed, diff_ids, places_of, same_ids, share_ids
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
    steps = steps_between(old, new)
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
    assert steps_between(["a", "a"], ["a"]) is None
    assert steps_between([str(n) for n in range(200)], [str(n) for n in range(0, 200, 2)]) is None


def steps_between(old, new):
    return diff_ids(old, places_of(old), new, places_of(new))


@pytest.mark.parametrize("count", [0, 1, 2047, 2048, 2049, 5000])
def test_long_lists_are_gone_through_in_slices(count):
    ids = [f"{number}" for number in range(count)]
    assert places_of(ids) == {one: at for at, one in enumerate(ids)}
    assert places_of([*ids, *ids]) == places_of(ids)
    assert same_ids(ids, list(ids))
    assert not same_ids(ids, [*ids, "x"])
    for at in (0, count // 2, count - 1):
        assert not count or not same_ids(ids, [*ids[:at], "x", *ids[at + 1 :]])


def test_a_new_list_has_the_objects_of_the_old_one():
    old, new = ["".join(("a", str(n))) for n in range(3)], ["".join(("a", str(n))) for n in range(1, 4)]
    share_ids(new, old, places_of(old))
    assert new == ["a1", "a2", "a3"]
    assert new[0] is old[1]
    assert new[1] is old[2]


def test_runs():
    assert runs([1, 2, 3, 7, 9, 10]) == [(1, 3), (7, 7), (9, 10)]
    assert runs([]) == []


@given(
    st.lists(st.sampled_from("abcdefghij"), unique=True),
    st.lists(st.sampled_from("abcdefghij"), unique=True),
    st.sets(st.sampled_from("abcdefghij")),
)
def test_the_steps_of_what_changed_lead_from_the_old_list_to_the_new_one(old, new, more):
    kept = [one for one in old if one in new]
    moved = set() if kept == [one for one in new if one in old] else set(kept)
    steps = diff_changed(old, new, (set(old) ^ set(new)) | moved | more)
    assert steps is not None
    rest = [one for at, one in enumerate(old) if not any(first <= at <= last for first, last in steps.removed)]
    for first, last in steps.inserted:
        rest[first:first] = new[first : last + 1]
    assert rest == new
    if not moved:  # what is there as it was neither goes nor comes
        assert sum(last + 1 - first for first, last in steps.removed) == len(set(old) - set(new))


def test_where_more_than_a_view_can_follow_changed_there_are_no_steps():
    new = [str(number) for number in range(200)]
    assert diff_changed(new[::2], new, set(new)) is None
