"""Which folders are followed, and what of them is to be watched now."""

from __future__ import annotations

from pathlib import Path

import pytest

from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.errors import Cancelled
from pluto_desktop.services import watch_folders
from pluto_desktop.services.watch_folders import Watchable, WatchedFolder, WatchFolders, topmost
from tests.fakes.files import FakeFolders
from tests.fakes.personal import FakePersonal


@pytest.fixture
def disk() -> FakeFolders:
    return FakeFolders()


@pytest.fixture
def folders(disk: FakeFolders, tmp_path: Path) -> WatchFolders:
    for name in ("m/a", "n"):
        (tmp_path / name).mkdir(parents=True)
    return WatchFolders(FakePersonal(), disk, now=lambda: 100.0)


def test_folders_are_remembered_switched_and_forgotten(folders: WatchFolders, tmp_path: Path) -> None:
    m, n = tmp_path / "m", tmp_path / "n"
    assert folders.list_folders() == []
    folders.add([m / "a", tmp_path / "no folder"])
    assert folders.add([m, n, m / "a"]) == [WatchedFolder(m), WatchedFolder(n)]
    assert folders.switch(m, on=False) == [WatchedFolder(m, on=False), WatchedFolder(n)]
    assert folders.add([m]) == [WatchedFolder(n), WatchedFolder(m)], "who adds it again wants it followed"
    odd = tmp_path / "\udcff తెలుగు"
    odd.mkdir()
    assert folders.add([odd])[-1] == folders.list_folders()[-1] == WatchedFolder(odd)
    folders.forget(odd)
    assert folders.forget(n) == folders.list_folders() == [WatchedFolder(m)]


def test_what_is_off_is_not_looked_at_and_what_does_not_answer_is_told(
    folders: WatchFolders, disk: FakeFolders, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watch_folders, "_ANSWER_S", 0.001)
    m, n, off = tmp_path / "m", tmp_path / "n", tmp_path
    for path in (m, m / "a", n):
        disk.put(str(path))
    folders.add([m, n])
    folders.add([off])
    folders.switch(off, on=False)
    assert folders.look(CancelToken()) == Watchable()
    disk.silent.add(n)
    assert folders.look_into([m, n], CancelToken()) == Watchable((m,), (m, m / "a"), (n,))
    cancel = CancelToken()
    cancel.cancel()
    with pytest.raises(Cancelled):
        folders.look_into([m], cancel)


def test_a_folder_that_is_gone_is_looked_at_so_that_its_songs_are_known_to_be(
    folders: WatchFolders, tmp_path: Path
) -> None:
    assert folders.look_into([tmp_path / "m"], CancelToken()) == Watchable((tmp_path / "m",))


def test_a_folder_is_at_rest_when_nothing_was_written_for_a_moment(folders: WatchFolders, disk: FakeFolders) -> None:
    now = disk.put("/now", 99_500_000_000)
    others = {disk.put("/before", 97_000_000_000), disk.put("/tomorrow", 10**18), Path("/gone")}
    assert folders.list_unsettled({now, *others}) == {now}


def test_only_the_topmost_of_nested_folders_are_looked_at() -> None:
    assert topmost([Path("/a/b"), Path("/a"), Path("/ab"), Path("/a/b/c")]) == [Path("/a"), Path("/ab")]
