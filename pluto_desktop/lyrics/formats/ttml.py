"""TTML as Apple, AMLL and the W3C write it (https://www.w3.org/TR/ttml2/), read as far as it is well formed."""

from __future__ import annotations

import html
import re
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import AttributesImpl, Locator

from pluto_desktop.lyrics.document import Document
from pluto_desktop.lyrics.formats.assemble import Entry, assemble
from pluto_desktop.lyrics.formats.parsed import Parsed
from pluto_desktop.lyrics.formats.rows import MAX_LINES, Notes
from pluto_desktop.lyrics.formats.ttml_head import Head
from pluto_desktop.lyrics.formats.ttml_layers import Paragraph
from pluto_desktop.lyrics.formats.ttml_times import Rates, Window
from pluto_desktop.lyrics.languages import named_languages

_MAX_DEPTH = 64
_MAX_ELEMENTS = 60_000
_ENTITY = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[0-9a-fA-F]{1,6});)([a-zA-Z]{1,16};)?")
_DECLARED = re.compile(r"\A\s{0,64}<\?xml[^<>]{0,200}\?>")
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_TIMED = ("div", "body")


def read_ttml(text: str, duration_ms: int | None = None, named: tuple[str, ...] = ()) -> Parsed:  # noqa: ARG001 - as every reader
    """Read a TTML text; one that is broken off or not well formed is read to that place. Never raises.

    Document types and entities are not expanded. Names are taken without their name space, so a file that does not
    declare one is read all the same.
    """
    from defusedxml.common import DefusedXmlException  # noqa: PLC0415 - loaded where there is XML
    from defusedxml.sax import parseString  # noqa: PLC0415

    handler = _Handler(named)
    try:
        parseString(_mended(text).encode("utf-8"), handler, forbid_dtd=True)
    except _Enough:
        handler.notes.warn(handler.line, "too_much")
    except DefusedXmlException:
        handler.notes.warn(handler.line, "entity")
    except Exception as error:  # noqa: BLE001 - whatever the parser raises of broken XML: what came before it counts
        line = getattr(error, "getLineNumber", lambda: 0)() or handler.line
        handler.notes.warn(line, "broken_xml")
    return handler.parsed()


class _Enough(Exception):
    pass


def _mended(text: str) -> str:
    """Return XML in which a bare ``&`` is one and HTML's names are characters; controls are gone."""
    text = _NO_XML.sub("", _DECLARED.sub("", text.removeprefix("\ufeff"), count=1))
    return _ENTITY.sub(_character, text)


def _character(match: re.Match[str]) -> str:
    if match[1]:
        found = html.unescape(f"&{match[1]}")
        if not found.startswith("&"):
            return found
    return f"&amp;{match[1] or ''}"


class _Handler(ContentHandler):
    """Gathers paragraphs with their layers, and what the head says."""

    def __init__(self, named: tuple[str, ...]) -> None:
        super().__init__()
        self.notes = Notes()
        self._named = named
        self._locator: Locator | None = None
        self._rates = Rates()
        self._head = Head()
        self._root = ""
        self._stack: list[tuple[str, Window, str]] = []
        self._paragraphs: list[Paragraph | None] = []
        self._paragraph: Paragraph | None = None
        self._elements = 0

    @property
    def line(self) -> int:
        """The line of the file that is being read, from 1."""
        return (self._locator.getLineNumber() if self._locator is not None else 0) or 0

    def setDocumentLocator(self, locator: Locator) -> None:
        """Keep what tells the line."""
        self._locator = locator

    def startElement(self, name: str, attrs: AttributesImpl) -> None:
        """Open an element."""
        self._elements += 1
        if self._elements > _MAX_ELEMENTS or len(self._stack) > _MAX_DEPTH:
            raise _Enough
        name, said = _local(name), {_local(key): value for key, value in attrs.items()}
        window, agent = (self._stack[-1][1], self._stack[-1][2]) if self._stack else (Window(), "")
        agent = said.get("agent", agent).split(" ")[0]
        if self._paragraph is not None:
            window = self._window(said, window)
            self._paragraph.open(name, said, window)
        elif name == "p":
            window = self._window(said, window)
            self._paragraph = Paragraph(window, agent, said)
        elif name in _TIMED:
            window = self._window(said, window)
            if name == "div" and self._paragraphs:
                self._paragraphs.append(None)
        elif name == "tt":
            self._root, self._rates = said.get("lang", ""), Rates.of(said)
        else:
            self._head.open(name, said, self._window(said, Window()))
        self._stack.append((name, window, agent))

    def endElement(self, name: str) -> None:
        """Close an element."""
        opened = self._stack.pop()[0]
        if self._paragraph is None:
            self._head.close(_local(name))
        elif opened == "p":
            self._paragraphs.append(self._paragraph)
            self._paragraph = None
            if len(self._paragraphs) > MAX_LINES:
                raise _Enough
        else:
            self._paragraph.close()

    def characters(self, content: str) -> None:
        """Take text."""
        if self._paragraph is not None:
            self._paragraph.text(content)
        else:
            self._head.text(content)

    def parsed(self) -> Parsed:
        """Return what was gathered."""
        if self._paragraph is not None:
            self._paragraphs.append(self._paragraph)
        entries: list[Entry] = []
        for paragraph in self._paragraphs:
            if paragraph is None:
                if entries and entries[-1].start_ms is None and entries[-1].text:
                    entries.append(Entry(None, ""))
                continue
            entries += paragraph.entries(self._head.beside(paragraph.key))
        while entries and not entries[-1].text:
            entries.pop()
        metadata = self._head.metadata
        if self._root:
            metadata["language"] = self._root
        lines = assemble(entries, (), named_languages(self._root) or self._named)
        return Parsed(Document(lines, metadata), "ttml", 0, tuple(self.notes.warnings))

    def _window(self, said: dict[str, str], outer: Window) -> Window:
        times = {}
        for key in ("begin", "end", "dur"):
            if key in said:
                times[key] = self._rates.ms(said[key])
                if times[key] is None:
                    self.notes.warn(self.line, "time", said[key][:40])
        return outer.inside(times.get("begin"), times.get("end"), times.get("dur"))


def _local(name: str) -> str:
    return name.rpartition(":")[2]
