"""The edits that wait, as a list: each with what can be done about it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from pluto_desktop.desktop.models.formatting import grouped
from pluto_desktop.desktop.theme import Theme
from pluto_desktop.desktop.views.status.edit_texts import text_of
from pluto_desktop.domain.edits import EditState

if TYPE_CHECKING:
    from pluto_desktop.services.shared.edits import EditLine

_ID = Qt.ItemDataRole.UserRole
_HEIGHT = 220
_AT_MOST = 200
"""So many are listed: each is measured anew whenever the list changes, and an import may leave thousands."""


class EditsBox(QWidget):
    """Lists edits; what is to be done with the chosen one is told by signals with its line. Hidden while none waits.

    Where there are too many to be listed, those come first that a person must see to. With ``opens`` a song can be
    opened in its form.
    """

    retry_wanted = Signal(object)
    choose_wanted = Signal(object)
    """What counts where an edit clashes is to be chosen."""
    open_wanted = Signal(object)
    discard_wanted = Signal(object)
    selection_changed = Signal()
    """Another edit is chosen."""

    def __init__(self, theme: Theme, parent: QWidget | None = None, *, opens: bool = False) -> None:
        super().__init__(parent)
        self._opens = opens
        self._lines: dict[str, EditLine] = {}
        self.list = QListWidget(self)
        self.list.setAccessibleName(self.tr("Edits that wait"))
        self.list.setProperty("kind", "choices")
        self.list.setWordWrap(True)
        self.list.setSpacing(2)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setMinimumHeight(theme.grown(_HEIGHT))
        self.list.currentRowChanged.connect(lambda _row: self._offer())
        self.list.itemActivated.connect(lambda _item: self._activate())
        self._buttons = QHBoxLayout()
        self.retry = self._button(
            self.tr("Try this again"), self.tr("Send this edit again, which failed"), self.retry_wanted.emit
        )
        self.choose = self._button(
            self.tr("Choose…"), self.tr("Look at both sides where they clash, and choose"), self.choose_wanted.emit
        )
        self.open = self._button(self.tr("Open the song"), self.tr("Show the song's form"), self.open_wanted.emit)
        self.open.setVisible(opens)
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
        listed = lines
        if len(lines) > _AT_MOST:
            listed = sorted(lines, key=lambda line: line.state is EditState.WAITING)[:_AT_MOST]
        self._lines = {line.op_id: line for line in listed}
        ids = list(self._lines)
        self.list.blockSignals(True)  # noqa: FBT003 - Qt's
        self.list.clear()
        for line in listed:
            item = QListWidgetItem(text_of(line))
            item.setData(_ID, line.op_id)
            self.list.addItem(item)
        if len(lines) > len(listed):
            more = self.tr("And %1 more").replace("%1", grouped(len(lines) - len(listed)))
            self.list.addItem(QListWidgetItem(more))
        if ids:
            self.list.setCurrentRow(ids.index(chosen.op_id) if chosen is not None and chosen.op_id in ids else 0)
        self.list.blockSignals(False)  # noqa: FBT003 - Qt's
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
        self.choose.setEnabled(state is EditState.CONFLICT)
        self.open.setEnabled(line is not None and bool(line.song_id))
        self.discard.setEnabled(line is not None)
        self.selection_changed.emit()

    def _activate(self) -> None:
        """Do what Enter on an edit most likely means."""
        line = self.chosen()
        if line is not None and line.state is EditState.CONFLICT:
            self.choose_wanted.emit(line)
        elif line is not None and line.song_id and self._opens:
            self.open_wanted.emit(line)

    def _button(self, text: str, hint: str, act: Callable[[object], object]) -> QPushButton:
        button = QPushButton(text, self)
        button.setAccessibleName(text.rstrip("…"))
        button.setToolTip(hint)
        button.setAutoDefault(False)
        button.clicked.connect(lambda _checked=False: act(self.chosen()))
        self._buttons.addWidget(button)
        return button
