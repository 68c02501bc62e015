"""The edits that wait, in the pill's sheet: each with what can be done about it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from pluto_desktop.desktop.theme import Theme
from pluto_desktop.desktop.views.status.edit_texts import text_of
from pluto_desktop.domain.edits import EditState

if TYPE_CHECKING:
    from pluto_desktop.services.shared.edits import EditLine

_ID = Qt.ItemDataRole.UserRole
_HEIGHT = 220


class EditsBox(QWidget):
    """Lists edits; what is to be done with the chosen one is told by signals with its line. Hidden while none waits."""

    retry_wanted = Signal(object)
    mine_wanted = Signal(object)
    theirs_wanted = Signal(object)
    discard_wanted = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: dict[str, EditLine] = {}
        self.list = QListWidget(self)
        self.list.setAccessibleName(self.tr("Edits that wait"))
        self.list.setProperty("kind", "choices")
        self.list.setWordWrap(True)
        self.list.setSpacing(2)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setMinimumHeight(theme.grown(_HEIGHT))
        self.list.currentRowChanged.connect(lambda _row: self._offer())
        self._buttons = QHBoxLayout()
        self.retry = self._button(
            self.tr("Try this again"), self.tr("Send this edit again, which failed"), self.retry_wanted.emit
        )
        self.mine = self._button(
            self.tr("Keep mine"), self.tr("What you edited counts, where it clashes"), self.mine_wanted.emit
        )
        self.theirs = self._button(
            self.tr("Keep theirs"),
            self.tr("What is in the shared library counts, where it clashes"),
            self.theirs_wanted.emit,
        )
        self.discard = self._button(self.tr("Discard…"), self.tr("Give this edit up"), self.discard_wanted.emit)
        self._buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.list, 1)
        column.addLayout(self._buttons)
        self.hide()

    def show_edits(self, lines: Sequence[EditLine]) -> None:
        """Show what waits; the edit that was chosen stays so."""
        chosen = self.chosen()
        self._lines = {line.op_id: line for line in lines}
        self.list.clear()
        for line in lines:
            item = QListWidgetItem(text_of(line))
            item.setData(_ID, line.op_id)
            self.list.addItem(item)
        ids = list(self._lines)
        if ids:
            self.list.setCurrentRow(ids.index(chosen.op_id) if chosen is not None and chosen.op_id in ids else 0)
        self._offer()
        self.setVisible(bool(ids))

    def chosen(self) -> EditLine | None:
        """Return the edit that is chosen, or None."""
        item = self.list.currentItem()
        return None if item is None else self._lines.get(item.data(_ID))

    def _offer(self) -> None:
        line = self.chosen()
        state = None if line is None else line.state
        self.retry.setEnabled(state is EditState.FAILED)
        self.mine.setEnabled(state is EditState.CONFLICT)
        self.theirs.setEnabled(state is EditState.CONFLICT)
        self.discard.setEnabled(line is not None)

    def _button(self, text: str, hint: str, act: Callable[[object], object]) -> QPushButton:
        button = QPushButton(text, self)
        button.setAccessibleName(text.rstrip("…"))
        button.setToolTip(hint)
        button.setAutoDefault(False)
        button.clicked.connect(lambda _checked=False: act(self.chosen()))
        self._buttons.addWidget(button)
        return button
