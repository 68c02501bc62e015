"""Two people edit the same words: what goes together is put together, what does not is said."""

from __future__ import annotations

import pytest

from pluto_desktop.lyrics.merging import merge_documents


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
