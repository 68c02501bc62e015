"""The field in which a playlist is named, in its place in the side bar."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from pluto_desktop.desktop.theme import Theme

_LONGEST = 200


class NameField(QLineEdit):
    """Enter names, Esc leaves things as they are; so does leaving an empty field."""

    named = Signal(str)
    """A name was given, never an empty one."""
    finished = Signal()
    """The field is done with; comes after :attr:`named`."""

    def __init__(self, theme: Theme, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._before = text
        self._done = False
        self.setMaxLength(_LONGEST)
        self.setFont(theme.font("body"))
        self.setPlaceholderText(self.tr("Name of the playlist"))
        self.setAccessibleName(self.tr("Name of the playlist"))
        self.setToolTip(self.tr("Enter keeps the name, Esc leaves it"))
        self.selectAll()
        self.returnPressed.connect(self._keep)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves everything as it is."""
        if event.key() == Qt.Key.Key_Escape:
            self._finish()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Keep what was typed when the person goes on to something else."""
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self._keep()

    def _keep(self) -> None:
        name = " ".join(self.text().split())
        if not self._done and name and name != self._before:
            self._done = True
            self.named.emit(name)
        self._finish()

    def _finish(self) -> None:
        self._done = True
        self.finished.emit()
