"""Words timed while the servers of a shared library are away: they wait here, say so, and go out by themselves."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from pluto_desktop.bootstrap.shared import Backend, SharedServices
from tests.gui.shell.conftest import OpenHome
from tests.gui.shell.test_shared_library import (
    LIMIT_MS,
    Servers,
    add,
    curator,  # noqa: F401 - a fixture
    device,  # noqa: F401 - a fixture
    give_back,
    pill_of,
    rows,
    servers,  # noqa: F401 - a fixture
    take_away,
)
from tests.gui.timing_words.conftest import CONTROL, KEY


def test_words_timed_without_servers_wait_and_go_out(
    servers: Servers,  # noqa: F811 - the fixture
    device: Callable[[str], Path],  # noqa: F811 - the fixture
    curator: SharedServices,  # noqa: F811 - the fixture
    open_home: OpenHome,
    qtbot: QtBot,
    tmp_path: Path,
) -> None:
    song = add(curator, tmp_path, "First")
    home = open_home(folder=device("listener"))
    qtbot.waitUntil(lambda: [row.title for row in rows(home)] == ["First"], timeout=LIMIT_MS)
    action = home.window.actions_["time_words"]
    qtbot.waitUntil(action.isVisible, timeout=LIMIT_MS)
    take_away(servers, home, qtbot)
    home.inside.curating.timing.open(song)
    timing = home.inside.curating.timing
    qtbot.waitUntil(lambda: timing.window is not None and timing.window.board.player is not None, timeout=LIMIT_MS)
    window = timing.window
    assert window is not None
    QTest.keyClick(window.table, KEY.Key_Right)
    QTest.keyClick(window.table, KEY.Key_S, CONTROL)
    qtbot.waitUntil(lambda: (state := pill_of(home)._state) is not None and state.waiting == 1, timeout=LIMIT_MS)
    qtbot.waitUntil(lambda: home.desktop.runner.idle)
    said = [card.message.text for card in window.toasts.cards()]
    assert said[-1] == "Saved on this device. It goes to the shared library as soon as its servers answer."
    window.close()
    QApplication.processEvents()
    give_back(servers, home)
    qtbot.waitUntil(lambda: (state := pill_of(home)._state) is not None and state.waiting == 0, timeout=LIMIT_MS)
    there = Backend(servers.direct, servers.password)
    assert there.catalogue.get_song(song).song.version == 2
    there.close()
