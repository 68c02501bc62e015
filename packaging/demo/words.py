"""The words of a demo song in time, as TTML: both languages, and the Telugu in Latin letters too."""

from __future__ import annotations

import sys
from pathlib import Path

from notation import DemoSong
from singer import SungLine

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from pluto_desktop.lyrics.document import Document, Line, Word
from pluto_desktop.lyrics.formats.ttml_write import write_ttml
from pluto_desktop.lyrics.romanise import romanise


def written(song: DemoSong, sung: list[SungLine]) -> str:
    """Return a TTML file with the times at which the words are sung."""
    lines = []
    for index, (line, part) in enumerate(zip(song.lines, sung, strict=True), start=1):
        first = song.seconds(line.at)
        times = [(round((first + start) * 1000), round((first + end) * 1000)) for start, end in part.words]
        texts = {song.language: line.words, "te" if song.language == "en" else "en": line.translation}
        texts["te-Latn"] = romanise(texts["te"], lengths=True)
        timed = ("te", "te-Latn") if song.language == "te" else ("en",)
        lines.append(
            Line(
                id=f"L{index}",
                start_ms=times[0][0],
                end_ms=times[-1][1],
                texts=texts,
                words=tuple(word for lang in timed for word in _words(texts[lang], lang, times)),
                agent=f"v{line.singer + 1}" if len(song.singers) > 1 else "",
            )
        )
    metadata = {"title": song.title, "artist": song.artist, "language": song.language}
    return write_ttml(Document(tuple(lines), metadata))


def _words(text: str, lang: str, times: list[tuple[int, int]]) -> list[Word]:
    words = text.split()
    return [
        Word(start, end, word if index == len(words) else f"{word} ", lang)
        for index, (word, (start, end)) in enumerate(zip(words, times, strict=True), start=1)
    ]
