"""Smart playlists in the window: made of a rule or a search, changed, copied, deleted and brought back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from pluto_desktop.desktop.library_desk import LibraryDesk
from pluto_desktop.desktop.main_window import MainWindow
from pluto_desktop.desktop.models.formatting import one_line, songs_text
from pluto_desktop.desktop.notifier import Kind, Notifier
from pluto_desktop.desktop.parts import Parts
from pluto_desktop.desktop.tasks import Lane, TaskRunner
from pluto_desktop.desktop.views.pages.page import BrowsingPage
from pluto_desktop.domain.changes import Changes
from pluto_desktop.domain.errors import Invalid, KnownError, NotFound
from pluto_desktop.domain.ids import PlaylistId, new_id
from pluto_desktop.domain.playlists import Playlist, Rule

if TYPE_CHECKING:
    from pluto_desktop.desktop.views.smart.dialog import SmartDialog
    from pluto_desktop.services.complete_names import NameKind
    from pluto_desktop.services.smart_playlists import Deleted

_LONGEST_NAME = 60


class SmartDesk(QObject):
    """Opens the dialog of a rule and carries out what is asked of smart playlists. GUI thread."""

    def __init__(
        self, window: MainWindow, parts: Parts, library: LibraryDesk, runner: TaskRunner, notifier: Notifier
    ) -> None:
        super().__init__(window)
        self._window, self._parts, self._library = window, parts, library
        self._runner, self._notifier = runner, notifier
        side = window.side
        side.create_smart_wanted.connect(self.create)
        side.edit_rule_wanted.connect(self.edit)
        side.copy_wanted.connect(self.copy)

    def create(self) -> None:
        """Ask for a new smart playlist."""
        self.save_search("")

    def save_search(self, words: str) -> None:
        """Ask for a smart playlist whose rule is what was searched for."""
        name = one_line(words).strip()[:_LONGEST_NAME]
        self._ask(name, Rule(words.strip()), None)

    def edit(self, playlist: PlaylistId) -> None:
        """Let the rule of a smart playlist be changed; one that cannot be read is begun anew."""
        smart, personal = self._parts.smart, self._parts.personal

        def read(_token: object) -> tuple[str, Rule, KnownError | None]:
            name = next((held.name for held in personal.list_playlists() if held.id == playlist), "")
            try:
                return name, smart().get_rule(playlist), None
            except Invalid as error:
                return name, Rule(""), error

        def ask(found: tuple[str, Rule, KnownError | None]) -> None:
            name, rule, error = found
            if error is not None:
                self._notifier.fail(error)
            self._ask(name, rule, playlist)

        self._runner.run(self, "rule", Lane.READ, read, ask, self._notifier.fail)

    def copy(self, playlist: PlaylistId) -> None:
        """Make a playlist of the songs that a smart one has now."""
        smart = self._parts.smart

        def made(copy: Playlist) -> None:
            self._made(copy)
            text = self.tr("“%1” has %2 and stays as it is now.").replace("%1", one_line(copy.name))
            self._notifier.say(text.replace("%2", songs_text(copy.songs or 0)))

        self._runner.run(self, "write", Lane.WRITE, lambda _token: smart().copy(playlist), made, self._notifier.fail)

    def delete(self, playlist: PlaylistId, name: str) -> None:
        """Delete a smart playlist, and offer to bring it back; one that could not be is asked about first."""
        smart = self._parts.smart

        def deleted(what: Deleted) -> None:
            self._library.changed.emit(Changes(playlists=True))
            text = self.tr("The smart playlist “%1” was deleted.").replace("%1", one_line(what.name))
            self._notifier.say(text, Kind.INFO, self.tr("Undo"), lambda: self._bring_back(what))

        def failed(error: Exception) -> None:
            if isinstance(error, Invalid):
                self._library.ask_delete_playlist(playlist, name)
            else:
                self._notifier.fail(error)

        self._runner.run(self, "write", Lane.WRITE, lambda _token: smart().delete(playlist), deleted, failed)

    def join_page(self, page: BrowsingPage) -> None:
        """Carry out what the page of smart playlists asks for."""
        if page.PAGE_KEY != "smart":
            return
        view: Any = page  # its class is loaded when it is first opened
        side = self._window.side
        view.edit_wanted.connect(self.edit)
        view.copy_wanted.connect(self.copy)
        view.naming_wanted.connect(side.begin_naming_of)
        view.export_wanted.connect(side.export_wanted)
        view.delete_wanted.connect(self.delete)

    def _bring_back(self, deleted: Deleted) -> None:
        smart = self._parts.smart
        self._runner.run(
            self, "write", Lane.WRITE, lambda _token: smart().bring_back(deleted), self._made, self._notifier.fail
        )

    def _made(self, playlist: Playlist) -> None:
        self._library.changed.emit(Changes(playlists=True))
        self._library.playlist_made.emit(playlist)

    def _ask(self, name: str, rule: Rule, playlist: PlaylistId | None) -> None:
        from pluto_desktop.desktop.views.smart.dialog import SmartDialog  # noqa: PLC0415 - rarely wanted

        new = playlist is None
        dialog = SmartDialog(self._window.theme, name, rule, self._window, new=new)
        key = playlist or PlaylistId(new_id())  # a new one has its own now: an order by chance hangs on it
        dialog.preview_wanted.connect(lambda wanted: self._preview(dialog, wanted, key))
        dialog.save_wanted.connect(lambda given, wanted: self._save(dialog, key, given, wanted, new=new))
        dialog.completing.names_wanted.connect(lambda kind, text: self._complete(dialog, kind, text))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _preview(self, dialog: SmartDialog, rule: Rule, key: PlaylistId) -> None:
        from pluto_desktop.desktop.views.smart.dialog import SHOWN  # noqa: PLC0415 - as above

        smart = self._parts.smart
        self._runner.run(
            dialog,
            "preview",
            Lane.READ,
            lambda _token: smart().preview(rule, key, SHOWN),
            lambda preview: dialog.show_preview(rule, preview),
            lambda error: self._refused(dialog, rule, error),
        )

    def _refused(self, dialog: SmartDialog, rule: Rule, error: Exception) -> None:
        """Say what is wrong with a rule where it is typed; anything else is told as ever."""
        if isinstance(error, Invalid):
            dialog.show_error(rule, error)
        else:
            self._notifier.fail(error)

    def _complete(self, dialog: SmartDialog, kind: NameKind, text: str) -> None:
        names = self._parts.complete_names
        self._runner.run(
            dialog,
            "names",
            Lane.READ,
            lambda _token: names().complete(kind, text),
            lambda found: dialog.completing.offer_names(kind, text, found),
            self._notifier.fail,
        )

    def _save(self, dialog: SmartDialog, playlist: PlaylistId, name: str, rule: Rule, *, new: bool) -> None:
        """Write a playlist; the dialog stays, with what was typed, where that could not be done."""
        smart = self._parts.smart

        def write(_token: object) -> Playlist | Changes:
            return smart().create(name, rule, playlist) if new else smart().change(playlist, name, rule)

        def written(done: Playlist | Changes) -> None:
            dialog.accept()
            if isinstance(done, Playlist):
                self._made(done)
            else:
                self._library.changed.emit(done)

        def failed(error: Exception) -> None:
            if isinstance(error, NotFound):
                dialog.reject()
            self._refused(dialog, rule, error)

        self._runner.run(self, "write", Lane.WRITE, write, written, failed)
