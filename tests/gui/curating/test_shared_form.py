"""The form of a song of a shared library: saved while the servers are away it waits, and goes out by itself."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from pluto_desktop.bootstrap.shared import SharedServices
from tests.gui.curating.conftest import Curator
from tests.gui.shell.conftest import OpenHome
from tests.gui.shell.test_removing import press
from tests.gui.shell.test_shared_library import (  # noqa: F401 - fixtures among them
    LIMIT_MS,
    Servers,
    add,
    curator,
    device,
    give_back,
    pill_of,
    servers,
    take_away,
    title_there,
    titles,
)


def test_what_is_saved_without_servers_waits_and_goes_out(
    servers: Servers,  # noqa: F811
    device: Callable[[str], Path],  # noqa: F811
    curator: SharedServices,  # noqa: F811
    open_home: OpenHome,
    qtbot: QtBot,
    tmp_path: Path,
) -> None:
    song = add(curator, tmp_path, "First")
    home = open_home(folder=device("listener"))
    qtbot.waitUntil(lambda: titles(home) == ["First"], timeout=LIMIT_MS)
    qtbot.waitUntil(home.window.top.curate_button.isVisible, timeout=LIMIT_MS)
    home.inside.curating.mode.set_on(on=True)
    person = Curator(home, qtbot)
    person.choose("First")
    take_away(servers, home, qtbot)
    person.write("title", "Mine")
    person.save()
    qtbot.waitUntil(lambda: titles(home) == ["Mine"], timeout=LIMIT_MS)
    qtbot.waitUntil(lambda: pill_of(home).text() == "Offline · 1 edit waiting", timeout=LIMIT_MS)
    qtbot.waitUntil(person.form.waiting.isVisible, timeout=LIMIT_MS)
    assert not person.form.unsaved.isVisible()
    assert title_there(servers, song) == "First"

    # A deletion waits too, and is taken back before anybody heard of it.
    qtbot.mouseClick(person.form.form.delete_song, Qt.MouseButton.LeftButton)
    press(home, qtbot, "Delete the song")
    qtbot.waitUntil(lambda: titles(home) == [], timeout=LIMIT_MS)
    press(home, qtbot, "Undo")
    qtbot.waitUntil(lambda: titles(home) == ["Mine"], timeout=LIMIT_MS)

    give_back(servers, home)
    qtbot.waitUntil(lambda: pill_of(home).text() == "In sync", timeout=LIMIT_MS)
    assert title_there(servers, song) == "Mine"
    person.choose("Mine")
    qtbot.waitUntil(lambda: not person.form.waiting.isVisible(), timeout=LIMIT_MS)
    assert not person.form.changed_elsewhere.isVisible()
