"""One of several choices, side by side in one frame."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QWidget

from pluto_desktop.desktop.theme import Theme
from pluto_desktop.desktop.views.common.pills import PillRow


class Segments(PillRow):
    """Exactly one is chosen; the arrow keys move the choice."""

    chosen = Signal(str)
    """The key of what a person chose."""

    def __init__(self, choices: Sequence[tuple[str, str, str]], theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(choices, theme, parent)
        group = QButtonGroup(self)
        for button in self.buttons.values():
            group.addButton(button)

    def pressed(self, key: str) -> None:
        """Tell."""
        self.chosen.emit(key)

    def arrived(self, key: str) -> None:
        """Choose it, too."""
        self.buttons[key].click()

    def set_chosen(self, key: str) -> None:
        """Show a choice as the present one, without telling."""
        self.buttons[key].setChecked(True)
