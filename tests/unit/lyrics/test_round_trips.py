"""What we write is read back as it was, but for what is said to be lost before."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pluto_desktop.lyrics.document import Document, Line, Word
from pluto_desktop.lyrics.formats import KINDS, read
from pluto_desktop.lyrics.formats.losses import SENTENCES, losses

_TELUGU = st.sampled_from(["నువ్వు", "నేను", "చందమామ", "రావే", "క్ష్మి", "అ"])
_LATIN = st.sampled_from(["you", "and", "moon", "come & go", "a", "it's", "x<y"])


def _words(draw: Any, language: str, start: int, end: int) -> tuple[str, tuple[Word, ...]]:
    pieces = draw(st.lists(_TELUGU if language == "te" else _LATIN, min_size=1, max_size=4))
    spaced = [piece + " " for piece in pieces[:-1]] + [pieces[-1]]
    step = (end - start) // len(spaced) // 10 * 10
    ends = [*(start + i * step for i in range(1, len(spaced))), end]
    words = tuple(Word(start + i * step, ends[i], text, language) for i, text in enumerate(spaced))
    return "".join(spaced), words if draw(st.booleans()) else ()


@st.composite
def documents(draw: Any) -> Document:
    lines, at = [], 0
    sets = draw(st.sampled_from([("te",), ("en",), ("te", "en"), ("te", "en", "te-Latn"), ("te", "te-Latn")]))
    agents = draw(st.sampled_from([("",), ("v1", "v2"), ("", "v1"), ("Anne",)]))
    for number in range(draw(st.integers(1, 6))):
        start = at + draw(st.integers(0, 300)) * 10
        end = start + draw(st.integers(20, 300)) * 10
        texts, words = {}, ()
        for language in sets[: draw(st.integers(1, len(sets)))]:
            texts[language], timed = _words(draw, language, start, end)
            words += timed
        background = draw(st.integers(0, 5)) == 0
        lines.append(Line(f"L{number + 1}", start, end, texts, words, draw(st.sampled_from(agents)), background))
        at = end + 10
    metadata = draw(st.sampled_from([{}, {"title": "T & x", "artist": "A"}, {"by": "me", "tool": "t"}]))
    return Document(tuple(lines), metadata)


def _plain(document: Document, lost: set[str]) -> list[tuple[Any, ...]]:
    """Return what is to be the same where that much is lost."""
    found, unworded = [], {"word_times", "second_language", "language_names"}
    for line in document.lines:
        texts = {code: text.strip("()") for code, text in line.texts.items()}
        words = [replace(word, text=word.text.strip("()")) for word in line.words]
        found.append((
            line.start_ms if "line_times" not in lost else None,
            line.end_ms if not lost & {"line_times", "overlaps"} else None,
            texts if not lost & {"second_language", "language_names"} else None,
            sorted(words, key=lambda word: (word.lang, word.start_ms)) if not lost & unworded else None,
            line.agent if "agents" not in lost else None,
            line.background if "background" not in lost else None,
        ))  # fmt: skip
    return found


_VOICES = Document(
    (
        Line("L1", 0, 200, {"te": "నువ్వు"}, (), "v1"),
        Line("L2", 210, 410, {"te": "నువ్వు"}, (), "v2", background=True),
        Line("L3", 420, 620, {"te": "నువ్వు"}, (Word(420, 620, "నువ్వు", "te"),), "v1", background=True),
    )
)
"""A background voice with times of words, behind one of somebody else's without."""


@pytest.mark.parametrize("name", list(KINDS))
@settings(max_examples=40, deadline=None)
@given(document=documents())
@example(document=_VOICES)
def test_what_was_written_is_read_back_but_for_what_is_said_to_be_lost(name: str, document: Document):
    told = losses(document, name)
    lost = {loss.what for loss in told}
    assert all(loss.count > 0 and loss.what in SENTENCES for loss in told)
    parsed = read(KINDS[name].write(document), kind=name)
    if name == "ultrastar":
        document = _as_notes(document)
        if not document.lines:
            return
        if "second_language" in lost:
            lost.add("overlaps")  # a line ends with the last note of the language that is written
    if name in {"lrc", "elrc"} and all(line.background for line in document.lines):
        lost.add("background")  # a whole song in parentheses is no background voice
    assert parsed.warnings == ()
    assert _plain(parsed.document, lost) == _plain(document, lost)
    if "metadata" not in lost:
        kept = {key: value for key, value in parsed.document.metadata.items() if value != "?" and key != "language"}
        assert kept == document.metadata


def _as_notes(document: Document) -> Document:
    """In UltraStar a line without times of words is one note, a line ends with its last, and no voice is behind."""
    lines = []
    for line in document.lines:
        words = line.words or tuple(Word(line.start_ms, line.end_ms, text, code) for code, text in line.texts.items())
        if not line.background:
            lines.append(replace(line, words=words, end_ms=max(word.end_ms for word in words)))
    return replace(document, lines=tuple(lines))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("lrc", {"word_times": 1, "second_language": 1, "agents": 1}),
        ("elrc", {"second_language": 1, "agents": 1}),
        ("ttml", {}),
        ("vtt", {"open_ends": 1}),
        ("ass", {"open_ends": 1}),
        ("srt", {"word_times": 1, "second_language": 1, "agents": 1, "background": 1, "open_ends": 1, "metadata": 1}),
        ("txt", {"line_times": 2, "word_times": 1, "second_language": 1, "agents": 1, "background": 1, "metadata": 1}),
        ("ultrastar", {"second_language": 1, "agents": 1, "background": 1, "open_ends": 1}),
        ("json", {}),
    ],
)
def test_what_each_format_does_not_hold_is_said(name: str, expected: dict[str, int]):
    document = Document(
        (
            Line(
                "1", 0, 1000, {"te": "నువ్వు", "en": "You", "te-Latn": "nuvvu"}, (Word(0, 1000, "నువ్వు", "te"),), "Anne"
            ),
            Line("2", 2000, None, {"te": "(ఊ)"}, (), "", background=True),
        ),
        {"title": "T"},
    )
    assert {loss.what: loss.count for loss in losses(document, name)} == expected


def test_lines_without_times_are_left_out_where_every_line_has_one():
    document = Document((Line("1", None, None, {"en": "a"}),))
    assert [loss.what for loss in losses(document, "srt")] == ["untimed_lines"]
    assert [loss.what for loss in losses(document, "elrc")] == []
    assert KINDS["srt"].write(document).strip() == ""
