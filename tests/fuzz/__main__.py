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
import sys
import time
from collections.abc import Iterator

from tests.fuzz.check import run_part

_AT_ONCE = 2_000


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
