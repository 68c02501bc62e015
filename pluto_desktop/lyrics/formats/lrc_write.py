"""Writing LRC: times in hundredths, offset already in the times, a second language at the same stamp."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import zip_longest

from pluto_desktop.lyrics.document import Document, Line, Word
from pluto_desktop.lyrics.formats.choose import flat, language_tag, one_a_script, timed_words
from pluto_desktop.lyrics.formats.stamps import format_stamp

_TAGS = (
    ("ti", "title"), ("ar", "artist"), ("al", "album"), ("au", "author"), ("by", "by"), ("re", "tool"),
    ("ve", "version"), ("length", "length"),
)  # fmt: skip
_OPENING = ("(", "（")
_AGENT = re.compile(r"v\d{1,2}|[FMD]")


def write_lrc(document: Document, *, words: bool = True) -> str:
    """Return a document as LRC, or as enhanced LRC (A2) where it has word times and ``words`` is wanted.

    A document without times gives plain text. An end that is not the next start is written as an empty stamped line.
    Of texts in one script only the first can be told apart from a line of its own, so it alone is written.
    """
    rows = [f"[{tag}:{_row(document.metadata[key])}]" for tag, key in _TAGS if document.metadata.get(key)]
    if tag := language_tag(document):
        rows.append(f"[la:{_row(tag)}]")
    texts = one_a_script(document)
    if all(line.start_ms is None for line in document.lines):
        plain = (_row(text) for line in document.lines for text in texts[line.id].values() or [""])
        return "\n".join([*rows, *plain, ""])
    latest: Line | None = None
    timed = [line for line in document.lines if line.start_ms is not None]
    for line, after in zip_longest(timed, timed[1:]):
        written = _line_rows(line, line.start_ms or 0, texts[line.id], latest, words=words)
        rows.extend(written)
        beside = written[-1].startswith("[bg:") if written else False
        latest = latest if beside or not written else line
        following = after.start_ms if after is not None else None
        if line.end_ms is not None and not beside and _is_before(line.end_ms, following):
            rows.append(f"[{format_stamp(line.end_ms)}]")
    return "\n".join([*rows, ""])


def write_lines(document: Document) -> str:
    """Return a document as LRC without the times of words."""
    return write_lrc(document, words=False)


def _is_before(end_ms: int, following_ms: int | None) -> bool:
    return following_ms is None or (end_ms + 5) // 10 < (following_ms + 5) // 10


def _line_rows(line: Line, start_ms: int, texts: dict[str, str], latest: Line | None, *, words: bool) -> list[str]:
    stamp = f"[{format_stamp(start_ms)}]"
    voice = f"{line.agent}: " if _AGENT.fullmatch(line.agent) is not None else ""
    rows = []
    for language, text in texts.items():
        marked = _marked(timed_words(line, language)) if words else ""
        if not line.background:
            rows.append(f"{stamp}{voice}{marked or _row(text)}")
        elif marked and latest is not None and latest.agent == line.agent:
            rows.append(f"[bg:{marked}]")
        else:
            rows.append(
                f"{stamp}{voice}{_marked(_in_parentheses(timed_words(line, language))) if marked else _in(text)}"
            )
    return rows


def _marked(words: tuple[Word, ...]) -> str:
    """Return words with their marks, "" for none."""
    parts = []
    for index, word in enumerate(words):
        parts.append(f"<{format_stamp(word.start_ms or 0)}>{flat(word.text)}")
        following = words[index + 1].start_ms if index + 1 < len(words) else None
        if word.end_ms is not None and (following is None or word.end_ms < following):
            parts.append(f"<{format_stamp(word.end_ms)}>")
    return "".join(parts)


def _in_parentheses(words: tuple[Word, ...]) -> tuple[Word, ...]:
    """Return words with those around them, which mark a background voice."""
    text = "".join(word.text for word in words)
    if text[:1] in _OPENING:
        return words
    first = replace(words[0], text=f"({words[0].text}")
    opened = (first, *words[1:])
    return (*opened[:-1], replace(opened[-1], text=f"{opened[-1].text})"))


def _in(text: str) -> str:
    shown = _row(text)
    return shown if shown[:1] in _OPENING else f"({shown})"


def _row(text: str) -> str:
    return flat(text).strip()
