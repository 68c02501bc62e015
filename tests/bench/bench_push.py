"""Pushing 500 songs, 1 GB, against the driver's own GridFS upload of the same bytes in the same run: one JSON line.

The rival sends the same files from as many threads as the push has, each thread with what it is given next, and waits
for the same safety of writing. The server that stands in for MongoDB takes the driver's chunks more slowly the more
there are, so the rival's rate over its first files is told too; the push is held against the better of the two.
"""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import gridfs
from pymongo import MongoClient, WriteConcern

from pluto_desktop.bootstrap import open_services
from pluto_desktop.bootstrap.shared import Backend
from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.profiles import parse_line
from pluto_desktop.domain.views import SongQuery
from pluto_desktop.services.shared.push import SENDERS
from tests.bench.shared_servers import open_servers
from tests.sound import noise, write

SONGS = 500
EACH = 2_000_000
FIRST = 50
TARGET = 0.6


def make_files(folder: Path) -> list[Path]:
    """Write different files of 2 MB that are sound."""
    folder.mkdir()
    part = write(folder.parent / "part.mp3", noise(20)).read_bytes()
    whole = (part * (EACH // len(part) + 1))[: EACH - 8]
    files = []
    for number in range(SONGS):
        path = folder / f"{number}.mp3"
        path.write_bytes(whole + number.to_bytes(8, "big"))
        files.append(path)
    return files


def raw(uri: str, files: list[Path]) -> tuple[float, float]:
    """Upload files with the driver into a database of their own; return the seconds of the first ones, and of all."""
    with MongoClient[dict[str, object]](uri, directConnection=True) as client:
        database = client.get_database("raw", write_concern=WriteConcern(w="majority", j=True))
        bucket = gridfs.GridFSBucket(database)

        def send(path: Path) -> None:
            with path.open("rb") as source:
                bucket.upload_from_stream(path.name, source)

        bucket.upload_from_stream("index", b"x")  # the driver makes its indexes with the first
        started = time.monotonic()
        with ThreadPoolExecutor(SENDERS) as pool:
            list(pool.map(send, files[:FIRST]))
            first_s = time.monotonic() - started
            list(pool.map(send, files[FIRST:]))
        return first_s, time.monotonic() - started


def main() -> None:
    """Measure and print one line."""
    with tempfile.TemporaryDirectory() as temporary, open_servers() as servers:
        files = make_files(Path(temporary) / "music")
        first_s, raw_s = raw(servers.media_address, files)
        print(f"raw upload: {raw_s:.1f} s", file=sys.stderr, flush=True)
        profile, password = parse_line(servers.line())
        with open_services(Path(temporary) / "solo") as services:
            services.importing.run(files, lambda _: None, CancelToken())
            ids = services.browse.list_song_ids(SongQuery())
            backend = Backend(profile, password or "")
            report = backend.push_from(services).run(ids, lambda _: None, CancelToken())
            backend.close()
        shutil.rmtree(Path(temporary) / "music")
    assert report.pushed == SONGS, report
    megabytes = SONGS * EACH / 1e6
    rate, its_rate, its_first = megabytes / report.seconds, megabytes / raw_s, FIRST * EACH / 1e6 / first_s
    of_its_rate = rate / max(its_rate, its_first)
    figures = {
        "bench": "push",
        "what": f"push of {SONGS} songs, {megabytes / 1000:.0f} GB, against the driver's own upload of the same bytes",
        "push_s": round(report.seconds, 1),
        "push_mb_per_s": round(rate, 1),
        "rival_s": round(raw_s, 1),
        "rival_mb_per_s": round(its_rate, 1),
        "rival_first_mb_per_s": round(its_first, 1),
        "of_its_rate": round(of_its_rate, 2),
        "target": TARGET,
        "met": of_its_rate >= TARGET,
    }
    print(json.dumps(figures), flush=True)


if __name__ == "__main__":
    main()
