"""Shared libraries from the window: connecting, choosing between them, and how the one that is shown stands."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from pluto_desktop.desktop.main_window import MainWindow
from pluto_desktop.desktop.notifier import Kind, Notifier
from pluto_desktop.desktop.parts import Connecting
from pluto_desktop.desktop.tasks import Lane, TaskRunner
from pluto_desktop.desktop.views.connect.dialog import ConnectDialog
from pluto_desktop.desktop.views.connect.libraries import LibrariesDialog
from pluto_desktop.domain.profiles import Profile


class ConnectDesk(QObject):
    """Opens the dialogs and carries out what they ask. GUI thread."""

    restarting = Signal(object)
    """A callable to be run when the library is closed; it chooses another and returns its Place, to be opened then."""

    def __init__(
        self, window: MainWindow, connecting: Connecting, current: str, runner: TaskRunner, notifier: Notifier
    ) -> None:
        super().__init__(window)
        self._window, self._connecting, self._current = window, connecting, current
        self._runner, self._notifier = runner, notifier
        self._list: LibrariesDialog | None = None

    def ask_connect(self) -> None:
        """Open the dialog for a new library."""
        self._show_dialog(None)

    def ask_first(self) -> None:
        """Open the dialog where there is no song yet to be kept from: a library that answers well opens at once."""
        self._show_dialog(None, self.open_library)

    def ask_change(self, profile: Profile) -> None:
        """Open the dialog for a library that is to be reached in another way."""
        self._show_dialog(profile)

    def _show_dialog(self, changed: Profile | None, connected: Callable[[Profile], None] | None = None) -> None:
        dialog = ConnectDialog(
            self._connecting.libraries(), self._runner, self._window.theme, self._window, changed=changed
        )
        dialog.connected.connect(connected or self._connected)
        dialog.unkept.connect(self._notifier.fail)
        dialog.crashed.connect(self._notifier.fail)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def show_libraries(self) -> LibrariesDialog:
        """Open the list of libraries."""
        if self._list is None:
            self._list = LibrariesDialog(self._window.theme, self._current, self._window)
            self._list.open_wanted.connect(self.open_library)
            self._list.connect_wanted.connect(self.ask_connect)
            self._list.change_wanted.connect(self.ask_change)
            self._list.remove_wanted.connect(self._ask_remove)
        self._reload()
        self._list.show()
        self._list.raise_()
        self._list.activateWindow()
        return self._list

    def open_library(self, profile: Profile | None) -> None:
        """Close this library and open another; None is this device's own."""
        open_place = self._connecting.open
        if self._list is not None:
            self._list.close()
        self.restarting.emit(lambda: open_place(profile))

    def know_apart(self, library_id: str) -> None:
        """Know the library that answers at this one's address as one of its own; this one stays as it is."""
        libraries, current = self._connecting.libraries(), self._current
        self._runner.run(
            self, "apart", Lane.WRITE, lambda _t: libraries.separate(libraries.get(current), library_id),
            self._connected, self._notifier.fail,
        )  # fmt: skip

    def accept_other(self, library_id: str) -> None:
        """Close this library, let another that answers at its address take its place, and open that."""
        accept, current = self._connecting.accept, self._current
        self.restarting.emit(lambda: accept(current, library_id))

    def _connected(self, profile: Profile) -> None:
        self._reload()
        if profile.id == self._current:
            return
        text = self.tr("“%1” answers well and is known now. Open it? The window closes for a moment.")
        label = self.tr("Open")
        said = text.replace("%1", profile.label)
        self._notifier.say(said, Kind.INFO, label, lambda: self.open_library(profile))

    def _ask_remove(self, profile: Profile) -> None:
        text = self.tr("Forget “%1”? What of it is on this device stays there.").replace("%1", profile.label)
        self._notifier.say(text, Kind.WARN, self.tr("Forget"), lambda: self._remove(profile))

    def _remove(self, profile: Profile) -> None:
        libraries = self._connecting.libraries()
        self._runner.run(
            self, "remove", Lane.WRITE, lambda _t: libraries.remove(profile), lambda _: self._reload(),
            self._notifier.fail,
        )  # fmt: skip

    def _reload(self) -> None:
        shown, libraries = self._list, self._connecting.libraries()
        if shown is not None:
            self._runner.run(
                self, "list", Lane.READ, lambda _t: libraries.list_all(), shown.show_profiles, self._notifier.fail
            )
