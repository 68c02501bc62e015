"""The page of the imports of late, as a curator uses it."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from pluto_desktop.desktop.views.imports.view import ImportsView
from pluto_desktop.domain.views import SongQuery
from tests.gui.shell.conftest import Home, OpenHome
from tests.sound import noise, write


def open_page(home: Home) -> ImportsView:
    QTest.mouseClick(home.window.side.rows["imports"], Qt.MouseButton.LeftButton)
    page = home.inside.pages.current()
    assert isinstance(page, ImportsView)
    return page


def test_what_came_in_and_what_did_not_is_told_after_a_restart_and_looked_at_again(
    open_home: OpenHome, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    music = tmp_path / "జోల పాటలు"
    music.mkdir()
    write(music / "one.flac", noise(0.3))
    (music / "broken.mp3").write_bytes(b"no sound")
    home = open_home()
    home.inside.curating.mode.set_on(on=True)
    page = open_page(home)
    assert page.state.words is not None
    assert page.state.words.title == "Nothing was imported yet"
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(music))
    QTest.mouseClick(page.state.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(page.rows) == 1)
    home.window.quit()

    home = open_home()
    page = open_page(home)
    qtbot.waitUntil(lambda: len(page.rows) == 1)
    row = page.rows[0]
    assert "జోల పాటలు" in row.accessibleName()
    assert row.told() == "1 added · 1 skipped"
    QTest.mouseClick(row.reasons, Qt.MouseButton.LeftButton)
    assert page.dialog is not None
    assert "broken.mp3" in page.dialog.list.item(0).text()
    QTest.keyClick(page.dialog, Qt.Key.Key_Escape)

    # What a person took out meanwhile is not brought back by looking again, nor is the folder followed again.
    songs = home.inside.parts.browse.list_song_ids(SongQuery())
    home.inside.parts.many.edit().delete(songs)
    qtbot.waitUntil(lambda: not home.inside.parts.browse.list_song_ids(SongQuery()))
    write(music / "broken.mp3", noise(0.4))
    page.setFocus()
    qtbot.keyClick(home.window.focusWidget(), Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: len(page.rows) == 2)
    assert page.rows[0].told().startswith("1 added")
    assert page.rows[0].reasons.isHidden()
    assert set(home.inside.parts.browse.list_song_ids(SongQuery())).isdisjoint(songs)
