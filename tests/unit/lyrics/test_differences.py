"""What was done to words is told line by line."""

from __future__ import annotations

from dataclasses import replace

from pluto_desktop.lyrics.differences import LineChange, LineKind, compare_words
from pluto_desktop.lyrics.document import Document, Line
from tests.factories import make_document


def lines(*texts: str) -> Document:
    return make_document(*texts)


def compared(before: Document | None, after: Document | None) -> list[LineChange]:
    return compare_words(before and before.to_json(), after and after.to_json())


def kinds(changes: list[LineChange]) -> list[tuple[LineKind, str, str]]:
    return [(change.kind, change.before, change.after) for change in changes]


def changed(document: Document, at: int, **fields: object) -> Document:
    new = list(document.lines)
    new[at] = replace(new[at], **fields)  # type: ignore[arg-type]
    return Document(tuple(new))


def test_the_same_words_differ_in_nothing() -> None:
    assert compared(lines("a", "b"), lines("a", "b")) == []
    assert compared(None, None) == []


def test_a_changed_line_tells_both_texts_in_all_its_languages() -> None:
    before = changed(lines("a", "b"), 1, texts={"en": "Jo", "te": "జో"})
    after = changed(before, 1, texts={"en": "Jojo", "te": "జో"})
    assert kinds(compared(before, after)) == [(LineKind.CHANGED, "జో / Jo", "జో / Jojo")]


def test_a_line_that_is_timed_otherwise_keeps_its_text() -> None:
    before = lines("a", "b")
    after = changed(before, 1, start_ms=1_400)
    assert compared(before, after) == [LineChange(LineKind.TIMED, "b", "b", 1_000, 1_400)]


def test_times_of_words_count_too() -> None:
    before = make_document("a", words=True)
    after = changed(before, 0, words=(replace(before.lines[0].words[0], end_ms=480),))
    assert [change.kind for change in compared(before, after)] == [LineKind.TIMED]


def test_lines_that_came_and_went_stand_where_they_stand() -> None:
    before = lines("a", "b", "c")
    new = Line("new", None, None, {"en": "n"})
    after = Document((before.lines[0], new, before.lines[2]))
    assert kinds(compared(before, after)) == [(LineKind.ADDED, "", "n"), (LineKind.GONE, "b", "")]
    last = Document(before.lines[:2])
    assert kinds(compared(before, last)) == [(LineKind.GONE, "c", "")]


def test_words_that_are_new_or_taken_away_are_told_whole() -> None:
    assert [change.kind for change in compared(None, lines("a", "b"))] == [LineKind.ADDED] * 2
    assert [change.kind for change in compared(lines("a", "b"), None)] == [LineKind.GONE] * 2


def test_words_from_elsewhere_are_known_by_their_texts() -> None:
    before = lines("a", "b", "a")
    there = [replace(line, id=f"x{at}") for at, line in enumerate(before.lines)]
    after = Document((*there[:2], replace(there[2], start_ms=2_500)))
    assert kinds(compared(before, after)) == [(LineKind.TIMED, "a", "a")]
