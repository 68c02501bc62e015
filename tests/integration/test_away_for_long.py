"""A device that was away for longer than the shared library keeps its changes, with edits that wait on it."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from pluto_desktop.adapters.sql.outbox import SqlOutbox
from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.changes import Changes
from pluto_desktop.domain.shared import CommandKind, SongFields
from pluto_desktop.services.shared.sync import History
from tests.contract.shared_library import add, change, command
from tests.integration.shared_device import Device, make_line
from tests.servers import Mongo, Postgres

ROOT = Path(__file__).resolve().parents[2]


class Killed(Exception):
    """The program ends here."""


@pytest.fixture
def line(postgres: Postgres, mongo: Mongo) -> str:
    return make_line(postgres, mongo)


@pytest.fixture
def away(line: str, tmp_path: Path) -> Iterator[Device]:
    device = Device(tmp_path / "away", line)
    device.shared.backend.initialise()
    yield device
    device.close()


def sweep(line: str) -> dict[str, int]:
    """Sweep as an administrator who keeps changes for no time at all."""
    words = [sys.executable, "-m", "pluto_desktop", "backend", "sweep", line, "--keep-changes", "0", "--json"]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    answer: dict[str, int] = json.loads(done.stdout)
    return answer


def test_it_compares_everything_and_sends_nothing_stale(away: Device, line: str):
    catalogue = away.shared.backend.catalogue
    edited, deleted = (add(catalogue, SongFields(title=title)).song_id for title in ("first", "second"))
    cancel = CancelToken()
    away.shared.sync(lambda _: None).run_once(cancel)
    said = SongFields(title="stale", given=frozenset({"title"}))
    stale = away.shared.publish.keep(CommandKind.UPDATE, said, song_id=edited, base_version=1)

    # While it was away:
    catalogue.commit(change(edited, 1, title="newer"))
    away_from = catalogue.head()
    catalogue.commit(command(CommandKind.DELETE, None, deleted, 1))
    new = add(catalogue, SongFields(title="third")).song_id
    assert sweep(line)["changes"] >= away_from.seq

    told: list[Changes] = []

    def killed_at_the_first(changes: Changes) -> None:
        told.append(changes)
        raise Killed

    with pytest.raises(Killed):
        away.shared.sync(killed_at_the_first).run_once(cancel)
    assert away.shared.sync(told.append).run_once(cancel).history is History.FIRST, "the comparison goes on"
    assert away.shared.mirror.list_present([edited, deleted, new]) == {edited: 2, new: 1}
    assert away.services.browse.get_song(edited).title == "stale", "what was written here is still seen"
    assert {song for changes in told for song in changes.songs} == {edited, deleted, new}

    away.shared.publish.run_once(cancel)
    (edit,) = SqlOutbox(away.services.library.connections).list_edits()
    assert (edit.command.op_id, edit.state.value) == (stale.command.op_id, "held")
    assert catalogue.get_song(edited).song.title == "newer"
    assert away.shared.sync(told.append).run_once(cancel).history is History.KNOWN


def test_the_days_are_a_number():
    words = [sys.executable, "-m", "pluto_desktop", "backend", "sweep", "pluto://u@h/d", "--keep-changes", "few"]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 2
    assert "a number of days from 0 to 36500 is needed, not few" in done.stderr
