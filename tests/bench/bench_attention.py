"""How long until what needs attention is told, in the whole library and after one edit, and what waits meanwhile.

100,000 songs, the whole window, off screen: curate mode is turned on, the page opened, each reason chosen, gone through
by step, and looked through again. One JSON line.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("PLUTO_VLC_ARGUMENTS", "--aout=adummy")

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from pluto_desktop.bootstrap.window import open_window
from pluto_desktop.desktop.app import Desktop
from pluto_desktop.desktop.views.attention.view import AttentionView
from pluto_desktop.domain.attention import Need
from pluto_desktop.domain.changes import Changes
from tests.bench.bench_blocks import Watch
from tests.bench.bench_search import percentile
from tests.bench.big_library import copy_of_big_library

LOOKS, STEPS, EDITS = 8, 40, 40
COUNT_S, EDIT_MS, BLOCK_MS = 1.0, 100, 50
SHOWN = (Need.NO_LYRICS, Need.ONE_LANGUAGE, Need.NO_COVER, None)


def session(desktop: Desktop, watch: Watch) -> tuple[list[float], list[float]]:
    """Do what a curator does; return the seconds of each look through the library, and of each after one edit."""
    desk, curate, pages = (
        desktop._furniture.curating.attention,
        desktop._furniture.curating.mode,
        desktop._furniture.pages,
    )
    looks: list[float] = []
    edits: list[float] = []

    def look(begin: Callable[[], object], taken: list[float] = looks) -> None:
        pump(lambda: not desk._looking and not desk._timer.isActive())
        started = time.perf_counter()
        begin()
        pump(lambda: desk._looking)
        pump(lambda: not desk._looking)
        taken.append(time.perf_counter() - started)

    watch.doing = "turning the mode on"
    look(lambda: curate.set_on(on=True))
    watch.doing = "opening the page"
    pages.open("needs_attention", focus=True)
    page = pages.current()
    assert isinstance(page, AttentionView)
    pump(lambda: len(page.model.ids) > 0)
    for need in SHOWN:
        watch.doing = f"showing {need}"
        page.pills.choose(need)
        pump(lambda need=need: page.model.need is need)  # type: ignore[misc]
        rest(0.3)
    for _ in range(STEPS):
        watch.doing = "stepping"
        page.step(1)
        rest(0.05)
    for _ in range(LOOKS):
        watch.doing = "looking again"
        look(lambda: desk.apply_changes(Changes(everything=True)))
        rest(0.2)
    for song in list(page.model.ids[:EDITS]):
        watch.doing = "looking at one"
        look(lambda song=song: desk.apply_changes(Changes(songs=frozenset({song}))), edits)  # type: ignore[misc]
        rest(0.05)
    return looks, edits


def rest(seconds: float) -> None:
    """Let what was begun end."""
    until = time.monotonic() + seconds
    pump(lambda: time.monotonic() > until)


def pump(done: Callable[[], object]) -> None:
    """Let the window work until something is so."""
    until = time.monotonic() + 60
    while not done():
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        if time.monotonic() > until:
            raise TimeoutError


def main() -> None:
    """Measure and print one line."""
    taken: list[tuple[list[float], list[float]]] = []
    waits: list[float] = []
    with tempfile.TemporaryDirectory() as home:
        for name in ("CONFIG", "DATA", "STATE", "CACHE", "RUNTIME"):
            os.environ[f"XDG_{name}_{'DIR' if name == 'RUNTIME' else 'HOME'}"] = home
        library = copy_of_big_library(Path(home, "library"))

        def run(desktop: Desktop) -> None:
            desktop.window.resize(1440, 900)
            watch = Watch(desktop)
            try:
                taken.append(session(desktop, watch))
            finally:
                waits.extend(watch.waits_ms)
                watch.close()
                desktop.window.quit()

        open_window(library, [], when_ready=lambda desktop: QTimer.singleShot(6000, desktop, lambda: run(desktop)))
    ((looks, edits),) = taken
    figures = {
        "bench": "attention",
        "what": "from a change to counts and list shown again, of everything and of one song; the longest wait of the"
        " window; 100,000 songs",
        "look_p50_ms": percentile(looks, 50),
        "look_p95_ms": percentile(looks, 95),
        "edit_p50_ms": percentile(edits, 50),
        "edit_p95_ms": percentile(edits, 95),
        "block_p99_ms": round(sorted(waits)[int(len(waits) * 0.99)], 1),
        "block_max_ms": round(max(waits), 1),
        "target": {"look_s": COUNT_S, "edit_ms": EDIT_MS, "block_ms": BLOCK_MS},
        "met": percentile(looks, 50) < COUNT_S * 1000 and percentile(edits, 50) < EDIT_MS and max(waits) < BLOCK_MS,
    }
    print(json.dumps(figures), flush=True)


if __name__ == "__main__":
    sys.exit(main())
