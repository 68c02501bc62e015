"""Sixteen writers for a minute, a third of their writes on the same songs: one JSON line.

Each writer is a process. An update adds a tag of its own to the tags it has just read, so a lost update is a tag that
is gone; one that clashes with somebody else's is read again and given anew, as a person would. Other writes add songs
with bytes of their own, or with bytes that many share, and delete some again. A reader follows the feed all the while;
in the end its songs must be the server's, and ``verify`` finds nothing broken and no orphan.
"""

from __future__ import annotations

import hashlib
import io
import json
import random
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from pluto_desktop.bootstrap import open_services
from pluto_desktop.bootstrap.shared import Backend, SharedServices
from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.errors import Conflict, Timeout
from pluto_desktop.domain.ids import MediaHash, OperationId, SongId, new_id
from pluto_desktop.domain.profiles import parse_line
from pluto_desktop.domain.shared import CommandKind, Published, SongCommand, SongFields
from tests.bench.shared_servers import open_servers
from tests.contract.shared_library import add
from tests.factories import make_medium

WRITERS = 16
SECONDS = 60
CONTENDED = 5
SHARED_MEDIA = 20
START = "import sys; from tests.bench.bench_writers import write; write(*sys.argv[1:])"


class Writer:
    """One curator who writes until time is up."""

    def __init__(self, line: str, number: int, contended: list[SongId]) -> None:
        profile, password = parse_line(line)
        self._backend = Backend(profile, password or "")
        self._dice = random.Random(number)
        self._number, self._contended = number, contended
        self._own: list[SongId] = []
        self.tags: dict[SongId, list[str]] = {}
        self.added: list[SongId] = []
        self.deleted: list[SongId] = []
        self.conflicts = self.writes = 0

    def run(self, seconds: float) -> dict[str, object]:
        """Write, and return what must be found in the end."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            chance = self._dice.random()
            if chance < 1 / 3:
                self._tag(self._dice.choice(self._contended))
            elif chance < 2 / 3 or not self._own:
                self._add()
            elif chance < 0.9:
                self._tag(self._dice.choice(self._own))
            else:
                self._delete(self._own.pop(self._dice.randrange(len(self._own))))
            self.writes += 1
        self._backend.close()
        return {
            "tags": self.tags,
            "added": self.added,
            "deleted": self.deleted,
            "conflicts": self.conflicts,
            "writes": self.writes,
        }

    def _tag(self, song_id: SongId) -> None:
        catalogue, tag = self._backend.catalogue, f"{self._number} {self.writes}"
        while True:
            song = catalogue.get_song(song_id).song
            fields = SongFields(tags=(*song.tags, tag), given=frozenset({"tags"}))
            command = SongCommand(OperationId(new_id()), CommandKind.UPDATE, song_id, song.version, fields)
            try:
                self._commit(command)
            except Conflict:
                self.conflicts += 1
            else:
                self.tags.setdefault(song_id, []).append(tag)
                return

    def _add(self) -> None:
        one_of = self._dice.randrange(SHARED_MEDIA)
        name = f"shared {one_of}" if self._dice.random() < 0.3 else f"own {self._number} {self.writes}"
        data = name.encode() * 4000
        medium = make_medium(name)
        medium = replace(medium, sha256=MediaHash(hashlib.sha256(data).hexdigest()), size=len(data))
        op_id, song_id = OperationId(new_id()), SongId(new_id())
        catalogue = self._backend.catalogue
        while True:
            upload = catalogue.begin_upload(op_id, medium.sha256)
            if not upload.present:
                self._backend.media.put(upload.file_id, io.BytesIO(data), lambda _: None, CancelToken())
            fields = SongFields(title=name, song=medium.sha256)
            command = SongCommand(op_id, CommandKind.ADD, song_id, None, fields, (Published(medium, upload.file_id),))
            with suppress(Conflict):  # the bytes were swept meanwhile: they are sent again
                self._commit(command)
                break
        self._own.append(song_id)
        self.added.append(song_id)

    def _delete(self, song_id: SongId) -> None:
        version = self._backend.catalogue.get_song(song_id).song.version
        self._commit(SongCommand(OperationId(new_id()), CommandKind.DELETE, song_id, version))
        self.deleted.append(song_id)

    def _commit(self, command: SongCommand) -> None:
        while True:
            # Having waited too long for others is no answer: given again, it is done once.
            with suppress(Timeout):
                self._backend.catalogue.commit(command)
                return


def write(line: str, number: str, seconds: str, contended: str) -> None:
    """Be one writer, and print what must be found in the end."""
    writer = Writer(line, int(number), json.loads(contended))
    print(json.dumps(writer.run(float(seconds))), flush=True)


def main() -> None:
    """Measure and print one line."""
    with (
        open_servers() as servers,
        tempfile.TemporaryDirectory() as folder,
        open_services(Path(folder) / "library") as services,
    ):
        line = servers.line()
        profile, password = parse_line(line)
        backend = Backend(profile, password or "")
        contended = [add(backend.catalogue, SongFields(title=f"song {n}")).song_id for n in range(CONTENDED)]
        shared = SharedServices(services, backend)
        sync, over = shared.sync(lambda _changes: None), threading.Event()

        def follow() -> None:
            while not over.is_set():
                sync.run_once(CancelToken())
                over.wait(0.05)

        def sweep() -> None:
            while not over.is_set():
                backend.sweep().run_once(CancelToken())
                over.wait(2)

        sync.run_once(CancelToken())
        beside = [threading.Thread(target=follow), threading.Thread(target=sweep)]
        for thread in beside:
            thread.start()
        command = [sys.executable, "-c", START, line]
        writers = [
            subprocess.Popen(
                [*command, str(number), str(SECONDS), json.dumps(contended)], stdout=subprocess.PIPE, text=True
            )
            for number in range(WRITERS)
        ]
        told = [json.loads(writer.communicate()[0]) for writer in writers]
        over.set()
        for thread in beside:
            thread.join()
        sync.run_once(CancelToken())
        figures = judge(shared, told)
        shared.close()
    print(json.dumps(figures), flush=True)


def judge(shared: SharedServices, told: list[dict[str, Any]]) -> dict[str, object]:
    """Compare what the writers did with the server, the reader's mirror and the bytes."""
    catalogue = shared.backend.catalogue
    there = {}
    page = catalogue.list_songs(None, 5000)
    while True:
        there |= {each.song.id: each.song for each in page.songs}
        if page.after is None:
            break
        page = catalogue.list_songs(page.after, 5000)
    deleted = {song for each in told for song in each["deleted"]}
    added = {song for each in told for song in each["added"]} - deleted
    lost = sum(
        tag not in there[song].tags
        for each in told
        for song, tags in each["tags"].items()
        if song not in deleted
        for tag in tags
    )
    lost += len(added - there.keys()) + len(deleted & there.keys())
    mirrored = shared.mirror.list_present([*there, *deleted])
    skipped = sum(mirrored.get(song) != there[song].version for song in there) + len(mirrored.keys() - there.keys())
    found = [one.what for one in shared.backend.verify.run(CancelToken(), deep=True)]
    broken, orphans = found.count("broken"), found.count("orphan")
    return {
        "bench": "writers",
        "what": f"{WRITERS} writers for {SECONDS} s, a third on the same {CONTENDED} songs, a sweeper and a reader",
        "writes": sum(each["writes"] for each in told),
        "writes_per_s": round(sum(each["writes"] for each in told) / SECONDS, 1),
        "conflicts": sum(each["conflicts"] for each in told),
        "lost_updates": lost,
        "skipped_on_reader": skipped,
        "broken": broken,
        "orphans": orphans,
        "target": "none lost, none skipped, none broken, no orphan",
        "met": not (lost or skipped or broken or orphans),
    }


if __name__ == "__main__":
    main()
