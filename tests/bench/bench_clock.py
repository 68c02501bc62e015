"""The position Pluto shows against the moment each sample is meant for: one JSON line.

libvlc plays noise into callbacks that keep its samples with their pts; where in the noise they come from is found by
correlation. The position is asked of a PlaySession as the window asks it. ``--record DIR`` also writes what happened,
one trace a format, for the clock's tests.
"""

from __future__ import annotations

import json
import queue
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

from pluto_desktop.adapters.vlc import VlcPlayer
from pluto_desktop.domain.ids import SongId
from pluto_desktop.ports.player import AvailabilityKnown, PlayerEvent, Sought, StateChanged, TimeReported
from pluto_desktop.services.playing import PlaySession
from pluto_desktop.services.playing_values import Playable
from tests.bench.rows import plain_row
from tests.fakes.personal import FakePersonal
from tests.sound import RATE, Locator, Recorder, noise, write

SECONDS = 24
FORMATS = ("mp3", "flac", "ogg", "m4a", "opus")
POLL_S = 0.005


class Listening:
    """Stands between the player and the session, and keeps what was said."""

    def __init__(self, player: VlcPlayer) -> None:
        self.player, self.said = player, []

    def __getattr__(self, name: str) -> Any:
        return getattr(self.player, name)

    def set_listener(self, listener: Callable[[PlayerEvent], None] | None) -> None:
        def both(event: PlayerEvent) -> None:
            self.said.append((time.monotonic(), event))
            if listener is not None:
                listener(event)

        self.player.set_listener(both)


@dataclass
class Run:
    shown: list[tuple[float, float]] = field(default_factory=list)
    acts: list[tuple[float, str, float]] = field(default_factory=list)
    said: list[tuple[float, PlayerEvent]] = field(default_factory=list)


def play(path: Path, recorder: Recorder, seed: int) -> Run:
    import vlc

    chance = random.Random(seed)
    posted: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
    listening = Listening(VlcPlayer())
    personal = FakePersonal()
    song = SongId("song")
    session = PlaySession(
        listening,
        lambda _: Playable(path, plain_row(song), duration_ms=SECONDS * 1000),
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
        run.acts.append((time.monotonic(), name, value))
        work()
        watch(seconds)

    act("start", 0, lambda: session.play_songs([song]), 4.0)
    for _ in range(5):
        place = chance.randrange(1000, (SECONDS - 5) * 1000)
        act("seek", place, lambda place=place: session.seek(place), 1.7)
    session.seek(2000)
    run.acts.append((time.monotonic(), "seek", 2000))
    watch(2.0)
    act("pause", 0, session.pause, 0.7)
    act("resume", 0, session.play, 3.0)
    session.close()
    listening.player.close()
    return run


def truth_of(run: Run, recorder: Recorder, locator: Locator) -> Callable[[float], float | None]:
    """Return what was audible at a time, in milliseconds; None where nothing was, or nobody can say."""
    edges = [0.0, *sorted(recorder.flushes), float("inf")]
    eras: list[tuple[float, float, float, float]] = []
    for begin, end in pairwise(edges):
        blocks = [block for block in recorder.blocks if begin <= block.at_s < end]
        offsets = []
        for block in [block for block in blocks if block.head][:: max(1, len(blocks) // 8)]:
            near = min(run.shown, key=lambda shown: abs(shown[0] - block.pts_s))[1] / 1000
            found = locator.find(block.head, near + max(0.0, block.pts_s - run.shown[-1][0]), 3.0)
            if found is not None:
                offsets.append(found - block.pts_s)
        if offsets:
            last = blocks[-1]
            eras.append((blocks[0].pts_s, min(end, last.pts_s + last.count / RATE), statistics.median(offsets), begin))
    paused = [(at, name) for at, name, _ in run.acts if name in {"pause", "resume"}]

    def truth(at_s: float) -> float | None:
        if paused and at_s >= paused[0][0]:
            return None  # what resumes is shifted in time; the pts recorded before it say nothing of after
        for begin, end, offset, _ in eras:
            if begin <= at_s < end:
                return (at_s + offset) * 1000
        return None

    return truth


def errors_of(run: Run, truth: Callable[[float], float | None]) -> dict[str, list[float]]:
    errors: dict[str, list[float]] = {"steady": [], "after_seek": [], "first_half_second": []}
    for at_s, shown_ms in run.shown:
        real = truth(at_s)
        if real is None:
            continue
        since = at_s - max((act for act, _, _ in run.acts if act <= at_s), default=0.0)
        kind = "first_half_second" if since < 0.5 else "after_seek" if since < 1.2 else "steady"
        errors[kind].append(abs(shown_ms - real))
    return errors


def backward_steps(run: Run) -> int:
    jumps = [at for at, name, _ in run.acts if name in {"start", "seek"}]
    pairs = pairwise(run.shown)
    return sum(
        second[1] < first[1] - 1e-6 and not any(first[0] <= at <= second[0] for at in jumps) for first, second in pairs
    )


def trace_of(run: Run, truth: Callable[[float], float | None]) -> dict[str, object]:
    zero = run.acts[0][0]
    events: list[tuple[float, str, float, float]] = [
        (at - zero, name, value, at - zero) for at, name, value in run.acts if name in {"start", "seek"}
    ]
    for at, event in run.said:
        match event:
            case TimeReported(_, position_ms, at_s):
                events.append((at - zero, "report", position_ms, at_s - zero))
            case Sought(_, position_ms, at_s):
                events.append((at - zero, "sought", position_ms, at_s - zero))
            case StateChanged(_, state, at_s) if state in {"playing", "paused"}:
                events.append((at - zero, str(state), 0.0, at_s - zero))
    heard = [(round(at - zero, 4), round(real, 1)) for at, _ in run.shown[::8] if (real := truth(at)) is not None]
    return {
        "events": [[round(at, 4), name, round(value, 1), round(told, 4)] for at, name, value, told in sorted(events)],
        "truth": heard,
    }


def p95(values: list[float]) -> float:
    return round(sorted(values)[int(len(values) * 0.95)], 1) if values else -1.0


def main(arguments: list[str] | None = None) -> None:
    arguments = sys.argv[1:] if arguments is None else arguments
    record = Path(arguments[arguments.index("--record") + 1]) if "--record" in arguments else None
    seed = 77 if record else 5
    samples = noise(SECONDS, seed)
    answer: dict[str, object] = {"bench": "clock"}
    every: dict[str, list[float]] = {"steady": [], "after_seek": [], "first_half_second": []}
    backward = 0
    with tempfile.TemporaryDirectory() as folder:
        for number, ending in enumerate(FORMATS):
            path = write(Path(folder) / f"noise.{ending}", samples)
            recorder = Recorder()
            run = play(path, recorder, seed + number)
            truth = truth_of(run, recorder, Locator(samples))
            errors = errors_of(run, truth)
            backward += backward_steps(run)
            answer[ending] = {kind: p95(values) for kind, values in errors.items()}
            for kind, values in errors.items():
                every[kind].extend(values)
            if record is not None:
                record.mkdir(parents=True, exist_ok=True)
                (record / f"{ending}.json").write_text(json.dumps(trace_of(run, truth), separators=(",", ":")) + "\n")
    answer |= {f"{kind}_p95_ms": p95(values) for kind, values in every.items()}
    answer |= {"backward_steps": backward, "samples": sum(map(len, every.values()))}
    answer |= {"target": {"steady_p95_ms": 30, "after_seek_p95_ms": 60}}
    print(json.dumps(answer))


if __name__ == "__main__":
    main()
