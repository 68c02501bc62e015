"""From the start of the process to a usable window of a shared library whose servers hang, against a solo one's.

In pairs, 100,000 songs on both sides: the same rows in the mirror as in the solo library. Both servers hang: they let
everybody in and never answer. One JSON line; how it is measured is told in ``bench_start``.
"""

from __future__ import annotations

import compileall
import json
import os
import sqlite3
import statistics
import tempfile
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from pluto_desktop.adapters.system.paths import default_paths
from pluto_desktop.adapters.system.profiles_file import ProfilesFile
from pluto_desktop.domain.ids import new_id
from pluto_desktop.domain.profiles import Profiles, parse_line
from tests.bench.bench_start import PACKAGE, PLUTO, start
from tests.bench.big_library import copy_of_big_library
from tests.faults import FaultProxy

PAIRS = 20
STAYS_S = "1"
"""How long a window stays once everything is there: in that time it turns to its servers."""
TARGET_TIMES = 1.15


def make_mirror(line: str) -> Path:
    """Let the big library be the mirror of a shared one, whole, that a profile leads to; return its folder."""
    library_id, paths = new_id(), default_paths()
    profile, _ = parse_line(line)
    profile = replace(profile, library_id=library_id)
    paths.profiles_file.parent.mkdir(parents=True, exist_ok=True)
    ProfilesFile(paths.profiles_file).save(Profiles((profile,), profile.id))
    folder = copy_of_big_library(paths.libraries / library_id)
    state = {"library": library_id, "seq": "1", "change": new_id(), "complete": "1", "after": ""}
    with closing(sqlite3.connect(folder / "catalogue.db")) as connection, connection:
        connection.executemany(
            "INSERT OR REPLACE INTO library (key, value) VALUES ('mirror_' || ?, ?)", [*state.items()]
        )
    return folder


def main() -> None:
    """Measure and print one line."""
    in_memory = "/dev/shm" if Path("/dev/shm").is_dir() else None
    with (
        tempfile.TemporaryDirectory() as home,
        tempfile.TemporaryDirectory(dir=in_memory) as session,
        FaultProxy("127.0.0.1", 1) as catalogue,
        FaultProxy("127.0.0.1", 1) as media,
    ):
        for name in ("CONFIG", "DATA", "STATE", "CACHE"):
            os.environ[f"XDG_{name}_HOME"] = home
        os.environ |= {"XDG_RUNTIME_DIR": session, "PLUTO_PASSWORD": "secret"}
        compileall.compile_dir(PACKAGE, quiet=1)
        for server in (catalogue, media):
            server.hang()
        line = f"pluto://ravi@127.0.0.1:{catalogue.port}/music?mongo=127.0.0.1:{media.port}/music&tls=off"
        shared, solo = str(make_mirror(line)), str(copy_of_big_library(Path(home, "library")))
        start(PLUTO, solo, STAYS_S)
        start(PLUTO, shared, STAYS_S)
        before = catalogue.connections
        pairs = [(start(PLUTO, solo, STAYS_S)[:2], start(PLUTO, shared, STAYS_S)[:2]) for _ in range(PAIRS)]
        asked = catalogue.connections - before
    assert asked >= PAIRS, "a window did not turn to its servers"
    usable = statistics.median(theirs[0] / ours[0] for ours, theirs in pairs)
    figures = {
        "bench": "shared_start",
        "what": f"process start to a usable window, both servers hanging against solo, median of {PAIRS} pairs",
        "shared_s": round(statistics.median(theirs[0] for _, theirs in pairs), 3),
        "solo_s": round(statistics.median(ours[0] for ours, _ in pairs), 3),
        "shared_whole_s": round(statistics.median(theirs[1] for _, theirs in pairs), 3),
        "solo_whole_s": round(statistics.median(ours[1] for ours, _ in pairs), 3),
        "connections_left_hanging": asked,
        "times": round(usable, 3),
        "target_times": TARGET_TIMES,
        "met": usable <= TARGET_TIMES,
    }
    print(json.dumps(figures), flush=True)


if __name__ == "__main__":
    main()
