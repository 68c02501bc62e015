"""Two people edit the same words: what goes together is put together, what does not is said."""

from __future__ import annotations

from random import Random

import pytest

from pluto_desktop.domain.edits import Side
from pluto_desktop.lyrics.merging import METADATA, ORDER, merge_documents, merge_words


def document(*lines: str, **metadata: str):
    """Return a document of lines written ``id:text``."""
    parts = [line.partition(":") for line in lines]
    return {
        "metadata": metadata,
        "timing": "none",
        "lines": [{"id": name, "start_ms": None, "texts": {"en": text or name}} for name, _, text in parts],
    }


def texts(merged):
    return None if merged is None else " ".join(line["texts"]["en"] for line in merged["lines"])


@pytest.mark.parametrize(
    ("theirs", "mine", "merged"),
    [
        ("a b c", "a b c", "a b c"),
        ("a:x b c", "a b c:z", "x b z"),
        ("a:x b c", "a:x b c", "x b c"),
        ("a b", "a b c:z", None),
        ("a b", "a:x b c", "x b"),
        ("b c", "a b", "b"),
        ("n a b c", "a b c m", "n a b c m"),
        ("a n b c", "a b m c", "a n b m c"),
        ("a n b c", "a m b c", None),
        ("a n b c", "b c", "n b c"),
        ("c a b", "a b:y c", "c a y"),
        ("a b:y c", "c a b", "c a y"),
        ("c a b", "c a b", "c a b"),
        ("c a b", "b a c", None),
        ("a:x b c", "a:y b c", None),
        ("a n b c", "c a b", "c a n b"),
        ("", "", ""),
    ],
)
def test_lines(theirs: str, mine: str, merged: str | None):
    base, one, other = (document(*side.split()) for side in ("a b c", theirs, mine))
    assert texts(merge_documents(base, one, other)) == merged


def test_metadata_is_merged_by_name():
    merged = merge_documents(document(by="x"), document(by="y"), document(by="x", title="t"))
    assert merged is not None
    assert merged["metadata"] == {"by": "y", "title": "t"}
    assert merge_documents(document(by="x"), document(by="y"), document(by="z")) is None


def test_timing_is_that_of_the_lines():
    timed = document("a", "b")
    timed["lines"][0]["start_ms"] = 5
    merged = merge_documents(document("a", "b"), timed, document("a", "b:y"))
    assert merged is not None
    assert (merged["timing"], texts(merged)) == ("line", "a y")


def test_words_that_were_added_or_taken_away_on_one_side_do_not_merge():
    assert merge_documents(None, document("a"), document("b")) is None
    assert merge_documents(document("a"), None, document("a:x")) is None
    assert merge_documents(document("a"), document("a:x"), None) is None


def test_lines_that_cannot_be_told_apart_do_not_merge():
    assert merge_documents(document("a", "a"), document("a", "a:x"), document("a", "a")) is None


def chosen(**sides: str):
    """Return what is chosen of the lines: ``a="mine"``."""
    return lambda key: Side(sides[key]) if key in sides else None


def told(merged):
    return [
        (clash.key, *(each and each["texts"]["en"] for each in (clash.base, clash.theirs, clash.mine)))
        for clash in merged.clashes
    ]


BOTH_ADDED = [("m", None, None, "m"), ("n", None, "n", None)]


@pytest.mark.parametrize(
    ("theirs", "mine", "clashes", "choices", "merged"),
    [
        ("a:x b c:n", "a:y b:m c", [("a", "a", "x", "y")], {"a": "mine"}, "y m n"),
        ("a:x b c:n", "a:y b:m c", [("a", "a", "x", "y")], {"a": "theirs"}, "x m n"),
        ("b c", "a:y b c", [("a", "a", None, "y")], {"a": "mine"}, "y b c"),
        ("b c", "a:y b c", [("a", "a", None, "y")], {"a": "theirs"}, "b c"),
        ("a b:x c", "a c", [("b", "b", "x", None)], {"b": "theirs"}, "a x c"),
        ("a b:x c", "a c", [("b", "b", "x", None)], {"b": "mine"}, "a c"),
        ("a n b c", "a m b c", BOTH_ADDED, {"m": "mine", "n": "mine"}, "a m b c"),
        ("a n b c", "a m b c", BOTH_ADDED, {"m": "theirs", "n": "theirs"}, "a n b c"),
        ("a n b c", "a m b c", BOTH_ADDED, {"m": "mine", "n": "theirs"}, "a n m b c"),
        ("a n b c", "a m b c", BOTH_ADDED, {"m": "theirs", "n": "mine"}, "a b c"),
        ("a b n:x c", "a b n:y c", [("n", None, "x", "y")], {"n": "mine"}, "a b y c"),
    ],
)  # fmt: skip
def test_what_clashes_is_chosen_line_by_line(theirs: str, mine: str, clashes: list, choices: dict, merged: str):
    sides = [document(*side.split()) for side in ("a b c", theirs, mine)]
    open_still = merge_words(*sides)
    assert open_still is not None
    assert open_still.document is None
    assert sorted(told(open_still), key=str) == sorted(clashes, key=str)
    one = next(iter(choices))
    half = merge_words(*sides, chosen(**{one: choices[one]}))
    assert (half.document is None) == (len(choices) > 1)
    done = merge_words(*sides, chosen(**choices))
    assert texts(done.document) == merged
    assert done.clashes == open_still.clashes


def test_what_one_side_alone_changed_is_told_and_times_go_with_their_line():
    base, theirs, mine = (document("a", "b", "c") for _ in range(3))
    theirs["lines"][0]["start_ms"], mine["lines"][0]["start_ms"], mine["lines"][2]["start_ms"] = 5, 7, 9
    merged = merge_words(base, theirs, mine)
    assert (merged.by_themselves, [clash.key for clash in merged.clashes]) == (("c",), ["a"])
    done = merge_words(base, theirs, mine, chosen(a="theirs"))
    assert [line["start_ms"] for line in done.document["lines"]] == [5, None, 9]
    assert done.document["timing"] == "line"


def test_an_order_and_what_is_said_of_the_words_are_chosen_too():
    base, theirs, mine = document(*"abc", by="x"), document(*"cab", by="y"), document(*"bac", by="z")
    merged = merge_words(base, theirs, mine)
    assert [clash.key for clash in merged.clashes] == [ORDER, METADATA + "by"]
    for side, order, by in ((Side.MINE, "b a c", "z"), (Side.THEIRS, "c a b", "y")):
        done = merge_words(base, theirs, mine, lambda _key, side=side: side)
        assert (texts(done.document), done.document["metadata"]) == (order, {"by": by})


def test_words_that_are_not_three_times_there_are_chosen_as_a_whole():
    assert merge_words(None, document("a"), document("a:x")) is None
    assert merge_words(document("a"), document("a", "a"), document("a:x")) is None


def test_all_of_one_side_with_what_did_not_clash_is_a_whole_document_whatever_was_done():
    random = Random(3)
    for _ in range(400):
        base = document(*"abcd")
        theirs, mine = (document(*_any_edit(random)) for _ in range(2))
        for side in Side:
            merged = merge_words(base, theirs, mine, lambda _key, side=side: side)
            own = mine if side is Side.MINE else theirs
            ids = [line["id"] for line in merged.document["lines"]]
            assert len(ids) == len(set(ids))
            for clash in merged.clashes:
                if clash.key != ORDER:
                    assert (clash.key in ids) == any(line["id"] == clash.key for line in own["lines"])
            if not merged.clashes:
                assert merge_documents(base, theirs, mine) == merged.document


def _any_edit(random: Random) -> list[str]:
    ids = [
        each if random.random() < 0.7 else f"{each}:{random.choice('xy')}" for each in "abcd" if random.random() < 0.8
    ]
    for new in random.sample("nm", random.randint(0, 2)):
        ids.insert(random.randint(0, len(ids)), new)
    if random.random() < 0.2:
        random.shuffle(ids)
    return ids
