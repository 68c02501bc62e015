"""The keys of Stage, on a card in the middle."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QWidget

from pluto_desktop.desktop.fonts import make_font
from pluto_desktop.desktop.tokens import DARK
from pluto_desktop.desktop.views.stage import look


class KeysCard(QWidget):
    """A table of keys and what they do; it lies over the words until any key is pressed."""

    def __init__(self, keys: Sequence[tuple[Sequence[str], str]], scale: float, parent: QWidget) -> None:
        """``keys`` are (the keys, what they do) in order; ``scale`` is that of the screen."""
        super().__init__(parent)
        size = max(1.0, scale * 1.3)
        grid = QGridLayout(self)
        margin = round(28 * size)
        grid.setContentsMargins(margin, margin, margin, margin)
        grid.setHorizontalSpacing(round(24 * size))
        grid.setVerticalSpacing(round(9 * size))
        for line, (names, does) in enumerate(keys):
            row = QHBoxLayout()
            row.setSpacing(round(5 * size))
            for name in names:
                row.addWidget(self._label(name, "strong", size, framed=True))
            row.addStretch(1)
            grid.addLayout(row, line, 0)
            grid.addWidget(self._label(does, "body", size), line, 1)
        self.setAccessibleName(". ".join(f"{', '.join(names)}: {does}" for names, does in keys))
        self.adjustSize()

    def _label(self, text: str, role: str, size: float, *, framed: bool = False) -> QLabel:
        label = QLabel(text, self)
        label.setFont(make_font(role, size))
        label.setTextFormat(Qt.TextFormat.PlainText)
        frame = f"border: 1px solid {DARK['line']}; border-radius: 5px; padding: 1px 7px;" if framed else ""
        label.setStyleSheet(f"color: {DARK['text']}; background: transparent; {frame}")
        return label

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the card."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(look.CARD_LINE, 1))
        painter.setBrush(look.CARD)
        painter.drawRoundedRect(self.rect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5), 14, 14)
        painter.end()
