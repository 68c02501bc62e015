"""Run Pluto where there is no screen: add the demo, find it by typing, play it, and take a picture of the sung line."""

from __future__ import annotations

import sys
from pathlib import Path

from virtual_screen import virtual_screen

SUNG_MS = 8_600
"""In the middle of the first line of the Telugu demo song."""


def main() -> int:
    """Write the picture named on the command line; return the exit code."""
    picture = Path(sys.argv[1] if len(sys.argv) > 1 else "pluto.png").absolute()
    with virtual_screen():
        from PySide6.QtCore import Qt
        from PySide6.QtTest import QTest
        from stage import Script, Stage, own_home, play, still

        from pluto_desktop.desktop.views.first_run.page import FirstRun
        from pluto_desktop.desktop.views.search.palette import Palette

        def script(stage: Stage) -> Script:
            yield lambda: stage.shown(FirstRun)
            yield stage.set_up(1440, 900)
            first = stage.shown(FirstRun)
            assert isinstance(first, FirstRun)
            yield first.demo_card.isEnabled
            QTest.mouseClick(first.demo_card, Qt.MouseButton.LeftButton)
            yield lambda: stage.shown(FirstRun) is None
            yield still(0.5)
            stage.type("uppu kap")
            yield lambda: stage.shown(Palette)
            yield still(0.5)
            stage.press(Qt.Key.Key_Return)
            yield lambda: stage.playback.snapshot.playing
            yield lambda: stage.playback.position_ms() >= SUNG_MS
            row = stage.playback.snapshot.row
            assert row is not None
            stage.take(picture)
            print(f"“{row.title}” plays, at {stage.playback.position_ms() / 1000:.1f} s", flush=True)

        with own_home() as home:
            return play(script, home / "library")


if __name__ == "__main__":
    sys.exit(main())
