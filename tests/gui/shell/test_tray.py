"""The tray icon and the word when the song changes, each brought in by its setting."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QSystemTrayIcon
from pytestqt.qtbot import QtBot

from pluto_desktop.desktop.views.tray.tray import Tray
from pluto_desktop.domain.views import SongQuery
from tests.gui.shell.conftest import OpenHome

# Qt's offscreen platform has no tray of its own, and cannot raise a window.
pytestmark = pytest.mark.qt_log_ignore("systemTrayWindowChanged", "does not support raise", extend=True)


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """Give the system a tray, and return what is said there."""
    said: list[tuple[str, str]] = []
    monkeypatch.setattr(Tray, "available", staticmethod(lambda: True))
    monkeypatch.setattr(QSystemTrayIcon, "showMessage", lambda _icon, title, text, *_rest: said.append((title, text)))
    return said


def test_the_window_hides_in_the_tray_only_while_that_is_wanted(
    open_home: OpenHome, qtbot: QtBot, shown: list[tuple[str, str]]
) -> None:
    home = open_home(demo=True)
    preferences = home.desktop.preferences
    assert home.inside.tray.tray is None
    preferences.set("desktop.tray", True)
    assert home.inside.tray.tray is not None
    home.window.close()
    assert not home.window.isVisible()
    assert home.desktop._furnished, "hidden, not closed"
    home.inside.tray.tray._pressed(QSystemTrayIcon.ActivationReason.Trigger)
    qtbot.waitUntil(home.window.isVisible)
    preferences.set("desktop.tray", False)
    assert home.inside.tray.tray is None
    assert not home.window.keep_open()


def test_where_notices_go_by_the_tray_each_song_is_told_once(
    open_home: OpenHome, qtbot: QtBot, shown: list[tuple[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pluto_desktop.desktop.tray_desk._NOTICES_BY_BUS", False)
    home = open_home(demo=True, settings={"desktop.notify": True})
    monkeypatch.setattr(type(home.window), "isActiveWindow", lambda _window: False)
    songs = home.inside.parts.browse.list_song_ids(SongQuery())
    home.inside.playing.play_songs(songs)
    qtbot.waitUntil(lambda: len(shown) == 1)
    home.inside.parts.session.pause()
    home.inside.parts.session.play()
    home.inside.parts.session.next()
    qtbot.waitUntil(lambda: len(shown) == 2)
    rows = home.inside.parts.browse.list_song_rows(songs)
    assert [title for title, _ in shown] == [row.title for row in rows]
