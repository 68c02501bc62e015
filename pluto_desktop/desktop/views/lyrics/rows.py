"""From the words of a song to the rows of the pane, by the languages a person wants to see."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from pluto_desktop.lyrics.document import Line, Word
from pluto_desktop.lyrics.languages import ENGLISH, ROMANISED, TELUGU, script_of
from pluto_desktop.lyrics.romanise import romanise
from pluto_desktop.lyrics.timeline import Interlude, Timeline, words_of_language
from pluto_desktop.services.words import WordsView


class Mode(StrEnum):
    """Which languages are shown."""

    ENGLISH = "english"
    TELUGU = "telugu"
    BOTH = "both"
    ROMANISED = "romanised"


@dataclass(frozen=True, slots=True)
class Part:
    """One text of a row. The first part of a row is its main one; ``words`` are () where it has no word times."""

    text: str
    words: tuple[Word, ...]
    main: bool
    latin: bool
    plain: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the song, or the dots of a long pause (then ``line`` is None)."""

    parts: tuple[Part, ...]
    line: int | None
    start_ms: int | None
    end_ms: int | None
    pause: Interlude | None = None
    background: bool = False

    @property
    def text(self) -> str:
        """What a screen reader says."""
        return ". ".join(part.text for part in self.parts)


def available_modes(view: WordsView) -> frozenset[Mode]:
    """Return the modes that would show something of their own."""
    document = view.document
    languages = set(document.languages) if document is not None else set()
    modes = set()
    if TELUGU in languages:
        modes |= {Mode.TELUGU, Mode.ROMANISED}
    if ROMANISED in languages:
        modes.add(Mode.ROMANISED)
    if ENGLISH in languages:
        modes.add(Mode.ENGLISH)
    if len(languages) > 1:
        modes.add(Mode.BOTH)
    return frozenset(modes)


def nearest_mode(available: frozenset[Mode]) -> Mode:
    """Return the mode to show where the chosen one would show nothing of its own."""
    return next(
        (mode for mode in (Mode.BOTH, Mode.TELUGU, Mode.ENGLISH, Mode.ROMANISED) if mode in available), Mode.BOTH
    )


def build_rows(view: WordsView, mode: Mode, timeline: Timeline) -> list[Row]:
    """Return the rows in the order they are shown; a line without the wanted language shows what it has."""
    if view.document is None:
        return []
    pauses = {pause.before: pause for pause in timeline.interludes}
    rows = []
    for index, line in enumerate(view.document.lines):
        if (pause := pauses.get(index)) is not None:
            rows.append(Row((), None, pause.start_ms, pause.end_ms, pause))
        texts = _wanted(line, view.romanised[index], mode)
        parts = tuple(
            Part(
                text,
                words,
                main=place == 0 and not line.background,
                latin=script_of(text) != "te",
                plain=not timeline.timed,
            )
            for place, (text, words) in enumerate(texts)
        )
        rows.append(Row(parts, index, line.start_ms, line.end_ms, background=line.background))
    return rows


def _wanted(line: Line, romanised: str, mode: Mode) -> list[tuple[str, tuple[Word, ...]]]:
    if mode is Mode.ROMANISED and romanised:
        return [(romanised, _romanised_words(line, romanised))]
    order = [lang for lang in (TELUGU, ENGLISH) if lang in line.texts]
    order += [lang for lang in line.texts if lang not in order and not (lang == ROMANISED and TELUGU in line.texts)]
    if mode is Mode.TELUGU:
        order = [lang for lang in order if lang == TELUGU] or order[:1]
    elif mode is Mode.ENGLISH:
        order = [lang for lang in order if lang == ENGLISH] or order[:1]
    elif mode is Mode.ROMANISED:
        order = order[:1]
    return [(line.texts[lang], words_of_language(line, lang)) for lang in order if line.texts[lang].strip()]


def _romanised_words(line: Line, romanised: str) -> tuple[Word, ...]:
    """Return the words of the romanised text: its own, or the Telugu ones' times on our spelling of them."""
    if own := words_of_language(line, ROMANISED):
        return own
    words = tuple(replace(word, text=romanise(word.text, lengths=True)) for word in words_of_language(line, TELUGU))
    return words if "".join(word.text for word in words) == romanised else ()
