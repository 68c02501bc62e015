"""The pictures of smart playlists: the page of one, and the dialog in which another is made."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from stage import Script, Stage

SCENES = ("smart-page", "smart-page-light", "smart-dialog", "smart-dialog-light")

_PLAYLISTS = (
    ("Not heard for long", "-played:30d has:lyrics lang:te", "longest-ago", 50),
    ("ఇష్టమైన జోల పాటలు", "is:favourite", "random", None),
    ("New this month", "added:30d", "newest", None),
)


def prepare(library: Path) -> None:
    """Let a person have playlists, some of them smart, and have heard and loved some songs."""
    from pluto_desktop import bootstrap
    from pluto_desktop.domain.playlists import RULE_ORDERS, Rule
    from pluto_desktop.domain.views import SongQuery

    with bootstrap.open_services(library) as services:
        ids = services.browse.list_song_ids(SongQuery())
        services.personal.set_favourite(ids[3:40:4], favourite=True)
        for song in ids[:120:2]:
            services.personal.record_play(song, time.time_ns() // 1_000_000, 60_000)
        services.personal.create_playlist("Evening", ids[10:34])
        for name, words, order, limit in _PLAYLISTS:
            services.smart.create(name, Rule(words, *RULE_ORDERS[order], limit))


def show_smart(stage: Stage, scene: str) -> Script:
    """Open the first smart playlist; for the dialog, begin another."""
    from PySide6.QtTest import QTest
    from stage import still

    from pluto_desktop.desktop.furniture import Furniture
    from pluto_desktop.desktop.views.smart.dialog import SmartDialog

    furniture = stage.window.findChild(Furniture)
    assert furniture is not None
    yield lambda: len(furniture.side.playlists) > 1
    furniture.pages.open(f"playlist:{furniture.side.playlists[1].id}", focus=True)
    yield still(1.0)
    if "dialog" in scene:
        stage.window.side.create_smart_wanted.emit()
        yield lambda: stage.shown(SmartDialog)
        dialog = stage.shown(SmartDialog)
        assert isinstance(dialog, SmartDialog)
        QTest.keyClicks(dialog.name, "Long lullabies")
        dialog.words.setFocus()
        dialog.words.setText("amma length:3:00- -tag:road ")
        yield still(1.0)
