"""Which languages of the words are shown, and how they stand to each other."""

from __future__ import annotations

from dataclasses import dataclass, replace

from pluto_desktop.lyrics.document import Document
from pluto_desktop.lyrics.languages import ENGLISH, ROMANISED, TELUGU
from pluto_desktop.services.words import WordsView

SUNG = "sung"
"""Leading is the language that a song is sung in."""

SWITCHED = (ENGLISH, TELUGU, ROMANISED)
"""The languages that are shown or hidden by a switch, in the order of the switches; any other is always shown."""


@dataclass(frozen=True, slots=True)
class Arrangement:
    """What a person wants: the switched languages to show, the leading one, and whether they stand side by side.

    ``leading`` is ``te``, ``en`` or ``sung``, whichever that is; its texts come first and are the largest. Telugu in
    Latin letters goes with Telugu.
    """

    shown: frozenset[str] = frozenset({TELUGU, ENGLISH})
    leading: str = TELUGU
    columns: bool = False

    def for_song(self, document: Document) -> Arrangement:
        """Return this with the leading language told: Telugu where nobody knows what is sung."""
        if self.leading != SUNG:
            return self
        return replace(self, leading=ENGLISH if document.sung == ENGLISH else TELUGU)

    def order(self, languages: frozenset[str]) -> tuple[str, ...]:
        """Return languages in the order they are shown, the leading one first."""
        first = (ENGLISH,) if self.leading == ENGLISH else ()
        last = () if first else (ENGLISH,)
        others = tuple(sorted(languages - set(SWITCHED)))
        return tuple(language for language in (*first, TELUGU, ROMANISED, *others, *last) if language in languages)

    def columns_of(self, order: tuple[str, ...]) -> dict[str, int]:
        """Return the column of each language of a song: both scripts of one language stand below each other.

        Where there is only one language, its two scripts stand side by side.
        """
        if not self.columns or not order:
            return dict.fromkeys(order, 0)
        leading = order[0].partition("-")[0]
        beside = {language: int(language.partition("-")[0] != leading) for language in order}
        if not any(beside.values()):
            beside = {language: int(place > 0) for place, language in enumerate(order)}
        return beside

    def switched(self, language: str, available: frozenset[str]) -> Arrangement:
        """Return this with a language shown that was hidden, or hidden that was shown; the last one stays."""
        now = self.shown_of(available) ^ {language}
        if not now:
            return self
        return replace(self, shown=(self.shown - available) | now)

    def shown_of(self, available: frozenset[str]) -> frozenset[str]:
        """Return which of the switched languages that a song has are shown: where none of the wanted, its own."""
        there = available & set(SWITCHED)
        return self.shown & there or (there - {ROMANISED} if TELUGU in there else there)


def available_languages(view: WordsView) -> frozenset[str]:
    """Return the languages a song can be shown in: those it has, and Latin letters for its Telugu."""
    languages = frozenset(view.document.languages if view.document is not None else ())
    return languages | {ROMANISED} if TELUGU in languages else languages
