"""The lyrics of one song: lines in time, each with its texts by language.

Languages are ``te`` (Telugu script), ``en`` (Latin), ``te-Latn`` (Telugu in Latin letters), other BCP 47 codes, or
``und``. Times are int milliseconds from the start of the song's medium; None means unknown.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Timing(StrEnum):
    """How finely a document is timed."""

    NONE = "none"
    LINE = "line"
    WORD = "word"


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a line with its own times; ``text`` keeps its trailing space, so the words joined are the line."""

    start_ms: int | None
    end_ms: int | None
    text: str
    lang: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line, sung during ``[start_ms, end_ms)``. ``id`` is stable through edits. ``texts`` maps language to text.

    A line without texts is the empty one between two verses of words without times.
    """

    id: str
    start_ms: int | None
    end_ms: int | None
    texts: Mapping[str, str]
    words: tuple[Word, ...] = ()
    agent: str = ""
    background: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """The whole words of a song, lines in the order they are sung; ``metadata`` holds title, artist, by and so on."""

    lines: tuple[Line, ...] = ()
    metadata: Mapping[str, str] = field(default_factory=dict)

    @property
    def timing(self) -> Timing:
        """WORD if any line has timed words, LINE if any line has a start, else NONE."""
        if any(word.start_ms is not None for line in self.lines for word in line.words):
            return Timing.WORD
        return Timing.LINE if any(line.start_ms is not None for line in self.lines) else Timing.NONE

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that occur, sorted."""
        return tuple(sorted({lang for line in self.lines for lang in line.texts}))

    @property
    def sung(self) -> str:
        """The language that is sung, as the times of words tell: what most of them are in; "" where none has any."""
        counts = Counter(word.lang for line in self.lines for word in line.words if word.start_ms is not None)
        return counts.most_common(1)[0][0] if counts else ""

    def text(self, lang: str) -> str:
        """All lines of one language, joined by newlines; "" if there is none."""
        return "\n".join(line.texts[lang] for line in self.lines if lang in line.texts)

    def to_json(self) -> dict[str, Any]:
        """Return the stored form: plain dicts, lists, numbers and text."""
        return {
            "metadata": dict(self.metadata),
            "timing": self.timing.value,
            "lines": [
                {
                    "id": line.id,
                    "start_ms": line.start_ms,
                    "end_ms": line.end_ms,
                    "texts": dict(line.texts),
                    "words": [
                        {"start_ms": w.start_ms, "end_ms": w.end_ms, "text": w.text, "lang": w.lang} for w in line.words
                    ],
                    "agent": line.agent,
                    "background": line.background,
                }
                for line in self.lines
            ],
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Document:
        """Read the stored form back; unknown keys are ignored, so an older Pluto can read a newer document."""
        return cls(
            lines=tuple(
                Line(
                    id=str(line.get("id", index)),
                    start_ms=line.get("start_ms"),
                    end_ms=line.get("end_ms"),
                    texts=dict(line.get("texts", {})),
                    words=tuple(
                        Word(w.get("start_ms"), w.get("end_ms"), w["text"], w.get("lang", "und"))
                        for w in line.get("words", ())
                    ),
                    agent=line.get("agent") or "",
                    background=bool(line.get("background", False)),
                )
                for index, line in enumerate(data.get("lines", ()))
            ),
            metadata=dict(data.get("metadata", {})),
        )
