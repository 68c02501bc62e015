"""The lyrics pane at 1080p: 60 lines in two languages with word times, a frame at a time. One JSON line.

    python tests/bench/bench_lyrics_pane.py

Rival in the same run: the same rows drawn with ``QPainter.drawText``, as a pane without pixmaps would.
"""

from __future__ import annotations

import json
import os
import statistics
import sys
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QApplication

from pluto_desktop.desktop.fonts import load_families, make_font
from pluto_desktop.desktop.theme import Theme
from pluto_desktop.desktop.views.lyrics.canvas import LyricsCanvas
from pluto_desktop.desktop.views.lyrics.rows import Mode, build_rows
from pluto_desktop.domain.ids import SongId
from pluto_desktop.lyrics.formats import read
from pluto_desktop.lyrics.formats.stamps import format_stamp
from pluto_desktop.lyrics.timeline import Timeline
from pluto_desktop.services.words import WordsView

LINES, LINE_MS, FRAMES, STEP_MS = 60, 4_000, 900, 1000 / 60
WORDS = ["నువ్వు", "నేను", "కలిసి", "పాడే", "ఈ", "పాట", "ఎప్పటికీ", "మరువలేని", "స్త్రీ"]


def song() -> WordsView:
    """Return sixty lines, each nine words long in Telugu and as long in English."""
    rows = ["[la:te,en]"]
    for line in range(LINES):
        start = 1_000 + line * LINE_MS
        marks = "".join(
            f"<{format_stamp(start + place * LINE_MS // 9)}>{word} " for place, word in enumerate(WORDS)
        ).rstrip()
        rows.append(f"[{format_stamp(start)}]{marks}<{format_stamp(start + LINE_MS)}>")
        rows.append(f"[{format_stamp(start)}]And together we sing this song, number {line}, late tonight")
    document = read("\n".join(rows)).document
    return WordsView(SongId("bench"), document, ("",) * len(document.lines))


def percentile(values: list[float], share: float) -> float:
    """Return the value that this share of values does not exceed."""
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


def measure_pane(view: WordsView, width: int, height: int) -> dict[str, float]:
    """Play the song through the pane, every frame painted whole into a picture, and return the figures in ms."""
    assert view.document is not None
    timeline = Timeline(view.document)
    now = [0.0]
    started = time.perf_counter()
    canvas = LyricsCanvas(Theme(choice="dark"), lambda: now[0])
    canvas.resize(width, height)
    canvas.set_pane_height(float(height))
    canvas.show_rows(build_rows(view, Mode.BOTH, timeline), timeline, 100)
    canvas.show()
    QApplication.processEvents()
    opened = (time.perf_counter() - started) * 1000
    canvas.set_playing(True)
    frames = []
    for frame in range(FRAMES):
        now[0] = frame * STEP_MS
        begin = time.perf_counter()
        canvas.advance()
        QApplication.sendPostedEvents()
        frames.append((time.perf_counter() - begin) * 1000)
        pause = STEP_MS / 1000 - (time.perf_counter() - begin)
        time.sleep(max(0.0, pause))
    canvas.close()
    return {
        "p50_ms": round(statistics.median(frames), 3),
        "p95_ms": round(percentile(frames, 0.95), 3),
        "max_ms": round(max(frames), 3),
        "opened_ms": round(opened, 1),
    }


def measure_rival(view: WordsView, width: int, height: int) -> dict[str, float]:
    """Draw the visible rows as text in every frame."""
    assert view.document is not None
    picture = QPixmap(width, height)
    main, sub = make_font("lyrics"), make_font("lyrics-second")
    frames = []
    for frame in range(120):
        begin = time.perf_counter()
        painter = QPainter(picture)
        painter.fillRect(picture.rect(), Theme(choice="dark").color("bg"))
        painter.setPen(Theme(choice="dark").color("text"))
        for index, line in enumerate(view.document.lines):
            top = index * 76 - frame * 2
            if -76 < top < height:
                painter.setFont(main)
                painter.drawText(QRectF(26, top, width, 40), line.texts["te"])
                painter.setFont(sub)
                painter.drawText(QRectF(26, top + 32, width, 30), line.texts["en"])
        painter.end()
        frames.append((time.perf_counter() - begin) * 1000)
    return {"p50_ms": round(statistics.median(frames), 3), "p95_ms": round(percentile(frames, 0.95), 3)}


def main() -> None:
    """Measure and print."""
    _app = QApplication([])
    load_families()
    view = song()
    pane = measure_pane(view, 1920, 1080)
    print(
        json.dumps(
            {
                "bench": "lyrics_pane",
                "what": f"a frame, 1080p, {LINES} lines, two languages, word times",
                **pane,
                "target_p95_ms": 1.5,
                "met": pane["p95_ms"] < 1.5,
                "rival_draw_text": measure_rival(view, 1920, 1080),
            }
        )
    )


if __name__ == "__main__":
    main()
