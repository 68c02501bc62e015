"""From a key going down in the search box until the new results are painted, 100,000 songs. One JSON line.

    python -m tests.bench.bench_search_paint [--kit DIR] [--songs N] [--queries N]

Typed one key after the other is painted. The window is the real palette under the real box, off screen at 1440x900.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import sys
import tempfile
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from PySide6.QtCore import QEvent, QEventLoop, QObject
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow, QVBoxLayout, QWidget

from pluto_desktop.adapters.sql.library import open_library
from pluto_desktop.adapters.sql.search_index import SqlSearchIndex
from pluto_desktop.desktop.models.covers import CoverLoader
from pluto_desktop.desktop.tasks import TaskRunner
from pluto_desktop.desktop.theme import Theme
from pluto_desktop.desktop.views.search.box import SearchBox
from pluto_desktop.services.find import Find
from tests.bench.bench_search import fill, percentile
from tests.bench.songs_corpus import make, read_kit


class Painted(QObject):
    """Notes when the window's contents were flushed to the screen after the model changed."""

    def __init__(self, box: SearchBox) -> None:
        super().__init__(box)
        self.fresh = False
        self.painted = False
        box.results.model.modelReset.connect(self._changed)
        box.results.list.viewport().installEventFilter(self)

    def wait(self) -> None:
        """Forget what was, for the next key."""
        self.fresh = self.painted = False

    def _changed(self) -> None:
        self.fresh = True

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and self.fresh:
            self.painted = True
        return False


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kit", type=Path)
    parser.add_argument("--songs", type=int, default=100_000)
    parser.add_argument("--queries", type=int, default=60)
    args = parser.parse_args()
    corpus = read_kit(args.kit) if args.kit else make(args.songs)
    app = QApplication([])
    theme = Theme(choice="dark")
    theme.apply(app)
    runner = TaskRunner()
    with tempfile.TemporaryDirectory() as folder:
        library = open_library(Path(folder) / "library")
        fill(library, corpus)
        find = Find(SqlSearchIndex(library.connections))
        find.warm()
        window = QMainWindow()
        page = QWidget()
        window.setCentralWidget(page)
        column = QVBoxLayout(page)
        box = SearchBox(lambda: find, runner, theme, CoverLoader(lambda _cover: None, runner), page)
        column.addWidget(box)
        column.addStretch(1)
        window.resize(1440, 900)
        window.show()
        window.activateWindow()
        box.focus_search()
        painted = Painted(box)
        settle(app, runner)
        gc.collect()
        gc.freeze()
        spent: list[float] = []
        for asked in corpus.log[: args.queries]:
            box.edit.clear()
            settle(app, runner)
            for char in asked.text:
                painted.wait()
                began = time.perf_counter()
                if ord(char) < 128:
                    QTest.keyClicks(box.edit, char)
                else:
                    box.edit.insert(char)
                # Without a time limit, with which Qt would go round and round and take the worker's turns.
                while not painted.painted and time.perf_counter() - began < 5:
                    app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
                spent.append(time.perf_counter() - began)
        settle(app, runner)
        window.close()
        runner.close()
        library.close()
    figures = {f"p{share}_ms": percentile(spent, share) for share in (50, 95, 99)}
    print(
        json.dumps({"bench": "search_paint", "songs": len(corpus.rows), "keystrokes": len(spent), **figures}),
        flush=True,
    )


def settle(app: QApplication, runner: TaskRunner) -> None:
    """Let everything that runs end and be shown."""
    while not runner.idle:
        app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
    app.processEvents()


if __name__ == "__main__":
    main()
