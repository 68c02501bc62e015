"""What is kept on this device, what goes first, and how the rest comes: on a real library's files."""

from __future__ import annotations

import hashlib
import os
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from pluto_desktop.adapters.files.media_folder import DiskMediaFolder
from pluto_desktop.adapters.sql.covers import DiskCovers
from pluto_desktop.adapters.sql.keeping import SqlKeeping
from pluto_desktop.adapters.sql.library import COVERS, SqlLibrary, open_library
from pluto_desktop.adapters.sql.mirror import SqlMirror
from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.changes import Changes
from pluto_desktop.domain.errors import Denied, NotFound, Offline
from pluto_desktop.domain.ids import AlbumId, MediaHash, SongId
from pluto_desktop.domain.keeping import Fetching, FetchState, Pin, PinKind
from pluto_desktop.domain.shared import FeedPosition, SharedSong
from pluto_desktop.domain.songs import MediaKind, Medium
from pluto_desktop.services.shared.fetch import FetchCovers, FetchMedia
from pluto_desktop.services.shared.keep_on import KeepOn
from pluto_desktop.services.shared.keeping import Keeping
from tests.fakes.shared_media import FakeSharedMedia
from tests.shared_songs import page_of, shared_song

LIMIT_S = 30
SIZE = 1000


class Server:
    """Media by their hash; ``files`` of the store are named by it."""

    def __init__(self) -> None:
        self.store = FakeSharedMedia()

    def find_file_ids(self, media: list[MediaHash]) -> dict[MediaHash, str]:
        if self.store.error is not None:
            raise self.store.error
        return {one: one for one in media if one in self.store.files}

    def put(self, seed: str, kind: MediaKind) -> Medium:
        data = (seed.encode() * SIZE)[:SIZE]
        sha256 = MediaHash(hashlib.sha256(data).hexdigest())
        self.store.files[sha256] = data
        return Medium(sha256, SIZE, "mp3" if kind is not MediaKind.COVER else "png", kind, 1000)


class Device:
    """A mirror of four songs: *a* and *b* on one album, *a* with bgm and cover."""

    def __init__(self, library: SqlLibrary) -> None:
        self.library, self.server = library, Server()
        put = self.server.put
        a = shared_song("a", album="one")
        cover = put("cover", MediaKind.COVER)
        a = replace(
            a,
            song=replace(a.song, song=put("a", MediaKind.SONG), bgm=put("bgm", MediaKind.BGM), cover=cover.sha256),
            cover=cover,
        )
        rest = [self._with_sound(shared_song(name, album="one" if name == "b" else "")) for name in "bcd"]
        mirror = SqlMirror(library.connections)
        mirror.begin("library", FeedPosition(0, ""))
        mirror.put_page(page_of(a, *rest))
        mirror.complete()
        kept = SqlKeeping(library.connections)
        folder = DiskMediaFolder(library.folder / "media")
        covers = DiskCovers(library.folder / COVERS)
        reader: object = self.server
        self.fetch = FetchMedia(reader, self.server.store, folder, library.catalogue)  # type: ignore[arg-type]
        fetch_covers = FetchCovers(reader, self.server.store, covers)  # type: ignore[arg-type]
        self.keeping = Keeping(kept, kept, folder, library.reader, lambda: self.fetch, lambda: fetch_covers, covers)

    def _with_sound(self, shared: SharedSong) -> SharedSong:
        return replace(shared, song=replace(shared.song, song=self.server.put(shared.song.id, MediaKind.SONG)))

    def bring(self, *songs: str) -> None:
        for one in self.keeping.list_missing([SongId(song) for song in songs]):
            self.keeping.bring(one, CancelToken(), lambda _: None)

    def here(self) -> set[str]:
        rows = self.library.reader.list_song_rows([SongId(name) for name in "abcd"])
        return {row.id for row in rows if row.on_device}

    def age(self, song: str, days: int) -> None:
        """Make a song's sound one that came some days ago."""
        medium = self.library.reader.get_song(SongId(song)).song
        assert medium is not None
        place = self.library.reader.find_location(medium.sha256)
        assert place is not None
        at = place.mtime_ns - days * 86_400 * 1_000_000_000
        os.utime(place.path, ns=(at, at))
        self.library.catalogue.set_locations([replace(place, mtime_ns=at)])


@pytest.fixture
def device(tmp_path: Path) -> Iterator[Device]:
    library = open_library(tmp_path / "library")
    yield Device(library)
    library.close()


def song(name: str) -> Pin:
    return Pin(PinKind.SONG, name)


def test_a_kept_song_is_brought_with_bgm_and_cover(device: Device) -> None:
    assert device.keeping.keep([song("a")]).songs == {"a"}
    assert [one.medium.kind for one in device.keeping.list_missing()] == ["song", "bgm", "cover"]
    assert device.keeping.count().missing_bytes == 2 * SIZE
    device.bring("a")
    assert device.keeping.list_missing() == []
    held = device.keeping.count()
    assert (held.songs, held.size, held.kept, held.kept_bytes, held.missing) == (1, 2 * SIZE, 1, 2 * SIZE, 0)
    cover = device.library.reader.get_song(SongId("a")).cover
    assert cover is not None
    assert device.library.reader.find_cover(cover) is not None


def test_an_album_and_a_playlist_stand_for_their_songs_at_any_time(device: Device) -> None:
    device.keeping.keep([Pin(PinKind.ALBUM, AlbumId("album one"))])
    playlist = device.library.personal.create_playlist("Evening", [SongId("c")])
    device.keeping.keep([Pin(PinKind.PLAYLIST, playlist.id)])
    assert {one.song_id for one in device.keeping.list_missing()} == {"a", "b", "c"}
    device.library.personal.set_playlist_songs(playlist.id, [SongId("d")])
    assert {one.song_id for one in device.keeping.list_missing()} == {"a", "b", "d"}


def test_what_was_played_longest_ago_goes_first_and_what_is_kept_never(device: Device) -> None:
    device.bring("a", "b", "c", "d")
    for name, days in (("a", 9), ("b", 8), ("c", 7), ("d", 1)):
        device.age(name, days)
    device.keeping.keep([song("a")])
    device.library.personal.record_play(SongId("b"), 32_503_680_000_000, 1000)
    assert not device.keeping.trim(5 * SIZE)
    assert device.keeping.trim(4 * SIZE).songs == {"c"}
    assert device.here() == {"a", "b", "d"}
    assert device.keeping.trim(0).songs == {"b", "d"}
    assert device.here() == {"a"}
    assert len(list(device.library.folder.rglob("media/??/*.mp3"))) == 2


def test_a_song_is_removed_unless_a_list_keeps_it(device: Device) -> None:
    device.keeping.keep([song("a"), song("c"), Pin(PinKind.ALBUM, "album one")])
    device.bring("a", "b", "c")
    removed = device.keeping.remove([SongId("a"), SongId("c")])
    assert (removed.stayed, device.here()) == (("a",), {"a", "b"})
    assert device.keeping.remove_lists([Pin(PinKind.ALBUM, "album one")]).songs == {"a", "b"}
    assert (device.here(), device.keeping.list_pins()) == (set(), [])
    assert list(device.library.folder.rglob("media/??/*.mp3")) == []


def test_files_that_somebody_took_away_are_to_come_again(device: Device) -> None:
    device.keeping.keep([song("b")])
    device.bring("b")
    for path in device.library.folder.rglob("media/??/*.mp3"):
        path.unlink()
    assert device.keeping.trim(10 * SIZE).songs == {"b"}
    assert [one.song_id for one in device.keeping.list_missing()] == ["b"]


def test_bytes_that_a_waiting_edit_needs_stay(device: Device) -> None:
    device.bring("b")
    (held,) = device.keeping._held.list_held()
    with device.library.connections.writing("device.db") as connection:
        connection.execute(
            "INSERT INTO pending_edits (op_id, entity, entity_id, command, created_at) VALUES ('o', 'm', 'x', '{}', 1)"
        )
        connection.execute("INSERT INTO pending_media VALUES ('o', ?, x'00')", (held.sha256,))
    assert not device.keeping.trim(0)


def test_covers_stay_within_a_bound_but_those_of_what_is_kept_stay(
    device: Device, monkeypatch: pytest.MonkeyPatch
) -> None:
    device.keeping.keep([song("a")])
    device.bring("a")
    covers = DiskCovers(device.library.folder / COVERS)
    others = [covers.put(bytes([number]) * SIZE).path for number in range(3)]
    for age, path in enumerate(others):
        os.utime(path, (age, age))
    monkeypatch.setattr("pluto_desktop.services.shared.keeping._COVERS_BYTES", 2 * SIZE)
    assert device.keeping.trim_covers() == 2
    assert [path.exists() for path in others] == [False, False, True]
    assert device.keeping.list_missing() == []
    monkeypatch.setattr("pluto_desktop.services.shared.keeping._COVERS_BYTES", 0)
    assert device.keeping.trim_covers() == 1
    assert device.keeping.list_missing() == []


class Running:
    """What goes on by itself, on a thread of its own."""

    def __init__(self, device: Device, budget: int = 100 * SIZE) -> None:
        self.states: list[FetchState] = []
        self.changes = Changes()
        self._news = threading.Condition()
        self.on = KeepOn(device.keeping, self._changed, budget)
        self.on.watch(self._heard)
        self._token = CancelToken()
        self._thread = threading.Thread(target=self.on.run, args=(self._token,))
        self._thread.start()

    def _changed(self, changes: Changes) -> None:
        self.changes |= changes

    def _heard(self, state: FetchState) -> None:
        with self._news:
            self.states.append(state)
            self._news.notify_all()

    def wait_until(self, wanted: Callable[[FetchState], object]) -> FetchState:
        with self._news:
            assert self._news.wait_for(lambda: wanted(self.states[-1]), LIMIT_S), self.states[-1]
            return self.states[-1]

    def close(self) -> None:
        self._token.cancel()
        self._thread.join(LIMIT_S)
        assert not self._thread.is_alive()


@pytest.fixture
def run(device: Device) -> Iterator[Callable[[], Running]]:
    running: list[Running] = []

    def start() -> Running:
        running.append(Running(device))
        return running[-1]

    yield start
    for one in running:
        one.close()


def test_what_is_kept_comes_by_itself(device: Device, run: Callable[[], Running]) -> None:
    running = run()
    device.keeping.keep([song("a"), song("b")])
    running.on.look_again()
    running.wait_until(lambda state: state.doing is Fetching.RESTING and device.here() == {"a", "b"})
    assert running.changes.songs == {"a", "b"}
    coming = [state for state in running.states if state.doing is Fetching.FETCHING]
    assert {state.title for state in coming} == {"a", "b"}
    assert coming[0].left == 4


def test_without_servers_it_waits_and_goes_on(device: Device, run: Callable[[], Running]) -> None:
    device.server.store.error = Offline("server_refused", server="s")
    device.keeping.keep([song("b")])
    running = run()
    state = running.wait_until(lambda state: state.doing is Fetching.OFFLINE)
    assert state.error is not None
    device.server.store.error = None
    running.on.go_on()
    running.wait_until(lambda state: state.doing is Fetching.RESTING and device.here() == {"b"})


def test_a_person_can_stop_it_and_let_it_go_on(device: Device, run: Callable[[], Running]) -> None:
    running = run()
    running.on.pause()
    device.keeping.keep([song("b")])
    running.on.look_again()
    assert running.wait_until(lambda state: state.doing is Fetching.PAUSED).left == 1
    running.on.go_on()
    running.wait_until(lambda state: state.doing is Fetching.RESTING and device.here() == {"b"})


def test_a_full_disk_stops_it_with_a_sentence(
    device: Device, run: Callable[[], Running], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise Denied("disk_full", path="/music")

    with monkeypatch.context() as patched:
        patched.setattr(device.fetch, "bring", full)
        device.keeping.keep([song("b")])
        running = run()
        state = running.wait_until(lambda state: state.doing is Fetching.STOPPED)
        assert state.error is not None
        assert state.error.code == "disk_full"
    running.on.go_on()
    running.wait_until(lambda state: state.doing is Fetching.RESTING and device.here() == {"b"})


def test_what_the_library_lost_is_passed_over(device: Device, run: Callable[[], Running]) -> None:
    medium = device.library.reader.get_song(SongId("b")).song
    assert medium is not None
    del device.server.store.files[medium.sha256]
    with pytest.raises(NotFound, match="medium_lost"):
        device.bring("b")
    device.keeping.keep([song("b"), song("c")])
    running = run()
    running.wait_until(lambda state: state.doing is Fetching.RESTING and device.here() == {"c"})


def test_the_budget_holds_for_what_is_only_played(device: Device, run: Callable[[], Running]) -> None:
    device.bring("b", "c")
    running = run()
    running.on.set_budget(SIZE)
    running.wait_until(lambda _: True)
    limit = threading.Event()
    while len(device.here()) > 1 and not limit.wait(0.01):
        continue
    assert len(device.here()) == 1
