"""The scenes of timing words; of these the documentation shows one, the others are for looking at."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from singing_scenes import LONG

from pluto_desktop.domain.views import SongQuery

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from stage import Script, Stage

    from pluto_desktop.domain.songs import SongRow
    from pluto_desktop.lyrics.document import Document

TIMED = 3
"""So many lines have their times when the picture is taken."""


def begin_timing(library: Path, scene: str) -> None:
    """Leave the later lines of a demo song without times, and one without English; or give it very long lines."""
    from pluto_desktop import bootstrap
    from pluto_desktop.lyrics.formats import read
    from pluto_desktop.lyrics.timing.moments import forget_times
    from pluto_desktop.lyrics.timing.texts import set_text

    with bootstrap.open_services(library) as services:
        rows = services.browse.list_song_rows(services.browse.list_song_ids(SongQuery()))
        row = _song(rows)
        words: Document | None = services.library.reader.find_lyrics(row.id)
        assert words is not None
        if scene == "timing-long":
            words = replace(words, lines=(*read(LONG).document.lines, *words.lines[3:]))
        words = forget_times(words, range(TIMED, len(words.lines)))
        if len(words.lines) > TIMED + 1:
            words = set_text(words, TIMED + 1, "en", "")
        services.library.catalogue.set_lyrics(row.id, words)


def _time(stage: Stage) -> Script:
    from PySide6.QtWidgets import QApplication
    from stage import still

    from pluto_desktop.desktop.furniture import Furniture
    from pluto_desktop.desktop.views.timing.window import TimingWindow

    furniture = stage.window.findChild(Furniture)
    assert furniture is not None
    browse = furniture.parts.browse
    furniture.curating.timing.open(_song(browse.list_song_rows(browse.list_song_ids(SongQuery()))).id)
    yield lambda: furniture.curating.timing.window
    window = furniture.curating.timing.window
    assert isinstance(window, TimingWindow)
    window.setGeometry(stage.window.geometry())
    yield lambda: QApplication.activeWindow() is window
    yield lambda: window.board.player is not None and window.board.player.loaded
    yield still(1.0)
    start = window.board.document.lines[TIMED - 1].start_ms or 0
    assert window.board.player is not None
    window.board.player.play_from(start)
    yield lambda: window.board.heard_ms() >= start + 2_600


def _song(rows: Sequence[SongRow]) -> SongRow:
    """Return the demo song: others in the library are called the same."""
    return next(row for row in rows if row.title.startswith("చందమామ రావే") and "te-Latn" in row.lyrics_languages)


TIMING = dict.fromkeys(("timing", "timing-light", "timing-long"), _time)
