"""The menu of the window and what it opens."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog

from pluto_desktop.desktop.adding import Adding
from pluto_desktop.desktop.archive_desk import ArchiveDesk
from pluto_desktop.desktop.connect_desk import ConnectDesk
from pluto_desktop.desktop.library_desk import LibraryDesk
from pluto_desktop.desktop.main_window import MainWindow
from pluto_desktop.desktop.notifier import Kind, Notifier
from pluto_desktop.desktop.pages import Pages, page_name
from pluto_desktop.desktop.parts import Parts
from pluto_desktop.desktop.preferences import Preferences
from pluto_desktop.desktop.side_desk import SideDesk
from pluto_desktop.desktop.tags_desk import TagsDesk
from pluto_desktop.desktop.tasks import TaskRunner
from pluto_desktop.desktop.views.sidebar.sidebar import LIBRARY
from pluto_desktop.desktop.window_menu import WindowMenu
from pluto_desktop.desktop.words_desk import WordsDesk
from pluto_desktop.domain.ids import SongId

if TYPE_CHECKING:
    from pluto_desktop.desktop.watch_desk import WatchDesk


class Menus(QObject):
    """Registers what is done by menu or key outside of playing; dialogs are made when they are first wanted."""

    def __init__(
        self,
        window: MainWindow,
        parts: Parts,
        pages: Pages,
        library: LibraryDesk,
        side: SideDesk,
        words: WordsDesk,
        adding: Adding,
        archive: ArchiveDesk,
        connect_desk: ConnectDesk,
        tags: TagsDesk,
        runner: TaskRunner,
        notifier: Notifier,
        preferences: Preferences,
    ) -> None:
        super().__init__(window)
        self._window, self._parts, self._pages, self._library = window, parts, pages, library
        self._side, self._words, self._adding = side, words, adding
        self._archive, self._connect_desk, self._tags = archive, connect_desk, tags
        self._runner, self._notifier, self._preferences = runner, notifier, preferences
        self._dialogs: dict[str, QDialog] = {}
        self._watching: WatchDesk | None = None
        self._register()
        WindowMenu(window)

    def follow(self, watching: WatchDesk) -> None:
        """Let the settings show the folders that are followed."""
        self._watching = watching

    def act(self, name: str) -> None:
        """Do what a page's button asks for by name."""
        names = {"add_music": "add_folder", "try_demo": "add_demo", "browse_songs": "page_songs"}
        self._window.actions_[names.get(name, name)].trigger()

    def show_in_folder(self, song_id: SongId) -> None:
        """Open the folder a song's file lies in."""
        self._library.find_file(song_id, self._show_folder)

    def _show_folder(self, path: Path | None) -> None:
        if path is None or not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent))):
            where = "" if path is None else f" “{path}”"
            text = self.tr("The folder could not be opened.%1 Nothing was changed.")
            self._notifier.say(text.replace("%1", where), Kind.WARN)

    def show_settings(self) -> None:
        """Open the settings."""
        from pluto_desktop.desktop.views.settings.dialog import SettingsDialog  # noqa: PLC0415 - rarely wanted

        def make() -> SettingsDialog:
            dialog = SettingsDialog(self._preferences, self._window.theme, self._window)
            dialog.libraries_wanted.connect(self._connect_desk.show_libraries)
            if self._watching is not None:
                dialog.show_folders(self._watching)
            return dialog

        self._show("settings", make)

    def show_equaliser(self) -> None:
        """Open the equaliser."""
        from pluto_desktop.desktop.views.settings.equaliser import EqualiserDialog  # noqa: PLC0415 - rarely wanted

        self._show("equaliser", lambda: EqualiserDialog(self._preferences, self._window.theme, self._window))

    def show_shortcuts(self) -> None:
        """Open the sheet of shortcuts."""
        from pluto_desktop.desktop.views.shortcuts.sheet import ShortcutsSheet  # noqa: PLC0415 - rarely wanted

        self._show("shortcuts", lambda: ShortcutsSheet(self._window.actions_, self._window.theme, self._window))

    def show_doctor(self) -> None:
        """Open the diagnostics."""
        from pluto_desktop.desktop.views.settings.doctor import DoctorDialog  # noqa: PLC0415 - rarely wanted

        parts, window = self._parts, self._window
        self._show("doctor", lambda: DoctorDialog(parts.examine, parts.session, self._runner, window.theme, window))

    def show_about(self) -> None:
        """Open what is to be said about Pluto."""
        from pluto_desktop.desktop.views.settings.about import AboutDialog  # noqa: PLC0415 - rarely wanted

        self._show("about", lambda: AboutDialog(self._window.theme, self._window))

    def _show(self, name: str, make: Callable[[], QDialog]) -> None:
        dialog = self._dialogs.get(name)
        if dialog is None:
            dialog = self._dialogs[name] = make()
        dialog.show()
        dialog.raise_()
        dialog.activateWindow()

    def _register(self) -> None:
        add = self._window.actions_.add
        view = self.tr("Pages")
        for number, key in enumerate(LIBRARY, start=1):
            add(f"page_{key}", view, page_name(key), [f"Ctrl+{number}"], partial(self._open_page, key))
        add("back", view, self.tr("Back"), ["Alt+Left"], self._pages.back)
        add("forward", view, self.tr("Forward"), ["Alt+Right"], self._pages.forward)
        add("words", view, self.tr("Words"), ["Ctrl+L"], lambda: self._words.toggle("lyrics"))
        add("queue", view, self.tr("Queue"), ["Ctrl+U"], lambda: self._words.toggle("queue"))
        self._words.register(self._window.actions_)
        library, adding = self.tr("Library"), self._adding
        add("add_folder", library, self.tr("Add a folder…"), ["Ctrl+Shift+O"], adding.ask_folder, icon="folder-plus")
        add("add_files", library, self.tr("Add music files…"), ["Ctrl+O"], adding.ask_files, icon="file-music")
        playlists, words, side = self.tr("Import playlist…"), self.tr("Add words from a file…"), self._side
        add("import_playlist", library, playlists, ["Ctrl+Shift+P"], side.ask_import, icon="playlist")
        add("new_playlist", library, self.tr("New playlist…"), ["Ctrl+N"], self._new_playlist, icon="playlist-add")
        smart = self.tr("New smart playlist…")
        add("new_smart_playlist", library, smart, ["Ctrl+Shift+N"], self._new_smart_playlist, icon="sparkles")
        add("add_words", library, words, ["Ctrl+Shift+L"], self._words.ask_for_words, icon="microphone-2")
        save = self.tr("Save the words as…")
        add("save_words", library, save, ["Ctrl+Alt+S"], self._words.ask_to_save, icon="file-export")
        self._words.offer_menu(self._window.actions_)
        add("add_demo", library, self.tr("Add the demo songs"), [], self._library.add_demo, icon="music")
        out, back, archive = self.tr("Export the library…"), self.tr("Restore the library…"), self._archive
        add("export_library", library, out, [], archive.ask_export, icon="file-export")
        add("restore_library", library, back, [], archive.ask_restore, icon="archive")
        write_tags = self.tr("Write tags into all files…")
        add("write_tags", library, write_tags, [], lambda: self._tags.ask(None), icon="tags")
        desk, shared = self._connect_desk, self.tr("Connect to a shared library…")
        add("connect", library, shared, [], desk.ask_connect, icon="users")
        add("libraries", library, self.tr("Libraries…"), [], desk.show_libraries, icon="vinyl")
        group = self.tr("Window")
        add("settings", group, self.tr("Settings…"), ["Ctrl+,"], self.show_settings, icon="settings")
        add("equaliser", group, self.tr("Equaliser…"), ["Ctrl+E"], self.show_equaliser, icon="adjustments-horizontal")
        add("shortcuts", group, self.tr("Keyboard shortcuts"), ["?", "F1"], self.show_shortcuts, icon="keyboard")
        add("doctor", group, self.tr("Diagnostics"), [], self.show_doctor, icon="stethoscope")
        add("about", group, self.tr("About Pluto"), [], self.show_about, icon="info-circle")

    def _open_page(self, key: str) -> None:
        self._window.body.show_pages()
        self._pages.open(key, focus=True)

    def _new_playlist(self) -> None:
        self._window.side.begin_naming()

    def _new_smart_playlist(self) -> None:
        self._window.side.create_smart_wanted.emit()
