"""The page of what was done to the library, or to one song; an operation is opened in it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedLayout, QVBoxLayout, QWidget

from pluto_desktop.desktop.models.covers import CoverLoader
from pluto_desktop.desktop.models.formatting import one_line
from pluto_desktop.desktop.models.history_list import HistoryModel
from pluto_desktop.desktop.tasks import TaskRunner
from pluto_desktop.desktop.theme import Theme
from pluto_desktop.desktop.views.common.text import ThemedLabel
from pluto_desktop.desktop.views.history.operation import OperationPage
from pluto_desktop.desktop.views.history.table import HistoryTable
from pluto_desktop.desktop.views.pages.heading import ElidedLabel
from pluto_desktop.desktop.views.pages.page import BrowsingPage, Presence
from pluto_desktop.desktop.views.pages.state import PageState, Words
from pluto_desktop.domain.batches import OperationLine
from pluto_desktop.domain.changes import Changes
from pluto_desktop.domain.ids import SongId
from pluto_desktop.domain.views import SongQuery
from pluto_desktop.services.browse import Browse
from pluto_desktop.services.personal import Personal


class HistoryView(BrowsingPage):
    """Shows what it is given; what it wants it asks by signals. What a page of songs is made of it does not use."""

    PAGE_KEY = "history"

    lines_wanted = Signal()
    """The newest operations of :attr:`song`, of the whole library where that is None, are wanted."""
    older_wanted = Signal(object)
    """Operations before one (its id) are wanted."""
    line_opened = Signal(object)
    """What an operation (line) did is wanted."""

    def __init__(
        self,
        _browse: Browse,
        _personal: Personal,
        _runner: TaskRunner,
        theme: Theme,
        covers: CoverLoader,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.covers = covers
        self.song: SongId | None = None
        """The song whose history is shown; None for the whole library."""
        self.model = HistoryModel(self)
        self.table = HistoryTable(self.model, theme, self)
        self.state = PageState(theme, self)
        self.operation = OperationPage(theme, self)
        self.title = ElidedLabel(theme, "card", parent=self)
        self.all_button = QPushButton(self.tr("The whole library"), self)
        self.all_button.setProperty("kind", "link")
        self.all_button.setAccessibleName(self.tr("Show the history of the whole library"))
        self.all_button.clicked.connect(lambda _=False: self.show_library())
        self.note = ThemedLabel(theme, "", "secondary", "warn", self)
        self.note.setWordWrap(True)
        self.note.setContentsMargins(24, 0, 24, 8)
        self._lay_out()
        self.model.more_wanted.connect(self._ask_older)
        self.table.opened.connect(self._open)
        self.table.selectionModel().selectionChanged.connect(lambda _in, _out: self.selection_changed.emit())
        self.operation.back.connect(self.show_list)
        self.state.pressed.connect(lambda _does: self.lines_wanted.emit())
        self._head()
        self.say_trouble("")
        self._say(Words(self.tr("Looking"), self.tr("What was done to the library is read."), mark="history"))

    def entry(self) -> QWidget | None:
        """Return the list, the opened operation's way back, or the button in their place."""
        if self._whole.currentWidget() is self.operation:
            return self.operation.back_button
        if self._stack.currentWidget() is self.table:
            return self.table
        return None if self.state.button.isHidden() else self.state.button

    def chosen(self) -> list[SongId]:
        """Return the song of the chosen operation, where it was one."""
        index = self.table.currentIndex()
        song = self.model.line(index.row()).song_id if index.isValid() else None
        return [] if song is None else [song]

    # -- what the window says --

    def show_query(self, _query: SongQuery, _heading: str) -> None:
        """Show nothing else: which history is shown is said by :meth:`show_song` and :meth:`show_library`."""

    def show_library(self) -> None:
        """Show what was done to the whole library."""
        self._show_history(None, "")

    def show_song(self, song: SongId, title: str) -> None:
        """Show what was done to one song."""
        self._show_history(song, title)

    def show_lines(self, waiting: Sequence[OperationLine], lines: Sequence[OperationLine], *, more: bool) -> None:
        """Show edits that wait and the newest operations; ``more`` is whether there may be older ones."""
        self.say_trouble("")
        row = self.table.currentIndex().row()
        held = self.model.line(row).op_id if 0 <= row < self.model.rowCount() else None
        self.model.set_waiting(waiting)
        self.model.set_lines(lines, more=more)
        ids = [self.model.line(at).op_id for at in range(self.model.rowCount())]
        if held in ids and self.table.currentIndex().row() != ids.index(held):
            self.table.choose(ids.index(held))
        self._show_all(self.tr("Nothing was changed yet"), self.tr("Each edit of a song will stand here."))

    def show_away(self, waiting: Sequence[OperationLine], why: str) -> None:
        """Show the edits that wait, and say why the others cannot be told; what is shown of them stays."""
        self.model.set_waiting(waiting)
        self.say_trouble(why if self.model.rowCount() else "")
        self._show_all(self.tr("Not known just now"), why, again=True)

    def show_older(self, lines: Sequence[OperationLine], *, more: bool) -> None:
        """Show older operations below."""
        self.model.add_older(lines, more=more)

    def say_trouble(self, text: str) -> None:
        """Say why something is missing, above the list; "" for nothing."""
        self.note.setText(text)
        self.note.setVisible(bool(text))

    def open_line(self, line: OperationLine) -> None:
        """Show what an operation did, be it in the list or not."""
        self.operation.begin(line)
        self._whole.setCurrentWidget(self.operation)
        self.operation.back_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self.line_opened.emit(line)

    def show_list(self) -> None:
        """Show the list again."""
        held = self._whole.currentWidget() is self.operation and self.isAncestorOf(self.window().focusWidget() or self)
        self.operation.line = None
        self._whole.setCurrentWidget(self._list)
        if held:
            (self.entry() or self).setFocus(Qt.FocusReason.OtherFocusReason)

    def set_presence(self, presence: Presence) -> None:
        """Say whether this person may take things back."""
        super().set_presence(presence)
        self.operation.set_edits(edits=presence.edits)

    def apply_changes(self, _changes: Changes) -> None:
        """Nothing: whoever asks for the lines knows when they are others."""

    def set_playing(self, _song_id: SongId | None, _playing: bool) -> None:
        """Nothing: no song is marked here."""

    # -- inside --

    def _show_history(self, song: SongId | None, title: str) -> None:
        self.show_list()
        if song != self.song or song is not None:
            self.model.set_waiting(())
            self.model.set_lines((), more=False)
        self.song = song
        self._head(title)
        self.lines_wanted.emit()

    def _head(self, title: str = "") -> None:
        said = self.tr("History of %1").replace("%1", one_line(title)) if title else self.tr("History")
        self.title.set_whole(said)
        self.all_button.setVisible(self.song is not None)

    def _ask_older(self) -> None:
        oldest = self.model.oldest
        if oldest is not None:
            self.older_wanted.emit(oldest.op_id)

    def _open(self, row: int) -> None:
        self.open_line(self.model.line(row))

    def _show_all(self, title: str, text: str, *, again: bool = False) -> None:
        if self.model.rowCount():
            self._turn_to(self.table)
        elif again:
            self._say(Words(title, text, self.tr("Try again"), "again", "alert-triangle"))
        else:
            self._say(Words(title, text, mark="history"))

    def _turn_to(self, part: QWidget) -> None:
        held = any(one.hasFocus() for one in (self, self.table, self.state, self.state.button))
        self._stack.setCurrentWidget(part)
        if held:
            (self.entry() or self).setFocus(Qt.FocusReason.OtherFocusReason)

    def _say(self, words: Words) -> None:
        self.state.say(words)
        self._turn_to(self.state)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(24, 14, 16, 10)
        head.addWidget(self.title, 1)
        head.addWidget(self.all_button)
        self._stack = QStackedLayout()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.state)
        self._list = QWidget(self)
        column = QVBoxLayout(self._list)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.note)
        column.addLayout(self._stack, 1)
        self._whole = QStackedLayout(self)
        self._whole.addWidget(self._list)
        self._whole.addWidget(self.operation)
