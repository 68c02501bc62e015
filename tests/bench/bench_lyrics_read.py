"""How long the slowest hostile file of lyrics takes, at the largest size that is read (2 MB). One JSON line."""

from __future__ import annotations

import json
import time

from pluto_desktop.lyrics.formats import read

_TWO_MB = 2_000_000
TEXTS = {
    "brackets": "[" * _TWO_MB,
    "angles": "<" * _TWO_MB,
    "stamps": "[00:01.00]" * (_TWO_MB // 10),
    "marks": "[00:01.00]" + "<00:01.00>a" * (_TWO_MB // 11),
    "stamps and marks": "[00:01.00]" * 90_000 + "<00:01.00>a" * 90_000,
    "joined": "[00:01.00]a\n" + "b\n" * (_TWO_MB // 2),
    "one stamp": "[00:01.00]అ\n[00:01.00]b\n" * (_TWO_MB // 30),
    "spaces": "[" + " " * _TWO_MB,
}


def main() -> None:
    """Measure, and print the figure."""
    seconds = {}
    for name, text in TEXTS.items():
        started = time.perf_counter()
        read(text)
        seconds[name] = round(time.perf_counter() - started, 3)
    worst = max(seconds, key=lambda name: seconds[name])
    figures = {
        "bench": "lyrics_read",
        "what": "the slowest of eight hostile 2 MB files of lyrics",
        "worst_s": seconds[worst],
        "worst": worst,
        "target_s": 2.0,
        "met": seconds[worst] < 2.0,
    }
    print(json.dumps(figures), flush=True)


if __name__ == "__main__":
    main()
