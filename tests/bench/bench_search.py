"""Search in 100,000 songs, keystroke by keystroke: how soon, and whether what is meant is found. One JSON line.

    python -m tests.bench.bench_search [--kit DIR] [--songs N]

``found`` is the share of queries whose song (or one of the same title) is in the top ten once all is typed, ``keys``
how many letters were typed until it was. Rivals in the same run, on the same tables: ``LIKE '%…%'`` on title, artist
and album.
"""

from __future__ import annotations

import argparse
import gc
import json
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

LIKE = """SELECT m.id, al.title FROM metadata m LEFT JOIN albums al ON al.id = m.album_id
WHERE m.song_name LIKE :q OR m.artist_credit LIKE :q OR al.title LIKE :q LIMIT 10"""


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
        "cpu_p99_ms": percentile(spent, 99),
        "found": round(found / len(log), 3),
        "keys": round(keys / len(log), 2),
        "kinds": {kind: round(sum(hits) / len(hits), 3) for kind, hits in sorted(kinds.items())},
    }


def percentile(seconds: list[float], share: int) -> float:
    """Return a percentile in milliseconds."""
    return round(sorted(seconds)[min(len(seconds) - 1, len(seconds) * share // 100)] * 1000, 2)


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
    args = parser.parse_args()
    corpus = read_kit(args.kit) if args.kit else make(args.songs)
    with tempfile.TemporaryDirectory() as folder:
        library = open_library(Path(folder) / "library")
        seconds = fill(library, corpus)
        find = Find(SqlSearchIndex(library.connections))
        find.warm()
        find.answer("warm")
        gc.collect()
        gc.freeze()
        ours = measure(
            "search", lambda typed: [song.id for song in find.answer(typed, songs=10).songs], corpus, corpus.log
        )

        def like(typed: str) -> list[str]:
            with library.connections.reading() as connection:
                return [row[0] for row in connection.execute(LIKE, {"q": f"%{typed}%"})]

        rival = measure("like", like, corpus, corpus.log[:40])
        library.close()
    ours["import_seconds"] = round(seconds, 1)
    ours["corpus"] = args.kit.name if args.kit else "invented"
    ours["rival_like"] = {name: rival[name] for name in ("p50_ms", "p99_ms", "found", "keys")}
    print(json.dumps(ours, ensure_ascii=False), flush=True)


if __name__ == "__main__":
    main()
