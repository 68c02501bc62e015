"""The queue's panel."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QToolButton, QVBoxLayout, QWidget

from pluto_desktop.desktop.models.covers import CoverLoader
from pluto_desktop.desktop.models.formatting import songs_text, spell_duration
from pluto_desktop.desktop.models.queue_model import QueueModel
from pluto_desktop.desktop.tasks import TaskRunner
from pluto_desktop.desktop.theme import Theme
from pluto_desktop.desktop.views.pages.heading import ElidedLabel
from pluto_desktop.desktop.views.pages.page import BrowsingPage, Presence
from pluto_desktop.desktop.views.pages.state import PageState, Words
from pluto_desktop.desktop.views.queue.list import QueueList
from pluto_desktop.desktop.views.songs.menu import SongMenu
from pluto_desktop.domain.changes import Changes
from pluto_desktop.domain.ids import SongId
from pluto_desktop.services.browse import Browse
from pluto_desktop.services.personal import Personal


class QueueView(BrowsingPage):
    """What plays and what comes. The play session does what the signals ask, then tells the queue."""

    jump_requested = Signal(int)
    """Play from a position."""
    remove_positions_requested = Signal(object)
    """Take positions (ascending list) out of the queue."""
    move_requested = Signal(object, int)
    """Move positions (ascending list) before the song now at the second one."""
    insert_requested = Signal(object, int)
    """Put songs (ids) before a position."""
    clear_requested = Signal()
    """Empty the queue."""
    close_requested = Signal()
    """Close the panel."""

    def __init__(
        self,
        browse: Browse,
        personal: Personal,
        runner: TaskRunner,
        theme: Theme,
        covers: CoverLoader,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._browse, self._personal, self._runner, self._theme = browse, personal, runner, theme
        self._total: int | None = None
        self.model = QueueModel(browse, runner, self)
        self.list = QueueList(self.model, theme, covers, self)
        self.title = ElidedLabel(theme, "card", parent=self)
        self.detail = ElidedLabel(theme, "secondary", "mute", self)
        self.state = PageState(theme, self)
        self.clear_button = self._button(self.tr("Clear the queue"))
        self.close_button = self._button(self.tr("Close the queue"))
        self.title.set_whole(self.tr("Queue"))
        self.state.say(
            Words(
                self.tr("Nothing is queued"),
                self.tr("Play a song, or drag songs here. What comes next is listed here and survives a restart."),
                self.tr("Browse songs"),
                "browse_songs",
                "playlist",
            )
        )
        self._lay_out()
        self._connect()
        self._restyle()
        self._describe()

    def _button(self, text: str) -> QToolButton:
        button = QToolButton(self)
        button.setToolTip(text)
        button.setAccessibleName(text)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        return button

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.title)
        words.addWidget(self.detail)
        top = QHBoxLayout()
        top.setContentsMargins(16, 12, 12, 10)
        top.addLayout(words, 1)
        top.addWidget(self.clear_button)
        top.addWidget(self.close_button)
        self._stack = QStackedLayout()
        self._stack.addWidget(self.state)
        self._stack.addWidget(self.list)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addLayout(self._stack, 1)

    def _connect(self) -> None:
        self.model.total_changed.connect(self._take_total)
        self.model.failed.connect(self.error)
        self.list.jump_wanted.connect(self.jump_requested)
        self.list.remove_wanted.connect(self.remove_positions_requested)
        self.list.move_wanted.connect(self.move_requested)
        self.list.songs_dropped.connect(self.insert_requested)
        self.state.take_songs()
        self.state.songs_dropped.connect(lambda songs: self.insert_requested.emit(songs, 0))
        self.list.menu_wanted.connect(lambda place: self.build_menu().popup(place))
        self.clear_button.clicked.connect(lambda _=False: self.clear_requested.emit())
        self.close_button.clicked.connect(lambda _=False: self.close_requested.emit())
        self.state.pressed.connect(self.action_requested)
        self._theme.changed.connect(self._restyle)

    def entry(self) -> QWidget | None:
        """Return the queue, or the button that stands in its place."""
        return self.list if self.model.ids else self.state.button

    def show_queue(self, ids: Sequence[SongId], current: int) -> None:
        """Show the queue of a snapshot: ids in play order, and the position that plays (-1: none)."""
        before, replaced = self.model.current, len(ids) != len(self.model.ids)
        self.model.set_queue(ids, current)
        self.list.take_moved_selection()
        self._describe()
        held = self.list.hasFocus() or self.clear_button.hasFocus()
        self._stack.setCurrentWidget(self.list if ids else self.state)
        if held and not ids:
            self.state.button.setFocus()
        in_hand = self.list.underMouse() and not replaced
        if current != before and 0 <= current < len(ids) and not in_hand:
            self.list.show_row(current)

    def set_playing(self, _song_id: SongId | None, playing: bool) -> None:
        """Say whether the current song sounds or is paused; which one it is, :meth:`show_queue` says."""
        if self.list.delegate.playing != playing:
            self.list.delegate.playing = playing
            self.list.viewport().update()

    def set_presence(self, presence: Presence) -> None:
        """Say where the songs are: those that cannot be had now are dimmed."""
        super().set_presence(presence)
        self.model.offline = self.list.delegate.offline = presence.offline
        self.list.viewport().update()

    def apply_changes(self, changes: Changes) -> None:
        """Show what a mutation changed."""
        if changes.everything or changes.songs:
            self.model.refresh(None if changes.everything else changes.songs)

    def build_menu(self) -> SongMenu:
        """Return the menu of the chosen songs."""
        rows = self.list.chosen_rows()
        return SongMenu(
            self,
            self._browse,
            self._personal,
            self._runner,
            [self.model.ids[row] for row in rows],
            self.model.song(rows[0]) if rows else None,
            remove_here=(self.tr("Remove from queue"), lambda: self.remove_positions_requested.emit(rows)),
        )

    def _take_total(self, total_ms: int | None) -> None:
        self._total = total_ms
        self._describe()

    def _describe(self) -> None:
        count = len(self.model.ids)
        text = songs_text(count) if count else ""
        if count and self._total:
            text += " · " + spell_duration(self._total)
        self.detail.set_whole(text)
        self.clear_button.setEnabled(bool(count))

    def _restyle(self) -> None:
        self.clear_button.setIcon(self._theme.icon("trash"))
        self.close_button.setIcon(self._theme.icon("x"))
