"""Writing SubRip and WebVTT; pysubs2 knows their containers."""

from __future__ import annotations

from html import escape

from pysubs2 import SSAEvent, SSAFile

from pluto_desktop.lyrics.document import Document, Line
from pluto_desktop.lyrics.formats.choose import (
    closed,
    is_english_only,
    language_tag,
    languages_in_order,
    one_a_script,
    timed_words,
    told,
)
from pluto_desktop.lyrics.formats.clock_times import clock_text
from pluto_desktop.lyrics.formats.vtt import BACKGROUND, HEADERS


def write_srt(document: Document) -> str:
    """Return a document as SubRip: a cue for each line, a row of it for each text."""
    document = closed(document)
    texts = one_a_script(document)
    cues = SSAFile()
    for line in document.lines:
        rows = [_row(text) for text in texts[line.id].values()]
        cues.append(SSAEvent(line.start_ms or 0, line.end_ms or 0, "\n".join(rows)))
    return cues.to_string("srt", keep_ssa_tags=True)


def write_vtt(document: Document) -> str:
    """Return a document as WebVTT: voices, languages and the times of words as the standard has them."""
    document = closed(document)
    order = languages_in_order(document)
    said = {**document.metadata, "language": language_tag(document)}
    if is_english_only(said["language"]):
        del said["language"]
    cues = SSAFile()
    for line in document.lines:
        cues.append(SSAEvent(line.start_ms or 0, line.end_ms or 0, _vtt_cue(line, order, said.get("language", ""))))
    header = [f"{name}: {' '.join(said[key].split())}" for key, name in HEADERS.items() if said.get(key)]
    first, _, rest = cues.to_string("vtt", keep_ssa_tags=True).partition("\n")
    return "\n".join([first, *(_row(row) for row in header), rest])


def _vtt_cue(line: Line, order: list[str], tag: str) -> str:
    rows = []
    codes = sorted(line.texts, key=order.index)
    say = len({told(line.texts[code], tag) for code in codes}) < len(codes) or any(
        told(line.texts[code], tag) not in {code, ""} for code in codes
    )
    for code in codes:
        text = _vtt_words(line, code) or "\n".join(
            escape(_row(row), quote=False) for row in line.texts[code].split("\n")
        )
        if say:
            text = "\n".join(f"<lang {code}>{row}</lang>" for row in text.split("\n"))
        if line.background:
            text = "\n".join(f"<c.{BACKGROUND}>{row}</c>" for row in text.split("\n"))
        rows.append(text)
    voice = " ".join("".join(char for char in line.agent if char not in "<>&").split())
    return (f"<v {voice}>" if voice else "") + "\n".join(rows)


def _vtt_words(line: Line, language: str) -> str:
    words = timed_words(line, language)
    parts = []
    for index, word in enumerate(words):
        start = word.start_ms or 0
        if index or start != line.start_ms or len(words) == 1:
            parts.append(f"<{clock_text(start)}>")
        parts.append(escape(word.text.replace("-->", "→"), quote=False))
        following = words[index + 1].start_ms if index + 1 < len(words) else line.end_ms
        if word.end_ms is not None and following is not None and word.end_ms < following:
            parts.append(f"<{clock_text(word.end_ms)}>")
    return "".join(parts)


def _row(text: str) -> str:
    """Return a text that no row of times can be taken for."""
    rows = (" ".join(row.split()) for row in text.replace("-->", "→").split("\n"))
    return "\n".join(row for row in rows if row)
