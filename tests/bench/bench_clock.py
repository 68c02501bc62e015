"""The position Pluto shows against the moment each sample is meant for: a table, and one JSON line.

libvlc plays noise into callbacks that keep its samples with their pts; where in the noise they come from is found by
correlation. The position is asked of a PlaySession as the window asks it, of a file and of a medium that arrives at
250 KB/s while it plays. ``--record DIR`` also writes what happened, a trace each, for the clock's tests; names of rows
play only those.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import numpy as np

from pluto_desktop.ports.player import Sought, StateChanged, TimeReported
from tests.bench.clock_play import SECONDS, Run, Wire, play, truth_of
from tests.sound import RATE, Locator, Recorder, noise, write

FORMATS = ("mp3", "mp3 vbr", "flac", "ogg", "opus", "m4a", "wav")
WAYS = ("local", "streamed")
ROWS = tuple(f"{form} {way}" for form in FORMATS for way in WAYS)
KINDS = ("steady", "after_seek", "after_rate", "first_half_second", "ahead")
UNSURE = "mp3 vbr streamed"
"""Where the bytes before a place are not here yet, only a table of hundredths says where its frames are."""
TARGETS = {"steady": 20, "after_seek": 40, "after_rate": 60}


def sound(seed: int) -> np.ndarray:
    """Noise that is loud and soft by turns, so that a variable bit rate does vary."""
    seconds = np.arange(SECONDS * RATE) / RATE
    return (noise(SECONDS, seed) * np.where(np.sin(seconds * 2.1) > 0, 1.0, 0.02)).astype(np.int16)


def errors_of(run: Run, truth: Callable[[float], float | None], *, unsure: bool) -> dict[str, list[float]]:
    """Return the signed errors in ms by kind; times count from the first sound after what was asked.

    Where places are ``unsure`` before their bytes have come, those after a seek ahead of them are a kind of their own.
    """
    errors: dict[str, list[float]] = {kind: [] for kind in KINDS}
    speed = 1.0
    ahead = False
    for (begin, name, value), (end, _, _) in pairwise([*run.acts, (float("inf"), "", 0.0)]):
        speed = value if name == "rate" else speed
        heard = [(at, shown - real) for at, shown in run.shown if begin <= at < end and (real := truth(at)) is not None]
        ahead = unsure and (begin in run.ahead or (name == "rate" and ahead))
        for at, error in heard:
            since = at - heard[0][0]
            if speed != 1.0 or name == "rate":
                kind = "after_rate" if since >= 1.0 else None
            else:
                kind = "first_half_second" if since < 0.5 else "after_seek" if since < 1.2 else "steady"
            if kind is not None:
                errors["ahead" if ahead else kind].append(error)
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
        (at - zero, name, value, at - zero) for at, name, value in run.acts if name in {"start", "seek", "rate"}
    ]
    for at, event in run.said:
        match event:
            case TimeReported(_, position_ms, at_s):
                events.append((at - zero, "report", position_ms, at_s - zero))
            case Sought(_, position_ms, at_s):
                events.append((at - zero, "sought", position_ms, at_s - zero))
            case StateChanged(_, state, at_s) if state in {"playing", "paused"}:
                events.append((at - zero, str(state), 0.0, at_s - zero))
    heard = [(round(at - zero, 4), round(real, 1)) for at, _ in run.shown[::16] if (real := truth(at)) is not None]
    return {
        "events": [[round(at, 4), name, round(value, 1), round(told, 4)] for at, name, value, told in sorted(events)],
        "truth": heard,
    }


def p95(values: list[float]) -> float:
    sizes = sorted(map(abs, values))
    return round(sizes[int(len(sizes) * 0.95)], 1) if sizes else -1.0


def measure(row: str, folder: Path, samples: np.ndarray, seed: int) -> tuple[Run, Callable[[float], float | None]]:
    form, _, way = row.rpartition(" ")
    path = folder / f"noise.{form.split()[0]}"
    write(path, samples, vbr=form.endswith("vbr"))
    recorder = Recorder()
    wire = Wire(path, folder / "media") if way == "streamed" else None
    run = play(path, recorder, seed, None if wire is None else wire.medium)
    if wire is not None:
        wire.close()
    return run, truth_of(run, recorder, Locator(samples))


def main(arguments: list[str] | None = None) -> None:
    arguments = sys.argv[1:] if arguments is None else arguments
    record = Path(arguments[arguments.index("--record") + 1]) if "--record" in arguments else None
    rows = [row for row in ROWS if row in arguments] or list(ROWS)
    seed = 77 if record else 5
    samples = sound(seed)
    answer: dict[str, object] = {"bench": "clock"}
    backward, missed = 0, list[str]()
    print(f"{'p95 error, ms':18}" + "".join(f"{kind:>19}" for kind in KINDS), file=sys.stderr)
    for number, row in enumerate(rows):
        with tempfile.TemporaryDirectory() as folder:
            run, truth = measure(row, Path(folder), samples, seed + number)
        figures = {kind: p95(values) for kind, values in errors_of(run, truth, unsure=row == UNSURE).items()}
        backward += backward_steps(run)
        answer[row] = figures
        missed += [f"{row}: {kind}" for kind, target in TARGETS.items() if not 0 <= figures[kind] <= target]
        print(f"{row:18}" + "".join(f"{figures[kind]:19}" for kind in KINDS), file=sys.stderr, flush=True)
        if record is not None:
            record.mkdir(parents=True, exist_ok=True)
            text = json.dumps(trace_of(run, truth), separators=(",", ":")) + "\n"
            (record / f"{row.replace(' ', '_')}.json").write_text(text)
    answer |= {"backward_steps": backward, "target_p95_ms": TARGETS, "missed": missed}
    answer["met"] = not missed and backward == 0
    print(json.dumps(answer))


if __name__ == "__main__":
    main()
