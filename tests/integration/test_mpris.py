"""MPRIS on a private bus, asked by another client as a desktop asks."""
# ruff: noqa: F722, F821 - D-Bus signatures as annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from dbus_fast import Message, Variant
from dbus_fast.aio import MessageBus
from dbus_fast.service import ServiceInterface, method

from pluto_desktop.adapters.mpris import MprisServer
from pluto_desktop.adapters.mpris.notices import Notices
from pluto_desktop.ports.media_keys import NowPlaying
from tests.bus import PATH, PLAYER, PROPERTIES, ask, private_bus


@dataclass
class Asked:
    """Controls that note what is asked."""

    calls: list[tuple[object, ...]] = field(default_factory=list)

    def command(self, name: str) -> None:
        self.calls.append((name,))

    def seek_by(self, offset_ms: int) -> None:
        self.calls.append(("seek_by", offset_ms))

    def seek_to(self, position_ms: int) -> None:
        self.calls.append(("seek_to", position_ms))

    def open_file(self, path: Path) -> None:
        self.calls.append(("open", path))

    def set_volume(self, percent: int) -> None:
        self.calls.append(("volume", percent))

    def set_rate(self, rate: float) -> None:
        self.calls.append(("rate", rate))

    def set_shuffle(self, shuffle: bool) -> None:
        self.calls.append(("shuffle", shuffle))

    def set_repeat(self, repeat: str) -> None:
        self.calls.append(("repeat", repeat))

    def position_ms(self) -> float:
        return 1234.5


@pytest.fixture
def asked() -> Asked:
    return Asked()


@pytest.fixture
def server(bus_address: str, asked: Asked) -> Iterator[MprisServer]:
    server = MprisServer(bus_address)
    server.publish(NowPlaying(state="paused", track="one", title="నువ్వు\0", artists=("A", "B"), duration_ms=3_000_000))
    server.start(asked)
    assert server.ready.wait(10)
    yield server
    server.close()


def test_tells_what_plays_with_a_length_of_64_bits(server: MprisServer, bus_address: str) -> None:
    everything = ask(bus_address, PROPERTIES, "GetAll", "s", PLAYER)
    metadata = everything["Metadata"].value
    assert metadata["mpris:length"] == Variant("x", 3_000_000_000)
    assert metadata["xesam:title"].value == "నువ్వు"
    assert metadata["xesam:artist"].value == ["A", "B"]
    assert everything["PlaybackStatus"].value == "Paused"
    assert everything["Position"] == Variant("x", 1_234_500)
    assert everything["Volume"].value == pytest.approx(0.8)
    assert ask(bus_address, PROPERTIES, "Get", "ss", "org.mpris.MediaPlayer2", "Identity").value == "Pluto"


def test_does_what_is_asked(server: MprisServer, bus_address: str, asked: Asked) -> None:
    for member in ("PlayPause", "Next", "Previous", "Play", "Pause", "Stop"):
        ask(bus_address, PLAYER, member)
    ask(bus_address, PLAYER, "Seek", "x", -5_000_000)
    track = ask(bus_address, PROPERTIES, "Get", "ss", PLAYER, "Metadata").value["mpris:trackid"].value
    ask(bus_address, PLAYER, "SetPosition", "ox", track, 2_800_000_000)
    ask(bus_address, PLAYER, "SetPosition", "ox", track, 9_000_000_000)
    ask(bus_address, PLAYER, "SetPosition", "ox", "/another", 1)
    for name, value in (
        ("Volume", Variant("d", 1.7)),
        ("Rate", Variant("d", 1.25)),
        ("Shuffle", Variant("b", True)),
        ("LoopStatus", Variant("s", "Track")),
        ("LoopStatus", Variant("s", "Nonsense")),
    ):
        ask(bus_address, PROPERTIES, "Set", "ssv", PLAYER, name, value)
    for uri in ("file:///m/%C3%B6%20a.mp3", "file://localhost/b.mp3", "file://elsewhere/c.mp3", "https://d/e", "f.mp3"):
        ask(bus_address, PLAYER, "OpenUri", "s", uri)
    ask(bus_address, PROPERTIES, "Set", "ssv", PLAYER, "Rate", Variant("d", 0.0))
    ask(bus_address, "org.mpris.MediaPlayer2", "Raise")
    ask(bus_address, "org.mpris.MediaPlayer2", "Quit")
    assert asked.calls == [
        ("play_pause",),
        ("next",),
        ("previous",),
        ("play",),
        ("pause",),
        ("stop",),
        ("seek_by", -5000),
        ("seek_to", 2_800_000),
        ("volume", 100),
        ("rate", 1.25),
        ("shuffle", True),
        ("repeat", "one"),
        ("open", Path("/m/ö a.mp3")),
        ("open", Path("/b.mp3")),
        ("pause",),
        ("raise",),
        ("quit",),
    ]


def test_tells_of_changes_and_of_jumps(server: MprisServer, bus_address: str) -> None:
    async def listening() -> tuple[dict[str, Any], int]:
        bus = await MessageBus(bus_address=bus_address).connect()
        loop = asyncio.get_running_loop()
        changed: asyncio.Future[dict[str, Any]] = loop.create_future()
        sought: asyncio.Future[int] = loop.create_future()

        def hear(message: Message) -> None:
            if message.member == "PropertiesChanged" and not changed.done():
                changed.set_result(message.body[1])
            elif message.member == "Seeked" and not sought.done():
                sought.set_result(message.body[0])

        bus.add_message_handler(hear)
        match = Message(
            "org.freedesktop.DBus",
            "/org/freedesktop/DBus",
            "org.freedesktop.DBus",
            "AddMatch",
            signature="s",
            body=[f"type='signal',path='{PATH}'"],
        )
        await bus.call(match)
        server.publish(NowPlaying(state="playing", track="two", title="T", cover=Path("/c/ö.png"), duration_ms=1))
        server.sought(5_000_000)
        answer = await asyncio.wait_for(changed, 10), await asyncio.wait_for(sought, 10)
        bus.disconnect()
        return answer

    changed, sought = asyncio.run(listening())
    assert changed["PlaybackStatus"].value == "Playing"
    assert changed["Metadata"].value["mpris:artUrl"].value == "file:///c/%C3%B6.png"
    assert "Volume" not in changed
    assert sought == 5_000_000_000


class Desktop(ServiceInterface):
    """The part of a desktop that shows notices."""

    def __init__(self) -> None:
        super().__init__("org.freedesktop.Notifications")
        self.shown: asyncio.Queue[tuple[object, ...]] = asyncio.Queue()

    @method()
    def Notify(
        self,
        app: "s",
        replaces: "u",
        icon: "s",
        title: "s",
        body: "s",
        actions: "as",
        hints: "a{sv}",
        stays: "i",
    ) -> "u":
        self.shown.put_nowait((replaces, icon, title, body, hints))
        return replaces + 41


def test_announces_songs_in_one_place(server: MprisServer, bus_address: str) -> None:
    async def watching() -> list[tuple[object, ...]]:
        bus = await MessageBus(bus_address=bus_address).connect()
        desktop, shown = Desktop(), []
        bus.export("/org/freedesktop/Notifications", desktop)
        await bus.request_name("org.freedesktop.Notifications")
        for number in (1, 2):
            server.announce(NowPlaying(title=f"<{number}>\0", artists=("A & B",), album="C", cover=Path("/c/ö.png")))
            shown.append(await desktop.shown.get())
        bus.disconnect()
        return shown

    first, second = asyncio.run(asyncio.wait_for(watching(), 10))
    assert first[:4] == (0, "pluto", "<1>", "A &amp; B — C")
    hints = first[4]
    assert isinstance(hints, dict)
    assert hints["image-path"].value == "file:///c/%C3%B6.png"
    assert second[0] == 41, "the second takes the place of the first"


def test_without_anybody_to_show_it_an_announcement_does_no_harm(server: MprisServer, bus_address: str) -> None:
    server.announce(NowPlaying(title="a"))
    server.publish(NowPlaying(state="playing", track="t", title="b"))
    assert ask(bus_address, PROPERTIES, "Get", "ss", PLAYER, "PlaybackStatus").value == "Playing"


def test_a_notice_whose_bus_goes_before_the_answer_does_no_harm() -> None:
    bus_of_its_own = ExitStack()
    address = bus_of_its_own.enter_context(private_bus())

    async def announcing() -> None:
        desktop = await MessageBus(bus_address=address).connect()
        await desktop.request_name("org.freedesktop.Notifications")
        asked = asyncio.Event()
        desktop.add_message_handler(lambda _message: asked.set() or True)  # it hears, and never answers
        bus = await MessageBus(bus_address=address).connect()
        notice = asyncio.ensure_future(Notices(bus).show(NowPlaying(title="a")))
        await asked.wait()
        bus_of_its_own.close()
        await notice

    asyncio.run(asyncio.wait_for(announcing(), 20))


@pytest.mark.parametrize("address", ["disabled:", "unix:path=/nowhere/at/all", "rubbish"])
def test_without_a_bus_everything_is_harmless(address: str) -> None:
    server = MprisServer(address)
    server.start(Asked())
    assert server.ready.wait(10)
    server.publish(NowPlaying(track="x"))
    server.sought(5)
    server.close()
    assert not [thread for thread in threading.enumerate() if thread.name == "pluto-mpris"]
