"""The main window: its frame, shown at once, and what happens to the window itself.

What is inside is furnished by :class:`~pluto_desktop.desktop.furniture.Furniture` as soon as the library is open.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QMimeData, Qt, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDragMoveEvent, QDropEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFrame, QMainWindow, QMenu, QStackedWidget, QVBoxLayout, QWidget

from pluto_desktop.desktop.actions import Actions
from pluto_desktop.desktop.body import Body
from pluto_desktop.desktop.geometry import restore_geometry
from pluto_desktop.desktop.key_guard import needed_by
from pluto_desktop.desktop.notifier import Message, Notifier
from pluto_desktop.desktop.preferences import Preferences
from pluto_desktop.desktop.theme import Theme
from pluto_desktop.desktop.views.common.logo import logo_icon
from pluto_desktop.desktop.views.common.menus import rounded
from pluto_desktop.desktop.views.sidebar.sidebar import SideBar
from pluto_desktop.desktop.views.topbar.topbar import TopBar

if TYPE_CHECKING:
    from pluto_desktop.desktop.views.common.toasts import Toasts

BAR_HEIGHT = 84


class MainWindow(QMainWindow):
    """A frame of bars around empty places, until the library is open."""

    files_dropped = Signal(object)
    """Files and folders (list of Path) were dropped on the window."""
    closing = Signal()
    """The window is about to close for good: remember what is to be remembered."""
    closed = Signal()
    """The window has closed."""

    def __init__(self, theme: Theme, notifier: Notifier, preferences: Preferences) -> None:
        super().__init__()
        self.theme = theme
        self.keep_open: Callable[[], bool] = lambda: False
        """Asked when the window is closed: True where it only hides (in the tray)."""
        self.setWindowTitle(self.tr("Pluto"))
        self.setWindowIcon(logo_icon())
        self.setAcceptDrops(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.actions_ = Actions(self, theme)
        self.top = TopBar(theme)
        self.side = SideBar(theme)
        self.body = Body(theme, self.side)
        self.menu = rounded(QMenu(self))
        self.top.set_menu(self.menu)
        self.shell = QWidget()
        self._foot: QWidget = QFrame()
        self._foot.setProperty("surface", "bottom")
        self._foot.setFixedHeight(BAR_HEIGHT)
        self._column = QVBoxLayout(self.shell)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.top)
        self._column.addWidget(self.body, 1)
        self._column.addWidget(self._foot)
        self.sheets = QStackedWidget()
        self.sheets.addWidget(self.shell)
        self.setCentralWidget(self.sheets)
        notifier.show_through(self._show_message)
        notifier.withdrawn.connect(self._withdraw)
        self.body.folded.connect(self.top.set_narrow)
        self._register()
        restore_geometry(self, preferences)

    @cached_property
    def toasts(self) -> Toasts:
        """The cards of messages, made for the first of them."""
        from pluto_desktop.desktop.views.common.toasts import Toasts  # noqa: PLC0415 - not needed for the first paint

        return Toasts(self, self.theme, BAR_HEIGHT)

    def set_player_bar(self, bar: QWidget) -> None:
        """Put the player bar into its place."""
        self._column.replaceWidget(self._foot, bar)
        self._foot.deleteLater()
        self._foot = bar

    def show_sheet(self, sheet: QWidget | None) -> None:
        """Show a page instead of the whole shell (the first run); None shows the shell."""
        if sheet is not None and self.sheets.indexOf(sheet) < 0:
            self.sheets.addWidget(sheet)
        self.sheets.setCurrentWidget(sheet or self.shell)

    def come_forward(self) -> None:
        """Show the window in front of the others, wherever it was."""
        if self.isMinimized():
            self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def quit(self) -> None:
        """Close the window for good, tray or not."""
        self.keep_open = lambda: False
        if not self.close():
            return
        if self.isHidden():
            self.closed.emit()

    def event(self, event: QEvent) -> bool:
        """Leave single keys to the control that has the focus where it needs them, before they are shortcuts."""
        asked = event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent)
        if asked and needed_by(self.focusWidget(), event):  # type: ignore[arg-type]
            event.accept()
            return True
        return super().event(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Hide into the tray, or close for good."""
        if self.keep_open():
            event.ignore()
            self.hide()
            return
        self.closing.emit()
        super().closeEvent(event)
        self.closed.emit()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files and folders."""
        if _local_paths(event.mimeData()):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Take them anywhere."""
        if event.mimeData().hasUrls():
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()

    def dropEvent(self, event: QDropEvent) -> None:
        """Pass the files on."""
        paths = _local_paths(event.mimeData())
        if paths:
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self.files_dropped.emit(paths)

    def changeEvent(self, event: QEvent) -> None:
        """Keep the cards in their place when the window changes its state."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.WindowStateChange:
            self.toasts.arrange()

    def _register(self) -> None:
        group, add = self.tr("Window"), self.actions_.add
        add("menu", group, self.tr("Menu"), ["F10"], self.top.menu_button.showMenu)
        add("full_screen", group, self.tr("Full screen"), ["F11"], self._full_screen)
        add("dismiss", group, self.tr("Close the newest message"), ["Ctrl+Shift+X"], self._dismiss)
        quit_keys = [QKeySequence(QKeySequence.StandardKey.Quit).toString() or "Ctrl+Q"]
        add("quit", group, self.tr("Quit"), quit_keys, self.quit, icon="door-exit")

    def _show_message(self, message: Message) -> None:
        self.toasts.show_message(message)

    def _withdraw(self, family: str) -> None:
        self.toasts.withdraw(family)

    def _full_screen(self) -> None:
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    def _dismiss(self) -> None:
        cards = self.toasts.cards()
        if cards:
            cards[-1].dismiss()


def _local_paths(mime: QMimeData) -> list[Path]:
    return [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile() and url.toLocalFile()]
