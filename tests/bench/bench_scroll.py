"""Jump to a random row of 100,000 until its real rows are painted. One JSON line.

    python -m tests.bench.bench_scroll

The library is real (SQLite on this disk), the rows are read by page through the task runner, the table is 1440x900.
Also measured: opening the list, a frame while scrolling through rows that are here, and the longest time the GUI thread
was kept busy at one go. Rival in the same run: a ``QTableView`` with Qt's own delegate and all rows held in memory.
"""

from __future__ import annotations

import json
import os
import random
import statistics
import sys
import tempfile
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, Qt, QTimer
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QApplication, QTableView

from pluto_desktop.adapters.sql.library import open_library
from pluto_desktop.bootstrap import Services
from pluto_desktop.desktop.models.covers import CoverLoader
from pluto_desktop.desktop.tasks import TaskRunner
from pluto_desktop.desktop.theme import Theme
from pluto_desktop.desktop.views.songs.view import SongsView
from pluto_desktop.domain.dates import ReleaseDate
from pluto_desktop.domain.songs import NewSong
from pluto_desktop.domain.views import SongQuery

SONGS = 100_000
JUMPS = 300
TITLES = ("చందమామ రావే", "నగుమోము గనలేని", "ఎందరో మహానుభావులు", "Greensleeves", "Scarborough Fair", "మా తెలుగు తల్లికి")
ARTISTS = ("Annamayya", "Tyagaraja", "Traditional", "Vemana", "S. Chandra Rao")


def song(number: int) -> NewSong:
    return NewSong(
        title=f"{TITLES[number % len(TITLES)]} {number}",
        romanised="" if number % 3 else f"Romanised {number}",
        artists=(f"{ARTISTS[number % len(ARTISTS)]} {number % 800}",),
        album=f"Album {number % 6000}",
        release_date=ReleaseDate(1500 + number % 500),
        genres=("Folk",),
    )


def p95(values: list[float]) -> float:
    return round(sorted(values)[int(len(values) * 0.95)], 2)


class Watch(QApplication):
    """Keeps how long each event took: what keeps the GUI thread from drawing."""

    longest_ms = 0.0

    def notify(self, receiver: object, event: QEvent) -> bool:
        start = time.perf_counter()
        try:
            return super().notify(receiver, event)
        finally:
            Watch.longest_ms = max(Watch.longest_ms, (time.perf_counter() - start) * 1000)


def settle(done: object, limit_s: float = 20.0) -> None:
    """Run Qt's events, sleeping between them as the program does: spinning would keep the workers from running."""
    start = time.perf_counter()
    wake = QTimer(interval=20)
    wake.start()
    while not done() and time.perf_counter() - start < limit_s:
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
    assert done(), "it did not come"


def measure(folder: Path, app: QApplication) -> dict[str, object]:
    library = open_library(folder)
    start = time.perf_counter()
    for first in range(0, SONGS, 5000):
        library.catalogue.add_songs([song(number) for number in range(first, first + 5000)])
    print(f"library made in {time.perf_counter() - start:.0f} s", file=sys.stderr)
    services = Services(library)
    theme = Theme(choice="dark")
    theme.apply(app)
    runner = TaskRunner()
    view = SongsView(services.browse, services.personal, runner, theme, CoverLoader(services.browse.find_cover, runner))
    view.resize(1440, 900)
    view.show()
    settle(lambda: runner.idle)
    model, table = view.model, view.table
    start = time.perf_counter()
    view.show_query(SongQuery(), "Songs")
    settle(lambda: model.ids and model.rows.find(model.ids[0]) is not None and runner.idle)
    opened = (time.perf_counter() - start) * 1000
    settle(lambda: len(model.ids) == SONGS and runner.idle)  # the first songs come before all of them are read
    bar = table.verticalScrollBar()
    rows = random.Random(7)
    jumps, frames = [], []
    Watch.longest_ms = 0.0
    for _ in range(JUMPS):
        row = rows.randrange(SONGS - 40)
        start = time.perf_counter()
        bar.setValue(row * table.rowHeight(0))
        first = table.rowAt(1)
        last = table.rowAt(table.viewport().height() - 1)
        wanted = model.ids[first : last + 1]
        settle(lambda wanted=wanted: all(model.rows.find(one) is not None for one in wanted))
        table.viewport().repaint()
        jumps.append((time.perf_counter() - start) * 1000)
    block = Watch.longest_ms
    for step in range(200):
        bar.setValue(row * table.rowHeight(0) + step * 7)
        start = time.perf_counter()
        table.viewport().repaint()
        frames.append((time.perf_counter() - start) * 1000)
        QCoreApplication.processEvents()
    runner.close()
    services.close()
    view.close()
    return {
        "bench": "scroll",
        "songs": SONGS,
        "open_ms": round(opened, 1),
        "jump_p50_ms": round(statistics.median(jumps), 2),
        "jump_p95_ms": p95(jumps),
        "target_p95_ms": 50,
        "frame_p50_ms": round(statistics.median(frames), 2),
        "frame_p95_ms": p95(frames),
        "gui_block_max_ms": round(block, 1),
    }


def rival() -> dict[str, object]:
    model = QStandardItemModel(0, 7)
    for number in range(20_000):
        made = song(number)
        cells = (number, made.title, made.artists[0], made.album, made.release_date, "te en bgm", "3:37")
        model.appendRow([QStandardItem(str(cell)) for cell in cells])
    table = QTableView()
    table.setModel(model)
    table.verticalHeader().setDefaultSectionSize(50)
    table.resize(1440, 900)
    table.show()
    QCoreApplication.processEvents()
    jumps = []
    rows = random.Random(7)
    for _ in range(JUMPS):
        start = time.perf_counter()
        table.scrollTo(model.index(rows.randrange(19_000), 0), QTableView.ScrollHint.PositionAtTop)
        table.viewport().repaint()
        jumps.append((time.perf_counter() - start) * 1000)
    table.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    table.close()
    return {
        "rival": "QTableView, all in memory, 20,000",
        "rival_p50_ms": round(statistics.median(jumps), 2),
        "rival_p95_ms": p95(jumps),
    }


def main() -> None:
    app = Watch([])
    with tempfile.TemporaryDirectory() as folder:
        figures = measure(Path(folder) / "library", app)
    print(json.dumps({**figures, **rival()}))


if __name__ == "__main__":
    main()
