"""What a program leaves that is killed between copying an edit's bytes and keeping the edit, and how it goes."""

from __future__ import annotations

import hashlib
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from pluto_desktop import bootstrap
from pluto_desktop.adapters.sql.outbox import SqlOutbox
from pluto_desktop.bootstrap.shared import make_keep_edits, make_leftovers
from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.changes import Changes
from pluto_desktop.domain.ids import MediaHash
from pluto_desktop.domain.shared import CommandKind, SongFields
from pluto_desktop.domain.songs import MediaKind, Medium
from pluto_desktop.ports.outbox import PendingEdit, PendingMedium
from pluto_desktop.services.shared.leftovers import AGE_S

SOUND = b"sound" * 1000
FIELDS = SongFields(title="Song", given=frozenset({"title"}))


def pending(tmp_path: Path) -> PendingMedium:
    path = tmp_path / "song.mp3"
    path.write_bytes(SOUND)
    sha256 = MediaHash(hashlib.sha256(SOUND).hexdigest())
    return PendingMedium(Medium(sha256, len(SOUND), "mp3", MediaKind.SONG, 1000), path)


def copies(folder: Path) -> list[Path]:
    return list(folder.glob("media/??/*.mp3"))


def grow_old(folder: Path) -> None:
    """Let the copies look as if they had been made two days ago."""
    at = time.time() - 2 * AGE_S
    for path in copies(folder):
        os.utime(path, (at, at))


_KILLED = """
import os, signal, sys
from pathlib import Path
from pluto_desktop.adapters.sql.outbox import SqlOutbox
from tests.integration.test_leftovers import keep

SqlOutbox.add = lambda *_, **_how: os.kill(os.getpid(), signal.SIGKILL)
keep(Path(sys.argv[1]), Path(sys.argv[2]))
"""


def keep(folder: Path, tmp_path: Path) -> PendingEdit:
    with bootstrap.open_services(folder) as services:
        return make_keep_edits(services).keep(CommandKind.ADD, FIELDS, [pending(tmp_path)])


def clear(folder: Path) -> int:
    with bootstrap.open_services(folder) as services:
        return make_leftovers(services).run_once(CancelToken())


def test_what_a_killed_program_copied_is_taken_away_when_it_is_old(tmp_path: Path) -> None:
    folder = tmp_path / "library"
    killed = subprocess.run([sys.executable, "-c", _KILLED, str(folder), str(tmp_path)], check=False)
    assert killed.returncode == -signal.SIGKILL
    assert len(copies(folder)) == 1
    assert clear(folder) == 0  # somebody may be at it
    grow_old(folder)
    assert clear(folder) == 1
    assert copies(folder) == []


def test_what_an_edit_needs_stays_however_old(tmp_path: Path) -> None:
    folder = tmp_path / "library"
    edit = keep(folder, tmp_path)
    grow_old(folder)
    assert clear(folder) == 0
    assert copies(folder) == [edit.media[0].path]


def test_a_copy_that_lay_here_is_not_taken_from_an_edit_that_begins_to_need_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "library"
    edit = keep(folder, tmp_path)
    with bootstrap.open_services(folder) as services:
        SqlOutbox(services.library.connections).remove(edit.command.op_id)
        services.library.catalogue.remove_songs([edit.command.song_id])
    grow_old(folder)
    add, about, go_on = SqlOutbox.add, threading.Event(), threading.Event()

    def wait(outbox: SqlOutbox, edit: PendingEdit, **how: bool) -> Changes:
        about.set()
        assert go_on.wait(60)
        return add(outbox, edit, **how)

    monkeypatch.setattr(SqlOutbox, "add", wait)
    keeping = threading.Thread(target=keep, args=(folder, tmp_path))
    keeping.start()
    try:
        assert about.wait(60)
        assert clear(folder) == 0
    finally:
        go_on.set()
        keeping.join()
    assert clear(folder) == 0
    assert len(copies(folder)) == 1
