"""Adding music from the window: by menu, by dropping, by opening a file with Pluto."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths, Signal
from PySide6.QtWidgets import QFileDialog

from pluto_desktop.desktop.library_desk import LibraryDesk
from pluto_desktop.desktop.main_window import BAR_HEIGHT, MainWindow
from pluto_desktop.desktop.models.formatting import songs_text
from pluto_desktop.desktop.notifier import Kind, Notifier
from pluto_desktop.desktop.parts import Parts
from pluto_desktop.desktop.playing_desk import PlayingDesk
from pluto_desktop.desktop.preferences import Preferences
from pluto_desktop.desktop.tasks import Lane, TaskRunner
from pluto_desktop.desktop.views.importing.importing import Importing
from pluto_desktop.domain.errors import Denied
from pluto_desktop.domain.ids import SongId
from pluto_desktop.services.import_report import ImportKind, ImportReport

_PLAYLISTS = {".m3u", ".m3u8"}


class Adding(QObject):
    """Decides what becomes of files: playlists are imported, everything else is looked through for music."""

    started = Signal()
    """Something is being added."""
    folders_added = Signal(object)
    """Folders (paths) are being added whose files stay where they are."""

    def __init__(
        self,
        window: MainWindow,
        parts: Parts,
        library: LibraryDesk,
        playing: PlayingDesk,
        runner: TaskRunner,
        notifier: Notifier,
        preferences: Preferences,
    ) -> None:
        super().__init__(window)
        self._window, self._parts, self._library = window, parts, library
        self._playing, self._runner, self._notifier = playing, runner, notifier
        self._preferences = preferences
        self._to_play: list[Path] = []
        self._shared = ""
        self._may_add = True
        self.importing = Importing(parts.importing, runner, window.theme, window, BAR_HEIGHT)
        self.importing.started.connect(self.started)
        self.importing.changed.connect(library.changed)
        self.importing.finished.connect(self._finished)
        self.importing.followed.connect(self._followed)
        self.importing.failed.connect(notifier.fail)
        self.importing.card.room_changed.connect(window.toasts.reserve)

    def share(self, library: str, *, may_add: bool) -> None:
        """Say that the library is a shared one of that name, and whether this person may add to it."""
        self._shared, self._may_add = library, may_add

    def ask_folder(self) -> None:
        """Let the person choose a folder to add."""
        home = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.MusicLocation)
        name = QFileDialog.getExistingDirectory(self._window, self.tr("Add a folder of music"), home)
        if name:
            self.add_paths([Path(name)])

    def ask_files(self) -> None:
        """Let the person choose files to add."""
        home = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.MusicLocation)
        names, _kind = QFileDialog.getOpenFileNames(self._window, self.tr("Add music files"), home)
        if names:
            self.add_paths([Path(name) for name in names])

    def add_paths(self, paths: Sequence[Path], kind: ImportKind = ImportKind.ADDED) -> None:
        """Add files and folders."""
        for path in paths:
            if path.suffix.lower() in _PLAYLISTS:
                self._library.import_playlist(path)
        music = [path for path in paths if path.suffix.lower() not in _PLAYLISTS]
        if music and not self._may_add:
            self._notifier.fail(Denied("adding_not_allowed", name=self._shared))
        elif music:
            self._start(music, kind)

    def open_files(self, paths: Sequence[Path]) -> None:
        """Add files and play them when they are in; into a shared library nothing goes by opening it."""
        if self._shared:
            self._notifier.fail(Denied("opened_not_added", name=self._shared))
            return
        self._to_play = [path.absolute() for path in paths if path.suffix.lower() not in _PLAYLISTS]
        self.add_paths(paths, ImportKind.OPENED)

    def look_again(self, paths: Sequence[Path], *, copy: bool) -> None:
        """Look through what was imported once more; copied as it was then, and followed no more than it is."""
        if self._may_add:
            self.importing.start(list(paths), copy=copy, kind=ImportKind.AGAIN)
        else:
            self._notifier.fail(Denied("adding_not_allowed", name=self._shared))

    def _start(self, paths: list[Path], kind: ImportKind) -> None:
        copy = self._preferences.switch("library.copy_on_import")
        self.importing.start(paths, copy=copy, kind=kind)
        if not copy and not self._shared:
            self.folders_added.emit([path.absolute() for path in paths])

    def _followed(self, report: ImportReport) -> None:
        self._library.changed.emit(report.changes)
        if report.stopped is not None:
            self._notifier.fail(report.stopped)
        elif report.added:
            text = self.tr("%1 came into folders that Pluto follows.")
            self._notifier.say(text.replace("%1", songs_text(report.added)))

    def _finished(self, report: ImportReport) -> None:
        self._library.changed.emit(report.changes)
        wanted, self._to_play = self._to_play, []
        if wanted:
            parts = self._parts
            self._runner.run(
                self, "open", Lane.READ, lambda _token: parts.songs_at(wanted), self._play, self._notifier.fail
            )

    def _play(self, ids: list[SongId]) -> None:
        if ids:
            self._playing.play_songs(ids)
        else:
            self._notifier.say(self.tr("There is nothing to play in what was opened."), Kind.WARN)
