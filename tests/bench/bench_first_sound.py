"""The first sound of a 40 MB mp3 of a shared library at 250 KB/s with 80 ms round trip, and of its middle: one line.

Played as the window does, by its play session and its player, from the song's id on: both servers lie behind the slow
line, the connections are warm. Heard is what the player reports, less what it had played by then; its output takes
the samples in real time and drops them. Round trips are those to MongoDB that were answered when the first bytes
were there, which a test shows to be enough for the sound. The rival in the same run is GridFS as it comes, the
driver's own reader and chunks of 255 KB: the time to its first bytes, None where none came in ``GIVE_UP_S``, as it asks
for all that fits one answer.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import statistics
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import gridfs
import pymongo

from pluto_desktop.adapters.mongo import address as mongo_address
from pluto_desktop.adapters.mongo.calls import begin
from pluto_desktop.adapters.vlc import VlcPlayer
from pluto_desktop.bootstrap import Services, open_services
from pluto_desktop.bootstrap.shared import Backend
from pluto_desktop.bootstrap.shared_window import SharedWindow
from pluto_desktop.desktop.parts import Threads
from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.ids import MediaHash, OperationId, SongId, new_id
from pluto_desktop.domain.profiles import Profile, parse_line
from pluto_desktop.domain.shared import CommandKind, Published, SongCommand, SongFields
from pluto_desktop.domain.songs import MediaKind, Medium
from pluto_desktop.ports.player import Listener, PlayerEvent, Source, TimeReported
from pluto_desktop.services.playable import FindPlayable
from pluto_desktop.services.playing import PlaySession
from tests.bench.shared_servers import DATABASE, PASSWORD, Servers, open_servers
from tests.faults import FaultProxy
from tests.sound import noise, write
from tests.wire import Commands

SIZE = 40_000_000
PART_S = 20
BYTES_PER_S = 24_000
LONG_MS = SIZE * 1000 // BYTES_PER_S
RATE = 250_000
ROUND_TRIP_S = 0.08
ROUNDS = 5
GIVE_UP_S = 30.0
PLAYS_ON_S = 2.0
FIRST_TARGET_S, SEEK_TARGET_S, TRIPS = 0.7, 1.2, 2


class Desk:
    """What the window's threads do, without a window: ``main`` is the one the session belongs to."""

    def __init__(self) -> None:
        self.main, self._workers = ThreadPoolExecutor(1), ThreadPoolExecutor(4)
        self.threads = Threads(self._submit, self._submit, self._submit, self._submit, self.post, lambda _changes: None)

    def post(self, call: Callable[[], None]) -> None:
        self.main.submit(call)

    def do(self, call: Callable[[], None]) -> None:
        self.main.submit(call).result()

    def _submit(self, _key: str, work: Callable[[], Any], done: Callable[[Any], None]) -> None:
        def run() -> None:
            value = work()
            self.post(lambda: done(value))

        self._workers.submit(run)


def put_songs(servers: Servers, count: int) -> list[SongId]:
    """Put songs into the library that differ in their last bytes, so that each is new to the device."""
    profile, password = parse_line(servers.line())
    backend, ids = Backend(profile, password or ""), []
    with tempfile.TemporaryDirectory() as made:
        part = write(Path(made) / "part.mp3", noise(PART_S)).read_bytes()
    whole = (part * (SIZE // len(part) + 1))[:SIZE]
    for number in range(count):
        song = whole[:-1] + bytes([number])
        sha256, op_id = MediaHash(hashlib.sha256(song).hexdigest()), OperationId(new_id())
        file_id = backend.catalogue.begin_upload(op_id, sha256).file_id
        backend.media.put(file_id, io.BytesIO(song), lambda _: None, CancelToken())
        medium = Medium(sha256, SIZE, "mp3", MediaKind.SONG, LONG_MS)
        fields = SongFields(title=f"song {number}", song=sha256)
        ids.append(SongId(new_id()))
        backend.catalogue.commit(
            SongCommand(op_id, CommandKind.ADD, ids[-1], None, fields, (Published(medium, file_id),))
        )
    backend.close()
    return ids


class Ear(VlcPlayer):
    """The window's player, with somebody who notes what it reports."""

    def __init__(self) -> None:
        super().__init__(["--aout=adummy"])
        self._reports: list[TimeReported] = []
        self._heard = threading.Condition()

    def set_listener(self, listener: Listener | None) -> None:
        def hear(event: PlayerEvent) -> None:
            if isinstance(event, TimeReported):
                with self._heard:
                    self._reports.append(event)
                    self._heard.notify_all()
            if listener is not None:
                listener(event)

        super().set_listener(hear)

    def first_sound(self, from_ms: float, since_s: float) -> float:
        """Wait until it plays on from a place; return the seconds from ``since_s`` to the sound of it."""

        def playing() -> list[TimeReported]:
            return [
                each for each in self._reports if each.at_s > since_s and from_ms < each.position_ms < from_ms + 5000
            ]

        with self._heard:
            if not self._heard.wait_for(playing, GIVE_UP_S):
                raise TimeoutError("no sound")
            first = playing()[0]
        return first.at_s - (first.position_ms - from_ms) / 1000 - since_s


def listen(desk: Desk, session: PlaySession, player: Ear, song: SongId, commands: Commands) -> tuple[float, float]:
    """Play a song and seek to its middle; return when each was heard."""
    commands.count_from_here()
    start = time.monotonic()
    desk.do(lambda: session.play_songs([song]))
    first_s = player.first_sound(0.0, start)
    time.sleep(PLAYS_ON_S)  # it plays on a while, as it does before a person seeks
    start = time.monotonic()
    desk.do(lambda: session.seek(LONG_MS / 2))
    seek_s = player.first_sound(LONG_MS / 2, start)
    desk.do(session.stop)
    return first_s, seek_s


def rival(bucket: gridfs.GridFSBucket) -> float | None:
    """Return the seconds to the first 64 KB."""
    start = time.monotonic()
    try:
        begin(lambda: bucket.open_download_stream("rival").read(64 * 1024)).result(GIVE_UP_S)
    except TimeoutError:
        return None
    return round(time.monotonic() - start, 3)


def put_rival(uri: str) -> None:
    """Store a file as the driver does."""
    plain: Any = pymongo.MongoClient(uri, directConnection=True)
    gridfs.GridFSBucket(plain[DATABASE], "plain").upload_from_stream_with_id("rival", "rival", bytes(SIZE))
    plain.close()


def measure(servers: Servers, folder: Path) -> dict[str, object]:
    """Measure behind slow lines and return the figures."""
    songs = put_songs(servers, ROUNDS)
    put_rival(servers.media_address)
    media = urlsplit(servers.media_address)
    with (
        FaultProxy("127.0.0.1", servers.postgres.port) as catalogue_line,
        FaultProxy("127.0.0.1", media.port or 0) as media_line,
        open_services(folder) as services,
    ):
        profile, _ = parse_line(servers.line(catalogue_line.port, media_line.port))
        os.environ["PLUTO_PASSWORD"] = PASSWORD
        lines = catalogue_line, media_line
        answers = [play_once(services, profile, song, lines) for song in songs]
        theirs: Any = pymongo.MongoClient(media_line.through(servers.media_address), directConnection=True)
        theirs.admin.command("ping")
        slow_down(lines)
        first_bytes = rival(gridfs.GridFSBucket(theirs[DATABASE], "plain"))
        theirs.close()
    firsts, seeks, trips = zip(*answers, strict=True)
    first_s, seek_s = statistics.median(firsts), statistics.median(seeks)
    return {
        "bench": "first_sound",
        "what": "a 40 MB mp3 of a shared library at 250 KB/s, 80 ms round trip, by the window's session and player",
        "first_sound_s": round(first_s, 3),
        "seek_to_middle_s": round(seek_s, 3),
        "worst_s": [round(max(firsts), 3), round(max(seeks), 3)],
        "round_trips": max(trips),
        "rival_first_bytes_s": first_bytes,
        "target": {"first_sound_s": FIRST_TARGET_S, "seek_to_middle_s": SEEK_TARGET_S, "round_trips": TRIPS},
        "met": first_s < FIRST_TARGET_S and seek_s < SEEK_TARGET_S and max(trips) <= TRIPS,
    }


def play_once(
    services: Services, profile: Profile, song: SongId, lines: Sequence[FaultProxy]
) -> tuple[float, float, int]:
    """Open the window's part of the library and play a song that is not here; closing ends the filling of it."""
    for line in lines:
        line.clear()
    # Of this window's client alone: what the last song had asked for may still be answered.
    commands = Commands()
    mongo_address.MongoClient = partial(pymongo.MongoClient, event_listeners=[commands])  # type: ignore[misc,assignment]
    desk = Desk()
    window = SharedWindow(services, profile, desk.threads)
    window.shared.sync(lambda _changes: None).run_once(CancelToken())
    window.shared.media.find_size("none")
    player = Ear()
    player.start()
    personal, threads, trips = services.library.personal, desk.threads, list[int]()

    def arrive(medium: Medium) -> tuple[Path, Source | None]:
        there = window.arrive(medium)  # which waits for the first bytes
        trips.append(commands.answered())
        return there

    session = PlaySession(
        player,
        FindPlayable(services.library.reader, arrive),
        personal,
        personal,
        threads.submit,
        threads.post,
        submit_write=threads.submit_write,
    )
    slow_down(lines)
    try:
        return *listen(desk, session, player, song, commands), trips[0]
    finally:
        window.close()
        player.close()


def slow_down(lines: Sequence[FaultProxy]) -> None:
    """Make lines as slow as the figure says."""
    for line in lines:
        line.delay(ROUND_TRIP_S / 2)
        line.throttle(RATE)


def main() -> None:
    """Measure and print one line."""
    with open_servers() as servers, tempfile.TemporaryDirectory() as folder:
        print(json.dumps(measure(servers, Path(folder) / "library")), flush=True)


if __name__ == "__main__":
    main()
