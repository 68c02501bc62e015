"""The library out of the window into an archive, and back."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QPushButton
from pytestqt.qtbot import QtBot

from pluto_desktop import bootstrap
from pluto_desktop.desktop.app import Desktop
from tests.gui.shell.conftest import Home, OpenHome


def say_yes(home: Home, qtbot: QtBot, label: str) -> None:
    [button] = [
        button
        for card in home.window.toasts.cards()
        for button in card.findChildren(QPushButton)
        if button.text() == label
    ]
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_the_menu_writes_an_archive_and_says_where(
    open_home: OpenHome, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = open_home(demo=True)
    target = tmp_path / "నా పాటలు.pluto.zip"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    home.window.actions_["export_library"].trigger()
    qtbot.waitUntil(lambda: any(str(target) in text for text in home.toasts()))
    assert target.is_file()


def test_a_restore_asks_first_and_says_what_is_wrong_with_a_bad_file(
    open_home: OpenHome, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = open_home(demo=True)
    bad = tmp_path / "bad.zip"
    bad.write_bytes(b"not an archive")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(bad), ""))
    home.window.actions_["restore_library"].trigger()
    assert any("set aside" in text for text in home.toasts())
    say_yes(home, qtbot, "Restore")
    qtbot.waitUntil(lambda: any("is not an archive" in text for text in home.toasts()))
    assert home.window.isVisible()


def test_a_restore_closes_the_window_and_the_archive_is_the_library_then(
    open_home: OpenHome, qtbot: QtBot, tmp_path: Path
) -> None:
    home = open_home(demo=True)
    home.inside.archive.export_to(tmp_path / "two.zip")
    qtbot.waitUntil((tmp_path / "two.zip").is_file)
    qtbot.waitUntil(lambda: home.desktop.runner.idle)
    parts = home.desktop._parts
    assert parts is not None
    parts.many.edit().delete([row.id for row in parts.browse.list_songs_named("Twinkle, Twinkle, Little Star")])
    home.inside.archive.offer_restore(tmp_path / "two.zip")
    say_yes(home, qtbot, "Restore")
    desktop: Desktop = home.desktop
    qtbot.waitUntil(lambda: desktop.when_closed is not None and desktop._parts is None)
    assert desktop.when_closed is not None
    desktop.when_closed()
    with bootstrap.open_services(home.folder) as services:
        assert services.browse.counts().songs == 2
    assert any("set aside" in path.name for path in home.folder.parent.iterdir())
