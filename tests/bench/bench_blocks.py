"""How long the GUI thread is kept from drawing in a scripted session: importing, typing, scrolling, playing.

100,000 songs. A block is one event handled at one go, with everything it sets off. One JSON line.
"""

from __future__ import annotations

import json
import os
import random
import sys
import tempfile
import time
import wave
from collections.abc import Callable, Iterator
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("PLUTO_VLC_ARGUMENTS", "--aout=adummy")

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from pluto_desktop import bootstrap
from pluto_desktop.desktop.app import Desktop
from pluto_desktop.desktop.views.songs.view import SongsView
from tests.bench.big_library import copy_of_big_library

FILES = 300
STEP_MS = 40
TYPED = ("chandama", "nagu", "nuvvu", "గోగు", "rama artist:anna")
PAGES = ("albums", "artists", "favourites", "recently_added", "genres", "folders", "songs")


class Watch(QApplication):
    """Keeps how long each event took, those sent inside it included: meanwhile nothing can be drawn."""

    def __init__(self) -> None:
        super().__init__([])
        self.times_ms: list[float] = []
        self.on = self._inside = False

    def notify(self, receiver: QObject, event: QEvent) -> bool:
        if not self.on or self._inside:
            return super().notify(receiver, event)
        self._inside = True
        started = time.perf_counter()
        try:
            return super().notify(receiver, event)
        finally:
            taken = (time.perf_counter() - started) * 1000
            self._inside = False
            if self.on:  # not the closing of the window at the end
                self.times_ms.append(taken)
                if taken > 50:
                    print(f"{taken:.0f} ms: {type(receiver).__name__} {event.type().name}", file=sys.stderr)


def make_music(folder: Path) -> Path:
    """Write short, silent files, each different."""
    folder.mkdir()
    for number in range(FILES):
        with wave.open(str(folder / f"song {number}.wav"), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(8000)
            file.writeframes(number.to_bytes(2, "little") * 8000)
    return folder


def session(desktop: Desktop, music: Path) -> Iterator[None]:
    """Do what a person does, a step at a time."""
    inside, rng = desktop._furniture, random.Random(7)
    inside.library.add_demo()
    yield from [None] * 20
    songs = inside.pages.current()
    assert isinstance(songs, SongsView)
    inside.playing.play_songs(songs.model.ids[:50])
    inside.adding.add_paths([music])
    for text in TYPED:
        inside.search.focus_search()
        inside.search.edit.clear()
        for letter in text:
            inside.search.edit.insert(letter)
            yield
        QTest.keyClick(inside.search.edit, Qt.Key.Key_Escape)
    bar = songs.table.verticalScrollBar()
    for _ in range(40):
        bar.setValue(rng.randrange(bar.maximum() or 1))
        yield
    for _ in range(60):
        bar.setValue(bar.value() + 37)
        yield
    for page in PAGES:
        inside.pages.open(page)
        yield from [None] * 8
    while inside.adding.importing.running:
        yield
    yield from [None] * 20


def main() -> None:
    """Run the session and print the figure."""
    with tempfile.TemporaryDirectory() as home:
        for name in ("CONFIG", "DATA", "STATE", "CACHE", "RUNTIME"):
            os.environ[f"XDG_{name}_{'DIR' if name == 'RUNTIME' else 'HOME'}"] = home
        library, music = copy_of_big_library(Path(home, "library")), make_music(Path(home, "music"))
        watch = Watch()

        def run(desktop: Desktop) -> None:
            steps = session(desktop, music)
            watch.on = True
            timer = QTimer(desktop, interval=STEP_MS)
            advance: Callable[[], None] = lambda: next(steps, timer) is timer and finish(timer, desktop)  # noqa: E731
            timer.timeout.connect(advance)
            timer.start()

        def finish(timer: QTimer, desktop: Desktop) -> None:
            timer.stop()
            watch.on = False
            desktop.window.quit()

        bootstrap.open_window(library, [], when_ready=run)
    times = sorted(watch.times_ms)
    p99, longest = times[int(len(times) * 0.99)], times[-1]
    figures = {
        "bench": "blocks",
        "what": "events handled by the GUI thread in a session on 100,000 songs, ms",
        "count": len(times),
        "p50_ms": round(times[len(times) // 2], 2),
        "p99_ms": round(p99, 1),
        "longest_ms": round(longest, 1),
        "over_50": sum(t > 50 for t in times),
        "target": "p99 under 16, none over 50",
        "met": p99 < 16 and longest < 50,
    }
    print(json.dumps(figures), flush=True)


if __name__ == "__main__":
    sys.exit(main())
