"""The wave form a frame at a time, as wide as a screen of 1080p and one of 4K, with 60 lines. One JSON line.

A five-minute song that plays: all of it in view, where only the playhead moves; near, where the sound moves under the
playhead; a line dragged along; and zooming, where every picture is made anew. Frames are made one after another;
counted is what moves things, then painting what the view asks to have painted.
"""

from __future__ import annotations

import gc
import json
import os
import random
import time
from collections.abc import Callable, Iterator

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from pluto_desktop.desktop.fonts import load_families
from pluto_desktop.desktop.theme import Theme
from pluto_desktop.desktop.views.timing.wave.blocks import Block
from pluto_desktop.desktop.views.timing.wave.view import WaveView
from pluto_desktop.domain.peaks import BUCKET_MS, Peaks
from tests.bench.bench_lyrics_pane import STEP_MS, WORDS, figures

LENGTH_MS, LINES, FRAMES = 300_000, 60, 400
SIZES = {"1080p": (1920, 240), "4k": (3840, 400)}
TARGET_P95_MS, ZOOM_TARGET_P95_MS = 8.0, 1000 / 60
"""Half of what a frame has at sixty a second, for the words are drawn in it too; a step of the zoom may take one."""


def song() -> Peaks:
    """Return a wave form in which no two moments are alike."""
    dice = random.Random(1)
    heights = [dice.randrange(10, 120) for _ in range(LENGTH_MS // BUCKET_MS)]
    return Peaks.make(LENGTH_MS, bytes(-height & 255 for height in heights), bytes(heights))


def lines() -> list[Block]:
    """Return lines all through the song."""
    step = LENGTH_MS // LINES
    return [Block(str(at), at * step, at * step + step - 400, " ".join(WORDS[at % 5 :])) for at in range(LINES)]


def whole(view: WaveView) -> Iterator[Callable[[], None]]:
    """The song plays, and all of it is seen."""
    view.show_all()
    for frame in range(FRAMES):
        yield lambda at=frame * STEP_MS * 40: view.set_playhead(at)


def near(view: WaveView) -> Iterator[Callable[[], None]]:
    """The song plays, some seconds of it are seen, and the sound moves under the playhead."""
    view.set_playhead(100_000)
    view.zoom_to(120, 100_000)
    view.horizontalScrollBar().setValue(100 * 120 - view.viewport().width() // 2)
    for frame in range(FRAMES):
        yield lambda at=100_000 + frame * STEP_MS: view.set_playhead(at)


def dragging(view: WaveView) -> Iterator[Callable[[], None]]:
    """A line is dragged."""
    view.zoom_to(120, 100_000)
    at = view.x_of(101_000)

    def send(kind: QEvent.Type, x: float) -> None:
        place, left = QPointF(x, 120), Qt.MouseButton.LeftButton
        event = QMouseEvent(kind, place, place, left, left, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(view.viewport(), event)

    send(QEvent.Type.MouseButtonPress, at)
    for frame in range(FRAMES):
        yield lambda x=at + 8 + frame % 200: send(QEvent.Type.MouseMove, x)
    send(QEvent.Type.MouseButtonRelease, at)


def zooming(view: WaveView) -> Iterator[Callable[[], None]]:
    """The zoom goes from the whole song to the closest and back."""
    for frame in range(FRAMES):
        share = abs(frame % 100 - 50) / 50
        yield lambda share=share: view.zoom_to(7 * (400 / 7) ** share, 100_000)


def measure(width: int, height: int) -> dict[str, dict[str, float]]:
    """Make the frames of every kind."""
    view = WaveView(Theme(choice="dark"))
    view.resize(width, height)
    view.show()
    view.set_peaks(song())
    view.set_blocks(lines())
    QApplication.processEvents()
    found = {}
    for kind in (whole, near, dragging, zooming):
        frames = []
        for act in kind(view):
            wall, cpu = time.perf_counter(), time.thread_time()
            act()
            QApplication.sendPostedEvents()
            frames.append(((time.perf_counter() - wall) * 1000, (time.thread_time() - cpu) * 1000))
        found[kind.__name__] = figures(frames)
    view.close()
    return found


def main() -> None:
    """Measure and print."""
    gc.disable()  # the window collects by its own clock, between frames
    _app = QApplication([])
    load_families()
    found = {name: measure(*size) for name, size in SIZES.items()}
    zoom_ms = max(kinds["zooming"]["p95_ms"] for kinds in found.values())
    p95_ms = max(kinds[kind]["p95_ms"] for kinds in found.values() for kind in kinds if kind != "zooming")
    what = f"a frame of the wave form, {LENGTH_MS // 1000} s, {LINES} lines"
    line = {
        "bench": "wave",
        "what": what,
        "p95_ms": p95_ms,
        "zooming_p95_ms": zoom_ms,
        "target": {"p95_ms": TARGET_P95_MS, "zooming_p95_ms": round(ZOOM_TARGET_P95_MS, 1)},
        "met": p95_ms < TARGET_P95_MS and zoom_ms < ZOOM_TARGET_P95_MS,
    }
    print(json.dumps({**line, **found}), flush=True)


if __name__ == "__main__":
    main()
