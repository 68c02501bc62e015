"""Many songs of a shared library changed while its servers are away: they wait as one, and go out by themselves."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from pluto_desktop.bootstrap.shared import Backend, SharedServices
from pluto_desktop.desktop.views.curate.merging.dialog import MergeDialog
from pluto_desktop.domain.ids import SongId
from tests.gui.curating.test_bulk import Person
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
    titles,
)

LEFT = Qt.MouseButton.LeftButton


def _there(servers: Servers, songs: list[SongId]) -> list[tuple[str, ...] | None]:  # noqa: F811
    """Return the tags of songs as the server has them; None of one that is deleted there."""
    backend = Backend(servers.direct, servers.password)
    found = [backend.catalogue.get_song(song) for song in songs]
    backend.close()
    return [None if one.deleted else one.song.tags for one in found]


def test_what_is_changed_of_many_without_servers_waits_as_one_and_goes_out(
    servers: Servers,  # noqa: F811
    device: Callable[[str], Path],  # noqa: F811
    curator: SharedServices,  # noqa: F811
    open_home: OpenHome,
    qtbot: QtBot,
    tmp_path: Path,
) -> None:
    ids = [add(curator, tmp_path, title) for title in ("First", "Second")]
    home = open_home(folder=device("listener"))
    qtbot.waitUntil(lambda: titles(home) == ["First", "Second"], timeout=LIMIT_MS)
    qtbot.waitUntil(home.window.top.curate_button.isVisible, timeout=LIMIT_MS)
    person = Person(home, qtbot, ids)
    take_away(servers, home, qtbot)
    person.choose(0, 1)
    qtbot.keyClicks(person.form.form.tags, "old")
    qtbot.mouseClick(person.preview().apply_button, LEFT)
    waits = "2 songs changed. It waits on this device until it is sent."
    qtbot.waitUntil(lambda: waits in home.toasts(), timeout=LIMIT_MS)
    qtbot.waitUntil(lambda: pill_of(home).text() == "Offline · 1 edit waiting", timeout=LIMIT_MS)
    assert [one.tags for one in person.stored()] == [("old",)] * 2
    press(home, qtbot, "Undo")
    qtbot.waitUntil(lambda: [one.tags for one in person.stored()] == [()] * 2, timeout=LIMIT_MS)

    # Merging waits too.
    home.inside.curating.merging.ask(ids)
    qtbot.waitUntil(lambda: home.window.findChild(MergeDialog) is not None, timeout=LIMIT_MS)
    dialog = home.window.findChild(MergeDialog)
    assert dialog is not None
    qtbot.mouseClick(dialog.merge_button, LEFT)
    qtbot.waitUntil(lambda: len(titles(home)) == 1, timeout=LIMIT_MS)
    assert _there(servers, ids) == [(), ()]

    give_back(servers, home)
    qtbot.waitUntil(lambda: pill_of(home).text() == "In sync", timeout=LIMIT_MS)
    assert sorted(map(str, _there(servers, ids))) == ["()", "None"]
    assert len(titles(home)) == 1
