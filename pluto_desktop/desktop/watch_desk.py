"""Follows folders of music: what comes, changes, moves or goes in them while the window is open, and while it was not.

Qt tells that names in a folder came or went, not that a file was written again in its place: for that, and for folders
beyond what the system lets be watched, everything is looked through now and then.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

from pluto_desktop.desktop.notifier import Notifier
from pluto_desktop.desktop.tasks import Lane, TaskRunner
from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.errors import Denied, KnownError, Offline
from pluto_desktop.services.watch_folders import topmost

if TYPE_CHECKING:
    from pluto_desktop.services.watch_folders import Watchable, WatchedFolder, WatchFolders

T = TypeVar("T")

_FIRST_MS = 6_000
_SETTLE_MS = 1_500
_AGAIN_MS = 10 * 60 * 1_000
_AT_ONCE = 50
"""Folders that Qt is given to watch in one event: each costs a call of the system."""


class WatchDesk(QObject):
    """Watches on the GUI thread, which only hears; whatever touches a disk runs on workers."""

    look_wanted = Signal(object)
    """Bring the library in line with these paths, quietly."""
    listed = Signal(object)
    """The folders (a list of :class:`WatchedFolder`), whenever they are others."""

    def __init__(
        self, make: Callable[[], WatchFolders], runner: TaskRunner, notifier: Notifier, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._make, self._runner, self._notifier = make, runner, notifier
        self._watcher = QFileSystemWatcher(self)
        self._watcher.directoryChanged.connect(self._heard)
        self._changed: set[Path] = set()
        self._to_watch: list[str] = []
        self._told: set[str] = set()
        self._feed = QTimer(self, interval=0)
        self._feed.timeout.connect(self._watch_some)
        self._settle = QTimer(self, interval=_SETTLE_MS, singleShot=True)
        self._settle.timeout.connect(self._look_at_changed)
        self.again = QTimer(self, interval=_AGAIN_MS)
        self.again.timeout.connect(self.look_through)
        self.again.start()
        QTimer.singleShot(_FIRST_MS, self, self.look_through)

    def load(self) -> None:
        """Tell the folders by :attr:`listed`."""
        self._run("list", lambda _token: self._make().list_folders(), self.listed.emit)

    def add(self, paths: Sequence[Path]) -> None:
        """Follow folders from now on."""
        self._change(lambda: self._make().add(paths))

    def switch(self, path: Path, *, on: bool) -> None:
        """Follow a folder, or do not."""
        self._change(lambda: self._make().switch(path, on=on))

    def forget(self, path: Path) -> None:
        """Strike a folder off the list; its songs stay."""
        self._change(lambda: self._make().forget(path))

    def look_through(self) -> None:
        """Look through all folders that are followed, and watch what is in them now."""
        self._run("look", lambda token: self._make().look(token), self._looked_through)

    def _change(self, change: Callable[[], list[WatchedFolder]]) -> None:
        def done(folders: list[WatchedFolder]) -> None:
            self.listed.emit(folders)
            self.look_through()

        self._runner.run(self, "change", Lane.WRITE, lambda _token: change(), done, self._notifier.fail)

    def _looked_through(self, found: Watchable) -> None:
        watched = set(self._watcher.directories())
        wanted = {str(path) for path in found.inside}
        # What does not answer now may well answer again: it stays watched.
        gone = [path for path in watched - wanted if not any(Path(path).is_relative_to(root) for root in found.silent)]
        if gone:
            self._watcher.removePaths(gone)
        self._watch(sorted(wanted - watched))
        for root in found.silent:
            self._tell_once(str(root), Offline("watch_silent", path=str(root)))
        if found.roots:
            self.look_wanted.emit(list(found.roots))

    def _watch(self, paths: Sequence[str]) -> None:
        self._to_watch = list(paths)
        if self._to_watch:
            self._feed.start()

    def _watch_some(self) -> None:
        some, self._to_watch = self._to_watch[:_AT_ONCE], self._to_watch[_AT_ONCE:]
        refused = self._watcher.addPaths(some) if some else []
        if len(refused) == len(some) > 1 or not self._to_watch:
            self._feed.stop()
        if len(refused) == len(some) > 1:  # not one that went away meanwhile: the system's limit is reached
            self._to_watch = []
            self._tell_once("limit", Denied("watch_too_many", path=refused[0]))

    def _heard(self, path: str) -> None:
        self._changed.add(Path(path))
        self._settle.start()

    def _look_at_changed(self) -> None:
        changed = set(self._changed)

        def work(token: CancelToken) -> tuple[set[Path], Watchable]:
            folders = self._make()
            unsettled = folders.list_unsettled(changed)
            return unsettled, folders.look_into(sorted(changed - unsettled), token)

        def done(found: tuple[set[Path], Watchable]) -> None:
            unsettled, inside = found
            self._changed -= changed - unsettled
            watched = set(self._watcher.directories())
            self._watch([*self._to_watch, *(str(path) for path in inside.inside if str(path) not in watched)])
            if inside.roots:
                self.look_wanted.emit(topmost(inside.roots))
            if self._changed:
                self._settle.start()

        self._run("settle", work, done)

    def _tell_once(self, about: str, error: KnownError) -> None:
        if about not in self._told:
            self._told.add(about)
            self._notifier.fail(error)

    def _run(self, key: str, work: Callable[[CancelToken], T], done: Callable[[T], None]) -> None:
        self._runner.run(self, key, Lane.LONG, work, done, self._notifier.fail)
