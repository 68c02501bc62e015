"""A song of a shared library split while its servers are away: it waits as one, and goes out whole or not at all."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from pluto_desktop.bootstrap.shared import Backend, SharedServices
from pluto_desktop.desktop.views.curate.splitting.dialog import SplitDialog
from pluto_desktop.desktop.views.status.edit_texts import text_of
from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.ids import OperationId, SongId, new_id
from pluto_desktop.domain.shared import CommandKind, SharedSong, SongCommand, SongFields
from pluto_desktop.domain.songs import MediaKind
from pluto_desktop.domain.views import SongQuery
from pluto_desktop.services.import_song import SongFiles
from tests.gui.curating.test_merging import _shown as shown
from tests.gui.shell.conftest import Home, OpenHome
from tests.gui.shell.test_shared_library import (  # noqa: F401 - fixtures among them
    LIMIT_MS,
    Servers,
    curator,
    device,
    give_back,
    pill_of,
    servers,
    take_away,
    titles,
)
from tests.sound import noise, write

LEFT = Qt.MouseButton.LeftButton


def there(servers: Servers, song: SongId) -> SharedSong:  # noqa: F811
    backend = Backend(servers.direct, servers.password)
    found = backend.catalogue.get_song(song)
    backend.close()
    return found


def split(home: Home, qtbot: QtBot, song: SongId, title: str) -> SongId:
    """Split a song as it is proposed and return the new one's id."""
    browse = home.inside.parts.browse
    home.inside.curating.splitting.ask(song)
    dialog = shown(home, qtbot, SplitDialog)
    editor = dialog.said.boxes["title"].editor
    assert isinstance(editor, QLineEdit)
    editor.setText(title)
    qtbot.mouseClick(dialog.split_button, LEFT)
    waits = f"“Old” and “{title}” are two songs now. It waits on this device until it is sent."
    qtbot.waitUntil(lambda: waits in home.toasts(), timeout=LIMIT_MS)
    qtbot.waitUntil(lambda: sorted(titles(home)) == sorted(["Old", title]), timeout=LIMIT_MS)
    return next(one.id for one in browse.list_song_rows(browse.list_song_ids(SongQuery())) if one.title == title)


def test_a_song_that_is_split_without_servers_goes_out_whole_or_not_at_all(
    servers: Servers,  # noqa: F811
    device: Callable[[str], Path],  # noqa: F811
    curator: SharedServices,  # noqa: F811
    open_home: OpenHome,
    qtbot: QtBot,
    tmp_path: Path,
) -> None:
    files = SongFiles(write(tmp_path / "a.mp3", noise(1, seed=1)), bgm=write(tmp_path / "b.mp3", noise(2, seed=2)))
    edit = curator.edit.add_song(files, SongFields(title="Old", given=frozenset({"title"})))
    old = curator.publish.send(edit, CancelToken()).song_id
    bgm = there(servers, old).song.bgm
    assert bgm is not None
    home = open_home(folder=device("listener"))
    browse = home.inside.parts.browse
    qtbot.waitUntil(lambda: titles(home) == ["Old"], timeout=LIMIT_MS)
    qtbot.waitUntil(home.window.top.curate_button.isVisible, timeout=LIMIT_MS)
    take_away(servers, home, qtbot)
    new = split(home, qtbot, old, "New")
    made = browse.get_song(new)
    assert made.song is not None
    assert (made.song.sha256, made.song.kind, made.duration_ms) == (bgm.sha256, MediaKind.SONG, bgm.duration_ms)
    assert there(servers, old).song.bgm == bgm

    give_back(servers, home)
    qtbot.waitUntil(lambda: pill_of(home).text() == "In sync", timeout=LIMIT_MS)
    assert there(servers, old).song.bgm is None
    assert there(servers, new).song.title == "New"
    home.window.actions_["undo"].trigger()
    qtbot.waitUntil(lambda: titles(home) == ["Old"], timeout=LIMIT_MS)
    qtbot.waitUntil(lambda: there(servers, new).deleted, timeout=LIMIT_MS)
    assert there(servers, old).song.bgm == bgm

    # Somebody else takes the file away meanwhile: nothing of the split is done, and what is there is shown.
    qtbot.waitUntil(lambda: pill_of(home).text() == "In sync", timeout=LIMIT_MS)
    take_away(servers, home, qtbot)
    other = split(home, qtbot, old, "Another")
    backend = Backend(servers.direct, servers.password)
    taken = SongFields(given=frozenset({"bgm"}))
    backend.catalogue.commit(SongCommand(OperationId(new_id()), CommandKind.UPDATE, old, None, taken))
    backend.close()
    give_back(servers, home)
    qtbot.waitUntil(lambda: pill_of(home).text() == "1 edit needs you", timeout=LIMIT_MS)
    qtbot.waitUntil(lambda: titles(home) == ["Old"], timeout=LIMIT_MS)
    assert home.inside.parts.sharing is not None
    (waits,) = home.inside.parts.sharing.edits.list_edits()
    assert (waits.songs, waits.title, waits.error and waits.error.code) == (2, "Old", "split_clashes")
    assert browse.list_song_rows([other]) == []
    assert "split into two songs" in text_of(waits)
    assert "Somebody else changed or deleted “Old” meanwhile" in text_of(waits)

    # Undoing it gives it up: nothing of it was done.
    home.window.actions_["undo"].trigger()
    qtbot.waitUntil(lambda: pill_of(home).text() == "In sync", timeout=LIMIT_MS)
    assert home.inside.parts.sharing.edits.list_edits() == []
    qtbot.waitUntil(lambda: home.window.actions_["undo"].text() != "Undo: split a song (“Old”)", timeout=LIMIT_MS)
    assert there(servers, old).song.bgm is None
