"""At every step of adding, changing and deleting a song something fails: the library is old or new, never between.

The network to either server, the program itself (kill -9), either server (kill -9). All kinds of faults at all steps
are more than an hour's work, so every few are taken with the kinds in turn; “make faults” takes all.
"""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from pluto_desktop.adapters.devserver.mongo import MongoServer
from pluto_desktop.adapters.devserver.postgres import PostgresServer
from pluto_desktop.domain.errors import KnownError
from pluto_desktop.domain.shared import CommandKind
from tests.faults import FaultProxy
from tests.servers import Mongo, Postgres, open_folder
from tests.shared_edits import Edit, Makers
from tests.shared_steps import ALL, Addresses, Device, Others, make_library, send, send_surely, steps_of, taken

ROOT = Path(__file__).resolve().parents[2]
KINDS: dict[str, Callable[[FaultProxy], None]] = {
    "refuse": FaultProxy.refuse,
    "reset": FaultProxy.reset,
    "cut": lambda proxy: proxy.cut_after(1),
    "lose the answer": lambda proxy: proxy.cut_after(1, answers=True),
    "slow": lambda proxy: (proxy.delay(0.005), proxy.throttle(2_000_000)),
    "hang": FaultProxy.hang,
}
IN_TURN = "each in turn"
SERVERS = ("catalogue", "media")
EDITS = (CommandKind.ADD, CommandKind.UPDATE, CommandKind.DELETE)


class World:
    """One shared library, one device that writes into it through proxies, and everybody else."""

    def __init__(self, postgres: Postgres, mongo: Mongo, folder: Path) -> None:
        addresses = make_library(postgres, mongo)
        self.others = Others(folder / "other device", addresses)
        self.proxies = dict(zip(SERVERS, map(_proxy, (addresses.catalogue, addresses.media)), strict=True))
        for proxy in self.proxies.values():
            proxy.__enter__()
        one, other = self.proxies.values()
        through = Addresses(one.through(addresses.catalogue), other.through(addresses.media), addresses.database)
        self.device = Device(folder / "device", through)
        self.makers = Makers(folder / "files")

    def close(self) -> None:
        self.device.close()
        self.others.close()
        for proxy in self.proxies.values():
            proxy.__exit__(None, None, None)

    def clear(self) -> None:
        for proxy in self.proxies.values():
            proxy.clear()
        self.device.link.try_now()

    def check_journal(self, edit: Edit, error: KnownError | None) -> None:
        """Fail unless an edit that was not done waits whole on the device, and one that was done does not."""
        waiting = self.device.outbox.list_edits()
        assert [one.command.song_id for one in waiting] == ([] if error is None else [edit.song_id])
        assert [one.command.fields for one in waiting] == ([] if error is None else [edit.fields])
        assert all(pending.path.stat().st_size == pending.medium.size for one in waiting for pending in one.media)

    def make(self, kind: CommandKind) -> Edit:
        """Return an edit of a kind, on a song of its own."""
        if kind is CommandKind.ADD:
            return self.makers.add()
        added = self.makers.add()
        send_surely(self.device, added)
        old = self.others.find(added.song_id)
        assert old is not None
        return self.makers.update(old) if kind is CommandKind.UPDATE else self.makers.delete(old)


def _proxy(address: str) -> FaultProxy:
    parts = urlsplit(address)
    return FaultProxy(parts.hostname or "", parts.port or 0)


@pytest.fixture(scope="module")
def world(postgres: Postgres, mongo: Mongo, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    world = World(postgres, mongo, tmp_path_factory.mktemp("steps"))
    yield world
    world.close()


@pytest.mark.parametrize("fault", KINDS if ALL else [IN_TURN])
@pytest.mark.parametrize("server", SERVERS)
@pytest.mark.parametrize("kind", EDITS)
def test_a_fault_at_any_step_leaves_the_old_or_the_new(
    world: World, kind: CommandKind, server: str, fault: str
) -> None:
    proxy = world.proxies[server]
    steps = steps_of(world.device, partial(world.make, kind))
    kinds = list(KINDS)
    for at in taken(steps, EDITS.index(kind) + SERVERS.index(server) * 3, every=6):
        now = kinds[(at + SERVERS.index(server)) % len(kinds)] if fault == IN_TURN else fault
        edit = world.make(kind)
        with world.device.steps.counting(at, lambda now=now: KINDS[now](proxy)):
            error = send(world.device, edit)
        told = f"{now} at {at} ({steps[at]}): {error!r}"
        new = world.others.check_state(edit)
        assert error is not None or new, told
        world.others.check_mirror(edit, new=new)
        world.check_journal(edit, error)
        world.clear()
        world.device.recover()
        assert world.others.check_state(edit), told
        world.others.check_mirror(edit, new=True)
    world.others.check_all()


class Killed:
    """A program that is forked for each edit and kills itself at a step: what it has loaded is loaded once."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-c", _KILLED], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT
        )

    def send(self, folder: Path, addresses: Addresses, edit: Edit, at: int) -> int:
        """Send an edit from the device in ``folder`` until step ``at``; return the exit code, negative for a signal."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        order = pickle.dumps((folder, addresses, edit, at))
        self._process.stdin.write(len(order).to_bytes(8, "big") + order)
        self._process.stdin.flush()
        return int(self._process.stdout.readline())

    def close(self) -> None:
        self._process.communicate()


_KILLED = """
import os, pickle, signal, sys
from tests.shared_steps import Device, send

wire = sys.stdin.buffer
while length := int.from_bytes(wire.read(8), "big"):
    folder, addresses, edit, at = pickle.loads(wire.read(length))
    child = os.fork()
    if not child:
        device = Device(folder, addresses)
        with device.steps.counting(at, lambda: os.kill(os.getpid(), signal.SIGKILL)):
            error = send(device, edit)
        device.close()
        os._exit(1 if error else 0)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""


@pytest.fixture(scope="module")
def killed() -> Iterator[Killed]:
    killed = Killed()
    yield killed
    killed.close()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are forked and killed")
@pytest.mark.parametrize("kind", EDITS)
def test_a_program_killed_at_any_step_leaves_the_old_or_the_new(
    world: World, killed: Killed, kind: CommandKind, tmp_path: Path
) -> None:
    steps = steps_of(world.device, partial(world.make, kind))
    addresses, folder = world.device.addresses, tmp_path / "killed device"
    Device(folder, addresses).close()
    died = 0
    for at in taken(steps, EDITS.index(kind), every=5):
        edit = world.make(kind)
        died += killed.send(folder, addresses, edit, at) == -signal.SIGKILL
        new = world.others.check_state(edit)
        device = Device(folder, addresses)
        kept = bool(device.outbox.list_edits())
        device.recover()
        device.close()
        assert world.others.check_state(edit) is (new or kept), f"killed at {at} ({steps[at]})"
        world.others.check_mirror(edit, new=new or kept)
    assert died, "none came so far as to be killed"
    world.others.check_all()


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[World, PostgresServer, MongoServer]]:
    """A library on servers of its own, that may be killed."""
    with open_folder() as folder:
        catalogue, media = PostgresServer(folder / "postgres", "secret"), MongoServer(folder / "mongo", "secret")
        catalogue.start()
        media.start()
        try:
            world = World(Postgres(catalogue.admin_url), Mongo(media.uri), tmp_path_factory.mktemp("own"))
            try:
                yield world, catalogue, media
            finally:
                world.close()
        finally:
            catalogue.stop()
            media.stop()


@pytest.mark.parametrize("server", SERVERS)
def test_a_server_killed_at_any_step_has_the_old_or_the_new(
    own: tuple[World, PostgresServer, MongoServer], server: str
) -> None:
    world, catalogue, media = own
    victim = catalogue if server == "catalogue" else media
    died = 0
    for kind in EDITS if ALL else EDITS[1:2]:
        steps = steps_of(world.device, partial(world.make, kind))
        for at in taken(steps, 17, every=30):
            edit = world.make(kind)
            with world.device.steps.counting(at, victim.kill):
                error = send(world.device, edit)
            if not victim.running:  # now and then an edit takes a step less
                died += 1
                victim.start()
                world.others.reconnect()
            told = f"killed at {at} ({steps[at]}): {error!r}"
            new = world.others.check_state(edit)
            assert error is not None or new, told
            world.device.recover()
            assert world.others.check_state(edit), told
            world.others.check_mirror(edit, new=True)
    assert died, "none came so far as to be killed"
    world.others.check_all()
