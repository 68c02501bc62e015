"""The small controls above and below the words: languages, text size, the listening offset."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from pluto_desktop.desktop.fonts import make_font
from pluto_desktop.desktop.theme import Theme
from pluto_desktop.desktop.views.common.pills import PillButton, PillRow
from pluto_desktop.desktop.views.common.text import ThemedLabel
from pluto_desktop.desktop.views.lyrics.look import SIZES


class Switches(PillRow):
    """Several things that are each shown or hidden."""

    switched = Signal(str)
    """The key of what a person pressed; what is shown then is told by :meth:`set_shown`."""

    def pressed(self, key: str) -> None:
        """Tell."""
        self.switched.emit(key)

    def set_shown(self, shown: frozenset[str], available: frozenset[str]) -> None:
        """Show what is shown, and grey out what there is none of."""
        for key, button in self.buttons.items():
            button.setChecked(key in shown)
            button.setEnabled(key in available)


class SizeRow(QWidget):
    """The size of the words, smaller, larger: a row of a menu that stays open. Holds one from 70 to 220 percent."""

    chosen = Signal(int)
    """A person stepped; :attr:`percent` is the new size already."""

    def __init__(self, theme: Theme, percent: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.percent = percent
        label = ThemedLabel(theme, self.tr("Size of the words"), "body", "text", self)
        self.smaller, self.larger = PillButton("A\u2212", theme, framed=True), PillButton("A+", theme, framed=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(34, 4, 10, 4)
        row.addWidget(label, 1)
        for button, name, key, step in (
            (self.smaller, self.tr("Smaller words"), "Ctrl+\u2212", -1),
            (self.larger, self.tr("Larger words"), "Ctrl++", 1),
        ):
            button.setAccessibleName(name)
            button.setToolTip(f"{name} ({key})")
            button.clicked.connect(lambda _=False, step=step: self.step(step))
            row.addWidget(button)
        self._show_limits()

    def set_percent(self, percent: int) -> bool:
        """Take another size, within the limits; return whether it is another."""
        kept = max(SIZES[0], min(SIZES[-1], percent))
        changed, self.percent = kept != self.percent, kept
        self._show_limits()
        return changed

    def step(self, step: int) -> None:
        """Go to the next size up (1) or down (-1) and tell."""
        larger = [size for size in SIZES if size > self.percent]
        smaller = [size for size in SIZES if size < self.percent]
        wanted = larger[:1] if step > 0 else smaller[-1:]
        if wanted:
            self.set_percent(wanted[0])
        self.chosen.emit(self.percent)

    def _show_limits(self) -> None:
        self.smaller.setEnabled(self.percent > SIZES[0])
        self.larger.setEnabled(self.percent < SIZES[-1])


class OffsetBar(QWidget):
    """Tells how far the words are shifted, and takes it back. Hidden while nothing is shifted."""

    reset_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._label = QLabel()
        self._label.setFont(make_font("secondary"))
        self._reset = PillButton(self.tr("Reset"), theme, framed=True)
        self._reset.setToolTip(self.tr("Show the words without any shift"))
        self._reset.clicked.connect(self.reset_requested)
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 4, 16, 10)
        row.addWidget(self._label, 1)
        row.addWidget(self._reset)
        theme.changed.connect(self._recolor)
        self._recolor()
        self.hide()

    def show_offsets(self, song_ms: int, output_ms: int) -> None:
        """Show both offsets in milliseconds."""
        parts = []
        if song_ms:
            parts.append(self.tr("{offset} for this song").format(offset=_signed(song_ms)))
        if output_ms:
            parts.append(self.tr("{offset} for this output").format(offset=_signed(output_ms)))
        self._label.setText(self.tr("Words shifted: {offsets}").format(offsets=", ".join(parts)) if parts else "")
        self._label.setAccessibleName(self._label.text())
        self.setVisible(bool(parts))

    @property
    def text(self) -> str:
        """What is shown."""
        return self._label.text()

    def _recolor(self) -> None:
        self._label.setStyleSheet(f"color: {self._theme.color('mute').name()}; background: transparent;")


def _signed(milliseconds: int) -> str:
    sign = "+" if milliseconds > 0 else "\u2212"
    return f"{sign}{abs(milliseconds)} ms"
