"""One operation: what it did to each of its songs, and the buttons that take it back."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from pluto_desktop.desktop.models.formatting import grouped, one_line
from pluto_desktop.desktop.models.history_texts import line_title, what_was_done, when
from pluto_desktop.desktop.theme import Theme
from pluto_desktop.desktop.views.common.text import ThemedLabel
from pluto_desktop.desktop.views.common.viewport import give_viewport
from pluto_desktop.desktop.views.history.changes import SongChangeBox
from pluto_desktop.desktop.views.pages.heading import ElidedLabel
from pluto_desktop.domain.batches import OperationLine
from pluto_desktop.domain.shared import CommandKind
from pluto_desktop.services.history import Opened

MOST = 50
"""Songs that are shown of an operation."""

_SINGLE = frozenset(kind.value for kind in CommandKind)


class OperationPage(QWidget):
    """Shows an opened operation. What is to be taken back it asks by signals."""

    back = Signal()
    """The list is wanted again."""
    revert_all_wanted = Signal(object)
    """All of an operation (line) is to be taken back."""
    revert_wanted = Signal(object, object, str)
    """Of an operation (line) what it did to a song (id) or to its field is to be taken back; "" is the whole song."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.line: OperationLine | None = None
        """The operation that is shown or waited for."""
        self.boxes: list[SongChangeBox] = []
        """The songs that are shown."""
        self._edits = True
        self.back_button = QPushButton(self.tr("History"), self)
        self.back_button.setProperty("kind", "link")
        self.back_button.setIcon(theme.icon("chevron-left"))
        self.back_button.setAccessibleName(self.tr("Back to the history"))
        self.back_button.setToolTip(self.tr("Back to the history  (Esc)"))
        self.back_button.clicked.connect(lambda _=False: self.back.emit())
        self.title = ElidedLabel(theme, "card", parent=self)
        self.detail = ElidedLabel(theme, "secondary", "mute", self)
        self.revert = QPushButton(self)
        self.revert.clicked.connect(lambda _=False: self._ask())
        self.said = ThemedLabel(theme, "", "secondary", "mute", self)
        self.said.setWordWrap(True)
        self.area = QScrollArea(self)
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setAccessibleName(self.tr("What was changed"))
        give_viewport(self.area).setAutoFillBackground(False)
        self._lay_out()

    def set_edits(self, *, edits: bool) -> None:
        """Offer to take things back, or not."""
        self._edits = edits
        self.revert.setVisible(edits)

    def begin(self, line: OperationLine) -> None:
        """Show whose operation it is, while what it did is read."""
        self.line = line
        self.title.set_whole(line_title(line))
        parts = (one_line(line.actor), what_was_done(line), when(line.at_ms))
        self.detail.set_whole(" · ".join(part for part in parts if part))
        text = self.tr("Revert the song") if self._is_single(line) else self.tr("Revert all of it")
        self.revert.setText(text)
        self.revert.setAccessibleName(text)
        self.revert.setToolTip(self.tr("Give back what was before; what was changed since is left as it is"))
        self.revert.setEnabled(False)
        self._fill(None)
        self.say(self.tr("Reading what was changed…"))

    def show_opened(self, opened: Opened) -> None:
        """Show what the operation did."""
        self.revert.setEnabled(True)
        self._fill(opened)
        more = opened.total - len(opened.songs)
        if more > 0:
            text = self.tr("These are the first %1 songs; %2 more were changed with them.")
            self.say(text.replace("%1", grouped(len(opened.songs))).replace("%2", grouped(more)))
        elif not opened.songs:
            self.say(self.tr("What it changed is not known any more."))
        else:
            self.say("")

    def say(self, text: str) -> None:
        """Say something above the songs; "" for nothing."""
        self.said.setText(text)
        self.said.setVisible(bool(text))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back by Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.back.emit()
        else:
            super().keyPressEvent(event)

    # -- inside --

    def _is_single(self, line: OperationLine) -> bool:
        return line.song_id is not None and line.kind in _SINGLE

    def _ask(self) -> None:
        line = self.line
        if line is None:
            return
        if self._is_single(line):
            self.revert_wanted.emit(line, line.song_id, "")
        else:
            self.revert_all_wanted.emit(line)

    def _fill(self, opened: Opened | None) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(24, 4, 24, 24)
        column.setSpacing(0)
        self.boxes = []
        if opened is not None:
            many = not self._is_single(opened.line)
            for change in opened.songs:
                box = SongChangeBox(change, self._theme, inside, many=many, edits=self._edits)
                box.revert_wanted.connect(self._relay)
                column.addWidget(box)
                self.boxes.append(box)
        column.addStretch(1)
        inside.setAutoFillBackground(False)
        self.area.setWidget(inside)

    def _relay(self, song: object, field: str) -> None:
        self.revert_wanted.emit(self.line, song, field)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(12)
        names = QVBoxLayout()
        names.setSpacing(2)
        names.addWidget(self.title)
        names.addWidget(self.detail)
        head.addLayout(names, 1)
        head.addWidget(self.revert)
        top = QVBoxLayout()
        top.setContentsMargins(24, 12, 24, 8)
        top.setSpacing(8)
        top.addWidget(self.back_button, 0, Qt.AlignmentFlag.AlignLeft)
        top.addLayout(head)
        top.addWidget(self.said)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self.area, 1)
