"""Plays a script on the real program, as a person at the keyboard would, and takes pictures."""

from __future__ import annotations

import os
import sys
import tempfile
import threading
import time
import traceback
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from pluto_desktop.bootstrap.window import open_window
from pluto_desktop.desktop.app import Desktop
from pluto_desktop.desktop.main_window import MainWindow
from pluto_desktop.desktop.models.playback import PlaybackModel

Condition = Callable[[], object]
Script = Generator[Condition, None, None]
"""Yields what it waits for; goes on when that is true."""

_LOOK_EVERY_MS = 15
_PATIENCE_S = 30.0
_AT_MOST_S = 120.0


class Stage:
    """The running program as a script sees it."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window

    @property
    def playback(self) -> PlaybackModel:
        """What plays."""
        model = self.window.findChild(PlaybackModel)
        assert model is not None
        return model

    def shown(self, kind: type[QWidget]) -> QWidget | None:
        """Return the visible widget of a type inside the window, if there is one."""
        return next((found for found in self.window.findChildren(kind) if found.isVisible()), None)

    def set_up(self, width: int, height: int) -> Condition:
        """Give the window its place and size and the keyboard; true when it has them."""
        self.window.setGeometry(0, 0, width, height)
        self.window.activateWindow()
        return lambda: QApplication.activeWindow() is self.window and self.window.width() == width

    def type(self, text: str) -> None:
        """Open the search with its key and type."""
        QTest.keyClick(self.window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
        edit = QApplication.focusWidget()
        assert isinstance(edit, QLineEdit), edit
        edit.clear()
        # QTest types Latin only; what an input method would send goes in as it is.
        if text.isascii():
            QTest.keyClicks(edit, text)
        else:
            edit.insert(text)

    def press(self, key: Qt.Key) -> None:
        """Press a key where the focus is."""
        QTest.keyClick(QApplication.focusWidget() or self.window, key)

    def take(self, path: Path) -> None:
        """Write what is on the screen to a picture."""
        picture: QPixmap = QGuiApplication.primaryScreen().grabWindow(0, *self.window.geometry().getRect())
        path.parent.mkdir(parents=True, exist_ok=True)
        if not picture.save(str(path)):
            raise SystemExit(f"the picture {path} could not be written")
        print(f"wrote {path} ({picture.width()} x {picture.height()})", flush=True)


def still(seconds: float) -> Condition:
    """Return a condition that is true after a while: what moves has come to rest."""
    until = time.monotonic() + seconds
    return lambda: time.monotonic() >= until


def play(script: Callable[[Stage], Script], library: Path) -> int:
    """Run the real program on a library with a script beside it; return 0 if the script came to its end."""
    outcome: list[str] = []
    timer = QTimer()
    acting: list[_Acting] = []

    def begin(desktop: Desktop) -> None:
        acting.append(_Acting(script(Stage(desktop.window)), timer, desktop.window, outcome))
        timer.timeout.connect(acting[0].look)
        timer.start(_LOOK_EVERY_MS)

    # A program that never gets ready cannot be told to close.
    watchdog = threading.Timer(_AT_MOST_S, _give_up)
    watchdog.daemon = True
    watchdog.start()
    open_window(library, [], when_ready=begin)
    watchdog.cancel()
    if outcome != ["done"]:
        print("\n".join(outcome) or "the program ended before the script did", file=sys.stderr)
        return 1
    return 0


def _give_up() -> None:
    print("the program did not get ready, or the script did not end", file=sys.stderr, flush=True)
    os._exit(1)


class _Acting:
    def __init__(self, script: Script, timer: QTimer, window: MainWindow, outcome: list[str]) -> None:
        self._script, self._timer, self._window, self._outcome = script, timer, window, outcome
        self._waiting: Condition = lambda: True
        self._since = time.monotonic()

    def look(self) -> None:
        """Go on if what is waited for has come."""
        try:
            if self._waiting():
                self._waiting, self._since = next(self._script), time.monotonic()
            elif time.monotonic() - self._since > _PATIENCE_S:
                self._end("waited in vain at line " + str(self._script.gi_frame.f_lineno))
        except StopIteration:
            self._end("done")
        except Exception:  # noqa: BLE001 - told at the end, when the program has closed
            self._end(traceback.format_exc())

    def _end(self, how: str) -> None:
        self._timer.stop()
        self._outcome.append(how)
        self._window.quit()


@contextmanager
def own_home() -> Iterator[Path]:
    """Give the program a home of its own with default settings, and a sound device that nobody hears."""
    with tempfile.TemporaryDirectory(prefix="pluto-stage-", ignore_cleanup_errors=True) as home:
        for name in ("CONFIG", "DATA", "STATE", "CACHE"):
            os.environ[f"XDG_{name}_HOME"] = str(Path(home, name.lower()))
        os.environ["XDG_RUNTIME_DIR"] = home
        os.environ["PLUTO_VLC_ARGUMENTS"] = "--aout=adummy"
        os.environ["DBUS_SESSION_BUS_ADDRESS"] = "disabled:"
        yield Path(home)
