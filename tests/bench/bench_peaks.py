"""From a song to its wave form on the screen, five minutes of sound in every format. One JSON line.

Once when nobody has worked it out yet, which happens in the background, and again from what was kept. ``cpu_s`` is what
the first time took of the processor, whatever else the machine did; ``held_ms`` the longest that a timer of the
window's thread came late meanwhile.
"""

from __future__ import annotations

import gc
import json
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication

from pluto_desktop.bootstrap import Services, open_services
from pluto_desktop.desktop.fonts import load_families
from pluto_desktop.desktop.tasks import TaskRunner
from pluto_desktop.desktop.theme import Theme
from pluto_desktop.desktop.views.timing.wave.view import WaveView
from pluto_desktop.desktop.wave_desk import WaveDesk
from pluto_desktop.domain.ids import SongId
from pluto_desktop.domain.songs import Location
from tests.factories import make_medium, make_song, sha256
from tests.sound import CODECS, noise, write

SECONDS, AGAIN, BEAT_MS = 300, 7, 4
FIRST_TARGET_S, AGAIN_TARGET_MS = 2.0, 50.0


def add_songs(services: Services, folder: Path) -> dict[str, SongId]:
    """Add a song of each format."""
    sound, found = noise(SECONDS), {}
    for ending in CODECS:
        path = write(folder / f"song.{ending}", sound)
        status = path.stat()
        place = Location(path, status.st_size, status.st_mtime_ns, sha256(ending))
        new = make_song(ending, song=make_medium(ending, duration_ms=SECONDS * 1000), song_location=place)
        (found[ending],) = services.library.catalogue.add_songs([new])
    return found


class Show(QObject):
    """Shows a song in a view of its own, and measures."""

    def __init__(self, services: Services, runner: TaskRunner, song: SongId) -> None:
        super().__init__()
        view = WaveView(Theme(choice="dark"))
        view.resize(1920, 240)
        view.show()
        QApplication.processEvents()
        self.held_ms, self._due = 0.0, time.perf_counter() + BEAT_MS / 1000
        timer = QTimer(self, interval=BEAT_MS, timerType=Qt.TimerType.PreciseTimer)
        timer.timeout.connect(self._beat)
        loop = QEventLoop()
        desk = WaveDesk(view, lambda: services.peaks, runner, lambda _error: loop.quit())
        desk.shown.connect(loop.quit)
        timer.start()
        began, busy = time.perf_counter(), time.process_time()
        desk.show_song(song)
        loop.exec()
        view.viewport().repaint()
        self.seconds, self.cpu_s = time.perf_counter() - began, time.process_time() - busy
        timer.stop()
        view.close()

    def _beat(self) -> None:
        now = time.perf_counter()
        self.held_ms = max(self.held_ms, (now - self._due) * 1000)
        self._due = now + BEAT_MS / 1000


def main() -> None:
    """Measure and print."""
    gc.disable()  # the window collects by its own clock
    _app = QApplication([])
    load_families()
    sys.setswitchinterval(0.0003)  # as in the window
    first, again, held, cpu = {}, {}, {}, {}
    with tempfile.TemporaryDirectory() as name, open_services(Path(name) / "library") as services:
        runner = TaskRunner()
        for ending, song in add_songs(services, Path(name)).items():
            made = Show(services, runner, song)
            first[ending], cpu[ending], held[ending] = round(made.seconds, 2), round(made.cpu_s, 2), made.held_ms
            kept = [Show(services, runner, song).seconds for _ in range(AGAIN)]
            again[ending] = round(statistics.median(kept) * 1000, 1)
        runner.close()
    line = {
        "bench": "peaks",
        "what": f"from a song of {SECONDS} s to its wave form on the screen: worked out, and from what was kept",
        "first_s": first,
        "cpu_s": cpu,
        "again_ms": again,
        "held_ms": {ending: round(value, 1) for ending, value in held.items()},
        "target": {"first_s": FIRST_TARGET_S, "again_ms": AGAIN_TARGET_MS, "held_ms": 50},
        "met": max(first.values()) < FIRST_TARGET_S
        and max(again.values()) < AGAIN_TARGET_MS
        and max(held.values()) < 50,
    }
    print(json.dumps(line), flush=True)


if __name__ == "__main__":
    main()
