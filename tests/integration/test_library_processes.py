"""Several programs on one library; and programs that end in the middle of a write."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from pluto_desktop.adapters.sql.inspect import problems_of
from pluto_desktop.adapters.sql.library import open_library
from pluto_desktop.domain.errors import Cancelled
from pluto_desktop.domain.views import SongQuery
from tests.factories import make_song

ROOT = Path(__file__).parents[2]

_WRITER = """
import sys
from pathlib import Path
from pluto_desktop.adapters.sql.library import open_library
from tests.factories import make_song
library = open_library(Path(sys.argv[1]))
for batch in range(int(sys.argv[3])):
    names = [f"{sys.argv[2]}-{batch}-{n}" for n in range(20)]
    library.catalogue.add_songs([make_song(name, file=name, artists=("A" + name[-1],)) for name in names])
    library.personal.save_state(sys.argv[2], batch)
    print(batch, flush=True)
library.close()
"""


def writer(folder: Path, name: str, batches: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", _WRITER, str(folder), name, str(batches)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


@pytest.mark.parametrize("lines", [1, 3, 7])
def test_killed_in_the_middle_it_opens_with_whole_batches(tmp_path: Path, lines: int):
    process = writer(tmp_path, "w", 100_000)
    assert process.stdout is not None
    done = [int(process.stdout.readline()) for _ in range(lines)][-1]
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()
    library = open_library(tmp_path)
    count = library.catalogue.counts().songs
    assert count % 20 == 0
    assert count >= (done + 1) * 20
    assert len(library.catalogue.list_known_files()) == count
    library.catalogue.add_songs([make_song("after")])
    assert library.catalogue.counts().songs == count + 1
    library.close()
    assert [problem for path in tmp_path.glob("*.db") for problem in problems_of(path)] == []


def test_two_programs_write_at_once_and_a_window_reads(tmp_path: Path):
    window = open_library(tmp_path)
    version = window.catalogue.data_version()
    writers = [writer(tmp_path, name, 10) for name in ("one", "two")]
    for process in writers:
        process.communicate(timeout=60)
        assert process.returncode == 0
    assert window.catalogue.counts().songs == 400
    assert len(window.catalogue.list_song_ids(SongQuery())) == 400
    assert window.catalogue.counts().artists == 10
    assert [window.personal.load_state(name) for name in ("one", "two")] == [9, 9]
    assert window.catalogue.data_version() != version
    window.close()


def test_programs_that_start_on_nothing_at_once_make_one_library(tmp_path: Path):
    writers = [writer(tmp_path / "new", name, 1) for name in "abc"]
    for process in writers:
        process.communicate(timeout=60)
        assert process.returncode == 0
    library = open_library(tmp_path / "new")
    assert library.catalogue.counts().songs == 60
    library.close()


def test_threads_that_open_nothing_at_the_same_instant(tmp_path: Path):
    for attempt in range(5):
        folder = tmp_path / str(attempt)
        folder.mkdir()
        barrier = threading.Barrier(8)
        ids: list[str] = []
        failures: list[BaseException] = []

        def work(folder=folder, barrier=barrier, ids=ids, failures=failures) -> None:
            try:
                barrier.wait(10)
                library = open_library(folder)
                ids.extend(library.catalogue.add_songs([make_song("one")]))
                library.close()
            except BaseException as error:
                failures.append(error)

        threads = [threading.Thread(target=work) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert failures == []
        library = open_library(folder)
        assert library.catalogue.counts().songs == len(set(ids)) == 8
        library.close()


def test_own_writes_do_not_look_like_another_programs(tmp_path: Path):
    library = open_library(tmp_path)
    version = library.catalogue.data_version()
    library.catalogue.add_songs([make_song("a")])
    library.personal.save_state("x", 1)
    assert library.catalogue.data_version() == version
    other = open_library(tmp_path)
    other.personal.save_state("x", 2)
    assert library.catalogue.data_version() != version
    other.close()
    library.close()


def test_threads_share_one_library(tmp_path: Path):
    library = open_library(tmp_path)
    failures: list[BaseException] = []

    def work(name: str) -> None:
        try:
            for number in range(10):
                library.catalogue.add_songs([make_song(f"{name} {number}", artists=("same",), album=name)])
                assert library.catalogue.list_song_ids(SongQuery())
                library.personal.record_play(library.catalogue.list_song_ids(SongQuery())[0], number, 1)
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=work, args=(name,)) for name in "abcd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    counts = library.catalogue.counts()
    assert (counts.songs, counts.artists, counts.albums) == (40, 1, 4)
    library.close()


def test_closing_breaks_off_reads_and_leaves_nothing_open(tmp_path: Path):
    library = open_library(tmp_path)
    library.catalogue.add_songs([make_song(str(number)) for number in range(50)])
    reading = threading.Event()
    ends: list[BaseException] = []

    def read() -> None:
        try:
            with library.connections.reading() as connection:
                reading.set()
                # Far too many rows to get to the end of.
                connection.execute("SELECT count(*) FROM metadata a, metadata b, metadata c, metadata d, metadata e")
        except BaseException as error:
            ends.append(error)

    thread = threading.Thread(target=read)
    thread.start()
    assert reading.wait(10)
    library.close()
    thread.join(10)
    assert [type(end) for end in ends] == [Cancelled]
    for call in (
        library.catalogue.counts,
        lambda: library.catalogue.add_songs([make_song("late")]),
        lambda: library.personal.save_state("late", 1),
    ):
        with pytest.raises(Cancelled):
            call()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["catalogue.db", "device.db", "library.lock"]
