"""Writing LRC: times in hundredths, offset already in the times, a second language at the same stamp."""

from __future__ import annotations

from pluto_desktop.lyrics.document import Document, Line
from pluto_desktop.lyrics.formats.stamps import format_stamp

_TAGS = (
    ("ti", "title"), ("ar", "artist"), ("al", "album"), ("au", "author"), ("by", "by"), ("re", "tool"),
    ("ve", "version"), ("length", "length"),
)  # fmt: skip


def write_lrc(document: Document, *, words: bool = True) -> str:
    """Return a document as LRC, or as enhanced LRC (A2) where it has word times and ``words`` is wanted.

    A document without times gives plain text. An end that is not the next start is written as an empty stamped line.
    """
    rows = [f"[{tag}:{_flat(document.metadata[key])}]" for tag, key in _TAGS if document.metadata.get(key)]
    languages = document.metadata.get("language") or ",".join(document.languages)
    if languages and document.languages != ("en",):
        rows.append(f"[la:{_flat(languages)}]")
    starts = [line.start_ms for line in document.lines]
    if all(start is None for start in starts):
        return "\n".join([*rows, *(_flat(text) for line in document.lines for text in line.texts.values() or [""]), ""])
    for index, line in enumerate(document.lines):
        if line.start_ms is None:
            continue
        rows.extend(_line_rows(line, line.start_ms, words=words))
        following = next((start for start in starts[index + 1 :] if start is not None), None)
        if line.end_ms is not None and (following is None or line.end_ms < following - 10):
            rows.append(f"[{format_stamp(line.end_ms)}]")
    return "\n".join([*rows, ""])


def _line_rows(line: Line, start_ms: int, *, words: bool) -> list[str]:
    stamp, voice = f"[{format_stamp(start_ms)}]", f"{line.agent}: " if line.agent else ""
    rows = []
    for language, text in line.texts.items():
        marked = _marked(line, language) if words else ""
        flat = marked or _flat(text)
        if line.background and not marked and flat[:1] not in "(（":
            flat = f"({flat})"
        rows.append(f"{stamp}{voice}{flat}")
    return rows


def _marked(line: Line, language: str) -> str:
    """Return a line's words with their marks, or "" where a word has no start."""
    words = [word for word in line.words if word.lang == language]
    if not words or any(word.start_ms is None for word in words):
        return ""
    parts = []
    for index, word in enumerate(words):
        parts.append(f"<{format_stamp(word.start_ms or 0)}>{_flat(word.text, keep_ends=True)}")
        following = words[index + 1].start_ms if index + 1 < len(words) else None
        if word.end_ms is not None and (following is None or word.end_ms < following):
            parts.append(f"<{format_stamp(word.end_ms)}>")
    return "".join(parts)


def _flat(text: str, *, keep_ends: bool = False) -> str:
    """Return a text on one line."""
    one_line = " ".join(text.splitlines())
    return one_line if keep_ends else one_line.strip()
