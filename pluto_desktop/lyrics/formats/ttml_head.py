"""The head of a TTML file: whose song it is, and the translations that Apple keeps there, by the key of a line."""

from __future__ import annotations

from pluto_desktop.lyrics.formats.ttml_layers import Paragraph
from pluto_desktop.lyrics.formats.ttml_times import Window

AMLL_META = {"musicName": "title", "artists": "artist", "album": "album", "ttmlAuthorGithubLogin": "by"}
"""Keys of ``amll:meta`` (https://github.com/Steve-xmh/amll-ttml-db) and what they are here."""

_TEXTS = {"title": "title", "songwriter": "author"}
_FIELD_LENGTH = 1000


class Head:
    """Takes the elements outside of the body's paragraphs."""

    def __init__(self) -> None:
        self.metadata: dict[str, str] = {}
        self._beside: dict[str, list[tuple[str, bool, Paragraph]]] = {}
        self._language, self._romanised = "", False
        self._field: list[str] | None = None
        self._text: Paragraph | None = None
        self._depth = 0

    def beside(self, key: str) -> list[tuple[str, bool, Paragraph]]:
        """Return the texts put to a line: language, whether it is a transliteration, text."""
        return self._beside.get(key, []) if key else []

    def open(self, name: str, said: dict[str, str], window: Window) -> None:
        """Open an element."""
        if self._text is not None:
            self._depth += 1
            self._text.open(name, said, window)
        elif name in {"translation", "transliteration"}:
            self._language, self._romanised = said.get("lang", ""), name == "transliteration"
        elif name == "text" and "for" in said:
            self._text, self._depth = Paragraph(Window(), "", {}), 0
            self._beside.setdefault(said["for"], []).append((self._language, self._romanised, self._text))
        elif name in _TEXTS:
            self._field = []
        elif name == "meta" and said.get("key") in AMLL_META:
            self._take(AMLL_META[said["key"]], said.get("value", ""))

    def close(self, name: str) -> None:
        """Close an element."""
        if self._text is not None:
            if self._depth == 0:
                self._text = None
            else:
                self._depth -= 1
                self._text.close()
        elif name in _TEXTS and self._field is not None:
            self._take(_TEXTS[name], "".join(self._field))
            self._field = None

    def text(self, content: str) -> None:
        """Take text."""
        if self._text is not None:
            self._text.text(content)
        elif self._field is not None:
            self._field.append(content)

    def _take(self, key: str, value: str) -> None:
        value = " ".join(value.split())
        if value and len(self.metadata.get(key, "")) + len(value) < _FIELD_LENGTH:
            known = self.metadata.get(key)
            self.metadata[key] = f"{known}, {value}" if known and key != "title" else value
