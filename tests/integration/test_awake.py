"""The screen is kept awake over a private bus, by a desktop that notes what it is asked."""
# ruff: noqa: F821 - D-Bus signatures as annotations

import asyncio

import pytest
from dbus_fast import Message
from dbus_fast.aio import MessageBus
from dbus_fast.service import ServiceInterface, method

from pluto_desktop.adapters.mpris.awake import keep_awake

_BUS = "org.freedesktop.DBus"


class Screen(ServiceInterface):
    """The part of a desktop that lets the screen sleep."""

    def __init__(self) -> None:
        super().__init__("org.freedesktop.ScreenSaver")
        self.asked: asyncio.Queue[tuple[str, str]] = asyncio.Queue()

    @method()
    def Inhibit(self, program: "s", reason: "s") -> "u":
        self.asked.put_nowait((program, reason))
        return 7


async def names(bus: MessageBus) -> list[str]:
    reply = await bus.call(Message(_BUS, "/org/freedesktop/DBus", _BUS, "ListNames"))
    assert reply is not None
    return reply.body[0]


def test_it_is_asked_for_and_let_go_with_the_connection(bus_address: str) -> None:
    async def watching() -> tuple[str, str]:
        bus = await MessageBus(bus_address=bus_address).connect()
        screen = Screen()
        bus.export("/org/freedesktop/ScreenSaver", screen)
        await bus.request_name("org.freedesktop.ScreenSaver")
        before = await names(bus)
        let_go = keep_awake("Words are on stage", bus_address)
        asked = await screen.asked.get()
        for _ in range(50):  # it does not only ask, it stays
            assert len(await names(bus)) > len(before)
        let_go()
        while len(await names(bus)) > len(before):
            continue
        let_go()
        bus.disconnect()
        return asked

    assert asyncio.run(asyncio.wait_for(watching(), 10)) == ("Pluto", "Words are on stage")


@pytest.mark.parametrize("address", ["disabled:", "unix:path=/nowhere/at/all", "rubbish"])
def test_without_a_bus_it_does_no_harm(address: str) -> None:
    keep_awake("x", address)()
