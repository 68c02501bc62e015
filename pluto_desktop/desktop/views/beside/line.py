"""The quiet line that says who else edits what is edited here."""

from __future__ import annotations

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pluto_desktop.desktop.theme import Theme
from pluto_desktop.desktop.views.pages.heading import ElidedLabel


class EditorsLine(QWidget):
    """Keeps its room whether it says something or not, so that nothing moves; it takes neither focus nor pointer."""

    def __init__(self, theme: Theme, side_px: int, parent: QWidget) -> None:
        """Leave ``side_px`` at either side, as what stands above."""
        super().__init__(parent)
        self.label = ElidedLabel(theme, "secondary", "mute", self)
        column = QVBoxLayout(self)
        column.setContentsMargins(side_px, 0, side_px, 8)
        column.addWidget(self.label)
        self._about: object = None

    def say(self, text: str, about: object) -> None:
        """Show a text, and tell it to who hears the window; that nobody is left is told where it is ``about`` the same.

        That is the songs, for somebody who goes on to others has not seen anybody leave.
        """
        before, self._about, same = self.label.whole(), about, about == self._about
        if text == before:
            return
        self.label.set_whole(text)
        if text or same:
            gone = self.tr("Nobody else is editing this any more")
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text or gone))
