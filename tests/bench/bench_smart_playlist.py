"""How soon a smart playlist of 100,000 songs is counted, and its first songs are there. One JSON line.

Some rules of each kind, as the dialog asks while somebody types: the count and the first page together. A tenth of the
songs were played, a twentieth have hearts, a third have tags.
"""

from __future__ import annotations

import json
import random
import sqlite3
import sys
import tempfile
import time
from pathlib import Path

from pluto_desktop.adapters.sql.library import open_library
from pluto_desktop.domain.playlists import RULE_ORDERS, Rule
from pluto_desktop.services.smart_playlists import SmartPlaylists
from tests.bench.bench_search import percentile
from tests.bench.big_library import copy_of_big_library

ROUNDS, TARGET_MS, PAGE = 15, 100, 50
PLAIN = ("genre:folk", "year:1990-1999", "is:favourite", "plays:5-", "played:30d", "added:2w", "lang:te", "length:3-5",
         "has:lyrics", "artist:vana", "tag:road", "vana")  # fmt: skip
COMBINED = (
    "-played:90d genre:folk -tag:road",
    "has:times lang:te -is:favourite plays:0",
    "artist:vana year:1990- vana",
)


def fill(folder: Path) -> None:
    """Let a person have heard, loved and tagged some songs."""
    chance, now = random.Random(7), time.time_ns() // 1_000_000
    with sqlite3.connect(folder / "catalogue.db") as catalogue:
        ids = [row[0] for row in catalogue.execute("SELECT id FROM metadata ORDER BY id")]
        tagged = [(chance.choice(('["road"]', '["evening"]', '["road", "సంధ్య"]')), one) for one in ids[::3]]
        catalogue.executemany("UPDATE metadata SET tags = ? WHERE id = ?", tagged)
    catalogue.close()
    with sqlite3.connect(folder / "device.db") as device:
        plays = [(one, chance.randint(1, 20), now - chance.randint(0, 400) * 86_400_000) for one in ids[::10]]
        device.executemany("INSERT INTO play_counts (song_id, plays, last_at) VALUES (?, ?, ?)", plays)
        device.executemany("INSERT INTO favourites (song_id, at) VALUES (?, ?)", [(one, now) for one in ids[::20]])
    device.close()


def measure(smart: SmartPlaylists, rules: list[Rule]) -> tuple[list[float], list[float], dict[str, float]]:
    """Return the seconds of every preview, those the processor worked, and each rule's median of these in ms."""
    wall: list[float] = []
    cpu: list[float] = []
    medians: dict[str, float] = {}
    for rule in rules:
        smart.preview(rule, "key", PAGE)
        worked = []
        for _ in range(ROUNDS):
            started, before = time.perf_counter(), time.thread_time()
            smart.preview(rule, "key", PAGE)
            wall.append(time.perf_counter() - started)
            worked.append(time.thread_time() - before)
        cpu += worked
        medians[f"{rule.words} · {rule.sort.value}"] = percentile(worked, 50)
    return wall, cpu, medians


def main() -> None:
    """Measure and print one line."""
    with tempfile.TemporaryDirectory() as home:
        folder = copy_of_big_library(Path(home, "library"))
        fill(folder)
        library = open_library(folder)
        smart = SmartPlaylists(library.personal, library.reader)
        plain, plain_cpu, of_plain = measure(smart, [Rule(words) for words in PLAIN])
        combined, combined_cpu, of_combined = measure(smart, [Rule(words) for words in COMBINED])
        _, _, of_orders = measure(smart, [Rule("artist:vana", *order) for order in RULE_ORDERS.values()])
        library.close()
    figures = {
        "bench": "smart_playlist",
        "what": f"count and first {PAGE} songs of a rule; 100,000 songs",
        "plain_p50_ms": percentile(plain, 50),
        "plain_p95_ms": percentile(plain, 95),
        "plain_cpu_p50_ms": percentile(plain_cpu, 50),
        "plain_cpu_p95_ms": percentile(plain_cpu, 95),
        "combined_p95_ms": percentile(combined, 95),
        "combined_cpu_p95_ms": percentile(combined_cpu, 95),
        "cpu_medians_ms": of_plain | of_combined | of_orders,
        "target_ms": TARGET_MS,
        "met": percentile(plain, 95) < TARGET_MS,
    }
    print(json.dumps(figures, ensure_ascii=False), flush=True)


if __name__ == "__main__":
    sys.exit(main())
