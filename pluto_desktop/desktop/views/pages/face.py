"""A font with its measures, remembered."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetricsF

_REMEMBERED = 4096


class Face:
    """A font that measures and cuts texts for lists and remembers what it found: shaping Telugu anew costs."""

    def __init__(self, font: QFont) -> None:
        self.font = font
        self.metrics = QFontMetricsF(font)
        self._cut: dict[tuple[str, int, Qt.TextElideMode], str] = {}
        self._wide: dict[str, float] = {}

    def elide(self, text: str, room: int, mode: Qt.TextElideMode = Qt.TextElideMode.ElideRight) -> str:
        """Return ``text``, cut with an ellipsis where it is wider than ``room`` pixels."""
        key = (text, room, mode)
        found = self._cut.get(key)
        if found is None:
            if len(self._cut) >= _REMEMBERED:
                self._cut.clear()
            found = self.metrics.elidedText(text, mode, max(0, room))
            self._cut[key] = found
        return found

    def advance(self, text: str) -> float:
        """Return how wide a text is, in pixels."""
        found = self._wide.get(text)
        if found is None:
            if len(self._wide) >= _REMEMBERED:
                self._wide.clear()
            found = self._wide[text] = self.metrics.horizontalAdvance(text)
        return found
