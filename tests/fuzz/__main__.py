"""Feed every reader of lyrics with texts that are nearly right: ``python -m tests.fuzz [INPUTS] [SEED]``.

Each text must be read without an exception, keep the rules of a document, and take time in proportion to its length:
one that is slow for its length is read again at eight times the length, and fails where that takes more than twenty
times as long. Spread over the cores; the rate is told every few seconds, a failing text at once, and the exit code is
1 where one failed.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import random
import sys
import time
import traceback
from collections.abc import Iterator

from pluto_desktop.lyrics.document import Document
from pluto_desktop.lyrics.formats import read
from tests.lyrics_inputs import FORMATS, text_like

_AT_ONCE = 2_000
_SLOW_S = 0.05
_SLOW_S_A_CHARACTER = 20e-6
_TIMES_LONGER, _TIMES_SLOWER = 8, 20


def check(text: str, kind: str) -> str:
    """Return what is wrong with how a text is read, "" where nothing is."""
    started = time.process_time()
    try:
        parsed = read(text, kind=kind)
        if Document.from_json(parsed.document.to_json()) != parsed.document:
            return "the document is not what its stored form is"
        starts = [line.start_ms for line in parsed.document.lines if line.start_ms is not None]
        if starts != sorted(starts) or any(start < 0 for start in starts):
            return "the lines are not in order"
    except Exception:
        return traceback.format_exc()
    took = time.process_time() - started
    if took > _SLOW_S + _SLOW_S_A_CHARACTER * len(text):
        longer = _time(text * _TIMES_LONGER, kind)
        if longer > _TIMES_SLOWER * max(_time(text, kind), 0.005):
            return f"{len(text)} characters took {took:.2f} s, {_TIMES_LONGER} times as many {longer:.2f} s"
    return ""


def _time(text: str, kind: str) -> float:
    started = time.process_time()
    read(text, kind=kind)
    return time.process_time() - started


def run_part(part: tuple[int, int]) -> tuple[int, float, list[tuple[str, str, str]]]:
    """Check a part's texts (seed, how many); return how many were read, the slowest, and what failed."""
    seed, count = part
    dice = random.Random(seed)
    failed, slowest = [], 0.0
    for _ in range(count):
        kind = dice.choice(FORMATS)
        # One in a thousand is long: what grows faster than its length shows there.
        text = text_like(kind, dice, most=4_000 if dice.random() < 0.001 else 40)
        named = kind if dice.random() < 0.5 else ""
        started = time.process_time()
        wrong = check(text, named)
        slowest = max(slowest, time.process_time() - started)
        if wrong:
            failed.append((named, text, wrong))
    return count, slowest, failed


def parts(inputs: int, seed: int) -> Iterator[tuple[int, int]]:
    """Yield parts of so many texts in all."""
    for first in range(0, inputs, _AT_ONCE):
        yield seed * 1_000_003 + first, min(_AT_ONCE, inputs - first)


def main(inputs: int, seed: int) -> int:
    """Check so many texts and tell; return the exit code."""
    started, told, done, failures, slowest = time.monotonic(), 0.0, 0, 0, 0.0
    with multiprocessing.get_context("spawn").Pool(os.cpu_count()) as pool:
        for count, slow, failed in pool.imap_unordered(run_part, parts(inputs, seed)):
            done, slowest = done + count, max(slowest, slow)
            for named, text, wrong in failed:
                failures += 1
                print(f"FAILED, read as {named or 'what it looks like'}: {text!r}\n{wrong}", flush=True)
            if time.monotonic() - told > 5 or done == inputs:
                told = time.monotonic()
                rate = done / (told - started)
                print(f"{done:,} of {inputs:,} texts, {rate:,.0f} a second, {failures} failed", flush=True)
    figures = {
        "fuzz": "lyrics",
        "inputs": done,
        "seed": seed,
        "failed": failures,
        "slowest_s": round(slowest, 3),
        "a_second": round(done / (time.monotonic() - started)),
        "cores": os.cpu_count(),
    }
    print(json.dumps(figures), flush=True)
    return 1 if failures else 0


if __name__ == "__main__":
    arguments = [int(argument) for argument in sys.argv[1:3]]
    sys.exit(main(arguments[0] if arguments else 1_000_000, arguments[1] if len(arguments) > 1 else 1))
