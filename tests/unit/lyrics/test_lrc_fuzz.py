"""No text makes the reader raise; what we write we can read."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from pluto_desktop.lyrics.document import Document, Line
from pluto_desktop.lyrics.formats import read, write_lrc

_PIECES = st.sampled_from(
    [
        *"[]<>:. ()-#\n\r\t\0\ufeff\u2028\ud800😀్అ",
        *(
            "00",
            "1",
            "9" * 30,
            "[00:01.00]",
            "<00:02.50>",
            "[offset:",
            "[bg:",
            "[la:te]",
            "F:",
            "[1:2:3]",
            "నువ్వు",
            "word",
        ),
    ]
)


@settings(max_examples=400, deadline=None)
@given(st.lists(_PIECES, max_size=60).map("".join) | st.text(max_size=200), st.none() | st.integers(0, 10**7))
def test_no_text_raises_and_every_rule_holds(text: str, duration_ms: int | None) -> None:
    parsed = read(text, duration_ms)
    starts = [line.start_ms for line in parsed.document.lines if line.start_ms is not None]
    assert starts == sorted(starts)
    for line in parsed.document.lines:
        assert line.texts or parsed.format == "txt"
        assert line.start_ms is None or line.start_ms >= 0
        for language in line.texts:
            words = "".join(word.text for word in line.words if word.lang == language)
            assert words in {"", line.texts[language]}
    assert Document.from_json(parsed.document.to_json()) == parsed.document


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=400))
def test_no_bytes_raise(data: bytes) -> None:
    read(data)


_TEXT = st.text(st.sampled_from("abc నువేను'"), min_size=1, max_size=20).map(str.strip).filter(bool)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 30_000), _TEXT), min_size=1, max_size=20, unique_by=lambda line: line[0]))
def test_what_we_wrote_is_read_back(lines: list[tuple[int, str]]) -> None:
    ordered = sorted(lines)
    document = Document(tuple(Line(str(i), start * 10, None, {"en": text}) for i, (start, text) in enumerate(ordered)))
    back = read(write_lrc(document)).document
    assert [(line.start_ms, *line.texts.values()) for line in back.lines] == [(s * 10, text) for s, text in ordered]
