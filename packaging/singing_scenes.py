"""The scenes of singing along; of these the documentation shows Stage, the others are for looking at."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from stage import Script, Stage


LONG = """[la:te,en]
[00:01.00]శుక్లాంబరధరం విష్ణుం శశివర్ణం చతుర్భుజం
[00:01.00]Clad in white, the all-pervading, of the hue of the moon, four-armed
[00:05.00]<00:05.00>ప్రసన్నవదనం <00:06.50>ధ్యాయేత్ <00:08.00>సర్వవిఘ్నోపశాంతయే \
<00:09.50>జ్ఞానానందమయం <00:11.00>దేవం <00:12.00>నిర్మలస్ఫటికాకృతిం<00:14.00>
[00:05.00]On that serene face let one meditate, that every obstacle may be stilled; the God made of wisdom and joy
[00:15.00]ఆధారం సర్వవిద్యానాం హయగ్రీవముపాస్మహే
[00:15.00]The ground of all learning, Hayagriva, we worship
[00:19.00]
"""
"""Lines of old prayers, as long as lines get."""


def add_long_words(library: Path) -> None:
    """Give one of the demo songs words with very long lines."""
    from pluto_desktop import bootstrap
    from pluto_desktop.domain.views import SongQuery
    from pluto_desktop.lyrics.formats import read

    with bootstrap.open_services(library) as services:
        rows = services.browse.list_song_rows(services.browse.list_song_ids(SongQuery()))
        for row in rows:
            if row.title.startswith("Twinkle, Twinkle"):
                services.library.catalogue.set_lyrics(row.id, read(LONG).document)


def play_song(stage: Stage, title: str, until_ms: int) -> Script:
    """Find a song by what is typed, and play it until then."""
    from PySide6.QtCore import Qt
    from stage import still

    from pluto_desktop.desktop.views.search.palette import Palette

    stage.type(title)
    yield lambda: stage.shown(Palette)
    yield still(0.4)
    stage.press(Qt.Key.Key_Return)
    yield lambda: stage.playback.snapshot.playing
    yield lambda: stage.playback.position_ms() >= until_ms


def _on_stage(title: str, from_ms: int, until_ms: int) -> Callable[[Stage], Script]:
    def show(stage: Stage) -> Script:
        yield from play_song(stage, title, from_ms)
        stage.window.actions_["stage"].trigger()
        yield lambda: stage.playback.position_ms() >= until_ms

    return show


def _repeating(stage: Stage) -> Script:
    yield from play_song(stage, "uppu kap", 6_000)
    stage.window.actions_["loop_verse"].trigger()
    stage.playback.session.set_rate(0.8)
    yield lambda: stage.playback.position_ms() >= 7_600


def _strip(stage: Stage) -> Script:
    yield from play_song(stage, "uppu kap", 6_000)
    stage.window.actions_["strip"].trigger()
    yield lambda: stage.playback.position_ms() >= 8_600


def _share(stage: Stage) -> Script:
    from pluto_desktop.desktop.views.sharing.dialog import ShareDialog

    yield from play_song(stage, "uppu kap", 6_000)
    stage.window.actions_["share_line"].trigger()
    yield lambda: (dialog := stage.window.findChild(ShareDialog)) and dialog.image
    dialog = stage.window.findChild(ShareDialog)
    assert dialog is not None
    dialog.more.click()
    yield lambda: dialog.image


def _offset(stage: Stage) -> Script:
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest
    from stage import still

    from pluto_desktop.desktop.views.listening.dialog import ListeningDialog

    stage.window.actions_["find_offset"].trigger()
    yield lambda: stage.shown(ListeningDialog)
    dialog = stage.window.findChild(ListeningDialog)
    assert dialog is not None
    dialog.start.click()
    for _ in range(40):
        yield still(0.8)
        QTest.keyClick(dialog.pad, Qt.Key.Key_Space)
        if dialog.offset_ms is not None:
            break
    yield still(0.3)


SINGING: dict[str, Callable[[Stage], Script]] = {
    "stage": _on_stage("uppu kap", 6_000, 8_600),
    "repeating": _repeating,
    "strip": _strip,
    "share": _share,
    "offset": _offset,
    "stage-long": _on_stage("twinkle little star", 5_000, 8_900),
}
