"""Words looked for online for a song of a shared library: an edit like any other, that waits where no server is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from pluto_desktop.bootstrap.shared import SharedServices
from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.shared import SongFields
from pluto_desktop.services.import_song import SongFiles
from tests.gui.shell.conftest import OpenHome
from tests.gui.shell.test_adding_to_shared import song_there
from tests.gui.shell.test_online_words import found
from tests.gui.shell.test_shared_library import (
    LIMIT_MS,
    Servers,
    curator,
    device,
    give_back,
    pill_of,
    rows,
    servers,
    titles,
)
from tests.lrclib import record, serving
from tests.sound import noise, write

__all__ = ["curator", "device", "servers"]


def test_it_waits_where_the_servers_are_away_and_goes_out(
    servers: Servers,
    device: Callable[[str], Path],
    curator: SharedServices,
    open_home: OpenHome,
    qtbot: QtBot,
    tmp_path: Path,
) -> None:
    path = write(tmp_path / "a.mp3", noise(4))
    edit = curator.edit.add_song(SongFiles(path), SongFields(title="జో", given=frozenset({"title"})))
    song = curator.publish.send(edit, CancelToken()).song_id
    with serving() as server:
        server.records = [record("జో", "[00:01.00]జోజో")]
        home = open_home(folder=device("listener"), settings={"online.words": True, "online.server": server.address})
        qtbot.waitUntil(home.window.actions_["look_words"].isVisible, timeout=LIMIT_MS)
        qtbot.waitUntil(lambda: titles(home) == ["జో"], timeout=LIMIT_MS)

        for proxy in servers.proxies:
            proxy.refuse()
        home.inside.online_words.look(song)
        dialog = found(home, qtbot)
        qtbot.mouseClick(dialog.use, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: [row.waiting for row in rows(home)] == [True], timeout=LIMIT_MS)
        document = home.inside.parts.words.words_of(song).document
        assert document is not None
        assert document.text("te") == "జోజో"
        qtbot.waitUntil(lambda: pill_of(home).text() == "Offline · 1 edit waiting", timeout=LIMIT_MS)
        give_back(servers, home)
        qtbot.waitUntil(lambda: [row.waiting for row in rows(home)] == [False], timeout=LIMIT_MS)
    there = song_there(servers, song).lyrics
    assert there is not None
    assert there["metadata"]["by"] == server.address.removeprefix("http://")
