"""From the start of the process to a usable window, 100,000 songs, and the memory it takes when idle.

Usable: the first page is painted with its songs and the search box takes keys; also told is when everything is there.
Rival in the same run, in pairs: a bare PySide6 window, until it is painted. JSON lines ``start`` and ``memory``.
"""

from __future__ import annotations

import compileall
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.bench.big_library import copy_of_big_library

PACKAGE = Path(__file__).resolve().parents[2] / "pluto_desktop"
PAIRS = 20
IDLE_S = 15

# The process was started at argv[1] on the clock that all processes of a machine share.
BARE = """
import sys, time
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow
class Window(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        QTimer.singleShot(0, told)
def told():
    print(time.monotonic() - float(sys.argv[1]), flush=True)
    app.exit()
app = QApplication([])
window = Window()
window.setCentralWidget(QLabel("bare"))
window.resize(1440, 900)
window.show()
app.exec()
"""

PLUTO = """
import sys, time
from pathlib import Path
from pluto_desktop.bootstrap.window import open_window
def when_usable(desktop):
    page = desktop._page
    print(time.monotonic() - float(sys.argv[1]), flush=True)
    model = page.pages.current().model
    assert all(model.rows.find(song) for song in model.ids[:40]), "placeholders, not songs"
    assert page.search.isVisible() and page.search.edit.isEnabled()
def when_ready(desktop):
    from PySide6.QtCore import QTimer
    desktop.window.repaint()
    print(time.monotonic() - float(sys.argv[1]), flush=True)
    def tell_memory():
        lines = Path("/proc/self/status").read_text().splitlines()
        print([line.split()[1] for line in lines if line.startswith("VmRSS")][0], flush=True)
        desktop.window.quit()
    QTimer.singleShot(int(float(sys.argv[3]) * 1000), tell_memory)
sys.exit(open_window(Path(sys.argv[2]), [], when_ready=when_ready, when_usable=when_usable))
"""


def start(code: str, *arguments: str) -> list[float]:
    """Run a program and return the numbers it printed; the first is the seconds since this moment."""
    command = [sys.executable, "-c", code, repr(time.monotonic()), *arguments]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True, timeout=120)
    return [float(line) for line in done.stdout.split()]


def main() -> None:
    """Measure, and print the figures."""
    in_memory = "/dev/shm" if Path("/dev/shm").is_dir() else None  # where a session's run-time folder is
    with tempfile.TemporaryDirectory() as home, tempfile.TemporaryDirectory(dir=in_memory) as session:
        for name in ("CONFIG", "DATA", "STATE", "CACHE"):
            os.environ[f"XDG_{name}_HOME"] = home
        os.environ["XDG_RUNTIME_DIR"] = session
        # As pip does with a wheel; a checkout may never have been compiled.
        compileall.compile_dir(PACKAGE, quiet=1)
        library = str(copy_of_big_library(Path(home, "library")))
        start(BARE)
        start(PLUTO, library, "0")
        pairs = [(start(BARE)[0], *start(PLUTO, library, "0")[:2]) for _ in range(PAIRS)]
        # The invented songs have no files: the first upkeep marks all of them as not reachable.
        after_losing_all = start(PLUTO, library, str(IDLE_S))[2]
        resident = start(PLUTO, library, str(IDLE_S))[2]
    bare, pluto, whole = (statistics.median(column) for column in zip(*pairs, strict=True))
    times = statistics.median(ours / theirs for theirs, ours, _ in pairs)
    figures = {
        "bench": "start",
        "what": "process start to a usable window, 100,000 songs, median of 20 pairs",
        "pluto_s": round(pluto, 3),
        "until_everything_is_there_s": round(whole, 3),
        "rival_bare_window_s": round(bare, 3),
        "times": round(times, 2),
        "target_times": 2.5,
        "met": times <= 2.5,
    }
    print(json.dumps(figures), flush=True)
    megabytes = resident / 1000
    memory = {
        "bench": "memory",
        "what": f"resident, 100,000 songs, window open, idle for {IDLE_S} s",
        "mb": round(megabytes, 1),
        "mb_after_all_files_vanished": round(after_losing_all / 1000, 1),
        "target_mb": 220,
        "met": megabytes < 220,
    }
    print(json.dumps(memory), flush=True)


if __name__ == "__main__":
    main()
