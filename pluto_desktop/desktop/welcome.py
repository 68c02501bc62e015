"""Shows the first-run page while the library is empty, and takes it away when the first song comes."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from pluto_desktop.desktop.adding import Adding
from pluto_desktop.desktop.connect_desk import ConnectDesk
from pluto_desktop.desktop.library_desk import LibraryDesk
from pluto_desktop.desktop.main_window import MainWindow
from pluto_desktop.desktop.playing_desk import PlayingDesk
from pluto_desktop.desktop.preferences import Preferences
from pluto_desktop.domain.ids import SongId


class Welcome(QObject):
    """The first-run page is only made for a library without songs."""

    left = Signal()
    """The window itself is shown instead; the focus may go there."""

    def __init__(
        self,
        window: MainWindow,
        adding: Adding,
        library: LibraryDesk,
        connect_desk: ConnectDesk,
        playing: PlayingDesk,
        preferences: Preferences,
        *,
        offered: bool,
    ) -> None:
        """``offered`` is False for a shared library, which fills by itself."""
        super().__init__(window)
        self._window, self._adding, self._library = window, adding, library
        self._connect_desk = connect_desk
        self._playing, self._preferences = playing, preferences
        self._left = not offered
        library.demo_added.connect(self._play_demo)
        adding.started.connect(self.leave)

    def count(self, songs: int) -> None:
        """Show or hide the page for a library of so many songs."""
        if songs or self._left:
            self._window.show_sheet(None)
        else:
            self._show()

    def leave(self) -> None:
        """Go on to the window itself: something is being added."""
        if not self._left:
            self._left = True
            self._window.show_sheet(None)
            self.left.emit()

    def _show(self) -> None:
        from pluto_desktop.desktop.views.first_run.page import FirstRun  # noqa: PLC0415 - only in an empty library

        page = self._window.findChild(FirstRun)
        if page is None:
            page = FirstRun(self._window.theme)
            page.add_wanted.connect(self._adding.ask_folder)
            page.demo_wanted.connect(self._library.add_demo)
            page.connect_wanted.connect(self._connect_desk.ask_first)
            page.theme_chosen.connect(lambda choice: self._preferences.set("appearance.theme", choice))
            self._window.show_sheet(page)
            page.setFocus()

    def _play_demo(self, ids: list[SongId]) -> None:
        self.leave()
        if self._playing.can_play:
            self._playing.play_songs(ids)
