"""From the moment a client's change is made until another client's mirror has it: one JSON line.

Two devices, each with the connections and the following of the window. The mirror is looked at by a reader of its
own, as another page of the window would.
"""

from __future__ import annotations

import json
import statistics
import sys
import tempfile
import threading
import time
from pathlib import Path

from pluto_desktop.bootstrap import open_services
from pluto_desktop.bootstrap.shared import Backend, SharedServices
from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.changes import Changes
from pluto_desktop.domain.errors import Cancelled
from pluto_desktop.domain.ids import OperationId, SongId, new_id
from pluto_desktop.domain.profiles import parse_line
from pluto_desktop.domain.shared import CommandKind, SongCommand, SongFields
from pluto_desktop.services.shared.follow import Follow, SyncKind, SyncState
from tests.bench.shared_servers import open_servers
from tests.corpus import songs
from tests.shared_load import load

SONGS = 10_000
CHANGES = 200
PAUSE_S = 0.05
TARGET_MS = 300.0
WAIT_S = 30.0


class Watcher:
    """Follows the library and knows when a song's new version is there to be read."""

    def __init__(self, shared: SharedServices) -> None:
        self._shared, self._changed = shared, threading.Condition()
        self._seen: dict[SongId, tuple[int, float]] = {}
        self.in_sync = threading.Event()
        self._cancel = CancelToken()
        follow = Follow(shared.sync(self._tell), shared.reader, self._listen)
        self._thread = threading.Thread(target=self._run, args=(follow,))
        self._thread.start()

    def wait(self, song: SongId, version: int) -> float:
        """Return when that version could be read."""

        def there() -> bool:
            return self._seen.get(song, (0, 0.0))[0] >= version

        with self._changed:
            if not self._changed.wait_for(there, WAIT_S):
                raise TimeoutError(f"version {version} of {song} was not seen")
            return self._seen[song][1]

    def close(self) -> None:
        self._cancel.cancel()
        self._thread.join()

    def _run(self, follow: Follow) -> None:
        try:
            follow.run(self._cancel)
        except Cancelled:
            return

    def _listen(self, state: SyncState) -> None:
        if state.kind is SyncKind.IN_SYNC:
            self.in_sync.set()

    def _tell(self, changes: Changes) -> None:
        if len(changes.songs) > CHANGES:
            return  # pages of the first pull
        versions = self._shared.mirror.list_present(sorted(changes.songs))
        now = time.monotonic()
        with self._changed:
            self._seen.update({song: (version, now) for song, version in versions.items()})
            self._changed.notify_all()


def main() -> None:
    """Measure and print one line."""
    with (
        open_servers() as servers,
        tempfile.TemporaryDirectory() as folder,
        open_services(Path(folder) / "library") as services,
    ):
        load(servers.address, songs(SONGS))
        profile, password = parse_line(servers.line())
        writer, watching = Backend(profile, password or ""), Backend(profile, password or "")
        shared = SharedServices(services, watching)
        watcher = Watcher(shared)
        if not watcher.in_sync.wait(120):
            raise TimeoutError("the first pull did not end")
        ids = [each.song.id for each in writer.catalogue.list_songs(None, CHANGES).songs]
        took_ms = []
        for number, song in enumerate(ids):
            fields = SongFields(title=f"changed {number}", given=frozenset({"title"}))
            command = SongCommand(OperationId(new_id()), CommandKind.UPDATE, song, 1, fields)
            started = time.monotonic()
            version = writer.catalogue.commit(command).version
            took_ms.append((watcher.wait(song, version) - started) * 1000)
            time.sleep(PAUSE_S)
        watcher.close()
        shared.close()
        writer.close()
    print(f"slowest: {sorted(took_ms)[-5:]}", file=sys.stderr)
    p95_ms = statistics.quantiles(took_ms, n=20)[-1]
    figures = {
        "bench": "change_seen",
        "what": f"from giving a change until another client's mirror of {SONGS:,} songs has it, {CHANGES} changes",
        "p50_ms": round(statistics.median(took_ms), 1),
        "p95_ms": round(p95_ms, 1),
        "max_ms": round(max(took_ms), 1),
        "target_p95_ms": TARGET_MS,
        "met": p95_ms < TARGET_MS,
    }
    print(json.dumps(figures), flush=True)


if __name__ == "__main__":
    main()
