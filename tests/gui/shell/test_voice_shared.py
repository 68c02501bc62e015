"""Music without voice of a shared library: it comes when it is wanted, is said to be away, and curators add it."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from pluto_desktop.bootstrap.shared import Backend, SharedServices
from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.connections import Standing
from pluto_desktop.domain.ids import SongId
from pluto_desktop.domain.shared import SongFields
from pluto_desktop.services.import_song import SongFiles
from pluto_desktop.services.playing_values import BgmState
from tests.gui.shell.conftest import Home, OpenHome
from tests.gui.shell.test_on_this_device import Device
from tests.gui.shell.test_shared_library import (
    LIMIT_MS,
    Servers,
    curator,
    device,
    give_back,
    servers,
    standing,
    take_away,
    titles,
)
from tests.gui.shell.test_voice import bgm, key_b, player, sheet, switch
from tests.sound import noise, write

__all__ = ["curator", "device", "servers"]


def add(curator: SharedServices, folder: Path, title: str, *, bgm: bool) -> SongId:
    """Add a song of eight seconds, with or without its music alone."""
    number = sum(title.encode())
    song = write(folder / f"{title}.mp3", noise(8, number))
    music = write(folder / f"{title} (bgm).mp3", noise(8, number + 1)) if bgm else None
    edit = curator.edit.add_song(SongFiles(song, bgm=music), SongFields(title=title, given=frozenset({"title"})))
    return curator.publish.send(edit, CancelToken()).song_id


def has_bgm_there(servers: Servers, song: SongId) -> bool:
    backend = Backend(servers.direct, servers.password)
    try:
        return backend.catalogue.get_song(song).song.bgm is not None
    finally:
        backend.close()


def play(home: Home, song: SongId, qtbot: QtBot) -> None:
    """Play a song until its sound is here whole."""
    home.inside.playing.play_songs([song])
    qtbot.waitUntil(lambda: home.inside.playback.snapshot.row is not None, timeout=LIMIT_MS)
    player(home).advance(0.5)
    qtbot.waitUntil(lambda: home.desktop.runner.idle, timeout=LIMIT_MS)


def test_it_comes_when_it_is_wanted_and_is_said_to_be_away_and_is_added(
    servers: Servers,
    device: Device,
    curator: SharedServices,
    open_home: OpenHome,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    first, second = add(curator, tmp_path, "First", bgm=True), add(curator, tmp_path, "Second", bgm=True)
    bare = add(curator, tmp_path, "Bare", bgm=False)
    home = open_home(folder=device("listener"))
    qtbot.waitUntil(lambda: len(titles(home)) == 3, timeout=LIMIT_MS)

    # It is brought when it is first wanted, plays meanwhile, and is kept.
    play(home, first, qtbot)
    assert bgm(home).state is BgmState.AWAY
    key_b(home)
    qtbot.waitUntil(lambda: player(home).bgm is not None, timeout=LIMIT_MS)
    player(home).advance(0.5)
    qtbot.waitUntil(lambda: player(home).voice == 0)
    qtbot.waitUntil(lambda: len(list(device("listener").rglob("media/??/*.mp3"))) == 2, timeout=LIMIT_MS)

    # Without the servers that is said, and the song goes on; what was kept plays.
    play(home, second, qtbot)
    take_away(servers, home, qtbot)
    QTest.mouseClick(switch(home).segments.buttons["bgm"], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bgm(home).state is BgmState.LOST, timeout=LIMIT_MS)
    assert any("servers cannot be reached" in text for text in home.toasts())
    assert (bgm(home).voice, home.inside.playback.snapshot.playing) == (100, True)
    play(home, first, qtbot)
    assert player(home).voice == 0
    give_back(servers, home)
    qtbot.waitUntil(lambda: standing(home) is Standing.IN_SYNC, timeout=LIMIT_MS)

    # One who may change the library adds it to a song that has none.
    play(home, bare, qtbot)
    qtbot.waitUntil(lambda: home.window.actions_["add_bgm"].isEnabled(), timeout=LIMIT_MS)
    key_b(home)
    music = write(tmp_path / "music.flac", noise(8, 4))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(music), ""))
    QTest.mouseClick(sheet(home).add, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bgm(home).state is not BgmState.NONE, timeout=LIMIT_MS)
    qtbot.waitUntil(lambda: has_bgm_there(servers, bare), timeout=LIMIT_MS)
