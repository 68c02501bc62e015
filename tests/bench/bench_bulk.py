"""Ten thousand songs of a shared library edited by one operation, servers on loopback: one JSON line.

From the wish to the moment in which the mirror has what the server has: kept on this device, seen over the mirror,
committed, pulled. It runs on a worker as in a window, while the thread that draws is sent the time every two
milliseconds; how late it takes each is how long it was blocked.
"""

from __future__ import annotations

import gc
import json
import os
import sys
import tempfile
import threading
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication, QObject, QTimer

from pluto_desktop.bootstrap import open_services
from pluto_desktop.bootstrap.shared import Backend, SharedServices
from pluto_desktop.domain.batches import SongEdit
from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.profiles import parse_line
from pluto_desktop.domain.shared import SongFields
from pluto_desktop.domain.views import SongQuery
from tests.bench.bench_blocks import Watch
from tests.bench.shared_servers import open_servers
from tests.corpus import songs
from tests.shared_load import load

SONGS = 12_000
EDITED = 10_000
TARGET_S = 15.0
BLOCK_MS = 50.0
_IDLE_MS = 5_000
_SWITCH_S = 0.0003
"""As in the window."""


def main() -> None:
    """Measure and print one line."""
    gc.disable()  # the window, too, collects by a clock of its own
    sys.setswitchinterval(_SWITCH_S)
    with open_servers() as servers, tempfile.TemporaryDirectory() as folder:
        load(servers.address, songs(SONGS))
        profile, password = parse_line(servers.line())
        with open_services(Path(folder, "library")) as services:
            shared = SharedServices(services, Backend(profile, password or ""))
            sync = shared.sync(lambda _changes: None)
            sync.run_once(CancelToken())
            ids = services.browse.list_song_ids(SongQuery())[:EDITED]
            app = QCoreApplication([])
            parent = QObject()
            watch = Watch(parent)
            took: dict[str, float] = {}

            def work() -> None:
                started, busy = time.monotonic(), time.process_time()
                said = SongFields(genres=("Folk", "జానపద"), language="te", given=frozenset({"genres", "language"}))
                batch = shared.edit_many.apply([SongEdit(song_id, said, None) for song_id in ids], title="bulk")
                took["kept_s"] = time.monotonic() - started
                assert batch.songs == EDITED, batch.songs
                watch.doing = "sending"
                batch = shared.edit_many.send(batch, CancelToken())
                took["committed_s"] = time.monotonic() - started
                assert (batch.songs, batch.left) == (EDITED, ()), batch.songs
                watch.doing = "pulling"
                sync.run_once(CancelToken())
                took["pulled_s"] = time.monotonic() - started
                took["cpu_s"] = time.process_time() - busy
                app.quit()

            idle_ms = _idle_ms(app, watch)
            thread = threading.Thread(target=work)
            thread.start()
            app.exec()
            thread.join()
            watch.close()
            shared.close()
    waits_ms = sorted(watch.waits_ms)
    blocked_ms = waits_ms[-1]
    figures = {
        "bench": "bulk",
        "what": f"{EDITED:,} songs with words edited by one operation, of a shared library on loopback",
        **{name: round(seconds, 1) for name, seconds in took.items()},
        "blocked_ms": round(blocked_ms, 1),
        "blocked_p99_ms": round(waits_ms[len(waits_ms) * 99 // 100], 1),
        "blocked_idle_ms": round(idle_ms, 1),
        "target_s": TARGET_S,
        "target_blocked_ms": BLOCK_MS,
        "met": took["pulled_s"] < TARGET_S and blocked_ms < BLOCK_MS,
    }
    print(json.dumps(figures), flush=True)


def _idle_ms(app: QCoreApplication, watch: Watch) -> float:
    """Return the longest wait while nothing is done: what the rest of the machine takes."""
    QTimer.singleShot(_IDLE_MS, app.quit)
    app.exec()
    longest_ms = max(watch.waits_ms)
    watch.waits_ms.clear()
    return longest_ms


if __name__ == "__main__":
    main()
