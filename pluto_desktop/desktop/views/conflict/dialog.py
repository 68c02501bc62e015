"""The clash of one edit as a dialog, with room for everything."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pluto_desktop.desktop.models.formatting import one_line
from pluto_desktop.desktop.theme import Theme
from pluto_desktop.desktop.views.common.dialog import PlainDialog
from pluto_desktop.desktop.views.common.text import ThemedLabel
from pluto_desktop.desktop.views.conflict.box import ConflictBox

if TYPE_CHECKING:
    from pluto_desktop.services.shared.edits import EditLine

_SIZE = (840, 560)


class ConflictDialog(PlainDialog):
    """Follows one edit and closes when it clashes no more."""

    decided = Signal(object, object)
    """See :attr:`ConflictBox.decided`."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, QCoreApplication.translate("ConflictDialog", "Choose what counts"), parent)
        self.song = ThemedLabel(theme, "", "strong", "text", self)
        self.song.setWordWrap(True)
        self.content.addWidget(self.song)
        inside = QWidget(self)
        self.box = ConflictBox(theme, inside, wide=True)
        self.box.decided.connect(self.decided)
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.box)
        column.addStretch(1)
        self.add_scrolled(inside)
        self.fit(*_SIZE)

    def show_line(self, line: EditLine | None) -> None:
        """Show an edit, or close where there is nothing to choose."""
        self.box.show_line(line)
        if self.box.line is None:
            self.close()
        elif line is not None:
            self.song.setText(one_line(line.title))

    def showEvent(self, event: QShowEvent) -> None:
        """Give the keyboard to the first thing to choose."""
        super().showEvent(event)
        self.box.entry().setFocus(Qt.FocusReason.OtherFocusReason)
