"""What the window's menu lists, and in which order: it must fit the height of a small laptop's screen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from pluto_desktop.desktop.main_window import MainWindow
from pluto_desktop.desktop.views.common.menus import rounded


class WindowMenu(QObject):
    """Fills the menu with actions and with menus of their own for what belongs together. GUI thread."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window, self._menu = window, window.menu
        self._inner: list[tuple[QMenu, str]] = []
        self._list("curate", "edit_song", "undo", "redo")
        self._open(
            self.tr("Add to the library"), "folder-plus",
            "add_folder", "add_files", "new_playlist", "new_smart_playlist", "import_playlist",
        )  # fmt: skip
        self._open(
            self.tr("Words"), "microphone-2",
            "add_words", "look_words", "save_words", "time_words", "find_offset",
        )  # fmt: skip
        self._open(self.tr("Sound"), "headphones", "bgm", "voice", "add_bgm", "split_song", "equaliser")
        self._open(
            self.tr("Library"), "vinyl",
            "write_tags", "export_library", "restore_library", "connect", "libraries",
        )  # fmt: skip
        self._menu.addSeparator()
        self._list("stage", "strip")
        self._list("settings", "shortcuts", "doctor", "about")
        self._menu.addAction(window.actions_["quit"])
        self._menu.aboutToShow.connect(self._leave_out)
        window.theme.changed.connect(self._restyle)
        self._leave_out()
        self._restyle()

    def _list(self, *names: str) -> None:
        self._menu.addActions(self._named(names))
        self._menu.addSeparator()

    def _open(self, title: str, icon: str, *names: str) -> None:
        inner = rounded(self._menu.addMenu(title))
        inner.addActions(self._named(names))
        self._inner.append((inner, icon))

    def _named(self, names: Sequence[str]) -> list[QAction]:
        return [self._window.actions_[name] for name in names]

    def _leave_out(self) -> None:
        """Leave out the menus with nothing in them: of what a person may not do, nothing is offered."""
        for inner, _ in self._inner:
            inner.menuAction().setVisible(any(action.isVisible() for action in inner.actions()))

    def _restyle(self) -> None:
        for inner, icon in self._inner:
            inner.setIcon(self._window.theme.icon(icon))
