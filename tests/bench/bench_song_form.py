"""From choosing a song until its form is painted, and from Ctrl+S until the list and the form show what was saved.

100,000 songs, the whole window, off screen at 1440x900; most of the songs have words. One JSON line.
"""

from __future__ import annotations

import json
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("PLUTO_VLC_ARGUMENTS", "--aout=adummy")

from PySide6.QtCore import QEvent, QEventLoop, QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from pluto_desktop.bootstrap.window import open_window
from pluto_desktop.desktop.app import Desktop
from pluto_desktop.desktop.views.curate.form import SongForm
from pluto_desktop.desktop.views.songs.view import SongsView
from tests.bench.bench_search import percentile
from tests.bench.big_library import copy_of_big_library

OPENINGS, SAVES = 200, 60
OPEN_MS, SAVE_MS = 50, 100
WARMING = 5
REST_S = 0.05


class Paints(QObject):
    """Knows what was to be seen when a widget was last painted."""

    def __init__(self, widget: QWidget, seen: Callable[[], str]) -> None:
        super().__init__(widget)
        self.seen, self._see = "", seen
        widget.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self.seen = self._see()
        return False


class Curator:
    """Goes through the list as a person does, and takes the time."""

    def __init__(self, desktop: Desktop) -> None:
        self.desktop, self.rng = desktop, random.Random(11)
        page = desktop._furniture.pages.current()
        assert isinstance(page, SongsView)
        self.page = page
        # The window sleeps between events, as it does otherwise, and leaves the interpreter to the workers.
        QTimer(desktop, interval=1, timerType=Qt.TimerType.PreciseTimer).start()
        self.rows = Paints(page.table.viewport(), self.album)

    def album(self) -> str:
        """Return the album of the chosen song, as the list knows it."""
        chosen = self.page.table.chosen_rows()
        row = self.page.model.song(chosen[0]) if chosen else None
        return "" if row is None else row.album

    @property
    def form(self) -> SongForm:
        """The form, once it was made."""
        form = self.desktop._furniture.curating.forms._form
        assert form is not None
        return form

    def measure(self) -> tuple[list[float], list[float]]:
        """Return the seconds of each opening and of each saving."""
        self.desktop._furniture.curating.mode.set_on(on=True)
        self.page.table.choose_rows([0], 0)
        self.pump(lambda: self.desktop._furniture.curating.forms._form is not None and self.form.draft is not None)
        self.title = Paints(self.form.form.title, self.form.form.title.text)
        opened = [self.open() for _ in range(OPENINGS + WARMING)][WARMING:]
        saved = [self.save(number) for number in range(SAVES + WARMING)][WARMING:]
        return opened, saved

    def open(self) -> float:
        """Choose another song among those that are in sight, or jump to one that is not."""
        self.rest()
        ids, before = self.page.model.ids, self.form.form.title.text()
        row = self.rng.randrange(len(ids))
        self.page.table.scrollTo(self.page.model.index(row, 1))
        self.pump(lambda: self.page.model.song(row) is not None)
        title = self.page.model.song(row).title
        if title == before:
            return self.open()
        self.rest()
        started = time.perf_counter()
        self.page.table.choose_rows([row], row)
        self.pump(lambda: self.form.song == ids[row] and self.form.draft is not None and self.title.seen == title)
        return time.perf_counter() - started

    def save(self, number: int) -> float:
        """Write another album and save."""
        self.open()
        album = self.form.form.album
        album.setFocus()
        album.setText(f"Album of the bench {number}")
        self.rest()
        started = time.perf_counter()
        QTest.keyClick(album, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
        self.pump(lambda: not self.form.draft and self.rows.seen == album.text())
        return time.perf_counter() - started

    def rest(self) -> None:
        """Let what was begun end, as it does while a person looks."""
        until = time.monotonic() + REST_S
        self.pump(lambda: time.monotonic() > until)

    def pump(self, done: Callable[[], object]) -> None:
        """Let the window work until something is so."""
        until = time.monotonic() + 30
        while not done():
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
            if time.monotonic() > until:
                raise TimeoutError


def main() -> None:
    """Measure and print one line."""
    taken: list[tuple[list[float], list[float]]] = []
    with tempfile.TemporaryDirectory() as home:
        for name in ("CONFIG", "DATA", "STATE", "CACHE", "RUNTIME"):
            os.environ[f"XDG_{name}_{'DIR' if name == 'RUNTIME' else 'HOME'}"] = home
        library = copy_of_big_library(Path(home, "library"))

        def run(desktop: Desktop) -> None:
            desktop.window.resize(1440, 900)
            try:
                taken.append(Curator(desktop).measure())
            finally:
                desktop.window.quit()

        open_window(library, [], when_ready=lambda desktop: QTimer.singleShot(3000, desktop, lambda: run(desktop)))
    ((opened, saved),) = taken
    figures = {
        "bench": "song_form",
        "what": "from choosing a song to its form painted; from Ctrl+S to list and form showing it; 100,000 songs",
        "open_p50_ms": percentile(opened, 50),
        "open_p95_ms": percentile(opened, 95),
        "save_p50_ms": percentile(saved, 50),
        "save_p95_ms": percentile(saved, 95),
        "target_p95_ms": {"open": OPEN_MS, "save": SAVE_MS},
        "met": percentile(opened, 95) < OPEN_MS and percentile(saved, 95) < SAVE_MS,
    }
    print(json.dumps(figures), flush=True)


if __name__ == "__main__":
    sys.exit(main())
