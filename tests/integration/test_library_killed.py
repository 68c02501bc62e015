"""kill -9 at every step of making, upgrading, backing up and repairing a library: it opens afterwards, with its songs.

A step is a file of the library being opened, renamed or removed, or a statement that SQLite begins. All of them are
more than a minute's work, so every few are taken; “make faults” takes all.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from pluto_desktop.adapters.sql.backups import list_backups
from pluto_desktop.adapters.sql.inspect import problems_of
from pluto_desktop.adapters.sql.library import open_library
from pluto_desktop.adapters.sql.library_files import SqlLibraryFiles
from pluto_desktop.domain.errors import Invalid
from pluto_desktop.services.library import LibraryCare
from tests.factories import make_song

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are forked and killed")

KILLER = """
import os, shutil, signal, sqlite3, sys, traceback
from pathlib import Path
from pluto_desktop.adapters.sql import migrate
from pluto_desktop.adapters.sql.library import open_library
from pluto_desktop.adapters.sql.library_files import SqlLibraryFiles
from pluto_desktop.services.library import LibraryCare

FILES = {"open", "os.rename", "os.remove", "os.mkdir", "shutil.copyfile"}
start, folder, work, stride = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], int(sys.argv[4])

def run(library, last):
    steps = 0
    def step(*_):
        nonlocal steps
        steps += 1
        if steps == last:
            os.kill(os.getpid(), signal.SIGKILL)
    def look(event, args):
        if event in FILES and str(library) in str(args[0]):
            step()
    connect = sqlite3.connect
    def connect_watched(*args, **options):
        connection = connect(*args, **options)
        connection.set_trace_callback(step)
        return connection
    sqlite3.connect = connect_watched
    care = LibraryCare(SqlLibraryFiles(library))
    sys.addaudithook(look)
    {"open": lambda: open_library(library).close(), "back_up": care.back_up, "repair": care.restore_backup}[work]()

for last in range(1, 300, stride):
    library = folder / f"{last:03d}"
    shutil.copytree(start, library)
    child = os.fork()
    if not child:
        try:
            run(library, last)
        except BaseException:
            traceback.print_exc()
            os._exit(1)
        os._exit(0)
    status = os.waitpid(child, 0)[1]
    if not os.WIFSIGNALED(status):
        sys.exit(os.waitstatus_to_exitcode(status))
"""


@pytest.fixture
def start(tmp_path: Path) -> Path:
    """Return a library of one song and one playlist."""
    folder = tmp_path / "start"
    library = open_library(folder)
    (song,) = library.catalogue.add_songs([make_song("kept")])
    library.personal.create_playlist("mine", [song])
    library.close()
    return folder


def killed(start: Path, work: str, stride: int) -> Iterator[Path]:
    """Do some work on copies of a library, kill it ever later, and yield what is left; the last one is finished."""
    folder = start.with_name("killed")
    folder.mkdir()
    stride = 1 if os.environ.get("PLUTO_TEST_EVERY_STEP") else stride
    command = [sys.executable, "-c", KILLER, start, folder, work, str(stride)]
    done = subprocess.run(command, capture_output=True, check=False, timeout=300)
    assert done.returncode == 0, done.stderr.decode()
    copies = sorted(folder.iterdir())
    assert len(copies) > 4
    yield from copies


def content(folder: Path) -> tuple[int, list[str]]:
    library = open_library(folder)
    try:
        return library.catalogue.counts().songs, [playlist.name for playlist in library.personal.list_playlists()]
    finally:
        library.close()


def test_making_a_library(tmp_path: Path) -> None:
    (tmp_path / "start").mkdir()
    for folder in killed(tmp_path / "start", "open", 3):
        assert content(folder) == (0, [])
        assert not list(folder.glob("*.new*"))


def test_upgrading_a_library(start: Path) -> None:
    (start / "device.db").unlink()
    connection = sqlite3.connect(start / "device.db")
    connection.execute("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)")
    connection.close()
    for folder in killed(start, "open", 13):
        assert content(folder) == (1, [])
        assert list_backups(folder)
        assert SqlLibraryFiles(folder).check() == []


def test_backing_up_a_library(start: Path) -> None:
    for folder in killed(start, "back_up", 7):
        for backup in list_backups(folder):
            assert [problems_of(backup.folder / name) for name in backup.files] == [[], []]
        LibraryCare(SqlLibraryFiles(folder)).back_up()
        assert not list((folder / "backups").glob("*.new"))
        assert content(folder) == (1, ["mine"])


@pytest.mark.parametrize("file", ["catalogue.db", "device.db"])
def test_repairing_a_library(start: Path, file: str) -> None:
    LibraryCare(SqlLibraryFiles(start)).back_up()
    for journal in start.glob("*.db-*"):
        journal.unlink()
    (start / file).write_bytes(b"spoilt" * 2000)
    for folder in killed(start, "repair", 7):
        try:
            library = open_library(folder)
        except Invalid:  # still damaged, or just moved away: never made new
            LibraryCare(SqlLibraryFiles(folder)).restore_backup()
        else:
            library.close()
        assert content(folder) == (1, ["mine"])
        assert [path.read_bytes() for path in folder.glob("*damaged*.db")] == [b"spoilt" * 2000]
        shutil.rmtree(folder)
