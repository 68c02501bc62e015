"""Playing in a window of its own process, steered and watched over a private session bus as a desktop does."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from dbus_fast import Variant

from tests.bus import PLAYER, PROPERTIES, ROOT, ask, get, is_there
from tests.sound import noise, write

REPOSITORY = Path(__file__).resolve().parents[2]
LIMIT_S = 40.0


def wait(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + LIMIT_S
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.05)


class Pluto:
    """The program as a person starts it, on one library."""

    def __init__(self, library: Path, address: str) -> None:
        self.library, self.address = library, address

    def start(self, *files: Path) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-m", "pluto_desktop", "--library", str(self.library), *map(str, files)],
            env={**os.environ, "PYTHONPATH": str(REPOSITORY), "DBUS_SESSION_BUS_ADDRESS": self.address},
        )

    @contextmanager
    def window(self, *files: Path) -> Iterator[subprocess.Popen[bytes]]:
        process = self.start(*files)
        try:
            wait(lambda: is_there(self.address))
            yield process
        finally:
            process.kill()
            process.wait(LIMIT_S)
        wait(lambda: not is_there(self.address))

    def title(self) -> str:
        metadata = get(self.address, "Metadata")
        return metadata["xesam:title"].value if "xesam:title" in metadata else ""

    def position_ms(self) -> float:
        return float(get(self.address, "Position")) / 1000


@pytest.fixture
def pluto(library_folder: Path, bus_address: str) -> Pluto:
    return Pluto(library_folder, bus_address)


@pytest.fixture(scope="module")
def songs(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("songs")
    return [write(folder / "one.flac", noise(60, 1)), write(folder / "two.flac", noise(60, 2))]


def test_files_play_in_a_new_window_and_in_the_one_there_is(pluto: Pluto, songs: list[Path]) -> None:
    with pluto.window(songs[0]):
        wait(lambda: pluto.title() == "one" and pluto.position_ms() > 300)
        assert get(pluto.address, "PlaybackStatus") == "Playing"
        second = pluto.start(songs[1])
        assert second.wait(LIMIT_S) == 0
        wait(lambda: pluto.title() == "two" and pluto.position_ms() > 300)
        ask(pluto.address, PLAYER, "OpenUri", "s", songs[0].as_uri())
        wait(lambda: pluto.title() == "one")


def test_after_kill_9_the_queue_is_there_paused_within_seconds_of_where_it_was(pluto: Pluto, songs: list[Path]) -> None:
    with pluto.window(*songs) as process:
        wait(lambda: pluto.title() == "one")
        ask(pluto.address, PLAYER, "Next")
        wait(lambda: pluto.title() == "two")
        ask(pluto.address, PROPERTIES, "Set", "ssv", PLAYER, "LoopStatus", Variant("s", "Playlist"))
        ask(pluto.address, PLAYER, "Seek", "x", 20_000_000)
        wait(lambda: pluto.position_ms() > 28_000)
        killed_ms = pluto.position_ms()
        process.kill()
        process.wait(LIMIT_S)
    with pluto.window():
        wait(lambda: pluto.title() == "two")
        assert get(pluto.address, "PlaybackStatus") == "Paused"
        assert get(pluto.address, "LoopStatus") == "Playlist"
        assert killed_ms - 7_000 < pluto.position_ms() <= killed_ms + 1_000
        ask(pluto.address, PLAYER, "Previous")
        ask(pluto.address, PLAYER, "Previous")
        wait(lambda: pluto.title() == "one")


def test_everything_a_desktop_can_ask(pluto: Pluto, songs: list[Path]) -> None:
    address = pluto.address
    with pluto.window(*songs) as process:
        wait(lambda: pluto.title() == "one" and pluto.position_ms() > 300)
        metadata = get(address, "Metadata")
        assert (metadata["mpris:length"].signature, metadata["mpris:trackid"].signature) == ("x", "o")
        assert metadata["xesam:url"].value == songs[0].as_uri()
        assert [get(address, name) for name in ("CanGoNext", "CanSeek", "CanControl")] == [True, True, True]
        track = metadata["mpris:trackid"].value
        ask(address, PLAYER, "SetPosition", "ox", track, 30_000_000)
        wait(lambda: 30_000 <= pluto.position_ms() < 40_000)
        ask(address, PLAYER, "SetPosition", "ox", "/org/pluto/Track/another", 1_000_000)
        ask(address, PLAYER, "Pause")
        wait(lambda: get(address, "PlaybackStatus") == "Paused")
        assert pluto.position_ms() >= 30_000
        for name, value in (
            ("Volume", Variant("d", 0.25)),
            ("Rate", Variant("d", 1.5)),
            ("Shuffle", Variant("b", True)),
            ("LoopStatus", Variant("s", "Track")),
        ):
            ask(address, PROPERTIES, "Set", "ssv", PLAYER, name, value)
            wait(lambda name=name, value=value: get(address, name) == value.value)
        ask(address, PROPERTIES, "Set", "ssv", PLAYER, "LoopStatus", Variant("s", "None"))
        ask(address, PLAYER, "PlayPause")
        wait(lambda: get(address, "PlaybackStatus") == "Playing")
        ask(address, PLAYER, "Next")
        wait(lambda: pluto.title() == "two")
        assert get(address, "Metadata")["mpris:trackid"].value != track
        wait(lambda: not get(address, "CanGoNext"))
        ask(address, PLAYER, "Stop")
        wait(lambda: get(address, "PlaybackStatus") == "Stopped")
        ask(address, ROOT, "Raise")
        ask(address, ROOT, "Quit")
        assert process.wait(LIMIT_S) == 0
