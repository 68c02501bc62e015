"""Playing for the measurement of the clock: what was done, what the window showed, what was heard when."""

from __future__ import annotations

import hashlib
import queue
import random
import statistics
import threading
import time
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

from pluto_desktop.adapters.files.media_folder import DiskMediaFolder
from pluto_desktop.adapters.vlc import VlcPlayer
from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.errors import Cancelled
from pluto_desktop.domain.ids import MediaHash, SongId
from pluto_desktop.ports.player import AvailabilityKnown, Listener, PlayerEvent, Source
from pluto_desktop.services.playing import PlaySession
from pluto_desktop.services.playing_values import Playable
from pluto_desktop.services.shared.arriving import ArrivingMedium
from tests.bench.rows import plain_row
from tests.fakes.personal import FakePersonal
from tests.sound import RATE, Block, Locator, Recorder

SECONDS = 100
POLL_S = 0.005
BYTES_PER_S = 250_000
_PIECE = 16 * 1024
_SPEEDS = (1.5, 0.5)
_SOUGHT_S = 2.4
_SEARCHED_S = 8.0


class Listening:
    """Stands between the player and the session, and keeps what was said."""

    def __init__(self, player: VlcPlayer) -> None:
        self.player = player
        self.said: list[tuple[float, PlayerEvent]] = []

    def __getattr__(self, name: str) -> Any:
        return getattr(self.player, name)

    def set_listener(self, listener: Listener | None) -> None:
        def both(event: PlayerEvent) -> None:
            self.said.append((time.monotonic(), event))
            if listener is not None:
                listener(event)

        self.player.set_listener(both)


@dataclass
class Run:
    """What happened, by ``time.monotonic``: positions shown (ms), what was asked (name, value), what was said.

    ``ahead`` are the times of seeks to where not everything before was here yet.
    """

    shown: list[tuple[float, float]] = field(default_factory=list)
    acts: list[tuple[float, str, float]] = field(default_factory=list)
    said: list[tuple[float, PlayerEvent]] = field(default_factory=list)
    ahead: set[float] = field(default_factory=set)


class Wire:
    """Brings a file's bytes evenly, ``BYTES_PER_S``, into a folder."""

    def __init__(self, path: Path, folder: Path) -> None:
        self._data = path.read_bytes()
        self._cancel = CancelToken()
        part = DiskMediaFolder(folder).begin(MediaHash(hashlib.sha256(self._data).hexdigest()), path.suffix)
        self.medium = ArrivingMedium(len(self._data), part, self._read)
        self._thread = threading.Thread(target=self._fill, daemon=True)
        self._thread.start()

    def _fill(self) -> None:
        try:
            self.medium.fill(self._cancel)
        except Cancelled:
            return

    def _read(self, first: int, cancel: CancelToken) -> Iterator[bytes]:
        for at in range(first, len(self._data), _PIECE):
            piece = self._data[at : at + _PIECE]
            time.sleep(len(piece) / BYTES_PER_S)
            cancel.raise_if_cancelled()
            yield piece

    def close(self) -> None:
        self._cancel.cancel()
        self._thread.join()


def play(path: Path, recorder: Recorder, seed: int, source: Source | None = None) -> Run:
    """Play a file as a person does: from the start, seeks, other speeds, a pause."""
    import vlc

    chance = random.Random(seed)
    posted: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
    listening = Listening(VlcPlayer())
    personal, song = FakePersonal(), SongId("song")
    session = PlaySession(
        listening,
        lambda _: Playable(path, plain_row(song), duration_ms=SECONDS * 1000, source=source),
        personal,
        personal,
        lambda key, work, done: done(work()),
        posted.put,
    )
    run = Run(said=listening.said)
    listening.start()
    while not any(isinstance(event, AvailabilityKnown) for _, event in listening.said):
        time.sleep(0.01)
    recorder.attach(vlc, listening.player._decks[0].media_player)

    def watch(seconds: float) -> None:
        end = time.monotonic() + seconds
        while (now := time.monotonic()) < end:
            while not posted.empty():
                posted.get()()
            run.shown.append((now, session.position_ms()))
            time.sleep(POLL_S)

    def act(name: str, value: float, work: Callable[[], None], seconds: float) -> None:
        now = time.monotonic()
        run.acts.append((now, name, value))
        if source is not None and source.here(0) * SECONDS * 1000 < source.size * value:
            run.ahead.add(now)
        work()
        watch(seconds)

    def seek(place: int) -> None:
        act("seek", place, lambda: session.seek(place), _SOUGHT_S)

    def speed(rate: float, seconds: float) -> None:
        act("rate", rate, lambda: session.set_rate(rate), seconds)

    act("start", 0, lambda: session.play_songs([song]), 4.0)
    for _ in range(5):
        seek(chance.randrange(1000, (SECONDS - 5) * 1000))
    seek(2000)
    for rate in _SPEEDS:
        speed(rate, 4.0)
        seek(chance.randrange(1000, (SECONDS - 10) * 1000))
    speed(1.0, 2.5)
    act("pause", 0, session.pause, 0.7)
    act("resume", 0, session.play, 2.0)
    session.close()
    listening.player.close()
    return run


def rate_at(run: Run, at_s: float) -> float:
    """Return the speed that was asked for last."""
    return next((value for at, name, value in reversed(run.acts) if name == "rate" and at <= at_s), 1.0)


def truth_of(run: Run, recorder: Recorder, locator: Locator) -> Callable[[float], float | None]:
    """Return what was audible at a time, in milliseconds; None where nothing was, or nobody can say.

    Between two moments at which queued sound was thrown away, the place in the sound grows evenly with the pts.
    """
    edges = [0.0, *sorted(recorder.flushes), float("inf")]
    eras: list[tuple[float, float, float, float, float]] = []
    times = [at for at, _ in run.shown]
    for begin, end in pairwise(edges):
        blocks = [block for block in recorder.blocks if begin <= block.at_s < end]
        if not blocks:
            continue
        rate = rate_at(run, blocks[0].at_s)
        places = [block for block in blocks if block.head]
        offsets = [
            found - block.pts_s * rate
            for block in places[:: max(1, len(places) // 24)]
            if (found := _place(block, run, times, locator)) is not None
        ]
        if len(offsets) > 2:
            last = blocks[-1]
            heard_to = min(end, last.pts_s + last.count / RATE)
            eras.append((begin, blocks[0].pts_s, heard_to, statistics.median(offsets), rate))
    paused = [at for at, name, _ in run.acts if name == "pause"]
    jumps = [at for at, name, _ in run.acts if name in {"seek", "rate"}]

    def truth(at_s: float) -> float | None:
        if paused and at_s >= paused[0]:
            return None  # what resumes is shifted in time; the pts recorded before it say nothing of after
        jumped = max((at for at in jumps if at <= at_s), default=0.0)
        for flushed, begin, end, offset, rate in eras:
            if begin <= at_s < end and flushed >= jumped:
                return (at_s * rate + offset) * 1000
        return None

    return truth


def _place(block: Block, run: Run, times: list[float], locator: Locator) -> float | None:
    index = min(bisect_right(times, block.pts_s), len(times) - 1)
    near = run.shown[index][1] / 1000
    return locator.find(block.head, near, _SEARCHED_S)
