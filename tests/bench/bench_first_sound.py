"""The first sound of a 40 MB mp3 from GridFS at 250 KB/s with 80 ms round trip, and of its middle: one JSON line.

What is measured is libvlc's first samples, reading through our adapter on a warm connection: not yet the player of the
window, which plays files. Commands that read are counted until the first piece is there. The rival in the same run is
GridFS as it comes, the driver's own reader and chunks of 255 KB: the time to its first bytes, None where none came in
``GIVE_UP_S``, as it asks for all that fits into one answer.
"""

from __future__ import annotations

import ctypes
import io
import json
import statistics
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import gridfs
import pymongo
from pymongo import monitoring

from pluto_desktop.adapters.devserver.mongo import MongoServer
from pluto_desktop.adapters.mongo.address import Limits, parse_address
from pluto_desktop.adapters.mongo.calls import begin
from pluto_desktop.adapters.mongo.keeper import MongoKeeper
from pluto_desktop.adapters.mongo.media import GridMedia
from pluto_desktop.domain.cancel import CancelToken
from tests.faults import FaultProxy
from tests.servers import open_folder
from tests.sound import Recorder, noise, write

SIZE = 40_000_000
RATE = 250_000
ROUND_TRIP_S = 0.08
ROUNDS = 5
GIVE_UP_S = 30.0
Read = Callable[[int], Iterator[bytes]]


class Commands(monitoring.CommandListener):
    """Counts the commands that ask for a file; each is a round trip."""

    def __init__(self) -> None:
        self.count = 0

    def started(self, event: monitoring.CommandStartedEvent) -> None:
        self.count += event.command_name in {"find", "getMore"}

    def succeeded(self, event: monitoring.CommandSucceededEvent) -> None:
        pass

    def failed(self, event: monitoring.CommandFailedEvent) -> None:
        pass


class Stream:
    """A file that libvlc reads by callbacks while it comes; a seek drops what was being read."""

    def __init__(self, vlc: Any, read: Read) -> None:
        self._read, self._pieces, self._rest, self._stopped = read, iter(()), b"", threading.Event()
        self._open = vlc.CallbackDecorators.MediaOpenCb(self._on_open)
        self._reading = vlc.CallbackDecorators.MediaReadCb(self._on_read)
        self._seek = vlc.CallbackDecorators.MediaSeekCb(self._on_seek)
        self._close = vlc.CallbackDecorators.MediaCloseCb(lambda _: None)
        self.callbacks = (self._open, self._reading, self._seek, self._close)

    def stop(self) -> None:
        self._stopped.set()

    def _on_open(self, _opaque: Any, opened: Any, size: Any) -> int:
        opened.contents.value = None
        size.contents.value = SIZE
        self._on_seek(None, 0)
        return 0

    def _on_seek(self, _opaque: Any, first: int) -> int:
        self._pieces, self._rest = self._read(first), b""
        return 0

    def _on_read(self, _opaque: Any, buffer: Any, length: int) -> int:
        if self._stopped.is_set():
            return 0
        if not self._rest:
            self._rest = next(self._pieces, b"")
        data, self._rest = self._rest[:length], self._rest[length:]
        ctypes.memmove(buffer, data, len(data))
        return len(data)


def sound_of(read: Read) -> tuple[float, float]:
    """Return the seconds to the first sound and, later, from a seek to the middle to the next."""
    import vlc

    instance = vlc.Instance(["--no-video", "--quiet", "--network-caching=100", "--file-caching=100"])
    player: Any = instance.media_player_new()
    recorder = Recorder()
    recorder.attach(vlc, player)
    stream = Stream(vlc, read)
    media = instance.media_new_callbacks(*stream.callbacks, None)
    player.set_media(media)
    start = time.monotonic()
    player.play()
    first = _heard(recorder) - start
    until = time.monotonic() + 2.0  # it plays on a while, as it does before a person seeks
    while time.monotonic() < until:
        time.sleep(0.05)
    start = time.monotonic()
    player.set_position(0.5)
    middle = _heard(recorder, start) - start
    stream.stop()
    player.stop()
    player.release()
    instance.release()
    return first, middle


def _heard(recorder: Recorder, sought_s: float | None = None) -> float:
    """Return when the first samples came; after a seek, the first after what was queued had been thrown away."""
    end = time.monotonic() + GIVE_UP_S
    while time.monotonic() < end:
        with recorder.lock:
            flushed = [at for at in recorder.flushes if sought_s is not None and at >= sought_s]
            since = 0.0 if sought_s is None else flushed[0] if flushed else end
            heard = next((block.at_s for block in recorder.blocks if block.at_s > since), None)
        if heard is not None:
            return heard
        time.sleep(0.005)
    raise TimeoutError("no sound")


def ours(media: GridMedia) -> tuple[float, float]:
    cancels = [CancelToken()]

    def read(first: int) -> Iterator[bytes]:
        cancels[-1].cancel()
        cancels.append(CancelToken())
        return media.read("ours", first, cancels[-1])

    media._facts.clear()
    answer = sound_of(read)
    cancels[-1].cancel()
    return answer


def rival(bucket: gridfs.GridFSBucket) -> float | None:
    """Return the seconds to the first 64 KB."""
    start = time.monotonic()
    try:
        begin(lambda: bucket.open_download_stream("rival").read(64 * 1024)).result(GIVE_UP_S)
    except TimeoutError:
        return None
    return round(time.monotonic() - start, 3)


def main() -> None:
    with tempfile.TemporaryDirectory() as made, open_folder() as folder:
        part = write(Path(made) / "part.mp3", noise(20)).read_bytes()
        song = (part * (SIZE // len(part) + 1))[:SIZE]
        server = MongoServer(folder / "mongo", "secret")
        server.start()
        try:
            answer = measure(server.uri, song)
        finally:
            server.stop()
    print(json.dumps(answer))


def measure(uri: str, song: bytes) -> dict[str, object]:
    parts = urlsplit(uri)
    address = parse_address(uri, "bench")
    keeper = MongoKeeper(address)
    keeper.initialise()
    keeper.close()
    direct = GridMedia(address, Limits(piece_s=60))
    direct.put("ours", io.BytesIO(song), lambda _: None, CancelToken())
    plain: Any = pymongo.MongoClient(uri, directConnection=True)
    gridfs.GridFSBucket(plain["bench"], "plain").upload_from_stream_with_id("rival", "rival", song)
    plain.close()
    direct.close()
    commands = Commands()
    monitoring.register(commands)
    with FaultProxy(parts.hostname or "", parts.port or 27017) as proxy:
        media = GridMedia(parse_address(proxy.through(uri), "bench"))
        theirs: Any = pymongo.MongoClient(proxy.through(uri), directConnection=True)
        bucket = gridfs.GridFSBucket(theirs["bench"], "plain")
        media.ping()
        theirs.admin.command("ping")
        proxy.delay(ROUND_TRIP_S / 2)
        proxy.throttle(RATE)
        commands.count = 0
        next(iter(media.read("ours", 0, CancelToken())))
        trips = commands.count  # one more is on its way ahead of need
        time.sleep(1)
        mine = [ours(media) for _ in range(ROUNDS)]
        first_bytes = rival(bucket)
        media.close()
        theirs.close()
    return {
        "bench": "first_sound",
        "first_sound_s": round(statistics.median(first for first, _ in mine), 3),
        "seek_to_middle_s": round(statistics.median(middle for _, middle in mine), 3),
        "worst_s": [round(max(times), 3) for times in zip(*mine, strict=True)],
        "commands_at_first_piece": trips,
        "rival_first_bytes_s": first_bytes,
        "target": {"first_sound_s": 0.7, "seek_to_middle_s": 1.2, "round_trips": 2},
    }
