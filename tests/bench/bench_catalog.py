"""Bringing a catalogue of 100,000 rows with words in, against the same rows put into one plain SQLite table.

Whole processes, interleaved; medians. ``python -m tests.bench.bench_catalog [--rows N] [--rounds N]``.
"""

from __future__ import annotations

import argparse
import csv
import json
import statistics
import sys
import tempfile
from pathlib import Path

from pluto_desktop.lyrics.document import Document
from pluto_desktop.lyrics.formats import write_lrc
from tests.bench.bench_import import ROOT, timed
from tests.corpus import songs

COLUMNS = ("title", "artist", "album", "release_date", "language", "plays", "lyrics")


def write_rows(path: Path, count: int) -> None:
    """Write songs of the corpus as CSV."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        for song in songs(count):
            words = write_lrc(Document.from_json(song.lyrics)) if song.lyrics is not None else ""
            date = str(song.release_date or "")
            writer.writerow(
                (song.title, "; ".join(song.artists), song.album, date, song.language, song.popularity, words)
            )


def pluto(path: Path, count: int) -> float:
    """Bring the rows into a new library once."""
    with tempfile.TemporaryDirectory() as library:
        command = [
            sys.executable,
            "-m",
            "pluto_desktop",
            "catalog",
            "import",
            str(path),
            "--json",
            "--library",
            library,
        ]
        seconds, out = timed(command)
    report = json.loads(out)
    assert report["added"] + report["updated"] + report["unchanged"] == count, report
    return seconds


def plain(path: Path) -> float:
    """Put the rows into a plain table once."""
    with tempfile.TemporaryDirectory() as folder:
        return timed([sys.executable, str(ROOT / "tests/bench/catalog_floor.py"), str(path), f"{folder}/plain.db"])[0]


def main() -> None:
    """Measure and print one line."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=3)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        path = Path(temporary) / "rows.csv"
        write_rows(path, args.rows)
        pairs = [(plain(path), pluto(path, args.rows)) for _ in range(args.rounds)]
    ours = statistics.median(ours for _, ours in pairs)
    line = {
        "bench": "catalog",
        "rows": args.rows,
        "pluto_s": round(ours, 2),
        "rows_per_s": round(args.rows / ours),
        "plain_s": round(statistics.median(plain for plain, _ in pairs), 2),
        "times_plain": round(statistics.median(ours / plain for plain, ours in pairs), 1),
    }
    print(json.dumps(line), flush=True)


if __name__ == "__main__":
    main()
