"""Writing TTML as AMLL does: words as spans, translations and background voices inside the line they belong to."""

from __future__ import annotations

from itertools import groupby
from xml.sax.saxutils import escape, quoteattr

from pluto_desktop.lyrics.document import Document, Line, Timing
from pluto_desktop.lyrics.formats.choose import languages_in_order, timed_words, told
from pluto_desktop.lyrics.formats.clock_times import clock_text
from pluto_desktop.lyrics.formats.ttml_head import AMLL_META

_SPACES = (
    'xmlns="http://www.w3.org/ns/ttml" xmlns:ttm="http://www.w3.org/ns/ttml#metadata" '
    'xmlns:itunes="http://music.apple.com/lyric-ttml-internal" xmlns:amll="http://www.example.com/ns/amll"'
)
_TIMING = {Timing.WORD: "Word", Timing.LINE: "Line", Timing.NONE: "None"}


def write_ttml(document: Document) -> str:
    """Return a document as TTML: everything it holds, in milliseconds."""
    order = languages_in_order(document)
    root = document.metadata.get("language", "").split(",")[0].strip() or (order[0] if order else "und")
    ends = [line.end_ms or line.start_ms or 0 for line in document.lines]
    parts = [
        '<?xml version="1.0" encoding="utf-8"?>\n',
        f'<tt {_SPACES} itunes:timing="{_TIMING[document.timing]}" xml:lang={quoteattr(_clean(root))}>\n',
        *_head(document),
        f'<body dur="{clock_text(max(ends, default=0))}">\n' if document.timing is not Timing.NONE else "<body>\n",
    ]
    number = 0
    for empty, verse in groupby(document.lines, key=lambda line: not line.texts):
        if empty:
            continue
        parts.append("<div>\n")
        for main, voices in _with_voices(list(verse)):
            number += 1
            parts.append(_paragraph(main, voices, root, order, number))
        parts.append("</div>\n")
    return "".join([*parts, "</body>\n</tt>\n"])


def _head(document: Document) -> list[str]:
    said = document.metadata
    rows = []
    if title := said.get("title"):
        rows.append(f"<ttm:title>{_escape(title)}</ttm:title>")
    agents = dict.fromkeys(line.agent for line in document.lines if line.agent)
    rows += [f'<ttm:agent type="person" xml:id={quoteattr(_clean(agent))}/>' for agent in agents]
    if author := said.get("author"):
        rows.append(
            f'<iTunesMetadata xmlns="http://music.apple.com/lyric-ttml-internal"><songwriters><songwriter>'
            f"{_escape(author)}</songwriter></songwriters></iTunesMetadata>"
        )
    rows += [
        f"<amll:meta key={quoteattr(name)} value={quoteattr(_clean(said[key]))}/>"
        for name, key in AMLL_META.items()
        if key != "title" and said.get(key)
    ]
    return ["<head><metadata>\n", *(f"{row}\n" for row in rows), "</metadata></head>\n"]


def _with_voices(lines: list[Line]) -> list[tuple[Line, list[Line]]]:
    """Put each background voice to the line it follows, if that is sung by the same; else it stands alone."""
    found: list[tuple[Line, list[Line]]] = []
    for line in lines:
        if line.background and found and not found[-1][0].background and found[-1][0].agent == line.agent:
            found[-1][1].append(line)
        else:
            found.append((line, []))
    return found


def _paragraph(line: Line, voices: list[Line], root: str, order: list[str], number: int) -> str:
    agent = f" ttm:agent={quoteattr(_clean(line.agent))}" if line.agent else ""
    inside = "".join(_background(voice, root, order) for voice in voices)
    if line.background:
        return f'<p{_times(line)} itunes:key="L{number}"{agent}>{_background(line, root, order)}</p>\n'
    language, body = _body(line, root, order)
    return f'<p{_times(line)} itunes:key="L{number}"{agent}{_lang(language)}>{body}{inside}</p>\n'


def _background(line: Line, root: str, order: list[str]) -> str:
    language, body = _body(line, root, order)
    return f'<span ttm:role="x-bg"{_times(line)}{_lang(language)}>{body}</span>'


def _body(line: Line, root: str, order: list[str]) -> tuple[str, str]:
    """Return the language that has to be said of a line, "" for none, and its texts."""
    codes = sorted(line.texts, key=order.index)
    main, *others = codes
    parts = [_text(line, main)]
    for code in others:
        base, _, script = code.partition("-")
        role = "x-roman" if script == "Latn" and base == main.split("-")[0] else "x-translation"
        parts.append(f'<span ttm:role="{role}"{_lang(code)}>{_text(line, code)}</span>')
    said = "" if told(line.texts[main], root) in {main, ""} else main
    return said, "".join(parts)


def _text(line: Line, language: str) -> str:
    words = timed_words(line, language)
    if not words:
        return _escape(line.texts[language])
    parts = []
    for word in words:
        body = word.text.rstrip()
        end = f' end="{clock_text(word.end_ms)}"' if word.end_ms is not None else ""
        parts.append(f'<span begin="{clock_text(word.start_ms or 0)}"{end}>{_escape(body)}</span>')
        parts.append(_escape(word.text[len(body) :]))
    return "".join(parts)


def _times(line: Line) -> str:
    begin = f' begin="{clock_text(line.start_ms)}"' if line.start_ms is not None else ""
    return begin + (f' end="{clock_text(line.end_ms)}"' if line.end_ms is not None and begin else "")


def _lang(code: str) -> str:
    return f" xml:lang={quoteattr(_clean(code))}" if code else ""


def _escape(text: str) -> str:
    return escape(_clean(text)).replace("\n", "<br/>")


def _clean(text: str) -> str:
    """Return a text without what XML forbids."""
    return "".join(char for char in text if char >= " " or char in "\t\n").translate(_FORBIDDEN)


_FORBIDDEN = dict.fromkeys((*range(0xD800, 0xE000), 0xFFFE, 0xFFFF))
