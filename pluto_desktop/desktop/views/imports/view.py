"""The page of the imports of late: what came in, what was left out and why, and looking again."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QStackedLayout, QVBoxLayout, QWidget

from pluto_desktop.desktop.models.covers import CoverLoader
from pluto_desktop.desktop.tasks import TaskRunner
from pluto_desktop.desktop.theme import Theme
from pluto_desktop.desktop.views.common.viewport import give_viewport
from pluto_desktop.desktop.views.importing.reasons import ReasonsDialog
from pluto_desktop.desktop.views.imports.row import ImportRow
from pluto_desktop.desktop.views.pages.heading import ElidedLabel
from pluto_desktop.desktop.views.pages.page import BrowsingPage
from pluto_desktop.desktop.views.pages.state import PageState, Words
from pluto_desktop.domain.changes import Changes
from pluto_desktop.domain.ids import SongId
from pluto_desktop.domain.views import SongQuery
from pluto_desktop.services.browse import Browse
from pluto_desktop.services.imports import PastImport
from pluto_desktop.services.personal import Personal


class ImportsView(BrowsingPage):
    """Lists the imports it is given. What a page of songs is made of it does not use."""

    PAGE_KEY = "imports"

    again_wanted = Signal(object)
    """What was imported (a :class:`PastImport`) is to be looked through again."""

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
        self._theme = theme
        self._imports: Sequence[PastImport] = ()
        self.rows: list[ImportRow] = []
        """The imports that are shown, the newest first."""
        self.dialog: ReasonsDialog | None = None
        self.title = ElidedLabel(theme, "card", parent=self)
        self.title.set_whole(self.tr("Imports"))
        self.area = QScrollArea(self)
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setAccessibleName(self.tr("Imports"))
        give_viewport(self.area).setAutoFillBackground(False)
        self.state = PageState(theme, self)
        self.state.pressed.connect(self.action_requested)
        self._stack = QStackedLayout()
        self._stack.addWidget(self.area)
        self._stack.addWidget(self.state)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(24, 14, 16, 10)
        head.addWidget(self.title)
        column.addLayout(head)
        column.addLayout(self._stack, 1)
        self.show_imports(())

    def entry(self) -> QWidget | None:
        """Return the newest import's first button, or the one of an empty page."""
        return next((row.again for row in self.rows if row.again.isVisibleTo(row)), self.state.button)

    def show_imports(self, imports: Sequence[PastImport]) -> None:
        """Show imports, the newest first."""
        if self.rows and [one.at_ms for one in imports] == [one.at_ms for one in self._imports]:
            return
        self._imports = imports
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(24, 0, 24, 24)
        column.setSpacing(8)
        self.rows = []
        for past in imports:
            row = ImportRow(past, self._theme, inside)
            row.again_wanted.connect(self.again_wanted)
            row.reasons_wanted.connect(self.show_reasons)
            column.addWidget(row)
            self.rows.append(row)
        column.addStretch(1)
        inside.setAutoFillBackground(False)
        self.area.setWidget(inside)
        if not imports:
            text = self.tr("What is added to the library, and what is left out and why, will stand here.")
            self.state.say(Words(self.tr("Nothing was imported yet"), text, self.tr("Add music"), "add_music"))
        self._stack.setCurrentWidget(self.area if imports else self.state)

    def show_reasons(self, past: PastImport) -> None:
        """Show why files were left out of an import."""
        self.dialog = ReasonsDialog(self._theme, past.errors, self.window(), total=past.skipped)
        self.dialog.open()

    def show_query(self, _query: SongQuery, _heading: str) -> None:
        """Show nothing else: there is one list of imports."""

    def apply_changes(self, _changes: Changes) -> None:
        """Nothing: whoever tells of the imports knows when there are others."""

    def set_playing(self, _song_id: SongId | None, _playing: bool) -> None:
        """Nothing: no song is marked here."""
