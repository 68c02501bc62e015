"""At every step of sending a batch the network fails or the program is killed: all of its songs are old, or all new.

One of the songs clashes, so that it is split off on the way. A kill is really one: of a forked process.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from pluto_desktop.domain.batches import BatchCommand, BatchKind, SongEdit
from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.edits import EditState
from pluto_desktop.domain.errors import KnownError
from pluto_desktop.domain.ids import OperationId, SongId, new_id
from pluto_desktop.domain.shared import SongFields
from pluto_desktop.ports.outbox import kept_batch
from tests.contract.shared_library import add, change
from tests.faults import FaultProxy
from tests.servers import Mongo, Postgres
from tests.shared_steps import Addresses, Device, Others, make_library, taken

SONGS = 3
FAULTS: tuple[Callable[[FaultProxy], None], ...] = (
    FaultProxy.refuse,
    FaultProxy.reset,
    lambda proxy: proxy.cut_after(1),
    lambda proxy: proxy.cut_after(1, answers=True),
)


class World:
    """A library, a device behind a proxy, and everybody else."""

    def __init__(self, postgres: Postgres, mongo: Mongo, folder: Path) -> None:
        addresses = make_library(postgres, mongo)
        self.others = Others(folder / "other device", addresses)
        parts = urlsplit(addresses.catalogue)
        self.proxy = FaultProxy(parts.hostname or "", parts.port or 0)
        self.proxy.__enter__()
        through = Addresses(self.proxy.through(addresses.catalogue), addresses.media, addresses.database)
        self.folder, self.addresses, self.direct = folder, through, addresses

    def close(self) -> None:
        self.proxy.__exit__(None, None, None)
        self.others.close()

    def make(self) -> BatchCommand:
        """Return a batch of songs of its own, of which somebody else changed the last one."""
        catalogue = self.others.catalogue
        ids = [add(catalogue, SongFields(title="old")).song_id for _ in range(SONGS + 1)]
        catalogue.commit(change(ids[-1], 1, title="theirs"))
        said = SongFields(title="new", given=frozenset({"title"}))
        edits = tuple(SongEdit(song_id, said, 1, base={"title": "old"}) for song_id in ids)
        return BatchCommand(OperationId(new_id()), BatchKind.EDIT, "t", edits)

    def check(self, batch: BatchCommand) -> bool:
        """Fail unless all of a batch is old or all of it new; return whether it is new."""
        titles = [self.title(edit.song_id) for edit in batch.edits]
        assert titles[-1] == "theirs", "nothing is chosen for anybody"
        assert len(set(titles[:-1])) == 1, titles
        return titles[0] == "new"

    def title(self, song_id: SongId) -> str:
        found = self.others.find(song_id)
        assert found is not None
        return found.song.title

    def recovered(self, device: Device, batch: BatchCommand) -> None:
        """Fail unless a device that is left to itself brings everything to its end."""
        for _ in range(4):
            device.link.try_now()
            device.publish.run_once(CancelToken())
            waiting = device.outbox.list_edits()
            if len(waiting) == 1 and waiting[0].state is EditState.CONFLICT:
                break
        (left,) = device.outbox.list_edits()
        assert (left.command.song_id, left.state) == (batch.edits[-1].song_id, EditState.CONFLICT)
        device.outbox.remove(left.command.op_id)
        assert self.check(batch)
        revisions = self.others.catalogue.list_revisions(batch.edits[0].song_id)
        assert [one.op_id for one in revisions if one.kind == "update"] == [batch.op_id], "done once"


def send(device: Device, batch: BatchCommand) -> None:
    """Keep a batch and send it, whatever comes of it."""
    device.publish._outbox.add(kept_batch(batch))
    with suppress(KnownError):
        device.publish.send_batch(batch.op_id, CancelToken())


@pytest.fixture(scope="module")
def world(postgres: Postgres, mongo: Mongo, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    world = World(postgres, mongo, tmp_path_factory.mktemp("batches"))
    yield world
    world.close()


def steps_of(world: World) -> list[str]:
    device = Device(world.folder / "first", world.direct)
    batch = world.make()
    with device.steps.counting():
        send(device, batch)
    names = list(device.steps.names)
    world.recovered(device, batch)
    device.close()
    return names


def test_a_fault_at_any_step_leaves_all_songs_old_or_all_new(world: World) -> None:
    steps = steps_of(world)
    device = Device(world.folder / "device", world.addresses)
    for at in taken(steps, 0, every=8):
        batch = world.make()
        with device.steps.counting(at, lambda at=at: FAULTS[at % len(FAULTS)](world.proxy)):
            send(device, batch)
        world.check(batch)
        world.proxy.clear()
        world.recovered(device, batch)
    device.close()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are forked and killed")
def test_a_program_killed_at_any_step_leaves_all_songs_old_or_all_new(world: World) -> None:
    steps = steps_of(world)
    folder = world.folder / "killed"
    Device(folder, world.direct).close()
    died = 0
    for at in taken(steps, 4, every=8):
        batch = world.make()
        child = os.fork()
        if not child:
            device = Device(folder, world.direct)
            with device.steps.counting(at, lambda: os.kill(os.getpid(), signal.SIGKILL)):
                send(device, batch)
            os._exit(0)
        died += os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
        new = world.check(batch)
        device = Device(folder, world.direct)
        if device.outbox.list_edits():
            world.recovered(device, batch)
        else:
            assert not new, "what is done is known here"
        device.close()
    assert died, "none came so far as to be killed"
