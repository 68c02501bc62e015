"""One paragraph of TTML: its own text and, inside it, background voices, translations and transliterations."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from pluto_desktop.lyrics.formats.assemble import Entry
from pluto_desktop.lyrics.formats.marks import Mark, joined, text_of
from pluto_desktop.lyrics.formats.ttml_times import Window

_WHITE = re.compile("[ \t\r\n]+")
_MAX_LAYERS = 32
_ROLES = ("x-bg", "x-translation", "x-roman")
_NOT_SUNG = frozenset({"text", "textContainer", "delimiter"})
"""Values of ``tts:ruby`` for what stands above a text."""


@dataclass(slots=True)
class _Piece:
    window: Window | None
    texts: list[str]
    depth: int


@dataclass(slots=True)
class _Layer:
    """What is said by one voice in one language; ``inner`` are the layers put to it."""

    role: str
    language: str
    window: Window
    pieces: list[_Piece] = field(default_factory=list)
    inner: list[_Layer] = field(default_factory=list)

    def marks(self) -> list[Mark]:
        found = []
        for piece in self.pieces:
            text = "".join(piece.texts)
            if text != "\n":
                text = _WHITE.sub(" ", text)
            window = piece.window or Window()
            found.append(Mark(window.start_ms, window.end_ms, text))
        return joined(found)

    def entry(self, agent: str) -> Entry | None:
        marks = self.marks()
        text = text_of(marks)
        if not text:
            return None
        if all(mark.start_ms is None for mark in marks):
            marks = []
        start, end = self.window.start_ms, self.window.end_ms
        if start is None and marks:
            start, end = marks[0].start_ms, marks[-1].end_ms
        background = self.role == "x-bg"
        return Entry(
            start, text, end, marks, agent, background, background, self.language, romanised=self.role == "x-roman"
        )


class Paragraph:
    """A ``p``, or the ``text`` that the head gives to one. ``key`` is by what the head names it."""

    def __init__(self, window: Window, agent: str, said: dict[str, str]) -> None:
        self.key = said.get("key", "")
        self._agent = agent
        own = window if {"begin", "end", "dur"} & said.keys() else Window()
        self._inherited = window
        self._layers = [_Layer("", said.get("lang", ""), own)]
        self._open: list[tuple[_Layer, Window | None, bool]] = [(self._layers[0], None, True)]

    def open(self, name: str, said: dict[str, str], window: Window) -> None:
        """Open an element inside."""
        layer, inner, sung = self._open[-1]
        timed = "begin" in said
        role = next((role for role in said.get("role", "").split() if role in _ROLES), "")
        if name == "br":
            layer.pieces.append(_Piece(None, ["\n"], -1))
        elif role:
            made = _Layer(role, said.get("lang", ""), window if timed else Window())
            into = self._layers if role == "x-bg" else layer.inner
            if len(into) < _MAX_LAYERS:
                into.append(made)
            layer, inner = made, None
        elif timed:
            inner = window
        sung = sung and name in {"span", "br"} and said.get("ruby") not in _NOT_SUNG
        self._open.append((layer, inner, sung))

    def close(self) -> None:
        """Close an element inside."""
        layer = self._open.pop()[0]
        if layer.pieces:
            layer.pieces[-1].depth = -1

    def text(self, content: str) -> None:
        """Take text; where it comes in parts they are one."""
        layer, window, sung = self._open[-1]
        if not sung:
            return
        depth = len(self._open)
        if layer.pieces and layer.pieces[-1].depth == depth and layer.pieces[-1].window is window:
            layer.pieces[-1].texts.append(content)
        else:
            layer.pieces.append(_Piece(window, [content], depth))

    def entries(self, beside: list[tuple[str, bool, Paragraph]]) -> list[Entry]:
        """Return the line and its background voices; ``beside`` is what the head says: language, romanised, text."""
        found: list[Entry] = []
        for index, layer in enumerate(self._layers):
            entry = layer.entry(self._agent)
            if entry is None:
                continue
            if entry.start_ms is None:
                entry.start_ms, entry.end_ms = self._times_for(layer)
            entry.beside = [one for inner in layer.inner if (one := inner.entry("")) is not None]
            entry.beside += _said_in_head(index, beside)
            found.append(entry)
        return found

    def _times_for(self, layer: _Layer) -> tuple[int | None, int | None]:
        """Return the times of a layer that has none: those of the paragraph, or of what it is in."""
        first = self._layers[0].window
        window = self._inherited if layer is self._layers[0] or first.start_ms is None else first
        return window.start_ms, window.end_ms

    def said_by(self, index: int) -> Entry | None:
        """Return what the main voice (0) or a background voice says, without times; None where it says nothing."""
        return self._layers[index].entry("") if index < len(self._layers) else None


def _said_in_head(index: int, beside: list[tuple[str, bool, Paragraph]]) -> list[Entry]:
    found = []
    for language, romanised, paragraph in beside:
        entry = paragraph.said_by(index)
        if entry is not None:
            entry.language = entry.language or language
            entry.romanised, entry.background = romanised, False
            found.append(entry)
    return found
