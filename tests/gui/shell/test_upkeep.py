"""What the window does for its library by itself."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from pluto_desktop import bootstrap
from tests.gui.shell.conftest import OpenHome


def test_a_window_left_open_looks_after_its_library_again(open_home: OpenHome, qtbot: QtBot) -> None:
    home = open_home(demo=True)
    care = bootstrap.make_library_care(home.folder)
    home.inside.upkeep.again.timeout.emit()
    qtbot.waitUntil(lambda: len(care.list_backups()) == 1)
    qtbot.waitUntil(lambda: home.desktop.runner.idle)
    assert home.inside.upkeep.again.isActive()
    assert 0 < home.inside.upkeep.again.interval() < 24 * 60 * 60 * 1_000


def test_a_library_that_can_only_be_read_is_left_alone(open_home: OpenHome, monkeypatch: pytest.MonkeyPatch) -> None:
    home = open_home(demo=True)
    home.window.quit()
    monkeypatch.setattr("pluto_desktop.adapters.sql.library_files.writable", lambda _folder: False)
    again = open_home(folder=home.folder)
    assert not again.inside.upkeep.again.isActive()


def test_memory_is_given_back_after_the_upkeep(
    open_home: OpenHome, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    given_back: list[bool] = []
    monkeypatch.setattr("pluto_desktop.adapters.system.memory.give_back", lambda: given_back.append(True))
    monkeypatch.setattr("pluto_desktop.desktop.upkeep._REST_MS", 1)
    home = open_home(demo=True)
    qtbot.waitUntil(lambda: bool(given_back))
    given_back.clear()
    home.inside.upkeep.again.timeout.emit()
    qtbot.waitUntil(lambda: bool(given_back))
