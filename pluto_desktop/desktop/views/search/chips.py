"""Filters that were understood, as chips that can be taken away."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from pluto_desktop.desktop.theme import Theme
from pluto_desktop.search.query import Chip

_HEIGHT = 40
_LONGEST = 40


translate = QCoreApplication.translate


def chip_text(chip: Chip) -> str:
    """Return what a filter means, in words."""
    value = chip.value if len(chip.value) <= _LONGEST else chip.value[: _LONGEST - 1] + "…"
    match chip.key:
        case "has":
            value = _has_text(value)
        case "is":
            return _is_text(value, negated=chip.negated)
        case "played" | "added":
            value = _days_text(value)
    negated = {
        "artist": translate("search", "Not by %1"),
        "album": translate("search", "Not on %1"),
        "genre": translate("search", "Not of the genre %1"),
        "tag": translate("search", "Without the tag %1"),
        "lang": translate("search", "Not in the language %1"),
        "has": translate("search", "Without %1"),
        "played": translate("search", "Not heard for %1"),
        "added": translate("search", "Added more than %1 ago"),
    }
    names = {
        "artist": translate("search", "Artist: %1"),
        "album": translate("search", "Album: %1"),
        "genre": translate("search", "Genre: %1"),
        "tag": translate("search", "Tag: %1"),
        "year": translate("search", "Year: %1"),
        "lang": translate("search", "Language: %1"),
        "has": translate("search", "With %1"),
        "plays": translate("search", "Plays: %1"),
        "played": translate("search", "Heard in the last %1"),
        "added": translate("search", "Added in the last %1"),
        "length": translate("search", "Length: %1"),
    }
    return (negated if chip.negated else names)[chip.key].replace("%1", value)


def _has_text(value: str) -> str:
    return {
        "lyrics": translate("search", "lyrics"),
        "times": translate("search", "timed lyrics"),
        "words": translate("search", "word times"),
        "bgm": translate("search", "bgm"),
        "cover": translate("search", "a cover"),
        "audio": translate("search", "audio"),
    }.get(value.lower(), value)


def _is_text(value: str, *, negated: bool) -> str:
    if value.lower() == "here":
        return translate("search", "Not on this device") if negated else translate("search", "On this device")
    return translate("search", "Not a favourite") if negated else translate("search", "A favourite")


def _days_text(value: str) -> str:
    """Return a number of days, weeks, months or years in words."""
    number, unit = value.rstrip("dwmyDWMY ").strip(), value[-1].lower()
    many = {
        "w": translate("search", "%1 weeks"),
        "m": translate("search", "%1 months"),
        "y": translate("search", "%1 years"),
    }.get(unit, translate("search", "%1 days"))
    one = {
        "w": translate("search", "%1 week"),
        "m": translate("search", "%1 month"),
        "y": translate("search", "%1 year"),
    }.get(unit, translate("search", "%1 day"))
    return (one if number == "1" else many).replace("%1", number)


class ChipBar(QWidget):
    """A row of chips; nothing where there are none. GUI thread only."""

    removed = Signal(object)
    """A chip was pressed: its :class:`Chip`."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._chips: tuple[Chip, ...] = ()
        self._buttons: list[QToolButton] = []
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(8, 6, 8, 4)
        self._row.setSpacing(6)
        self._row.addStretch(1)
        self.hide()

    def set_chips(self, chips: Sequence[Chip]) -> None:
        """Show other chips."""
        if tuple(chips) == self._chips:
            return
        self._chips = tuple(chips)
        while len(self._buttons) < len(chips):
            button = QToolButton(self)
            button.setProperty("kind", "pill")
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            at = len(self._buttons)
            button.clicked.connect(lambda _checked=False, at=at: self.removed.emit(self._chips[at]))
            self._row.insertWidget(at, button)
            self._buttons.append(button)
        for at, button in enumerate(self._buttons):
            button.setVisible(at < len(chips))
            if at < len(chips):
                text = chip_text(chips[at])
                button.setFont(self._theme.font("secondary"))
                button.setText(f"{text}  ×")
                button.setAccessibleName(self.tr("Take away the filter %1").replace("%1", text))
                button.setToolTip(button.accessibleName())
        self.setFixedHeight(self._theme.grown(_HEIGHT))
        self.setVisible(bool(chips))

    def wanted_height(self) -> int:
        """Return the height the chips take up, 0 where there are none."""
        return self._theme.grown(_HEIGHT) if self._chips else 0
