"""One of several choices, side by side in one frame."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from pluto_desktop.desktop.theme import Theme
from pluto_desktop.desktop.views.lyrics.controls import PillButton

_RADIUS = 7


class Segments(QWidget):
    """One of several choices, side by side in one frame. Left and right arrows move the choice."""

    chosen = Signal(str)
    """The key of what a person chose."""

    def __init__(self, choices: list[tuple[str, str, str]], theme: Theme, parent: QWidget | None = None) -> None:
        """``choices`` are (key, label, tooltip)."""
        super().__init__(parent)
        self._theme = theme
        self._buttons: dict[str, PillButton] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(1, 1, 1, 1)
        row.setSpacing(0)
        group = QButtonGroup(self)
        for key, label, tip in choices:
            button = PillButton(label, theme, framed=False)
            button.setCheckable(True)
            button.setToolTip(tip)
            button.clicked.connect(lambda _=False, key=key: self.chosen.emit(key))
            group.addButton(button)
            row.addWidget(button)
            self._buttons[key] = button
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def set_chosen(self, key: str) -> None:
        """Show a choice as the present one, without telling."""
        self._buttons[key].setChecked(True)

    def set_available(self, keys: frozenset[str]) -> None:
        """Grey out the choices that would show nothing of their own."""
        for key, button in self._buttons.items():
            button.setEnabled(key in keys)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the choice with the arrow keys."""
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        keys = [key for key, button in self._buttons.items() if button.isEnabled()]
        current = next((key for key, button in self._buttons.items() if button.isChecked()), None)
        if step is None or current not in keys:
            super().keyPressEvent(event)
            return
        wanted = keys[(keys.index(current) + step) % len(keys)]
        self._buttons[wanted].setFocus()
        self._buttons[wanted].click()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint what is to be seen."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.color("line"), 1))
        ground = self._theme.color("panel")
        ground.setAlphaF(0.6)
        painter.setBrush(ground)
        painter.drawRoundedRect(self.rect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5), _RADIUS + 1, _RADIUS + 1)
        painter.end()
