"""From the words of a song to the rows of the pane, by the languages a person wants to see."""

from __future__ import annotations

from dataclasses import dataclass

from pluto_desktop.desktop.views.lyrics.arrangement import SWITCHED, Arrangement, available_languages
from pluto_desktop.desktop.views.lyrics.look import Kind, Side
from pluto_desktop.desktop.views.lyrics.voices import sides_of_voices
from pluto_desktop.lyrics.borrowing import words_for
from pluto_desktop.lyrics.document import Line, Word
from pluto_desktop.lyrics.languages import ROMANISED, TELUGU, script_of
from pluto_desktop.lyrics.romanise import romanised_text
from pluto_desktop.lyrics.timeline import Interlude, Timeline
from pluto_desktop.services.words import WordsView


@dataclass(frozen=True, slots=True)
class Part:
    """One text of a row; the first is its main one. ``words`` are () where it has no word times."""

    text: str
    words: tuple[Word, ...]
    kind: Kind
    column: int = 0


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the song, or the dots of a long pause (then ``line`` is None).

    ``side`` is where the line's voice stands in a duet, None where the look decides; ``columns`` how many there are.
    """

    parts: tuple[Part, ...]
    line: int | None
    start_ms: int | None
    end_ms: int | None
    pause: Interlude | None = None
    side: Side | None = None
    columns: int = 1

    @property
    def text(self) -> str:
        """What a screen reader says."""
        return ". ".join(part.text for part in self.parts)

    @property
    def timed(self) -> bool:
        """Whether the row belongs to words with times."""
        return all(part.kind not in {Kind.PLAIN, Kind.PLAIN_SECOND} for part in self.parts)


def build_rows(view: WordsView, arrangement: Arrangement, timeline: Timeline) -> list[Row]:
    """Return the rows in the order they are shown; a line without a wanted language shows what it has."""
    if view.document is None:
        return []
    arrangement = arrangement.for_song(view.document)
    pauses = {pause.before: pause for pause in timeline.interludes}
    available = available_languages(view)
    hidden = set(SWITCHED) - arrangement.shown_of(available)
    columns = arrangement.columns_of(arrangement.order(available - hidden))
    sides = sides_of_voices(view.document)
    rows = []
    for index, line in enumerate(view.document.lines):
        if (pause := pauses.get(index)) is not None:
            rows.append(Row((), None, pause.start_ms, pause.end_ms, pause))
        texts = _texts(line, latin=ROMANISED not in hidden)
        wanted = frozenset(texts) - hidden or frozenset(texts) - {ROMANISED} or frozenset(texts)
        parts = _parts(line, {lang: texts[lang] for lang in arrangement.order(wanted)}, columns, timed=timeline.timed)
        count = max(columns.values(), default=0) + 1
        rows.append(Row(parts, index, line.start_ms, line.end_ms, side=sides.get(line.agent), columns=count))
    return rows


def _texts(line: Line, *, latin: bool) -> dict[str, str]:
    """Return what there is to show of a line, by language; its Telugu in Latin letters too, if they are wanted."""
    texts = {language: text for language, text in line.texts.items() if text.strip()}
    return texts | {ROMANISED: romanised_text(line)} if latin and TELUGU in texts else texts


def _parts(line: Line, texts: dict[str, str], columns: dict[str, int], *, timed: bool) -> tuple[Part, ...]:
    parts: list[Part] = []
    for language, text in texts.items():
        column = columns.get(language, 0)
        first = all(part.column != column for part in parts)
        if not timed:
            kind = Kind.PLAIN if first else Kind.PLAIN_SECOND
        elif line.background:
            kind = Kind.VOICE if first else Kind.VOICE_SECOND
        elif column or not first:
            kind = Kind.BESIDE if first else Kind.SECOND
        else:
            kind = Kind.MAIN if script_of(text) == TELUGU else Kind.LATIN
        parts.append(Part(text, words_for(line, language, text), kind, column))
    return tuple(parts)
