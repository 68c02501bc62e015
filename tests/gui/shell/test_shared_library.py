"""Two devices on one shared library, with real servers: a song added by one plays with its words on the other."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from pymongo import MongoClient
from pytestqt.qtbot import QtBot

from pluto_desktop import bootstrap
from pluto_desktop.adapters.system.paths import default_paths
from pluto_desktop.bootstrap.libraries import ServerConnector
from pluto_desktop.bootstrap.shared import Backend, SharedServices
from pluto_desktop.desktop.models.song_cells import spoken
from pluto_desktop.desktop.models.song_columns import Column
from pluto_desktop.desktop.views.songs.view import SongsView
from pluto_desktop.desktop.views.status.pill import StatusPill
from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.connections import Standing
from pluto_desktop.domain.ids import SongId
from pluto_desktop.domain.profiles import Profile, parse_line
from pluto_desktop.domain.shared import SongFields
from pluto_desktop.domain.songs import SongRow
from pluto_desktop.services.import_song import SongFiles
from pluto_desktop.services.playing_values import PlayState
from pluto_desktop.services.shared.edit import NewFiles
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
        self.profile, _ = parse_line(
            f"pluto://{address.username}@127.0.0.1:{one.port}{address.path}?mongo=127.0.0.1:{other.port}/{name}&tls=off"
        )
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
    libraries = SharedLibraries(store, secrets, ServerConnector(), folders)
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
) -> None:
    first = add(curator, tmp_path, "జో అచ్యుతానంద")
    home = open_home(folder=device("listener"))
    qtbot.waitUntil(lambda: titles(home) == ["జో అచ్యుతానంద"], timeout=LIMIT_MS)
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
    backend = Backend(servers.profile, servers.password)
    with bootstrap.open_services(device("listener")) as services:
        shared = SharedServices(services, backend)
        shared.edit.update_song(first, SongFields(title="Second", given=frozenset({"title"})), NewFiles())
        shared.close()
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
