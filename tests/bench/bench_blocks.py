"""How long the GUI thread keeps an event waiting in a scripted session: importing, typing, scrolling, playing.

100,000 songs, the demo playing with its words. Another process sends the time through a socket every two milliseconds,
whatever the window does; what is measured is how late each one is taken. One JSON line.
"""

from __future__ import annotations

import json
import os
import random
import socket
import struct
import subprocess
import sys
import tempfile
import time
import wave
from collections.abc import Iterator
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("PLUTO_VLC_ARGUMENTS", "--aout=adummy")

from PySide6.QtCore import QObject, QSocketNotifier, Qt, QTimer
from PySide6.QtTest import QTest

from pluto_desktop.bootstrap.window import open_window
from pluto_desktop.desktop.app import Desktop
from pluto_desktop.desktop.views.songs.view import SongsView
from pluto_desktop.services.playing_values import PlayState
from tests.bench.big_library import copy_of_big_library

FILES = 300
STEP_MS = 40
DONE = "done"
TYPED = ("chandama", "nagu", "nuvvu", "గోగు", "rama artist:anna")
PAGES = ("albums", "artists", "favourites", "recently_added", "genres", "folders", "songs")
BEATS = """
import socket, struct, sys, time
wire = socket.socket(fileno=int(sys.argv[1]))
due = time.monotonic()
try:
    while True:
        due += 0.002
        time.sleep(max(0.0, due - time.monotonic()))
        wire.send(struct.pack("d", time.monotonic()))
except OSError:
    pass
"""


class Watch(QObject):
    """Keeps how many milliseconds each beat waited for the GUI thread. ``close`` ends it."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.waits_ms: list[float] = []
        self.doing = ""
        self._ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._ours.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 20)
        self._ours.setblocking(False)
        self._beats = subprocess.Popen([sys.executable, "-c", BEATS, str(theirs.fileno())], pass_fds=[theirs.fileno()])
        theirs.close()
        self._notifier = QSocketNotifier(self._ours.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._take)

    def close(self) -> None:
        """End the beats."""
        self._notifier.setEnabled(False)
        self._beats.kill()
        self._beats.wait()
        self._ours.close()

    def _take(self) -> None:
        now, first = time.monotonic(), True
        try:
            while True:
                wait_ms = (now - struct.unpack("d", self._ours.recv(8))[0]) * 1000
                self.waits_ms.append(max(0.0, wait_ms))
                if first and wait_ms > 30:
                    print(f"{wait_ms:.0f} ms: {self.doing}", file=sys.stderr)
                first = False
        except BlockingIOError:
            pass


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


def session(desktop: Desktop, music: Path) -> Iterator[str]:
    """Do what a person does, a step at a time; say what was done."""
    inside, rng = desktop._furniture, random.Random(7)
    inside.library.add_demo()
    while inside.playback.snapshot.state is not PlayState.PLAYING:
        yield "adding the demo"
    songs = inside.pages.current()
    assert isinstance(songs, SongsView)
    inside.adding.add_paths([music])
    for text in TYPED:
        inside.search.focus_search()
        inside.search.edit.clear()
        for letter in text:
            inside.search.edit.insert(letter)
            yield f"typing {text}"
        QTest.keyClick(inside.search.edit, Qt.Key.Key_Escape)
    bar = songs.table.verticalScrollBar()
    for _ in range(40):
        bar.setValue(rng.randrange(bar.maximum() or 1))
        yield "jumping"
    for _ in range(60):
        bar.setValue(bar.value() + 37)
        yield "scrolling"
    for page in PAGES:
        inside.pages.open(page)
        yield from [f"opening {page}"] * 8
    while inside.adding.importing.running:
        yield "importing"
    yield from ["playing"] * 20
    assert inside.playback.snapshot.state is PlayState.PLAYING
    yield DONE


def main() -> None:
    """Run the session and print the figure."""
    waits: list[float] = []
    with tempfile.TemporaryDirectory() as home:
        for name in ("CONFIG", "DATA", "STATE", "CACHE", "RUNTIME"):
            os.environ[f"XDG_{name}_{'DIR' if name == 'RUNTIME' else 'HOME'}"] = home
        library, music = copy_of_big_library(Path(home, "library")), make_music(Path(home, "music"))

        def run(desktop: Desktop) -> None:
            watch, steps = Watch(desktop), session(desktop, music)
            timer = QTimer(desktop, interval=STEP_MS)

            def advance() -> None:
                watch.doing = next(steps, "failed")
                if watch.doing in {DONE, "failed"}:
                    timer.stop()
                    watch.close()
                    waits.extend(watch.waits_ms if watch.doing == DONE else [])
                    desktop.window.quit()

            timer.timeout.connect(advance)
            timer.start()

        open_window(library, [], when_ready=run)
    waits.sort()
    p99, longest = waits[int(len(waits) * 0.99)], waits[-1]
    figures = {
        "bench": "blocks",
        "what": "how long a session on 100,000 songs keeps an event waiting that comes at any moment, ms",
        "events": len(waits),
        "p50_ms": round(waits[len(waits) // 2], 2),
        "p99_ms": round(p99, 1),
        "longest_ms": round(longest, 1),
        "over_50": sum(wait > 50 for wait in waits),
        "target": "p99 under 16, none over 50",
        "met": p99 < 16 and longest < 50,
    }
    print(json.dumps(figures), flush=True)


if __name__ == "__main__":
    sys.exit(main())
