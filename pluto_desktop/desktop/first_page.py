"""What the window shows first: a page with its songs, and the search box. The rest is made meanwhile."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from pluto_desktop.desktop.columns import Columns
from pluto_desktop.desktop.geometry import restore_widths
from pluto_desktop.desktop.main_window import MainWindow
from pluto_desktop.desktop.models.covers import CoverLoader
from pluto_desktop.desktop.pages import Pages
from pluto_desktop.desktop.parts import FirstParts
from pluto_desktop.desktop.preferences import Preferences
from pluto_desktop.desktop.tasks import TaskRunner
from pluto_desktop.desktop.views.search.box import SearchBox
from pluto_desktop.desktop.views.songs.view import SongsView
from pluto_desktop.domain.views import Sort

_BREATH_MS = 150
_UNSEEN_MS = 500


class FirstPage(QObject):
    """Opens the page that was open last. GUI thread; made once for each window."""

    shown = Signal()
    """The page shows what it holds, its first songs with their rows, and was painted if it can be seen; once."""

    def __init__(self, window: MainWindow, parts: FirstParts, runner: TaskRunner, preferences: Preferences) -> None:
        super().__init__(window)
        self._preferences = preferences
        self._told = False
        theme = window.theme
        self.covers = CoverLoader(parts.browse.find_cover, runner, self)
        self.search = SearchBox(parts.find, runner, theme, self.covers)
        self.search.released.connect(self.focus_page)
        window.top.set_search(self.search)
        group, name = self.tr("Finding"), self.tr("Search")
        window.actions_.add("search", group, name, ["Ctrl+K", "/", "Ctrl+F"], self.search.focus_search)
        self.pages = Pages(window.body.stack, parts, runner, theme, self.covers)
        self.pages.opened.connect(window.side.show_page)
        self.pages.completed.connect(self._restore_columns)
        by_sound = preferences.text("songs.title_sort") == "romanised"
        self.pages.title_sort = Sort.ROMANISED if by_sound else Sort.TITLE
        restore_widths(window.body, preferences)
        if not self.pages.open(preferences.text("window.page")):
            self.pages.open("songs")
        self.focus_page()
        page = self.pages.current()
        if isinstance(page, SongsView):
            for news in (page.model.begun, page.model.loaded, page.model.failed):
                news.connect(self._await_paint, Qt.ConnectionType.SingleShotConnection)
        else:
            self._tell()

    def focus_page(self) -> None:
        """Give the keyboard to the page."""
        page = self.pages.current()
        if page is not None:
            page.setFocus(Qt.FocusReason.OtherFocusReason)

    def make_ahead(self) -> None:
        """Make what a person may open next, a part at a time, so that opening it is not felt; not while one types."""
        if self.search.edit.hasFocus() or self.pages.make_ahead():
            QTimer.singleShot(_BREATH_MS, self, self.make_ahead)

    def _restore_columns(self, page: QWidget) -> None:
        Columns(page, self._preferences)

    def _await_paint(self) -> None:
        page = self.pages.current()
        if isinstance(page, SongsView) and page.table.isVisible() and page.model.ids and not self._told:
            page.table.painted.connect(self._tell, Qt.ConnectionType.SingleShotConnection)
            # A window that is minimised or on another desktop is not painted; music may be asked of it all the same.
            QTimer.singleShot(_UNSEEN_MS, self, self._tell)
        else:
            self._tell()

    def _tell(self) -> None:
        if not self._told:
            self._told = True
            QTimer.singleShot(0, self, self.shown.emit)
