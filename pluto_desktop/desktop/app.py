"""From the start of the window's process to its end."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from importlib import import_module
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from pluto_desktop import __version__
from pluto_desktop.desktop.crashes import CrashReporter
from pluto_desktop.desktop.farewell import Farewell
from pluto_desktop.desktop.garbage import Collector
from pluto_desktop.desktop.main_window import MainWindow
from pluto_desktop.desktop.notifier import Notifier
from pluto_desktop.desktop.parts import Connecting, FirstParts, Parts, Place, Threads
from pluto_desktop.desktop.preferences import Preferences
from pluto_desktop.desktop.qt_classes import make_classes
from pluto_desktop.desktop.single_instance import SingleInstance
from pluto_desktop.desktop.tasks import Lane, TaskRunner
from pluto_desktop.desktop.theme import Theme
from pluto_desktop.desktop.threads import LaneSubmit, Poster
from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.changes import Changes
from pluto_desktop.domain.errors import KnownError
from pluto_desktop.domain.settings import Value
from pluto_desktop.services.settings import Settings

_LOOK_MS = 2_000
_BREATH_MS = 10
_TYPING_MS = 150


class Desktop(QObject):
    """One window on one library: opened, furnished, watched, closed. GUI thread."""

    usable = Signal()
    """The page that was open last shows its songs, and the search box takes keys; the rest is being made."""
    ready = Signal()
    """Everything is there: the first page is filled (or the first-run page is shown), music can be played."""

    def __init__(self, app: QApplication, settings: Settings, place: Place, connecting: Connecting, logs: Path) -> None:
        super().__init__(app)
        self._app = app
        self._place = place
        self._connecting = connecting
        self._first: FirstParts | None = None
        self._parts: Parts | None = None
        self._furnished = False
        self._files: list[Path] = []
        self._version = 0
        self.notifier = Notifier(self)
        self.runner = TaskRunner(self)
        self.crashes = CrashReporter(logs, self.notifier, self)
        self.runner.crashed.connect(self.crashes.report)
        self.preferences = Preferences(settings, self.runner, self.notifier)
        self.theme = Theme(
            self,
            choice=self.preferences.text("appearance.theme"),
            scale=self.preferences.whole("appearance.text_scale") / 100,
            less_motion=self.preferences.switch("appearance.less_motion"),
        )
        self.theme.apply(app)
        self.preferences.changed.connect(self._setting_changed)
        self.window = MainWindow(self.theme, self.notifier, self.preferences)
        self.window.closing.connect(self._remember)
        self.window.closed.connect(self._finish)
        self._poster = Poster(self)
        self.when_closed: Callable[[], object] | None = None
        self._looking = QTimer(self, interval=_LOOK_MS)
        self._looking.timeout.connect(self._look)

    def start(self, files: Sequence[Path]) -> None:
        """Show the window's frame and open the library behind it."""
        self._files = list(files)
        self.window.show()
        self._open()

    def take_call(self, files: Sequence[Path]) -> None:
        """Come forward and open what a second Pluto, started on the same library, was given."""
        self.window.come_forward()
        if not self._furnished:
            self._files += files
        elif files:
            self._furniture.open_files(files)

    # -- opening --

    def _open(self) -> None:
        threads = Threads(
            LaneSubmit(self.runner, self, Lane.READ),
            LaneSubmit(self.runner, self, Lane.WRITE),
            LaneSubmit(self.runner, self, Lane.NETWORK),
            LaneSubmit(self.runner, self, Lane.LONG),
            self._poster.post,
            self._tell_changes,
        )
        self.runner.run(
            self, "open", Lane.CPU, lambda _token: self._place.make_parts(threads), self._show_first, self._cannot_open
        )

    def _show_first(self, first: FirstParts) -> None:
        from pluto_desktop.desktop.first_page import FirstPage  # noqa: PLC0415 - after the frame is painted

        self._first = first
        self._page = FirstPage(self.window, first, self.runner, self.preferences)
        self._page.shown.connect(self._make_rest)

    def _make_rest(self) -> None:
        self.usable.emit()
        first = self._first
        if first is not None:  # the window is still open
            self.runner.run(self, "rest", Lane.CPU, lambda _token: _load_rest(first), self._furnish)

    def _furnish(self, parts: Parts) -> None:
        from pluto_desktop.desktop.furniture import Furniture  # noqa: PLC0415 - loaded by a worker by now

        self._parts = parts
        self._furniture = Furniture(
            self.window,
            self._page,
            parts,
            self._connecting,
            self._place.profile,
            self.runner,
            self.notifier,
            self.preferences,
        )
        self._furniture.ready.connect(self._on_ready)
        self._furnish_on(self._furniture.furnish())

    def _furnish_on(self, steps: Iterator[None]) -> None:
        if self._parts is None:  # closed meanwhile
            return
        for _ in steps:
            QTimer.singleShot(0, self, lambda: self._furnish_on(steps))
            return
        self._furnished = True
        self._furniture.archive.restarting.connect(self._restart)
        self._furniture.connect_desk.restarting.connect(self._restart)
        self._looking.start()

    def _on_ready(self) -> None:
        self._furniture.ready.disconnect(self._on_ready)
        self.ready.emit()
        self.runner.run(self, "warm", Lane.CPU, _load_pages, lambda _: self._make_ahead(make_classes()))
        files, self._files = self._files, []
        if files:
            self._furniture.open_files(files)

    def _make_ahead(self, classes: Iterator[None]) -> None:
        if self._parts is None:  # closed meanwhile
            return
        typing = self._page.search.edit.hasFocus()
        if typing or next(classes, "all made") is None:
            QTimer.singleShot(_TYPING_MS if typing else _BREATH_MS, self, lambda: self._make_ahead(classes))
        else:
            self._page.make_ahead()

    def _cannot_open(self, error: Exception) -> None:
        if not isinstance(error, KnownError):
            self.crashes.report(error)
            return
        from pluto_desktop.desktop.views.first_run.trouble import Trouble  # noqa: PLC0415 - rarely wanted

        page = Trouble(error, self._place.repairs, self.runner, self.theme, shared=bool(self._place.profile))
        page.own_wanted.connect(lambda: self._restart(lambda: self._connecting.open(None)))
        page.repaired.connect(self._try_again)
        page.failed.connect(self.notifier.fail)
        page.quit_wanted.connect(self.window.quit)
        self.window.show_sheet(page)
        page.setFocus()

    def _try_again(self) -> None:
        self.window.show_sheet(None)
        self._open()

    def _restart(self, when_closed: Callable[[], object]) -> None:
        """Close the window and the library; :func:`run` opens them again after ``when_closed``.

        Where that returns a Place, the library there is opened instead.
        """
        self.when_closed = when_closed
        self.window.quit()

    # -- watching --

    def _tell_changes(self, changes: Changes) -> None:
        if self._furnished:
            self._furniture.apply_changes(changes)

    def _look(self) -> None:
        parts = self._parts
        if parts is not None:
            self.runner.run(
                self, "look", Lane.READ, lambda _token: parts.browse.data_version(), self._seen, lambda _error: None
            )

    def _seen(self, version: int) -> None:
        before, self._version = self._version, version
        if before != version:
            self._furniture.apply_changes(Changes(everything=True))
            self._furniture.count_edits()

    def _setting_changed(self, key: str, value: Value) -> None:
        if key == "appearance.theme" and isinstance(value, str):
            self.theme.set_choice(value)
        elif key == "appearance.text_scale" and isinstance(value, int):
            self.theme.set_scale(value / 100)
        elif key == "appearance.less_motion" and isinstance(value, bool):
            self.theme.set_less_motion(value)

    # -- closing --

    def _remember(self) -> None:
        if self._furnished:
            self._furniture.remember()

    def _finish(self) -> None:
        self._looking.stop()
        first, self._first = self._first, None
        parts, self._parts = self._parts, None
        if self._furnished:
            self._furniture.close()
        if parts is not None:
            parts.session.close()
        self.preferences.close()
        self.runner.close()
        if first is not None:
            first.close()
        self._app.quit()


def _load_rest(first: FirstParts) -> Parts:
    """Make the rest of the services, and load what stands in the window: a worker's work, as it takes a while."""
    from pluto_desktop.desktop import furniture  # noqa: F401, PLC0415
    from pluto_desktop.desktop.models import pictures  # noqa: F401, PLC0415
    from pluto_desktop.desktop.views.search import palette, rows  # noqa: F401, PLC0415

    return first.make_rest()


def _load_pages(_token: CancelToken) -> None:
    """Load what a person may open next, so that opening it is not felt: a worker's work, when all else is there."""
    views = "pluto_desktop.desktop.views"
    for name in ("albums.view", "artists.view", "genres.view", "folders.view", "playlists.view", "curate.form"):
        import_module(f"{views}.{name}")


def run(
    settings: Settings,
    place: Place,
    connecting: Connecting,
    logs: Path,
    files: Sequence[Path] = (),
    *,
    when_ready: Callable[[Desktop], None] | None = None,
    when_usable: Callable[[Desktop], None] | None = None,
) -> int:
    """Run the window on the library of ``place``, and on those chosen in it, until it is closed; return the exit code.

    A window that is open on it already is raised instead, and given the files. ``logs`` is where reports of crashes go.
    """
    app = make_app()
    instance = SingleInstance(place.folder, app)
    if not instance.claim(files):
        return 0
    farewell = Farewell(app)
    waiting: KnownError | None = None
    while True:
        desktop = Desktop(app, settings, place, connecting, logs)
        desktop.crashes.install()
        desktop.ready.connect(Collector(desktop).spare)
        instance.called.connect(desktop.take_call)
        farewell.asked.connect(desktop.window.quit)
        if when_usable is not None:
            desktop.usable.connect(partial(when_usable, desktop))
        if when_ready is not None:
            desktop.ready.connect(partial(when_ready, desktop))
        if waiting is not None:
            desktop.notifier.fail(waiting)
        desktop.start(files)
        code = app.exec()
        instance.called.disconnect(desktop.take_call)
        farewell.asked.disconnect(desktop.window.quit)
        if desktop.when_closed is None:
            break
        waiting, chosen = _do(desktop.when_closed)
        files = ()
        desktop.window.deleteLater()
        desktop.deleteLater()
        if chosen is not None and chosen.folder != place.folder:
            instance.close()
            instance = SingleInstance(chosen.folder, app)
            if not instance.claim(()):  # a window is open on that library already, and comes forward
                farewell.close()
                return 0
        place = chosen or place
    farewell.close()
    instance.close()
    return code


def _do(work: Callable[[], object]) -> tuple[KnownError | None, Place | None]:
    """Return what went wrong, and which library is to be opened instead of the one before."""
    try:
        done = work()
    except KnownError as error:
        return error, None
    return None, done if isinstance(done, Place) else None


def make_app() -> QApplication:
    """Make the application object, or return the one there is."""
    QCoreApplication.setApplicationName("pluto")
    QCoreApplication.setApplicationVersion(__version__)
    app = QCoreApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication([sys.argv[0]])
    app.setApplicationDisplayName("Pluto")
    app.setDesktopFileName("pluto")
    app.setQuitOnLastWindowClosed(False)
    return app
