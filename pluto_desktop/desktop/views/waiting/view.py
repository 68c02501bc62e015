"""Waiting edits: what was edited here and is not in the shared library yet, and what can be done about each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from pluto_desktop.desktop.models.covers import CoverLoader
from pluto_desktop.desktop.tasks import TaskRunner
from pluto_desktop.desktop.theme import Theme
from pluto_desktop.desktop.views.pages.heading import PageHeading
from pluto_desktop.desktop.views.pages.page import BrowsingPage
from pluto_desktop.desktop.views.pages.state import PageState, Words
from pluto_desktop.desktop.views.status.edits import EditsBox
from pluto_desktop.domain.changes import Changes
from pluto_desktop.domain.ids import SongId
from pluto_desktop.domain.views import SongQuery
from pluto_desktop.services.browse import Browse
from pluto_desktop.services.personal import Personal

if TYPE_CHECKING:
    from pluto_desktop.services.shared.edits import EditLine


class WaitingView(BrowsingPage):
    """Lists the edits; it is told them by :meth:`show_edits`."""

    def __init__(
        self,
        _browse: Browse,
        _personal: Personal,
        _runner: TaskRunner,
        theme: Theme,
        _covers: CoverLoader,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.heading = PageHeading(theme, self)
        self.heading.set_filters_offered(offered=False)
        self.heading.order.hide()
        self.edits = EditsBox(theme, self, opens=True)
        self.state = PageState(theme, self)
        self.state.say(
            Words(
                self.tr("Nothing waits"),
                self.tr("What you edit while the servers are away stands here until it is sent."),
                mark="circle-check",
            )
        )
        self.edits.open_wanted.connect(lambda line: self.edit_requested.emit([line.song_id]))
        self.edits.selection_changed.connect(self.selection_changed)
        body = QWidget(self)
        self._stack = QStackedLayout(body)
        inside = QWidget(body)
        margins = QVBoxLayout(inside)
        margins.setContentsMargins(16, 0, 16, 16)
        margins.addWidget(self.edits)
        self._stack.addWidget(self.state)
        self._stack.addWidget(inside)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.heading)
        column.addWidget(body, 1)

    def show_edits(self, lines: Sequence[EditLine]) -> None:
        """Show what waits."""
        self.edits.show_edits(lines)
        self._stack.setCurrentIndex(1 if lines else 0)
        said = QCoreApplication.translate("WaitingView", "%1 waiting").replace("%1", str(len(lines)))
        self.heading.set_detail(said if lines else "")

    def entry(self) -> QWidget | None:
        """Return the list, where there is something in it."""
        return self.edits.list if self._stack.currentIndex() else None

    def chosen(self) -> list[SongId]:
        """Return the song of the edit that is chosen; a batch is of many."""
        line = self.edits.chosen()
        return [line.song_id] if line is not None and line.song_id else []

    def show_query(self, _query: SongQuery, heading: str) -> None:
        """Show the page's name."""
        self.heading.title.set_whole(heading)

    def apply_changes(self, _changes: Changes) -> None:
        """Do nothing: the edits are told."""

    def set_playing(self, _song_id: SongId | None, playing: bool) -> None:
        """Do nothing: no song is played here."""
