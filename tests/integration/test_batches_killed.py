"""kill -9 while many songs are changed, or that is undone: all old or all new, and the list of what can be undone true.

A step is a statement that SQLite begins. Those around the end of each transaction are taken, for there the two files
part, and one within; “make faults” takes all. How the sending of a batch is killed is in ``test_batch_steps.py``.
"""

from __future__ import annotations

import os
import signal
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path

import pytest

from pluto_desktop.adapters.sql.mirror import SqlMirror
from pluto_desktop.bootstrap import Services, open_services
from pluto_desktop.bootstrap.shared_batches import make_edit_many
from pluto_desktop.domain.batches import SongEdit
from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.shared import SongFields
from pluto_desktop.domain.views import SongQuery
from pluto_desktop.services.edit_many import EditMany
from pluto_desktop.services.shared.sync import Sync
from pluto_desktop.services.undo import Undo
from tests.contract.shared_library import add
from tests.factories import make_song
from tests.fakes.shared import FakeShared
from tests.fakes.shared_world import World
from tests.shared_steps import ALL

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are forked and killed")

SONGS, WAITING_SONGS = 1_000, 50
SAID = SongFields(notes="new", given=frozenset({"notes"}))


class Place:
    """A library, and how what changes many of its songs is made."""

    def __init__(self, folder: Path, make: Callable[[Services], EditMany]) -> None:
        self._folder, self._make = folder, make

    @contextmanager
    def opened(self) -> Iterator[tuple[Services, EditMany, Undo]]:
        with open_services(self._folder) as services:
            many = self._make(services)
            yield services, many, Undo(services.own_operations, many)

    def change(self) -> None:
        with self.opened() as (services, many, _undo):
            ids = services.browse.list_song_ids(SongQuery())
            many.apply([SongEdit(song_id, SAID) for song_id in ids], title="All")

    def undo(self) -> None:
        with self.opened() as (_services, _many, undo):
            undo.undo(CancelToken())

    def is_changed(self) -> bool:
        """Return whether all songs are new; fail where only some are, or where *undo* offers what is not so."""
        with self.opened() as (services, _many, undo):
            ids = services.browse.list_song_ids(SongQuery())
            notes = {services.browse.get_song(song_id).notes for song_id in ids}
            offered = undo.peek().undo is not None
        assert len(notes) == 1, notes
        assert offered == (notes == {"new"})
        return offered

    def can_redo(self) -> bool:
        with self.opened() as (_services, _many, undo):
            return undo.peek().redo is not None


@pytest.fixture(params=["here", "waiting"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    """Return a library of this device alone, or the mirror of one whose servers are away."""
    if request.param == "here":
        with open_services(tmp_path / "library") as services:
            services.library.catalogue.add_songs([make_song(f"song {at}") for at in range(SONGS)])
        return Place(tmp_path / "library", lambda services: services.edit_many)
    server = FakeShared(World())
    for at in range(WAITING_SONGS):
        add(server, SongFields(title=f"song {at}"))
    with open_services(tmp_path / "mirror") as services:
        Sync(server, SqlMirror(services.library.connections), lambda _: None).run_once(CancelToken())
    return Place(tmp_path / "mirror", lambda services: make_edit_many(services, _never, lambda: server))


def _never(*_: object) -> None:
    raise AssertionError("nothing is sent")


def forked(work: Callable[[], None], reach: Callable[[str], None]) -> bool:
    """Do some work in a process of its own that hears of each statement; return whether it was killed."""
    child = os.fork()
    if not child:
        connect = sqlite3.connect

        def watched(*args: object, **options: object) -> sqlite3.Connection:
            connection = connect(*args, **options)  # type: ignore[call-overload]
            connection.set_trace_callback(reach)
            return connection

        sqlite3.connect = watched  # type: ignore[assignment]
        try:
            work()
        finally:
            os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL


def steps_of(work: Callable[[], None], file: Path) -> list[int]:
    """Do some work and return at which of its statements it is to be killed when it is done again."""
    with file.open("w", encoding="utf-8") as heard:

        def reach(statement: str) -> None:
            heard.write(statement.split(maxsplit=1)[0] + "\n")
            heard.flush()

        assert not forked(work, reach)
    names = file.read_text(encoding="utf-8").split()
    ends = [at for at, name in enumerate(names) if name == "COMMIT"]
    assert ends
    if ALL:
        return list(range(len(names)))
    within = [(one + other) // 2 for one, other in pairwise(ends)]
    return sorted({*ends, *(at + 1 for at in ends), *within})


def kill_at(step: int) -> Callable[[str], None]:
    """Return what kills its process at a statement, the first being 0."""
    count = iter(range(step, -1, -1))

    def reach(_statement: str) -> None:
        if next(count, None) == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    return reach


def test_a_program_killed_while_it_changes_many_songs_or_undoes_that_leaves_no_mixture(
    place: Place, tmp_path: Path
) -> None:
    changing = steps_of(place.change, tmp_path / "changing")
    assert place.is_changed()
    undoing = steps_of(place.undo, tmp_path / "undoing")
    assert not place.is_changed()
    assert killed(place, changing, place.change) == {False, True}
    if not place.is_changed():
        place.change()
    assert killed(place, undoing, place.undo) == {False, True}


def killed(place: Place, steps: Sequence[int], work: Callable[[], None]) -> set[bool]:
    """Kill some work at each step, and do what was done the other way; return how the songs were left."""
    back = place.undo if work == place.change else place.change
    found = set()
    for step in steps:
        forked(work, kill_at(step))
        changed = place.is_changed()
        found.add(changed)
        if work == place.undo:
            assert place.can_redo() is not changed
        if changed == (work == place.change):
            back()
    return found
