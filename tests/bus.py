"""A session bus of a test's own, and asking Pluto over it as a desktop asks."""

from __future__ import annotations

import asyncio
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from dbus_fast import Message, MessageType
from dbus_fast.aio import MessageBus

NAME = "org.mpris.MediaPlayer2.pluto"
PATH = "/org/mpris/MediaPlayer2"
ROOT = "org.mpris.MediaPlayer2"
PLAYER = "org.mpris.MediaPlayer2.Player"
PROPERTIES = "org.freedesktop.DBus.Properties"


@contextmanager
def private_bus() -> Iterator[str]:
    """Run a bus and give its address; without dbus-daemon the test is skipped."""
    daemon = shutil.which("dbus-daemon")
    if daemon is None:
        pytest.skip("a private bus needs dbus-daemon, which this machine does not have")
    process = subprocess.Popen(
        [daemon, "--session", "--nofork", "--nopidfile", "--print-address=1"], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    yield process.stdout.readline().strip()
    process.terminate()
    process.wait(10)
    process.stdout.close()


def ask(address: str, interface: str, member: str, signature: str = "", *body: object) -> Any:
    """Call a method of Pluto's and return its answer."""
    return _call(address, Message(NAME, PATH, interface, member, signature=signature, body=list(body)))


def get(address: str, name: str) -> Any:
    """Return a property of the player."""
    return ask(address, PROPERTIES, "Get", "ss", PLAYER, name).value


def is_there(address: str) -> bool:
    """Whether Pluto is on the bus."""
    bus = "org.freedesktop.DBus"
    return bool(_call(address, Message(bus, "/org/freedesktop/DBus", bus, "NameHasOwner", signature="s", body=[NAME])))


def _call(address: str, message: Message) -> Any:
    async def calling() -> Any:
        bus = await MessageBus(bus_address=address).connect()
        reply = await bus.call(message)
        bus.disconnect()
        assert reply is not None
        assert reply.message_type is MessageType.METHOD_RETURN, reply.body
        return reply.body[0] if reply.body else None

    return asyncio.run(calling())
