"""Writing UltraStar songs: a beat is a hundredth of a second, and every note free of a pitch, which is not known."""

from __future__ import annotations

from pluto_desktop.lyrics.document import Document, Line
from pluto_desktop.lyrics.formats.choose import (
    closed,
    first_text,
    flat,
    languages_in_order,
    tag_for,
    timed_words,
    word_end,
)
from pluto_desktop.lyrics.formats.ultrastar import HEADERS

_BEAT_MS = 10
_BPM = 60_000 // (4 * _BEAT_MS)
_LANGUAGES = {"te": "Telugu", "en": "English", "hi": "Hindi", "ta": "Tamil", "kn": "Kannada", "ml": "Malayalam"}
_VOICES = ("v1", "v2")


def write_ultrastar(document: Document) -> str:
    """Return a document as an UltraStar song; background voices, which would sound at once with others, are left out.

    A line without times of words is one note.
    """
    order = languages_in_order(document)
    lines = [line for line in closed(document).lines if not line.background]
    gap = min((line.start_ms or 0 for line in lines), default=0)
    tag = tag_for([first_text(line, order) for line in lines], document.metadata.get("language", ""))
    names = (_LANGUAGES.get(code.strip().split("-")[0], code.strip()) for code in tag.split(",") if code)
    said = {**document.metadata, "language": ", ".join(dict.fromkeys(names))}
    said.setdefault("title", "?")
    said.setdefault("artist", "?")
    rows = [f"#{name}:{' '.join(said[key].split())}" for key, name in HEADERS.items() if said.get(key)]
    rows += [f"#BPM:{_BPM}", f"#GAP:{gap}"]
    if any(line.agent in _VOICES for line in lines):
        for number, voice in enumerate(_VOICES, start=1):
            rows.append(f"P{number}")
            rows += _phrases(
                [line for line in lines if (line.agent == _VOICES[1]) == (voice == _VOICES[1])], order, gap
            )
    else:
        rows += _phrases(lines, order, gap)
    return "\n".join([*rows, "E", ""])


def _phrases(lines: list[Line], order: list[str], gap: int) -> list[str]:
    rows = []
    for number, line in enumerate(lines):
        if number:
            rows.append(f"- {_beat(line.start_ms or 0, gap)}")
        language, text = first_text(line, order)
        words = timed_words(line, language)
        notes = [
            (word.start_ms or 0, word_end(words, index, line.end_ms) or 0, flat(word.text))
            for index, word in enumerate(words)
        ] or [(line.start_ms or 0, line.end_ms or 0, flat(text))]
        for start, end, syllable in notes:
            beat = _beat(start, gap)
            rows.append(f"F {beat} {max(1, _beat(end, gap) - beat)} 0 {syllable}")
    return rows


def _beat(time_ms: int, gap: int) -> int:
    return (time_ms - gap + _BEAT_MS // 2) // _BEAT_MS
