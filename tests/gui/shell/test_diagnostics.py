"""The diagnostics in the window: how the music is heard now, and all of it to be copied."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from pluto_desktop.desktop.views.settings.doctor import DoctorDialog
from pluto_desktop.domain.views import SongQuery
from tests.fakes.player import FakePlayer
from tests.gui.shell.conftest import Home, OpenHome


def look(home: Home, qtbot: QtBot) -> tuple[DoctorDialog, dict[str, str]]:
    """Open the diagnostics as the menu does, and return what they say by what it is about."""
    home.window.actions_["doctor"].trigger()
    dialog = home.inside.menus._dialogs["doctor"]
    assert isinstance(dialog, DoctorDialog)
    qtbot.waitUntil(lambda: home.desktop.runner.idle and dialog.copy_button.isEnabled(), timeout=20_000)
    return dialog, {finding.key: finding.found for finding in dialog.findings}


def test_they_tell_how_the_music_is_heard_each_time_they_are_opened(open_home: OpenHome, qtbot: QtBot) -> None:
    home = open_home(demo=True)
    dialog, found = look(home, qtbot)
    assert "not known" in found["clock"]
    assert found["database"].startswith("SQLite 3.")
    dialog.close()
    session = home.inside.parts.session
    home.inside.playing.play_songs(home.inside.parts.browse.list_song_ids(SongQuery(), 1))
    qtbot.waitUntil(lambda: session.snapshot().playing and home.desktop.runner.idle)
    player = session._player
    assert isinstance(player, FakePlayer)
    player.now_s = session._now()
    for _ in range(8):
        player.advance(0.25)
    qtbot.waitUntil(lambda: session.heard().clock_error_ms is not None)
    dialog, found = look(home, qtbot)
    assert found["player"] == "no player at all"
    assert "ms of what VLC gives to the output" in found["clock"]
    assert found["output"] == "the system's choice; words are shown when they are sung there"
    qtbot.mouseClick(dialog.copy_button, Qt.MouseButton.LeftButton)
    assert found["clock"] in QGuiApplication.clipboard().text()
    dialog.close()
