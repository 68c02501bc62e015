"""Search in 100,000 songs, keystroke by keystroke: how soon, and whether what is meant is found. One JSON line.

    python -m tests.bench.bench_search [--kit DIR] [--songs N] [--queries N]

``found`` is the share of queries whose song (or one of the same title) is in the top ten once all is typed, ``keys``
how many letters were typed until it was. Ours answers with songs, lines, artists and albums, and marks what matches.
Rivals in the same run, on the same rows, answer with songs alone: ``LIKE '%…%'`` on title, artist and album, and an
FTS5 table of the three asked for prefixes in the order of ``bm25``. ``ratio`` is their time against ours.
"""

from __future__ import annotations

import argparse
import gc
import json
import re
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from pluto_desktop.adapters.sql.library import SqlLibrary, open_library
from pluto_desktop.adapters.sql.search_index import SqlSearchIndex
from pluto_desktop.services.find import Find
from tests.bench.songs_corpus import Asked, Corpus, make, read_kit

LIKE = "SELECT rowid FROM s WHERE title LIKE ?1 OR artist LIKE ?1 OR album LIKE ?1 LIMIT 10"
BM25 = "SELECT rowid FROM f WHERE f MATCH ? ORDER BY bm25(f, 8, 3, 1) LIMIT 10"
TOKENS = "unicode61 remove_diacritics 2 categories 'L* N* Co M*'"
WORDS = re.compile(r"[\w\u0c00-\u0c7f]+")
RIVAL_QUERIES = 50
"""Queries of the log that the rivals are asked: one of them is slow."""


def measure(name: str, search: Callable[[str], list[str]], corpus: Corpus, log: list[Asked]) -> dict[str, object]:
    """Type every query of the log and return the figures."""
    spent, wall, found, keys = [], [], 0, 0
    kinds: dict[str, list[bool]] = {}
    for asked in log:
        meant = corpus.rows[asked.song]
        first, last = None, False
        for end in range(1, len(asked.text) + 1):
            typed = asked.text[:end]
            if typed.endswith(" "):
                continue
            began, cpu = time.perf_counter(), time.thread_time()
            ids = search(typed)
            wall.append(time.perf_counter() - began)
            spent.append(time.thread_time() - cpu)
            if first is None or end == len(asked.text):
                titles = {corpus.rows[int(song[:8])].title.lower() for song in ids}
                last = meant.id in ids or meant.title.lower() in titles
                first = end if last and first is None else first
        found += last
        keys += first or len(asked.text) + 3
        kinds.setdefault(asked.kind, []).append(last)
    return {
        "bench": name,
        "songs": len(corpus.rows),
        "queries": len(log),
        "keystrokes": len(wall),
        **{f"p{share}_ms": percentile(wall, share) for share in (50, 95, 99)},
        **{f"cpu_p{share}_ms": percentile(spent, share) for share in (50, 95, 99)},
        "found": round(found / len(log), 3),
        "keys": round(keys / len(log), 2),
        "kinds": {kind: round(sum(hits) / len(hits), 3) for kind, hits in sorted(kinds.items())},
    }


def percentile(seconds: list[float], share: int) -> float:
    """Return a percentile in milliseconds."""
    return round(sorted(seconds)[min(len(seconds) - 1, len(seconds) * share // 100)] * 1000, 2)


def sample(log: list[Asked], count: int) -> list[Asked]:
    """Return about so many queries of a log, the same share of each kind; the same in every run."""
    kinds: dict[str, list[Asked]] = {}
    for asked in log:
        kinds.setdefault(asked.kind, []).append(asked)
    share = min(1.0, count / len(log))
    return [asked for group in kinds.values() for asked in group[: round(len(group) * share)]]


def rivals_over(corpus: Corpus) -> dict[str, Callable[[str], list[str]]]:
    """Return what is nearest at hand, over a table in memory with nothing but the three texts."""
    table = sqlite3.connect(":memory:")
    table.execute("CREATE TABLE s (title, artist, album)")
    table.execute(f"""CREATE VIRTUAL TABLE f USING fts5(title, artist, album, prefix='1 2 3', tokenize="{TOKENS}")""")
    for name in ("s", "f"):
        rows = ((at, row.title, row.artist, row.album) for at, row in enumerate(corpus.rows))
        table.executemany(f"INSERT INTO {name} (rowid, title, artist, album) VALUES (?, ?, ?, ?)", rows)
    table.execute("INSERT INTO f (f) VALUES ('optimize')")

    def asked(statement: str, wanted: str) -> list[str]:
        return [corpus.rows[place].id or "" for (place,) in table.execute(statement, (wanted,))]

    def full_text(typed: str) -> list[str]:
        wanted = " ".join(f'"{word}"*' for word in WORDS.findall(typed.lower()))
        return asked(BM25, wanted) if wanted else []

    return {"like": lambda typed: asked(LIKE, f"%{typed}%"), "fts5": full_text}


def fill(library: SqlLibrary, corpus: Corpus) -> float:
    """Put the corpus into a library; return how many seconds it took."""
    began = time.perf_counter()
    library.catalogue.merge_rows([(row, None) for row in corpus.rows])
    return time.perf_counter() - began


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kit", type=Path, help="a folder with songs.tsv and queries.json")
    parser.add_argument("--songs", type=int, default=100_000)
    parser.add_argument("--queries", type=int, default=500)
    args = parser.parse_args()
    corpus = read_kit(args.kit) if args.kit else make(args.songs)
    log = sample(corpus.log, args.queries)
    with tempfile.TemporaryDirectory() as folder:
        library = open_library(Path(folder) / "library")
        seconds = fill(library, corpus)
        find = Find(SqlSearchIndex(library.connections))
        find.warm()
        find.answer("warm")
        gc.collect()
        gc.freeze()
        ours = measure("search", lambda typed: [song.id for song in find.answer(typed, songs=10).songs], corpus, log)
        library.close()
    asked = sample(log, RIVAL_QUERIES)
    ours["import_seconds"] = round(seconds, 1)
    ours["corpus"] = args.kit.name if args.kit else "invented"
    for name, search in rivals_over(corpus).items():
        rival = measure(name, search, corpus, asked)
        kept = {key: rival[key] for key in ("queries", "p50_ms", "p95_ms", "p99_ms", "found", "keys")}
        ratio = {f"ratio_p{share}": _ratio(rival, ours, f"p{share}_ms") for share in (50, 99)}
        ours[f"rival_{name}"] = kept | ratio
    print(json.dumps(ours, ensure_ascii=False), flush=True)


def _ratio(rival: dict[str, object], ours: dict[str, object], figure: str) -> float:
    return round(float(str(rival[figure])) / max(float(str(ours[figure])), 0.01), 2)


if __name__ == "__main__":
    main()
