"""Song and music without voice played together: how far apart they are, and what is heard at a switch: one JSON line.

Both files are the same noise, so where each is can be found in what libvlc hands to the output, for the moment it is
meant for. ``apart`` is asked at each switch, half a second to some seconds after a seek, a pause or another switch. The
gap is looked for in the sum of both, in pieces of 1 ms: a piece far softer than the quieter of the two is silence.
"""

from __future__ import annotations

import hashlib
import json
import random
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from pluto_desktop.adapters.files.media_folder import DiskMediaFolder
from pluto_desktop.adapters.vlc import VlcPlayer
from pluto_desktop.adapters.vlc.deck import Deck
from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.errors import Cancelled
from pluto_desktop.domain.ids import MediaHash
from pluto_desktop.ports.player import AvailabilityKnown, Bgm, BgmJoined, PlayerEvent, Source, TimeReported
from pluto_desktop.services.shared.arriving import ArrivingMedium
from tests.sound import RATE, Locator, Recorder, noise, write

SECONDS = 40
SWITCHES = 14
BYTES_A_SECOND = 400_000
PIECE = 16 * 1024
TRACE = 0.03
PAIRS = (("mp3", "mp3"), ("flac", "flac"), ("ogg", "ogg"), ("opus", "opus"), ("m4a", "m4a"), ("flac", "mp3"))
STREAMED = (("mp3", "mp3"), ("flac", "flac"), ("ogg", "ogg"))


class Events:
    """Waits for what the player says."""

    def __init__(self, player: VlcPlayer) -> None:
        self.seen: list[PlayerEvent] = []
        self._arrived = threading.Condition()
        player.set_listener(self._take)

    def _take(self, event: PlayerEvent) -> None:
        with self._arrived:
            self.seen.append(event)
            self._arrived.notify_all()

    def wait(self, kind: type, seconds: float = 15) -> None:
        with self._arrived:
            there = self._arrived.wait_for(lambda: any(isinstance(event, kind) for event in self.seen), seconds)
            assert there, f"no {kind.__name__}: {self.seen[-5:]}"


def place_at(at_s: float, recorder: Recorder, locator: Locator, guess_s: float) -> float | None:
    """Return where in the noise a player is at a moment, in seconds; None where that cannot be told."""
    with recorder.lock:
        flush = max((one for one in recorder.flushes if one <= at_s), default=0.0)
        blocks = [one for one in recorder.blocks if one.at_s >= flush and one.pts_s <= at_s and one.head]
    if not blocks:
        return None
    block = blocks[-1]
    if at_s > block.pts_s + block.count / RATE + 0.1:
        return None
    found = locator.find(block.head, guess_s - (at_s - block.pts_s), 1.0)
    return None if found is None else found + at_s - block.pts_s


@contextmanager
def arriving(path: Path, folder: Path) -> Iterator[Source]:
    """Give a file as it comes from a shared library over a line of its own."""
    data, cancel = path.read_bytes(), CancelToken()

    def read_from(first: int, token: CancelToken) -> Iterator[bytes]:
        for at in range(first, len(data), PIECE):
            time.sleep(PIECE / BYTES_A_SECOND)
            token.raise_if_cancelled()
            yield data[at : at + PIECE]

    part = DiskMediaFolder(folder).begin(MediaHash(hashlib.sha256(data).hexdigest()), path.suffix)
    medium = ArrivingMedium(len(data), part, read_from)

    def fill() -> None:
        with suppress(Cancelled):
            medium.fill(cancel)

    filler = threading.Thread(target=fill, daemon=True)
    filler.start()
    yield medium
    cancel.cancel()
    filler.join()


def keep_a_trace(deck: Deck) -> None:
    """Let a silent deck be so little heard that it can still be found."""
    plain = deck.set_share
    deck.set_share = lambda share: plain(max(TRACE, share))


@dataclass
class Run:
    apart_ms: list[float]
    fresh_ms: list[float]
    gaps_ms: list[float]


def play(song: Path, bgm: Path, samples: np.ndarray, sources: tuple[Source | None, Source | None], seed: int) -> Run:
    import vlc

    chance = random.Random(seed)
    player = VlcPlayer()
    events = Events(player)
    player.start()
    events.wait(AvailabilityKnown)
    deck = player._decks[0]
    deck.bgm = deck.make_bgm()
    for each in (deck, deck.bgm):
        keep_a_trace(each)
    recorders = (Recorder(keep=1 << 14), Recorder(keep=1 << 14))
    recorders[0].attach(vlc, deck.media_player)
    recorders[1].attach(vlc, deck.bgm.media_player)
    locator = Locator(samples)
    player.load(1, song, source=sources[0])
    player.set_bgm(1, Bgm(bgm, sources[1]))
    events.wait(BgmJoined)
    events.wait(TimeReported)
    run, voice = Run([], [], []), 100

    def position_s() -> float:
        return deck.clock.position_ms(time.monotonic()) / 1000

    def measure(into: list[float]) -> None:
        at_s = time.monotonic()
        guess_s = position_s()
        time.sleep(0.02)
        places = [place_at(at_s, recorder, locator, guess_s) for recorder in recorders]
        if None not in places:
            into.append((places[1] - places[0]) * 1000)

    switches: list[float] = []
    time.sleep(2.5)
    for number in range(SWITCHES):
        kind = number % 4
        if kind == 1:
            player.seek(chance.randrange(2000, (SECONDS - 15) * 1000))
            time.sleep(0.7)
            measure(run.fresh_ms)
            time.sleep(chance.uniform(2.0, 3.0))
        elif kind == 2:
            time.sleep(1.0)  # what was queued at the switch before is heard first
            player.set_paused(True)
            time.sleep(0.4)
            player.set_paused(False)
            time.sleep(0.7)
            measure(run.fresh_ms)
            time.sleep(chance.uniform(1.0, 2.0))
        else:
            time.sleep(chance.uniform(0.4, 1.0))
        measure(run.apart_ms)
        voice = 100 - voice
        switches.append(time.monotonic())
        player.set_voice(1, voice)
    time.sleep(1.0)
    player.close()
    run.gaps_ms = [gap_at(at_s, recorders) for at_s in switches[:-1]]
    return run


def gap_at(at_s: float, recorders: tuple[Recorder, Recorder]) -> float:
    """Return the longest silence in what is heard around a switch, in milliseconds."""
    begin_s, length_s = at_s - 0.2, 1.2
    heard = np.zeros(int(length_s * RATE))
    for recorder in recorders:
        for block in recorder.blocks:
            first = round((block.pts_s - begin_s) * RATE)
            piece = np.frombuffer(block.head, np.int16)[::2].astype(np.float64)
            low, high = max(0, first), min(len(heard), first + len(piece))
            if low < high:
                heard[low:high] += piece[low - first : high - first]
    levels = np.sqrt(np.square(heard[: len(heard) // 44 * 44].reshape(-1, 44)).mean(axis=1))
    silent = levels < np.median(levels) * 0.1
    longest = run = 0
    for one in silent:
        run = run + 1 if one else 0
        longest = max(longest, run)
    return longest * 44_000 / RATE


def p95(values: list[float]) -> float | None:
    sizes = sorted(abs(value) for value in values)
    return round(sizes[min(len(sizes) - 1, int(len(sizes) * 0.95))], 1) if sizes else None


def main() -> None:
    answer: dict[str, object] = {"bench": "bgm_switch"}
    every: list[float] = []
    fresh: list[float] = []
    gaps: list[float] = []
    samples = noise(SECONDS, 5)
    with tempfile.TemporaryDirectory() as folder:
        for number, (streamed, (one, other)) in enumerate(
            [(False, pair) for pair in PAIRS] + [(True, pair) for pair in STREAMED]
        ):
            song = write(Path(folder) / f"song{number}.{one}", samples)
            bgm = write(Path(folder) / f"bgm{number}.{other}", (samples * 0.9).astype(np.int16))
            if streamed:
                with arriving(song, Path(folder) / "media") as first, arriving(bgm, Path(folder) / "media") as second:
                    run = play(song, bgm, samples, (first, second), number)
            else:
                run = play(song, bgm, samples, (None, None), number)
            name = f"{one}+{other}{' streamed' if streamed else ''}"
            answer[name] = {
                "apart_ms": [round(value, 1) for value in run.apart_ms],
                "after_seek_or_pause_ms": [round(value, 1) for value in run.fresh_ms],
                "gap_ms": [round(value, 1) for value in run.gaps_ms],
            }
            print(name, answer[name], file=sys.stderr)
            every += run.apart_ms
            fresh += run.fresh_ms
            gaps += run.gaps_ms
    answer |= {"apart_p95_ms": p95(every), "fresh_p95_ms": p95(fresh), "gap_max_ms": max(gaps)}
    answer["target"] = {"apart_p95_ms": 10, "gap_max_ms": 5}
    print(json.dumps(answer))


if __name__ == "__main__":
    main()
