"""A real VLC plays a medium whose bytes are still on their way."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from pluto_desktop.adapters.files.media_folder import DiskMediaFolder
from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.errors import Cancelled, Offline
from pluto_desktop.domain.ids import MediaHash
from pluto_desktop.ports.player import PlayerFailed, PlayerState, StateChanged, TimeReported
from pluto_desktop.services.shared.arriving import ArrivingMedium
from tests.listening import LIMIT_S, Listener
from tests.sound import noise, write

PIECE = 16 * 1024


@pytest.fixture(scope="module", params=[".mp3", ".flac", ".ogg", ".m4a"])
def sound(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("sound") / f"song{request.param}", noise(90))


class Wire:
    """Brings a file's bytes: those before ``until`` at once, the rest slowly before it is ``opened``, or never."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.opened = threading.Event()
        self.until = len(data)
        self.stuck = False
        self.error: Exception | None = None

    def read(self, first: int, cancel: CancelToken) -> Iterator[bytes]:
        for at in range(first, len(self.data), PIECE):
            if at >= self.until:
                if self.error is not None:
                    raise self.error
                while not self.opened.wait(0.1) and self.stuck:
                    cancel.raise_if_cancelled()
            yield self.data[at : at + PIECE]


def begin(path: Path, tmp_path: Path) -> tuple[Wire, ArrivingMedium, DiskMediaFolder]:
    data = path.read_bytes()
    wire = Wire(data)
    sha256 = MediaHash(hashlib.sha256(data).hexdigest())
    folder = DiskMediaFolder(tmp_path / "media")
    return wire, ArrivingMedium(len(data), folder.begin(sha256, path.suffix), wire.read), folder


def fill(medium: ArrivingMedium, cancel: CancelToken) -> threading.Thread:
    def work() -> None:
        try:
            medium.fill(cancel)
        except (Cancelled, Offline):
            return

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    return thread


def test_it_plays_before_all_is_there_and_is_kept_whole(sound: Path, tmp_path: Path, listener: Listener) -> None:
    wire, medium, _ = begin(sound, tmp_path)
    wire.until = len(wire.data) // 4
    filler = fill(medium, CancelToken())
    listener.player.load(1, sound, source=medium)
    listener.wait(lambda event: isinstance(event, TimeReported) and event.position_ms > 200)
    early = filler.is_alive()
    wire.opened.set()
    filler.join(LIMIT_S)
    assert early
    assert [path.read_bytes() == wire.data for path in (tmp_path / "media").rglob("*") if path.is_file()] == [True]
    listener.player.seek(30_000)
    listener.wait(lambda event: isinstance(event, TimeReported) and event.position_ms > 30_000)


def test_stopping_while_it_waits_for_bytes_waits_for_nothing(tmp_path: Path, listener: Listener) -> None:
    path = write(tmp_path / "song.mp3", noise(20))
    wire, medium, _ = begin(path, tmp_path)
    wire.until, wire.stuck = 1, True
    cancel = CancelToken()
    filler = fill(medium, cancel)
    listener.player.load(1, path, source=medium)
    listener.wait(lambda event: isinstance(event, StateChanged) and event.state is PlayerState.OPENING)
    listener.player.load(2, path)
    listener.wait(lambda event: isinstance(event, TimeReported) and event.token == 2)
    cancel.cancel()
    filler.join(LIMIT_S)
    left = [path.name for path in (tmp_path / "media").rglob("*") if path.is_file()]
    assert all(name.startswith(".part-") for name in left)  # the next attempt goes on with them


def test_a_medium_that_stops_coming_fails_and_does_not_hang(tmp_path: Path, listener: Listener) -> None:
    path = write(tmp_path / "song.flac", noise(20))
    wire, medium, _ = begin(path, tmp_path)
    wire.until, wire.error = 1, Offline("server_refused", server="MongoDB")
    wire.opened.set()
    filler = fill(medium, CancelToken())
    listener.player.load(1, path, source=medium)
    listener.wait(
        lambda event: (
            isinstance(event, PlayerFailed) or (isinstance(event, StateChanged) and event.state is PlayerState.FAILED)
        )
    )
    filler.join(LIMIT_S)
