"""What stands below the words while some of them are repeated: which, how fast, and the way out."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from pluto_desktop.desktop.theme import Theme
from pluto_desktop.desktop.views.common.pills import PillButton
from pluto_desktop.desktop.views.common.text import ThemedLabel

SPEEDS = (0.5, 0.6, 0.7, 0.8, 0.9, 1.0)
"""The speeds the two buttons step through."""


class LoopBar(QWidget):
    """Hidden while nothing is repeated."""

    speed_chosen = Signal(float)
    stop_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rate = 1.0
        self.label = ThemedLabel(theme, "", "secondary", "accent-text", self)
        self.label.setWordWrap(True)
        self.speed = ThemedLabel(theme, "", "secondary", "mute", self)
        self.slower, self.faster = PillButton("\u2212", theme, framed=True), PillButton("+", theme, framed=True)
        self.stop = PillButton(self.tr("Stop"), theme, framed=True)
        for button, name, tip in (
            (self.slower, self.tr("Practise slower"), self.tr("Practise slower; the pitch stays  ([)")),
            (self.faster, self.tr("Practise faster"), self.tr("Practise faster; the pitch stays  (])")),
            (self.stop, self.tr("Stop repeating"), self.tr("Stop repeating  (Esc, L)")),
        ):
            button.setAccessibleName(name)
            button.setToolTip(tip)
        self.slower.clicked.connect(lambda: self._step(-1))
        self.faster.clicked.connect(lambda: self._step(1))
        self.stop.clicked.connect(self.stop_wanted)
        row = QHBoxLayout(self)
        row.setContentsMargins(26, 4, 16, 10)
        row.setSpacing(6)
        row.addWidget(self.label, 1)
        for widget in (self.slower, self.speed, self.faster, self.stop):
            row.addWidget(widget)
        self.hide()

    def show_loop(self, text: str, rate: float) -> None:
        """Say what is repeated, "" that nothing is, and how fast (1.0 is the song's own speed)."""
        self._rate = rate
        self.setVisible(bool(text))
        self.label.setText(text)
        self.speed.setText(f"{rate:.2f}".rstrip("0").ljust(3, "0") + "\u00d7")
        self.speed.setAccessibleName(self.tr("Speed %1").replace("%1", self.speed.text()))
        self.slower.setEnabled(rate > SPEEDS[0])
        self.faster.setEnabled(rate < SPEEDS[-1])

    def _step(self, by: int) -> None:
        faster = [speed for speed in SPEEDS if speed > self._rate + 0.001]
        slower = [speed for speed in SPEEDS if speed < self._rate - 0.001]
        wanted = faster[:1] if by > 0 else slower[-1:]
        if wanted:
            self.speed_chosen.emit(wanted[0])
