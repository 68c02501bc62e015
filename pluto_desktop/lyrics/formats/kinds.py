"""The table of formats: another one is a reader, a writer and a row here."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from pluto_desktop.lyrics.document import Document
from pluto_desktop.lyrics.formats.parsed import Parsed

Reader = Callable[[str, int | None, tuple[str, ...]], Parsed]
Writer = Callable[[Document], str]


@dataclass(frozen=True, slots=True)
class Kind:
    """A format: its name, its files' endings (the first is written), and where its reader and writer are.

    ``holds`` is what a document may have that a file can: ``times`` of lines, ``words`` with times, ``background``
    voices, texts in several ``languages`` (or one for each of several ``scripts``), ``untimed`` lines, ``open_ends``
    (nobody knows when a line ends), ``overlaps`` (a line ends after the next one starts). ``agents`` is a pattern of
    the names of voices that it can hold, ``metadata`` are the keys.
    """

    name: str
    label: str
    endings: tuple[str, ...]
    reader: str
    writer: str
    holds: frozenset[str]
    agents: str = ""
    metadata: frozenset[str] = frozenset()

    def read(self, text: str, duration_ms: int | None, named: tuple[str, ...]) -> Parsed:
        """Read a text that is of this kind."""
        reader: Reader = _found(self.reader)
        return reader(text, duration_ms, named)

    def write(self, document: Document) -> str:
        """Write a document as far as this kind holds it."""
        writer: Writer = _found(self.writer)
        return writer(document)


def _kind(name: str, label: str, endings: str, places: str, holds: str, agents: str = "", metadata: str = "") -> Kind:
    reader, writer = places.split()
    held, keys = frozenset(holds.split()), frozenset(metadata.split())
    return Kind(name, label, tuple(endings.split()), reader, writer, held, agents, keys)


_LRC_KEYS = "title artist album author by tool version length language"
_KEYS = "title artist album author by language"
_ALL = "times words background languages untimed open_ends overlaps"

KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        _kind("lrc", "LRC", ".lrc", "lrc:read_lrc lrc_write:write_lines",
              "times background scripts open_ends", r"v\d{1,2}|[FMD]", _LRC_KEYS),
        _kind("elrc", "Enhanced LRC", ".lrc .elrc", "lrc:read_lrc lrc_write:write_lrc",
              "times words background scripts open_ends", r"v\d{1,2}|[FMD]", _LRC_KEYS),
        _kind("ttml", "TTML", ".ttml .xml", "ttml:read_ttml ttml_write:write_ttml", _ALL, r"[^\s\"]+", _KEYS),
        _kind("srt", "SubRip (SRT)", ".srt", "srt:read_srt subtitles_write:write_srt", "times scripts overlaps"),
        _kind("vtt", "WebVTT", ".vtt", "vtt:read_vtt subtitles_write:write_vtt",
              "times words background languages overlaps", r"[^<>\n]+", _KEYS),
        _kind("ass", "Advanced SubStation (ASS)", ".ass .ssa", "ass:read_ass ass_write:write_ass",
              "times words background languages overlaps", r"[^,\n]+", _KEYS),
        _kind("ultrastar", "UltraStar", ".txt", "ultrastar:read_ultrastar ultrastar_write:write_ultrastar",
              "times words overlaps", "v[12]", _KEYS),
        _kind("txt", "Plain text", ".txt", "plain:read_plain plain:write_plain", "untimed"),
        _kind("json", "JSON", ".json", "json_form:read_json json_form:write_json", _ALL, r"[\s\S]+", "*"),
    )
}  # fmt: skip
"""The formats by name."""

ALIASES = {"webvtt": "vtt", "ssa": "ass", "a2": "elrc", "text": "txt", "plain": "txt", "subrip": "srt"}


def kind_named(name: str) -> Kind | None:
    """Return the format of a name, whatever its letters' case, or of another name it goes by."""
    name = name.strip().casefold()
    return KINDS.get(ALIASES.get(name, name))


def kind_of_file(name: str) -> Kind | None:
    """Return the format that a file's ending tells; ``.txt`` is plain text, ``.lrc`` enhanced LRC."""
    ending = PurePath(name).suffix.casefold()
    if ending in {".lrc", ".elrc"}:
        return KINDS["elrc"]
    return next((kind for kind in reversed(KINDS.values()) if ending in kind.endings), None)


def _found(place: str) -> Any:
    module, _, name = place.partition(":")
    return getattr(importlib.import_module(f"pluto_desktop.lyrics.formats.{module}"), name)
