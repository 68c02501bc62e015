r"""Advanced SubStation Alpha and SSA with karaoke (``\k``), as Aegisub and AMLL write them.

Only what is sung is taken: comments, drawings, colours and positions are passed over. The roles at the end of a name
or style (``-trans``, ``-roman``, ``-bg``) are AMLL's (https://github.com/Steve-xmh/applemusic-like-lyrics).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pluto_desktop.lyrics.document import Document
from pluto_desktop.lyrics.formats.assemble import Entry, assemble
from pluto_desktop.lyrics.formats.clock_times import clock_ms
from pluto_desktop.lyrics.formats.marks import Mark, joined, text_of
from pluto_desktop.lyrics.formats.parsed import Parsed
from pluto_desktop.lyrics.formats.rows import Notes, rows_of
from pluto_desktop.lyrics.languages import named_languages

INFO = {
    "title": "Title", "artist": "Artist", "album": "Album", "author": "Original Script", "by": "Original Timing",
    "language": "Language",
}  # fmt: skip
"""Key of the metadata: its name in ``[Script Info]``."""

STYLE_OF_LANGUAGE = "lang-"
"""The name of a style that says the language of its lines begins so; ours, for what no field says."""

_FIELDS: tuple[str, ...] = ("layer", "start", "end", "style", "name", "marginl", "marginr", "marginv", "effect", "text")
_OVERRIDE = re.compile(r"\{([^{}]{0,2000})\}")
_KARAOKE = re.compile(r"\\(kt|kf|ko|k|K)\s{0,4}(\d{1,7})(?:\.\d{0,4})?")
_DRAWING = re.compile(r"\\p\s{0,4}(\d)")
_ROLE = re.compile(r"[-_ ](trans|translation|roman|romaji|bg|background)$", re.IGNORECASE)
_AGENT = re.compile(r"v\d{1,3}", re.IGNORECASE)
_KEYS = {name.casefold(): key for key, name in INFO.items()}
_MAX_SYLLABLES = 10_000
_NAME_LENGTH = 200


@dataclass(slots=True)
class _Event:
    start_ms: int
    end_ms: int | None
    agent: str
    roles: frozenset[str]
    language: str
    text: str

    def marks(self) -> list[Mark]:
        """Return the syllables; without karaoke one piece without a time."""
        pieces: list[Mark] = []
        at, until, position, drawing = self.start_ms, None, 0, False
        for match in _OVERRIDE.finditer(self.text):
            self._add(pieces, at if until is not None else None, until, position, match.start(), drawing=drawing)
            position = match.end()
            if (drawn := _DRAWING.search(match[1])) is not None:
                drawing = drawn[1] != "0"
            for kind, count in _KARAOKE.findall(match[1]):
                if kind == "kt":
                    at, until = self.start_ms + int(count) * 10, None
                else:
                    at = until if until is not None else at
                    until = at + int(count) * 10
        self._add(pieces, at if until is not None else None, until, position, len(self.text), drawing=drawing)
        return joined(pieces)

    def _add(
        self, pieces: list[Mark], at: int | None, until: int | None, first: int, last: int, *, drawing: bool
    ) -> None:
        if first < last and not drawing and len(pieces) < _MAX_SYLLABLES:
            text = self.text[first:last].replace("\\N", "\n").replace("\\n", " ").replace("\\h", " ")
            pieces.append(Mark(at, until, text))

    def entry(self) -> Entry | None:
        """Return the line that is sung, None for none."""
        marks = self.marks()
        text = text_of(marks)
        if not text:
            return None
        if all(mark.start_ms is None for mark in marks):
            marks = []
        background = bool(self.roles & {"bg", "background"})
        romanised = bool(self.roles & {"roman", "romaji"})
        return Entry(
            self.start_ms, text, self.end_ms, marks, self.agent, background, background, self.language,
            romanised=romanised,
        )  # fmt: skip


def read_ass(text: str, duration_ms: int | None = None, named: tuple[str, ...] = ()) -> Parsed:  # noqa: ARG001 - as every reader
    """Read the dialogue of a script; the fields may stand in any order that ``Format:`` says. Never raises."""
    notes, metadata = Notes(), dict[str, str]()
    entries: list[Entry] = []
    sung: dict[tuple[int, bool], Entry] = {}
    fields, section = _FIELDS, ""
    for number, row in enumerate(rows_of(text), start=1):
        key, _, value = row.strip().partition(":")
        key = key.casefold()
        if row.startswith("["):
            section = row.strip().casefold()
        elif key == "format" and section in {"[events]", ""}:
            fields = tuple(field.strip().casefold() for field in value[:2000].split(","))[:32]
        elif key == "dialogue":
            event = _event(fields, value)
            if event is None:
                notes.warn(number, "line_times")
                continue
            _take(event, entries, sung)
            if notes.full(number, len(entries)):
                break
        elif section == "[script info]" and key in _KEYS and value.strip():
            metadata[_KEYS[key]] = value.strip()[:1000]
    named = named_languages(metadata.get("language", "")) or named
    return Parsed(Document(assemble(entries, (), named), metadata), "ass", 0, tuple(notes.warnings))


def _event(fields: tuple[str, ...], value: str) -> _Event | None:
    said = dict(zip(fields, value.lstrip().split(",", len(fields) - 1), strict=False))
    start, end = clock_ms(said.get("start", "").strip()), clock_ms(said.get("end", "").strip())
    if start is None:
        return None
    style, name = said.get("style", ""), said.get("name") or said.get("actor") or ""
    style, name = style.strip()[:_NAME_LENGTH], name.strip()[:_NAME_LENGTH]
    roles = set[str]()
    while (match := _ROLE.search(name)) is not None:
        roles.add(match[1].casefold())
        name = name[: match.start()]
    language = style[len(STYLE_OF_LANGUAGE) :] if style.startswith(STYLE_OF_LANGUAGE) else ""
    while (match := _ROLE.search(style)) is not None:
        roles.add(match[1].casefold())
        style = style[: match.start()]
    agent = name or (style if _AGENT.fullmatch(style) is not None else "")
    return _Event(start, end if end is None or end >= start else None, agent, frozenset(roles), language,
                  said.get("text", ""))  # fmt: skip


def _take(event: _Event, entries: list[Entry], sung: dict[tuple[int, bool], Entry]) -> None:
    """Put a line to those before, a translation to the line it translates."""
    entry = event.entry()
    if entry is None:
        return
    main = sung.get((event.start_ms, entry.background))
    if main is not None and event.roles - {"bg", "background"} and len(main.beside) < 8:
        entry.background = entry.layer = False
        main.beside.append(entry)
        return
    sung[event.start_ms, entry.background] = entry
    entries.append(entry)
