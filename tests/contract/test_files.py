"""The ports of an import, asked the same of what is shipped and of its fake."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from pluto_desktop.adapters.files.folders import DiskFolders
from pluto_desktop.adapters.files.pool import ProcessPool
from pluto_desktop.adapters.files.walker import DiskWalker
from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.errors import Invalid
from pluto_desktop.ports.files import FileWalker, FolderLister, FoundFolder, Unwalkable, WorkPool
from tests.fakes.files import FakeFiles, FakeFolders, InlinePool


def square(number: int) -> int:
    if number < 0:
        raise Invalid("file_empty", path=str(number))
    return number * number


@pytest.fixture(params=["inline", "alone", "processes"])
def pool(request: pytest.FixtureRequest) -> WorkPool:
    pools: dict[str, WorkPool] = {
        "inline": InlinePool(),
        "alone": ProcessPool(help_out=True, workers=0),
        "processes": ProcessPool(help_out=False, workers=2),
    }
    return pools[request.param]


def test_a_pool_does_every_item_once(pool: WorkPool) -> None:
    results = [result for batch in pool.each(square, range(100), CancelToken()) for result in batch]
    assert sorted(results) == [number * number for number in range(100)]


def test_a_pool_raises_what_the_work_raises(pool: WorkPool) -> None:
    with pytest.raises(Invalid, match="file_empty"):
        list(pool.each(square, [-1] * 50, CancelToken()))


def test_a_cancelled_pool_stops_without_an_error(pool: WorkPool) -> None:
    cancel = CancelToken()
    cancel.cancel()
    assert list(pool.each(square, range(100), cancel)) == []


def test_a_pool_yields_nothing_before_it_has_drawn_every_item(pool: WorkPool) -> None:
    drawn: list[int] = []

    def source() -> Iterator[int]:
        for number in range(100):
            drawn.append(number)
            yield number

    seen = [(len(drawn), result) for batch in pool.each(square, source(), CancelToken()) for result in batch]
    assert {count for count, _ in seen} == {100}
    assert sorted(result for _, result in seen) == [number * number for number in range(100)]


def test_a_pool_raises_what_its_source_raises(pool: WorkPool) -> None:
    def source() -> Iterator[int]:
        yield from range(60)
        raise Invalid("folder_unreadable", path="x")

    with pytest.raises(Invalid, match="folder_unreadable"):
        list(pool.each(square, source(), CancelToken()))


@pytest.fixture(params=["fake", "disk"])
def walker(request: pytest.FixtureRequest, tmp_path: Path) -> FileWalker:
    """Return a walker that sees ``a/1.mp3``, ``a/2.mp3`` and ``b/3.mp3`` under the test's folder."""
    fake = FakeFiles()
    for name in ("a/1.mp3", "a/2.mp3", "b/3.mp3"):
        fake.put(str(tmp_path / name), "x")
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"x")
    return fake if request.param == "fake" else DiskWalker()


def test_a_walker_yields_each_folder_once(walker: FileWalker, tmp_path: Path) -> None:
    found = list(walker.walk([tmp_path, tmp_path / "a"], CancelToken()))
    told = [(folder.path.name, [file.path.name for file in folder.audio]) for folder in found
            if isinstance(folder, FoundFolder)]  # fmt: skip
    assert told == [("a", ["1.mp3", "2.mp3"]), ("b", ["3.mp3"])]


def test_a_walker_tells_single_files_from_their_neighbours(walker: FileWalker, tmp_path: Path) -> None:
    (folder,) = walker.walk([tmp_path / "a/2.mp3"], CancelToken())
    assert isinstance(folder, FoundFolder)
    assert [file.path.name for file in folder.audio] == ["2.mp3"]
    assert [file.path.name for file in folder.beside] == ["1.mp3"]


def test_a_walker_tells_what_is_missing_and_what_is_present(walker: FileWalker, tmp_path: Path) -> None:
    assert list(walker.walk([tmp_path / "gone"], CancelToken())) == [Unwalkable(tmp_path / "gone", "file_missing")]
    assert walker.list_present([tmp_path / "a/1.mp3", tmp_path / "gone.mp3"]) == {tmp_path / "a/1.mp3"}


@pytest.fixture(params=["fake", "disk"])
def lister(request: pytest.FixtureRequest, tmp_path: Path) -> FolderLister:
    """Return what lists ``m``, ``m/a`` and ``m/a/b`` under the test's folder; ``m/a`` was written to in 2001."""
    fake = FakeFolders()
    for name in ("m", "m/a", "m/a/b"):
        fake.put(str(tmp_path / name))
        (tmp_path / name).mkdir()
    (tmp_path / "m/a/1.mp3").write_bytes(b"x")
    for path in (tmp_path / "m/a/1.mp3", tmp_path / "m/a/b"):
        os.utime(path, (1e9, 1e9))
    fake.put(str(tmp_path / "m/a"), 10**18)
    return fake if request.param == "fake" else DiskFolders()


def test_folders_are_listed_with_those_inside(lister: FolderLister, tmp_path: Path) -> None:
    names = ("m", "m/a", "m/a/b")
    assert sorted(lister.list_folders(tmp_path / "m", CancelToken())) == [tmp_path / name for name in names]
    assert lister.list_folders(tmp_path / "gone", CancelToken()) == []
    cancel = CancelToken()
    cancel.cancel()
    assert lister.list_folders(tmp_path / "m", cancel) == []


def test_folders_tell_whether_they_answer_and_when_they_were_written_to(lister: FolderLister, tmp_path: Path) -> None:
    assert lister.answers(tmp_path / "m", 10)
    assert not lister.answers(tmp_path / "gone", 10)
    assert lister.changed_ns(tmp_path / "m/a") == 10**18
    assert lister.changed_ns(tmp_path / "gone") == 0
