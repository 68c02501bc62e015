"""The page of a smart playlist: its songs, under its rule in words."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QPushButton, QToolButton, QVBoxLayout, QWidget

from pluto_desktop.desktop.models.covers import CoverLoader
from pluto_desktop.desktop.sentences import explain
from pluto_desktop.desktop.tasks import Lane, TaskRunner
from pluto_desktop.desktop.theme import Theme
from pluto_desktop.desktop.views.common.menus import rounded
from pluto_desktop.desktop.views.pages.heading import ElidedLabel
from pluto_desktop.desktop.views.pages.state import Words
from pluto_desktop.desktop.views.smart.texts import told
from pluto_desktop.desktop.views.songs.view import SongsView
from pluto_desktop.domain.changes import Changes
from pluto_desktop.domain.errors import Invalid, NotFound
from pluto_desktop.domain.ids import PlaylistId
from pluto_desktop.domain.playlists import Rule
from pluto_desktop.domain.views import SongQuery
from pluto_desktop.services.browse import Browse
from pluto_desktop.services.personal import Personal


class SmartPlaylistView(SongsView):
    """One smart playlist. Its songs are the rule's: none is put in, taken out or moved here. F2 renames."""

    PAGE_KEY = "smart"

    edit_wanted = Signal(object)
    """The rule of the playlist (id) is to be changed."""
    naming_wanted = Signal(object)
    """The playlist (id) is to be called something else."""
    copy_wanted = Signal(object)
    """A playlist is to be made of the songs the smart one (id) has now."""
    export_wanted = Signal(object, str)
    """The playlist (id, name) is to be written to a file."""
    delete_wanted = Signal(object, str)
    """The playlist (id, name) is to be deleted."""

    def __init__(
        self,
        browse: Browse,
        personal: Personal,
        runner: TaskRunner,
        theme: Theme,
        covers: CoverLoader,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(browse, personal, runner, theme, covers, parent)
        self._playlist = PlaylistId("")
        self.rule = ElidedLabel(theme, "secondary", "mute", self)
        self.edit = QPushButton(self.tr("Edit rule…"), self)
        self.edit.setAccessibleName(self.tr("Edit the rule"))
        self.edit.setToolTip(self.tr("Change what this playlist looks for, its order and its length"))
        self.edit.clicked.connect(lambda _checked=False: self.edit_wanted.emit(self._playlist))
        strip = QFrame(self)
        strip.setAccessibleName(self.tr("Rule of this playlist"))
        row = QHBoxLayout(strip)
        row.setContentsMargins(16, 0, 12, 10)
        row.setSpacing(12)
        row.addWidget(self.rule, 1)
        row.addWidget(self.edit)
        column = self.layout()
        assert isinstance(column, QVBoxLayout)
        column.insertWidget(column.indexOf(self.heading) + 1, strip)
        self.more = QToolButton(self)
        self.more.setToolTip(self.tr("More about this playlist"))
        self.more.setAccessibleName(self.tr("More about this playlist"))
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.more.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.more.setMenu(self._build_more())
        self.heading.buttons.addWidget(self.more)
        self.rename_wanted.connect(lambda: self.naming_wanted.emit(self._playlist))
        theme.changed.connect(self._restyle)
        self._restyle()

    def show_query(self, query: SongQuery, heading: str) -> None:
        """Show a smart playlist (the query's key)."""
        self._playlist = PlaylistId(query.key)
        self.rule.set_whole("")
        super().show_query(query, heading)
        self._read_rule()

    def apply_changes(self, changes: Changes) -> None:
        """Show what a mutation changed; the rule may be another one now."""
        super().apply_changes(changes)
        if self._playlist and (changes.playlists or changes.everything):
            self._read_rule()

    def _read_rule(self) -> None:
        personal, playlist = self._personal, self._playlist
        self._runner.run(
            self, "rule", Lane.READ, lambda _token: personal.find_rule(playlist), self._tell_rule, self._failed
        )

    def _tell_rule(self, rule: Rule | None) -> None:
        self.rule.set_whole("" if rule is None else told(rule))

    def _failed(self, error: Exception) -> None:
        """Say in place what is wrong with a rule; it is kept, and may be mended."""
        if isinstance(error, Invalid):
            self._late.stop()
            self.heading.set_detail("")
            title, text = self.tr("This rule is not understood"), explain(error)
            self._say(Words(title, text, self.tr("Edit the rule…"), "edit_rule", "sparkles"))
        elif not isinstance(error, NotFound):  # one that was deleted just now is about to leave the side bar
            super()._failed(error)

    def _act(self, does: str) -> None:
        if does == "edit_rule":
            self.edit_wanted.emit(self._playlist)
        else:
            super()._act(does)

    def _build_more(self) -> QMenu:
        menu = rounded(QMenu(self))
        menu.addAction(self.tr("Edit rule…")).triggered.connect(lambda _=False: self.edit_wanted.emit(self._playlist))
        menu.addAction(self.tr("Rename\tF2")).triggered.connect(lambda _=False: self.naming_wanted.emit(self._playlist))
        copy = menu.addAction(self.tr("Copy to playlist"))
        copy.triggered.connect(lambda _=False: self.copy_wanted.emit(self._playlist))
        export = menu.addAction(self.tr("Export as M3U8…"))
        export.triggered.connect(lambda _=False: self.export_wanted.emit(self._playlist, self.heading.title.whole()))
        menu.addSeparator()
        delete = menu.addAction(self.tr("Delete playlist"))
        delete.triggered.connect(lambda _=False: self.delete_wanted.emit(self._playlist, self.heading.title.whole()))
        return menu

    def _restyle(self) -> None:
        self.more.setIcon(self._theme.icon("dots"))
