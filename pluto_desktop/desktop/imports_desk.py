"""The imports of late, in their page."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject

from pluto_desktop.desktop.adding import Adding
from pluto_desktop.desktop.curate_desk import CurateDesk
from pluto_desktop.desktop.main_window import MainWindow
from pluto_desktop.desktop.notifier import Notifier
from pluto_desktop.desktop.pages import Pages, page_name
from pluto_desktop.desktop.parts import Parts
from pluto_desktop.desktop.tasks import Lane, TaskRunner
from pluto_desktop.desktop.views.pages.page import BrowsingPage

if TYPE_CHECKING:
    from pluto_desktop.desktop.views.imports.view import ImportsView

PAGE = "imports"


class ImportsDesk(QObject):
    """Fills the page, and looks again where that is asked for. GUI thread."""

    def __init__(
        self,
        window: MainWindow,
        parts: Parts,
        pages: Pages,
        curate: CurateDesk,
        adding: Adding,
        runner: TaskRunner,
        notifier: Notifier,
    ) -> None:
        super().__init__(window)
        self._window, self._parts, self._pages, self._adding = window, parts, pages, adding
        self._runner, self._notifier = runner, notifier
        self._view: ImportsView | None = None
        curate.add_page(PAGE, page_name(PAGE), "file-import")
        action = window.actions_.add("page_imports", self.tr("Curate"), page_name(PAGE), ["Ctrl+Alt+I"], self._open)
        curate.mode_changed.connect(action.setEnabled)
        curate.mode_changed.connect(action.setVisible)
        action.setEnabled(curate.on)
        action.setVisible(curate.on)
        pages.opened.connect(lambda _key: self._read())
        adding.importing.finished.connect(lambda _report: self._read())
        adding.importing.followed.connect(lambda _report: self._read())

    def join_page(self, page: BrowsingPage) -> None:
        """Take the page when it is made."""
        if page.PAGE_KEY == PAGE:
            self._view = cast("ImportsView", page)
            self._view.again_wanted.connect(lambda past: self._adding.look_again(past.paths, copy=past.copy))

    def _open(self) -> None:
        self._window.body.show_pages()
        self._pages.open(PAGE, focus=True)

    def _read(self) -> None:
        view, imports = self._view, self._parts.imports
        if view is not None and self._pages.key == PAGE:
            self._runner.run(
                self, "list", Lane.READ, lambda _token: imports().list_imports(), view.show_imports, self._notifier.fail
            )
