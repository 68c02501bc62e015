"""The first pull of 100,000 songs with words from servers on loopback, and the memory it takes at its most."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from pluto_desktop.bootstrap import open_services
from pluto_desktop.bootstrap.shared import Backend, SharedServices
from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.profiles import parse_line
from pluto_desktop.domain.progress import Progress
from pluto_desktop.domain.views import SongQuery
from tests.bench.shared_servers import open_servers, resident_mb
from tests.corpus import songs
from tests.shared_load import load

SONGS = 100_000
TARGET_S = 30.0
PULL = "import sys; from tests.bench.bench_first_pull import pull; pull(*sys.argv[1:])"


def main() -> None:
    """Measure and print one line."""
    with open_servers() as servers, tempfile.TemporaryDirectory() as folder:
        load(servers.address, songs(SONGS))
        # In a process of its own, whose memory is that of the pull.
        command = [sys.executable, "-c", PULL, folder, servers.line()]
        done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    took_s, most_mb, before_mb, listed = (float(word) for word in done.stdout.split())
    assert listed == SONGS, listed
    figures = {
        "bench": "first_pull",
        "what": f"first pull of {SONGS:,} songs with words, servers on loopback",
        "pull_s": round(took_s, 1),
        "songs_per_s": round(SONGS / took_s),
        "most_mb": round(most_mb, 1),
        "mb_before": round(before_mb, 1),
        "target_s": TARGET_S,
        "met": took_s < TARGET_S,
    }
    print(json.dumps(figures), flush=True)


def pull(folder: str, line: str) -> None:
    """Pull, and print the seconds, the memory at its most and before (MB), and how many songs are listed then."""
    before_mb = resident_mb()
    profile, password = parse_line(line)
    with open_services(Path(folder, "library")) as services:
        shared = SharedServices(services, Backend(profile, password or ""))
        started = time.monotonic()
        shared.sync(lambda _changes: None).run_once(CancelToken(), tell)
        took_s = time.monotonic() - started
        print(took_s, resident_mb("VmHWM"), before_mb, len(services.browse.list_song_ids(SongQuery())))
        shared.close()


def tell(progress: Progress) -> None:
    """Show how far it is."""
    print(f"{progress.done:,} songs after {progress.seconds:.1f} s", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
