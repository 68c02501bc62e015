"""A curator adds music to a shared library from the window, a listener is told that they may not: on real servers."""

from __future__ import annotations

import os
import shutil
import uuid
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pymongo import MongoClient
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from pluto_desktop.bootstrap.shared import Backend, SharedServices
from pluto_desktop.domain.ids import SongId
from pluto_desktop.domain.shared import SharedSong
from pluto_desktop.resource_files import resource_path
from pluto_desktop.services.playing_values import PlayState
from tests.gui.shell.conftest import Home, OpenHome
from tests.gui.shell.test_shared_library import (
    LIMIT_MS,
    WORDS,
    Servers,
    add,
    curator,
    device,
    give_back,
    on_server,
    pill_of,
    rows,
    servers,
    titles,
)
from tests.servers import Mongo
from tests.sound import noise, write

__all__ = ["curator", "device", "servers"]

Device = Callable[[str], Path]


@pytest.fixture
def listener(servers: Servers, mongo: Mongo) -> Iterator[str]:
    """Let this device reach the library as somebody who may only listen."""
    name = f"pluto_test_{uuid.uuid4().hex[:12]}"
    on_server(servers, f"CREATE ROLE {name} LOGIN PASSWORD '{servers.password}' IN ROLE pluto_listener")
    database = servers.profile.media_database
    with MongoClient[dict[str, object]](mongo.uri) as client:
        roles = [{"role": "read", "db": database}]
        client[database].command("createUser", name, pwd=servers.password, roles=roles)
    servers.profile = replace(servers.profile, user=name)
    yield name
    on_server(servers, f"DROP ROLE {name}")


def offered(home: Home) -> set[str]:
    return {action.text() for action in home.in_menu() if action.isVisible() and action.isEnabled()}


def make_folder(tmp_path: Path) -> Path:
    """Make a folder of two songs, one with words and all with a cover, and a file that is no music."""
    folder = tmp_path / "music"
    folder.mkdir()
    for at, title in enumerate(("First", "జో")):
        write(folder / f"{title}.mp3", noise(8, seed=40 + at))
    (folder / "జో.lrc").write_text(WORDS, encoding="utf-8")
    shutil.copy(resource_path("demo/twinkle.png"), folder / "cover.png")
    (folder / "broken.mp3").touch()
    return folder


def drop(home: Home, path: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    place, left, none = QPointF(QPoint(50, 50)), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    home.window.dropEvent(QDropEvent(place, Qt.DropAction.CopyAction, mime, left, none))


def song_there(servers: Servers, song: SongId) -> SharedSong:
    backend = Backend(servers.direct, servers.password)
    found = backend.catalogue.get_song(song)
    backend.close()
    return found


def test_a_curator_adds_a_folder_and_everybody_hears_it(
    servers: Servers,
    device: Device,
    curator: SharedServices,
    open_home: OpenHome,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    home = open_home(folder=device("listener"))
    qtbot.waitUntil(lambda: "Add a folder…" in offered(home), timeout=LIMIT_MS)
    folder = make_folder(tmp_path)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(folder))
    importing = home.inside.adding.importing
    with qtbot.waitSignal(importing.finished, timeout=LIMIT_MS) as finished:
        next(action for action in home.in_menu() if action.text() == "Add a folder…").trigger()
        assert importing.card.isVisible()
    report = finished.args[0]
    assert (report.added, report.already, report.skipped) == (2, 0, 1)
    qtbot.mouseClick(importing.card.reasons, Qt.MouseButton.LeftButton)
    assert importing.dialog is not None
    assert "broken.mp3" in importing.dialog.list.item(0).text()
    importing.dialog.close()
    qtbot.waitUntil(lambda: sorted(titles(home)) == ["First", "జో"], timeout=LIMIT_MS)
    qtbot.waitUntil(lambda: pill_of(home).text() == "In sync", timeout=LIMIT_MS)
    qtbot.waitUntil(lambda: [row.waiting for row in rows(home)] == [False, False], timeout=LIMIT_MS)

    # It is there with its words, its sound and its cover, for everybody.
    song = next(row.id for row in rows(home) if row.title == "జో")
    there = song_there(servers, song)
    assert there.song.song is not None
    assert there.song.cover is not None
    assert there.lyrics is not None
    assert [line["texts"]["te"] for line in there.lyrics["lines"]] == ["జో అచ్యుతానంద", "జోజో ముకుంద"]
    file_ids = curator.backend.catalogue.find_file_ids([there.song.song.sha256, there.song.cover])
    assert len(file_ids) == 2

    # Added again, from anywhere and whoever added it, it is not there twice.
    add(curator, tmp_path, "Theirs")
    qtbot.waitUntil(lambda: len(titles(home)) == 3, timeout=LIMIT_MS)
    shutil.copy(tmp_path / "Theirs.mp3", folder / "Copy.mp3")
    with qtbot.waitSignal(importing.finished, timeout=LIMIT_MS) as finished:
        drop(home, folder)
    assert (finished.args[0].added, finished.args[0].already, finished.args[0].skipped) == (0, 3, 1)
    assert len(titles(home)) == 3


def test_what_is_added_without_servers_waits_plays_and_survives_a_restart(
    servers: Servers, device: Device, open_home: OpenHome, qtbot: QtBot, tmp_path: Path
) -> None:
    home = open_home(folder=device("listener"))
    qtbot.waitUntil(lambda: "Add a folder…" in offered(home), timeout=LIMIT_MS)
    home.window.quit()
    for proxy in servers.proxies:
        proxy.refuse()
    # What this person may do is known without servers.
    home = open_home(folder=device("listener"))
    assert "Add a folder…" in offered(home)
    folder = make_folder(tmp_path)
    with qtbot.waitSignal(home.inside.adding.importing.finished, timeout=LIMIT_MS) as finished:
        drop(home, folder)
    assert (finished.args[0].added, finished.args[0].skipped, finished.args[0].stopped) == (2, 1, None)
    qtbot.waitUntil(lambda: [row.waiting for row in rows(home)] == [True, True], timeout=LIMIT_MS)
    qtbot.waitUntil(lambda: pill_of(home).text() == "Offline · 2 edits waiting", timeout=LIMIT_MS)
    shutil.rmtree(folder)
    home.window.quit()

    # The files it came from are gone: what waits has its own copies, and what a killed program left goes.
    left = device("listener") / "media" / "ab" / "ab.mp3"
    left.parent.mkdir(exist_ok=True)
    left.touch()
    os.utime(left, (0, 0))
    home = open_home(folder=device("listener"))
    qtbot.waitUntil(lambda: sorted(titles(home)) == ["First", "జో"], timeout=LIMIT_MS)
    home.inside.playing.play_songs([rows(home)[0].id], 0)
    session = home.inside.parts.session
    qtbot.waitUntil(lambda: session.snapshot().state is PlayState.PLAYING, timeout=LIMIT_MS)
    home.inside.upkeep.again.timeout.emit()
    qtbot.waitUntil(lambda: not left.exists(), timeout=LIMIT_MS)
    give_back(servers, home)
    qtbot.waitUntil(lambda: pill_of(home).text() == "In sync", timeout=LIMIT_MS)
    for row in rows(home):
        assert song_there(servers, row.id).song.title == row.title


def test_a_listener_is_not_offered_to_add_and_told_why(
    servers: Servers, listener: str, device: Device, open_home: OpenHome, qtbot: QtBot, tmp_path: Path
) -> None:
    home = open_home(folder=device("listener"), settings={"online.words": True})
    look = home.window.actions_["look_words"]
    qtbot.waitUntil(lambda: pill_of(home).text() == "Read-only", timeout=LIMIT_MS)
    assert not offered(home) & {"Add a folder…", "Add music files…"}
    assert not look.isVisible()
    drop(home, make_folder(tmp_path))
    assert any("Only curators of" in text for text in home.toasts())
    assert not home.inside.adding.importing.running
    home.inside.open_files([tmp_path / "music" / "First.mp3"])
    assert any("What is opened with Pluto is not put into" in text for text in home.toasts())
    # Somebody made them a curator.
    on_server(servers, f"GRANT pluto_curator TO {listener}")
    home.inside.parts.sharing.try_again()
    qtbot.waitUntil(lambda: "Add a folder…" in offered(home), timeout=LIMIT_MS)
    assert look.isVisible()
