"""The card of work that takes long: what is done, how far it is, and the button that stops it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from pluto_desktop.desktop.models.formatting import grouped
from pluto_desktop.desktop.theme import Theme
from pluto_desktop.desktop.views.common.buttons import LINK_INSET
from pluto_desktop.desktop.views.common.text import ThemedLabel
from pluto_desktop.domain.progress import Progress

_STEPS = 1000


class WorkCard(QFrame):
    """Stands among the cards of messages for as long as the work goes on."""

    cancel_wanted = Signal()
    """The work is to be stopped."""

    def __init__(self, title: str, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("surface", "card")
        self.setAccessibleName(title)
        self.title = ThemedLabel(theme, title, "body", "text", self)
        self.title.setWordWrap(True)
        self.text = ThemedLabel(theme, "", "secondary", "mute", self)
        self.bar = QProgressBar(self)
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(4)
        self.button = QPushButton(self.tr("Cancel"), self)
        self.button.setProperty("kind", "link")
        self.button.setAccessibleName(self.tr("Cancel: %1").replace("%1", title))
        self.button.setToolTip(self.tr("Stop; nothing is changed then"))
        self.button.setCursor(Qt.CursorShape.PointingHandCursor)
        self.button.clicked.connect(lambda _checked=False: self._cancel())
        self._stopping = False
        self._lay_out()
        self.show_progress(Progress(0, None))

    def show_progress(self, progress: Progress) -> None:
        """Show how far the work is; once it is being committed there is no way to stop it."""
        self.bar.setRange(0, _STEPS if progress.total else 0)
        if progress.final:
            self.bar.setRange(0, _STEPS)
            self.bar.setValue(_STEPS)
            text = self.tr("Finishing…")
        elif self._stopping:
            text = self.tr("Stopping…")
        elif progress.total:
            self.bar.setValue(_STEPS * progress.done // progress.total)
            text = self.tr("%1 of %2 songs").replace("%1", grouped(progress.done))
            text = text.replace("%2", grouped(progress.total))
        else:
            text = self.tr("Beginning…")
        self.text.setText(text)
        self.bar.setAccessibleName(text)
        self.button.setVisible(not progress.final)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc cancels, while that can be."""
        if event.key() == Qt.Key.Key_Escape and self.button.isVisible():
            self._cancel()
        else:
            super().keyPressEvent(event)

    def _cancel(self) -> None:
        self._stopping = True
        self.button.setEnabled(False)
        self.text.setText(self.tr("Stopping…"))
        self.cancel_wanted.emit()

    def _lay_out(self) -> None:
        for label in (self.title, self.text):
            label.setContentsMargins(LINK_INSET, 0, LINK_INSET, 0)
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.button, 0, Qt.AlignmentFlag.AlignTop)
        middle = QHBoxLayout()
        middle.setContentsMargins(LINK_INSET, 0, LINK_INSET, 0)
        middle.addWidget(self.bar)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 10, 10, 12)
        column.setSpacing(6)
        column.addLayout(head)
        column.addLayout(middle)
        column.addWidget(self.text)
