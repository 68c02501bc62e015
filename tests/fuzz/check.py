"""Checking how one text is read; in a module of its own, for the workers to import."""

from __future__ import annotations

import random
import time
import traceback

from pluto_desktop.lyrics.document import Document
from pluto_desktop.lyrics.formats import read
from tests.lyrics_inputs import FORMATS, text_like

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
