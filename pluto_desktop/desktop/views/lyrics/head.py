"""What stands above the words: their languages, their size, and whether Pluto spelled them."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from pluto_desktop.desktop.fonts import make_font
from pluto_desktop.desktop.theme import Theme
from pluto_desktop.desktop.views.lyrics.controls import PillButton, Segments
from pluto_desktop.desktop.views.lyrics.look import SIZES
from pluto_desktop.desktop.views.lyrics.rows import Mode


class Head(QWidget):
    """The controls above the words. Holds the text size in percent, always one from the smallest to the largest."""

    mode_chosen = Signal(str)
    size_chosen = Signal(int)
    """A step of one of the two buttons; :attr:`size` is the new one already."""

    def __init__(self, theme: Theme, mode: Mode, size: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self.size_percent = theme, size
        self.segments = self._make_segments(mode)
        self.smaller = PillButton("A\u2212", theme, framed=True)
        self.larger = PillButton("A+", theme, framed=True)
        for button, name, key, step in (
            (self.smaller, self.tr("Smaller words"), "Ctrl+\u2212", -1),
            (self.larger, self.tr("Larger words"), "Ctrl++", 1),
        ):
            button.setAccessibleName(name)
            button.setToolTip(f"{name} ({key})")
            button.clicked.connect(lambda _=False, step=step: self.step_size(step))
        self._show_limits()
        self.note = QLabel()
        self.note.setFont(make_font("hint"))
        row = QHBoxLayout(self)
        row.setContentsMargins(26, 14, 20, 4)
        row.setSpacing(6)
        row.addWidget(self.segments)
        row.addStretch(1)
        row.addWidget(self.note)
        row.addWidget(self.smaller)
        row.addWidget(self.larger)
        theme.changed.connect(self._recolor)
        self._recolor()

    def show_modes(self, available: frozenset[Mode], chosen: Mode, *, spelled_by_us: bool) -> None:
        """Show which languages there are, which are shown, and whether the Latin letters are Pluto's own."""
        self.segments.set_available(frozenset(mode.value for mode in available))
        self.segments.set_chosen(chosen)
        self.note.setText(self.tr("by Pluto") if spelled_by_us else "")
        tip = self.tr("These Latin letters were made from the Telugu words by Pluto")
        self.note.setToolTip(tip if spelled_by_us else "")

    def show_controls(self, *, shown: bool) -> None:
        """Show the controls, or the bare ground where there are no words."""
        for control in (self.segments, self.smaller, self.larger, self.note):
            control.setVisible(shown)

    def set_size(self, percent: int) -> bool:
        """Take another text size, within the limits; return whether it is another."""
        kept = max(SIZES[0], min(SIZES[-1], percent))
        changed, self.size_percent = kept != self.size_percent, kept
        self._show_limits()
        return changed

    def step_size(self, step: int) -> None:
        """Go to the next size up (1) or down (-1) and tell."""
        larger = [size for size in SIZES if size > self.size_percent]
        smaller = [size for size in SIZES if size < self.size_percent]
        wanted = larger[:1] if step > 0 else smaller[-1:]
        if wanted:
            self.set_size(wanted[0])
        self.size_chosen.emit(self.size_percent)

    def _make_segments(self, mode: Mode) -> Segments:
        segments = Segments(
            [
                (Mode.ENGLISH, self.tr("English"), self.tr("Show the English words")),
                (Mode.TELUGU, "తెలుగు", self.tr("Show the Telugu words")),
                (Mode.BOTH, self.tr("Both"), self.tr("Show Telugu with English below it")),
                (Mode.ROMANISED, self.tr("Romanised"), self.tr("Show the Telugu words in Latin letters")),
            ],
            self._theme,
        )
        segments.setAccessibleName(self.tr("Languages of the words"))
        segments.set_chosen(mode)
        segments.chosen.connect(self.mode_chosen)
        return segments

    def _show_limits(self) -> None:
        self.smaller.setEnabled(self.size_percent > SIZES[0])
        self.larger.setEnabled(self.size_percent < SIZES[-1])

    def _recolor(self) -> None:
        self.note.setStyleSheet(f"color: {self._theme.color('mute').name()}; background: transparent;")
