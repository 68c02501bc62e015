"""Two devices on one shared library, with real servers: a song added by one plays with its words on the other."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import mutagen
import pytest
from pymongo import MongoClient
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QFileDialog
from pytestqt.qtbot import QtBot

from pluto_desktop import bootstrap
from pluto_desktop.adapters.system.paths import default_paths
from pluto_desktop.bootstrap import libraries as bootstrap_libraries
from pluto_desktop.bootstrap.libraries import ServerConnector
from pluto_desktop.bootstrap.shared import Backend, SharedServices
from pluto_desktop.bootstrap.window import make_place
from pluto_desktop.desktop.models.song_cells import spoken
from pluto_desktop.desktop.models.song_columns import Column
from pluto_desktop.desktop.parts import Connecting, Place
from pluto_desktop.desktop.views.importing.reasons import ReasonsDialog
from pluto_desktop.desktop.views.songs.view import SongsView
from pluto_desktop.desktop.views.status.pill import StatusPill
from pluto_desktop.desktop.views.status.sheet import StatusSheet
from pluto_desktop.desktop.views.tags.copies import SaveCopiesDialog
from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.connections import Standing
from pluto_desktop.domain.edits import Side
from pluto_desktop.domain.ids import OperationId, SongId, new_id
from pluto_desktop.domain.profiles import Profile, parse_line
from pluto_desktop.domain.shared import CommandKind, SongCommand, SongFields
from pluto_desktop.domain.songs import SongRow
from pluto_desktop.services.edit_songs import NewFiles
from pluto_desktop.services.import_song import SongFiles
from pluto_desktop.services.playing_values import PlayState
from pluto_desktop.services.shared.profiles import SharedLibraries
from tests.fakes.profiles import FakeProfileStore, FakeSecrets
from tests.faults import FaultProxy
from tests.gui.shell.conftest import Home, OpenHome
from tests.servers import Mongo, Postgres
from tests.sound import noise, write

LIMIT_MS = 30_000
WORDS = "[00:01.00]జో అచ్యుతానంద\n[00:05.00]జోజో ముకుంద\n"


class Servers:
    """One library behind proxies, by which both servers can be taken away."""

    def __init__(self, postgres: Postgres, mongo: Mongo) -> None:
        address, media = urlsplit(postgres.make_database()), urlsplit(mongo.uri)
        name = mongo.make_database()
        self.password = address.password or ""
        with MongoClient[dict[str, object]](mongo.uri) as client:
            roles = [{"role": "dbOwner", "db": name}]
            client[name].command("createUser", address.username, pwd=self.password, roles=roles)
        self.proxies = [FaultProxy("127.0.0.1", address.port or 0), FaultProxy("127.0.0.1", media.port or 0)]
        for proxy in self.proxies:
            proxy.__enter__()
        one, other = self.proxies
        way = "pluto://{}@127.0.0.1:{}{}?mongo=127.0.0.1:{}/{}&tls=off"
        self.profile, _ = parse_line(way.format(address.username, one.port, address.path, other.port, name))
        self.direct, _ = parse_line(way.format(address.username, address.port, address.path, media.port, name))
        backend = Backend(self.profile, self.password)
        self.library_id = backend.initialise().id
        backend.close()

    def close(self) -> None:
        for proxy in self.proxies:
            proxy.__exit__(None, None, None)


@pytest.fixture
def servers(postgres: Postgres, mongo: Mongo) -> Iterator[Servers]:
    servers = Servers(postgres, mongo)
    yield servers
    servers.close()


@pytest.fixture
def device(servers: Servers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Path]:
    """Return a function that gives the folder of the library on a device, which knows how it is reached."""
    store, secrets = FakeProfileStore(), FakeSecrets()
    folders = default_paths().libraries
    libraries = SharedLibraries(store, secrets, ServerConnector(), folders, {})
    monkeypatch.setattr("pluto_desktop.bootstrap.libraries.make_shared_libraries", lambda *_: libraries)
    kept = libraries.save(servers.profile, servers.password)
    answer = libraries.connect(kept, servers.password)
    assert answer.ok, (answer.catalogue_error, answer.media_error)
    kept = libraries.save(kept, None, answer.library)
    assert isinstance(kept, Profile)
    return lambda name: libraries.folder_of(kept) if name == "listener" else tmp_path / name


@pytest.fixture
def curator(servers: Servers, device: Callable[[str], Path]) -> Iterator[SharedServices]:
    """Somebody on another device who adds songs."""
    backend = Backend(servers.profile, servers.password)
    with bootstrap.open_services(device("curator")) as services:
        yield SharedServices(services, backend)
        backend.close()


def add(curator: SharedServices, tmp_path: Path, title: str) -> SongId:
    path = write(tmp_path / f"{title}.mp3", noise(8, seed=len(title)))
    path.with_suffix(".lrc").write_text(WORDS, encoding="utf-8")
    files = SongFiles(path, lyrics=path.with_suffix(".lrc"))
    edit = curator.edit.add_song(files, SongFields(title=title, given=frozenset({"title"})))
    return curator.publish.send(edit, CancelToken()).song_id


def songs(home: Home) -> SongsView:
    home.inside.pages.open("songs")
    page = home.inside.pages.current()
    assert isinstance(page, SongsView)
    return page


def titles(home: Home) -> list[str]:
    return [row.title for row in rows(home)]


def change_there(servers: Servers, song: SongId, title: str) -> None:
    """Give a song another title, as somebody else does; the servers can be reached by them."""
    backend = Backend(servers.direct, servers.password)
    fields = SongFields(title=title, given=frozenset({"title"}))
    backend.catalogue.commit(SongCommand(OperationId(new_id()), CommandKind.UPDATE, song, None, fields))
    backend.close()


def title_there(servers: Servers, song: SongId) -> str:
    backend = Backend(servers.direct, servers.password)
    title = backend.catalogue.get_song(song).song.title
    backend.close()
    return title


def on_server(servers: Servers, statement: str, *values: str) -> None:
    backend = Backend(servers.direct, servers.password)
    with backend.catalogue.engine.begin() as connection:
        connection.exec_driver_sql(statement, values)
    backend.close()


def change_here(servers: Servers, folder: Path, song: SongId, title: str) -> None:
    """Give a song another title on this device without sending it, as the command line does where no server is."""
    backend = Backend(servers.profile, servers.password)
    with bootstrap.open_services(folder) as services:
        shared = SharedServices(services, backend)
        shared.edit.update_song(song, SongFields(title=title, given=frozenset({"title"})), NewFiles())
        shared.close()


def take_away(servers: Servers, home: Home, qtbot: QtBot) -> None:
    for proxy in servers.proxies:
        proxy.refuse()
    qtbot.waitUntil(lambda: standing(home) is Standing.OFFLINE, timeout=LIMIT_MS)


def give_back(servers: Servers, home: Home) -> None:
    for proxy in servers.proxies:
        proxy.clear()
    home.inside.parts.sharing.try_again()


def sheet_of(home: Home, qtbot: QtBot, edits: int) -> StatusSheet:
    """Open the pill's sheet, which shows so many edits."""
    sheet = pill_of(home).open_sheet()
    assert sheet is not None
    qtbot.waitUntil(lambda: sheet.edits.list.count() == edits, timeout=LIMIT_MS)
    return sheet


def pill_of(home: Home) -> StatusPill:
    pill = home.window.top.status
    assert isinstance(pill, StatusPill)
    return pill


def rows(home: Home) -> list[SongRow]:
    model = songs(home).model
    return [row for row in map(model.song, range(len(model.ids))) if row is not None]


def standing(home: Home) -> Standing:
    pill = home.window.top.status
    assert isinstance(pill, StatusPill)
    assert pill._state is not None
    return pill._state.standing


def test_a_song_added_by_one_plays_with_its_words_on_the_other_and_still_does_without_servers(
    servers: Servers,
    device: Callable[[str], Path],
    curator: SharedServices,
    open_home: OpenHome,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    first = add(curator, tmp_path, "జో అచ్యుతానంద")
    home = open_home(folder=device("listener"))
    qtbot.waitUntil(lambda: titles(home) == ["జో అచ్యుతానంద"], timeout=LIMIT_MS)
    assert home.window.focusWidget() is songs(home).table  # the keyboard stays in the list that was empty
    qtbot.waitUntil(lambda: standing(home) in {Standing.IN_SYNC, Standing.READ_ONLY}, timeout=LIMIT_MS)

    # What is added while the window is open appears in it.
    add(curator, tmp_path, "Second")
    qtbot.waitUntil(lambda: len(titles(home)) == 2, timeout=LIMIT_MS)

    # Neither is on this device, and nothing is wrong with that.
    assert [(row.on_device, row.reachable) for row in rows(home)] == [(False, True)] * 2

    # It plays as it comes, with its words, and is kept.
    home.inside.playing.play_songs([first], 0)
    session = home.inside.parts.session
    qtbot.waitUntil(lambda: session.snapshot().state is PlayState.PLAYING, timeout=LIMIT_MS)
    words = home.inside.parts.words.words_of(first)
    assert words.document is not None
    assert [line.texts["te"] for line in words.document.lines] == ["జో అచ్యుతానంద", "జోజో ముకుంద"]
    qtbot.waitUntil(lambda: list(device("listener").rglob("media/??/*.mp3")) != [], timeout=LIMIT_MS)
    qtbot.waitUntil(lambda: home.desktop.runner.idle, timeout=LIMIT_MS)

    # Without servers it still plays, the other says why it does not, and the window says how it stands.
    for proxy in servers.proxies:
        proxy.refuse()
    qtbot.waitUntil(lambda: standing(home) is Standing.OFFLINE, timeout=LIMIT_MS)
    home.inside.playing.play_songs([first], 0)
    qtbot.waitUntil(lambda: session.snapshot().state is PlayState.PLAYING, timeout=LIMIT_MS)
    other = next(one for one in songs(home).model.ids if one != first)
    home.inside.playing.play_songs([other], 0)
    qtbot.waitUntil(lambda: session.snapshot().error is not None, timeout=LIMIT_MS)

    # A copy of what is here can be taken elsewhere, with what the library says of it in its tags.
    copies = tmp_path / "copies"
    copies.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(copies))
    songs(home).table.selectAll()
    menu = songs(home).build_menu()
    next(action for action in menu.actions() if action.text() == "Save copies with tags…").trigger()
    menu.close()
    qtbot.waitUntil(lambda: home.window.findChild(SaveCopiesDialog) is not None, timeout=LIMIT_MS)
    dialog = home.window.findChild(SaveCopiesDialog)
    qtbot.waitUntil(lambda: dialog.state.text() == "1 song saved to “copies”.", timeout=LIMIT_MS)
    (copy,) = copies.iterdir()
    assert (copy.name, str(mutagen.File(copy)["TIT2"])) == ("జో అచ్యుతానంద.mp3", "జో అచ్యుతానంద")
    qtbot.mouseClick(dialog.reasons, Qt.MouseButton.LeftButton)
    assert "“Second” is not on this device" in dialog.findChild(ReasonsDialog).list.item(0).text()
    dialog.findChild(ReasonsDialog).close()
    dialog.close()

    # When they are there again it goes on by itself.
    for proxy in servers.proxies:
        proxy.clear()
    curator.sync(lambda _changes: None).run_once(CancelToken())
    changed = curator.publish.send(
        curator.edit.update_song(first, SongFields(notes="n", title="నువ్వు", given=frozenset({"title"})), NewFiles()),
        CancelToken(),
    )
    assert changed.version == 2
    qtbot.waitUntil(lambda: "నువ్వు" in titles(home), timeout=LIMIT_MS)


def test_an_edit_made_without_servers_waits_and_goes_out_by_itself(
    servers: Servers,
    device: Callable[[str], Path],
    curator: SharedServices,
    open_home: OpenHome,
    qtbot: QtBot,
    tmp_path: Path,
) -> None:
    first = add(curator, tmp_path, "First")
    home = open_home(folder=device("listener"))
    qtbot.waitUntil(lambda: titles(home) == ["First"], timeout=LIMIT_MS)
    for proxy in servers.proxies:
        proxy.refuse()
    change_here(servers, device("listener"), first, "Second")
    # It looks as it will be, is marked, and can be found; no server is needed for that.
    qtbot.waitUntil(lambda: titles(home) == ["Second"], timeout=LIMIT_MS)
    assert [(row.waiting, spoken(row, Column.TITLE)) for row in rows(home)] == [
        (True, "Second, 0:08, waiting to be sent")
    ]
    pill = home.window.top.status
    assert isinstance(pill, StatusPill)
    qtbot.waitUntil(lambda: pill._state is not None and pill._state.waiting == 1, timeout=LIMIT_MS)

    # From here on what is shown never goes back to what it was.
    shown: list[list[str]] = []
    songs(home).model.dataChanged.connect(lambda *_: shown.append(titles(home)))
    for proxy in servers.proxies:
        proxy.clear()
    home.inside.parts.sharing.try_again()
    qtbot.waitUntil(lambda: [row.waiting for row in rows(home)] == [False], timeout=LIMIT_MS)
    qtbot.waitUntil(lambda: pill._state is not None and pill._state.waiting == 0, timeout=LIMIT_MS)
    assert titles(home) == ["Second"]
    assert ["First"] not in shown


def press(button: QAbstractButton, qtbot: QtBot) -> None:
    assert button.isEnabled()
    assert button.accessibleName()
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Space)


def test_a_clash_and_a_lost_history_are_chosen_about_in_the_sheet(
    servers: Servers,
    device: Callable[[str], Path],
    curator: SharedServices,
    open_home: OpenHome,
    qtbot: QtBot,
    tmp_path: Path,
) -> None:
    song = add(curator, tmp_path, "First")
    home = open_home(folder=device("listener"))
    bar, pill = home.inside.bar.now, pill_of(home)
    qtbot.waitUntil(lambda: titles(home) == ["First"], timeout=LIMIT_MS)
    home.inside.playing.play_songs([song], 0)
    qtbot.waitUntil(lambda: bar.title.whole() == "First", timeout=LIMIT_MS)
    take_away(servers, home, qtbot)
    change_here(servers, device("listener"), song, "Mine 100 %1")
    qtbot.waitUntil(lambda: pill.text() == "Offline · 1 edit waiting", timeout=LIMIT_MS)
    qtbot.waitUntil(lambda: bar.title.whole() == "Mine 100 %1", timeout=LIMIT_MS)

    # Somebody else was first: that is shown, and nothing was overwritten.
    change_there(servers, song, "Theirs")
    give_back(servers, home)
    qtbot.waitUntil(lambda: pill.text() == "1 edit needs you", timeout=LIMIT_MS)
    sheet = sheet_of(home, qtbot, 1)
    assert "title — mine: Mine 100 %1 · theirs: Theirs · before: First" in sheet.edits.list.item(0).text()
    assert not sheet.edits.retry.isEnabled()
    press(sheet.edits.choose, qtbot)
    dialog = home.inside.curating.conflicts.dialog
    assert dialog is not None
    assert not dialog.box.send.isEnabled()
    press(dialog.box.options["title"][Side.MINE].button, qtbot)
    press(dialog.box.send, qtbot)
    qtbot.waitUntil(lambda: pill.text() == "In sync", timeout=LIMIT_MS)
    assert not dialog.isVisible()
    qtbot.waitUntil(lambda: not sheet.edits.isVisible(), timeout=LIMIT_MS)
    assert title_there(servers, song) == "Mine 100 %1"

    # The server has another history: what waits is held, and sent when the person says so.
    take_away(servers, home, qtbot)
    change_here(servers, device("listener"), song, "Later")
    on_server(servers, "UPDATE changes SET change_id = gen_random_uuid()")
    on_server(servers, "UPDATE feed_head SET change_id = (SELECT change_id FROM changes ORDER BY seq DESC LIMIT 1)")
    give_back(servers, home)
    qtbot.waitUntil(sheet.held.isVisible, timeout=LIMIT_MS)
    assert "restored from a backup" in sheet.text.text()
    assert title_there(servers, song) == "Mine 100 %1"
    qtbot.waitUntil(lambda: titles(home) == ["Later"], timeout=LIMIT_MS)
    press(sheet.send_held, qtbot)
    qtbot.waitUntil(lambda: pill.text() == "In sync", timeout=LIMIT_MS)
    assert title_there(servers, song) == "Later"
    sheet.close()


def test_another_library_behind_the_address_is_said_and_is_a_choice(
    servers: Servers,
    device: Callable[[str], Path],
    curator: SharedServices,
    open_home: OpenHome,
    qtbot: QtBot,
    tmp_path: Path,
) -> None:
    song = add(curator, tmp_path, "First")
    home = open_home(folder=device("listener"))
    qtbot.waitUntil(lambda: titles(home) == ["First"], timeout=LIMIT_MS)
    take_away(servers, home, qtbot)
    change_here(servers, device("listener"), song, "Mine")
    other = new_id()
    on_server(servers, "UPDATE library SET id = %s", other)
    give_back(servers, home)
    qtbot.waitUntil(lambda: pill_of(home).text() == "Another library answers · 1 edit waiting", timeout=LIMIT_MS)
    sheet = sheet_of(home, qtbot, 1)
    assert sheet.other.isVisible()
    qtbot.waitUntil(lambda: titles(home) == ["Mine"], timeout=LIMIT_MS)
    assert title_there(servers, song) == "First"

    # As one of its own it is known beside this one.
    libraries, desk = bootstrap_libraries.make_shared_libraries(), home.inside.connect_desk
    (profile,) = libraries.list_all().known
    desk._current = profile.id
    desk._connecting = Connecting(
        lambda: libraries,
        lambda chosen: make_place(libraries.choose(chosen) or tmp_path, "" if chosen is None else chosen.id),
        lambda known, there: make_place(
            libraries.folder_of(bootstrap_libraries.accept_library(libraries.get(known), there)), known
        ),
    )
    press(sheet.apart, qtbot)
    qtbot.waitUntil(lambda: len(libraries.list_all().known) == 2, timeout=LIMIT_MS)
    assert libraries.list_all().known[1].library_id == other

    # Or it takes this one's place: the window closes, and what waits goes with it and is held.
    press(sheet.accept_other, qtbot)
    qtbot.waitUntil(lambda: "take this one's place" in home.toasts()[-1], timeout=LIMIT_MS)
    sheet.close()
    card = home.window.toasts.cards()[-1]
    assert card.message.on_action is not None
    card.message.on_action()
    qtbot.waitUntil(lambda: not home.window.isVisible(), timeout=LIMIT_MS)
    assert home.desktop.when_closed is not None
    place = home.desktop.when_closed()
    assert isinstance(place, Place)
    assert place.folder.name == other
    assert not device("listener").exists() or device("listener") == place.folder
    again = open_home(folder=place.folder)
    qtbot.waitUntil(lambda: pill_of(again).text() == "1 edit needs you", timeout=LIMIT_MS)
    qtbot.waitUntil(lambda: titles(again) == ["Mine"], timeout=LIMIT_MS)
    assert title_there(servers, song) == "First"
