"""Writing a song into a shared library, step by step: every call across a port, every statement, every command.

Steps are taken from what the program does, not from a list: what it does tomorrow is a step tomorrow.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pymongo import monitoring
from sqlalchemy import event

from pluto_desktop import bootstrap
from pluto_desktop.adapters.files.media_folder import DiskMediaFolder
from pluto_desktop.adapters.mongo import address as mongo_address
from pluto_desktop.adapters.mongo.keeper import MongoKeeper
from pluto_desktop.adapters.mongo.media import GridMedia
from pluto_desktop.adapters.sql.library import SqlLibrary
from pluto_desktop.adapters.sql.mirror import SqlMirror
from pluto_desktop.adapters.sql.outbox import SqlOutbox
from pluto_desktop.adapters.sql.shared.engine import Limits
from pluto_desktop.adapters.sql.shared.postgres import PostgresShared
from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.errors import KnownError, NotFound
from pluto_desktop.domain.ids import MediaHash, SongId
from pluto_desktop.domain.sentences import sentence
from pluto_desktop.domain.shared import Broken, SharedSong
from pluto_desktop.domain.songs import Medium
from pluto_desktop.services.shared.keep import Sweep, Verify
from pluto_desktop.services.shared.keep_edits import KeepEdits
from pluto_desktop.services.shared.link import open_link
from pluto_desktop.services.shared.linked import LinkedMedia, LinkedWriter
from pluto_desktop.services.shared.publish import Publish
from pluto_desktop.services.shared.sync import Sync
from pluto_desktop.services.shared.uploads import Uploader
from tests.servers import Mongo, Postgres
from tests.shared_edits import Edit

_SQL_LIMITS = Limits(connect_s=1, statement_ms=1500, lock_ms=1000, silence_ms=1000)
_MEDIA_LIMITS = mongo_address.Limits(connect_s=1.0, answer_s=1.0, piece_s=1.0)
_TRIES = 6
ALL = os.environ.get("PLUTO_TEST_EVERY_STEP") == "1"
"""Whether every step is tried; else every few are."""


def _nothing() -> None:
    pass


class Steps:
    """Counts the steps of one edit, and lets something happen at one of them. One thread at a time."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self._at, self._act = -1, _nothing
        self._counting = False
        self._lock = threading.Lock()
        self._idle = threading.Event()
        self._idle.set()

    @contextmanager
    def counting(self, at: int = -1, act: Callable[[], object] = _nothing) -> Iterator[None]:
        """Count from the first; ``act`` is called at step ``at``, once, and has ended when this ends."""
        self.names, self._at, self._act, self._counting = [], at, act, True
        try:
            yield
        finally:
            with self._lock:
                self._counting = False
            self._idle.wait()  # a step may be one of another thread's

    def reach(self, name: str) -> None:
        """Come to a step."""
        with self._lock:
            if not self._counting:
                return
            self.names.append(name)
            here = len(self.names) - 1 == self._at
            if here:
                self._idle.clear()
        if here:
            try:
                self._act()
            finally:
                self._idle.set()


class Port:
    """Stands before a port: each call is a step when it begins and another when it has ended well."""

    def __init__(self, part: Any, name: str, steps: Steps) -> None:
        self._part, self._name, self._steps = part, name, steps

    def __getattr__(self, method: str) -> Any:
        real = getattr(self._part, method)

        def call(*given: Any, **named: Any) -> Any:
            self._steps.reach(f"{self._name}.{method}")
            answer = real(*given, **named)
            self._steps.reach(f"{self._name}.{method} done")
            return answer

        return call


class _Commands(monitoring.CommandListener):
    """Hears every command of every client there is; those of an edit are the only ones while its steps are counted."""

    def __init__(self) -> None:
        self.steps = Steps()

    def started(self, event: monitoring.CommandStartedEvent) -> None:
        self.steps.reach(f"mongo {event.command_name}")

    def succeeded(self, event: monitoring.CommandSucceededEvent) -> None:
        self.steps.reach(f"mongo {event.command_name} done")

    def failed(self, event: monitoring.CommandFailedEvent) -> None:
        """A command that failed ends in an error, which is the next thing that is seen."""


_COMMANDS = _Commands()
monitoring.register(_COMMANDS)


@dataclass(frozen=True)
class Addresses:
    """How the two servers are reached; the media's address has the database."""

    catalogue: str
    media: str
    database: str


def make_library(postgres: Postgres, mongo: Mongo) -> Addresses:
    """Make an empty shared library and return how its administrator reaches it."""
    addresses = Addresses(postgres.make_database(), mongo.uri, mongo.make_database())
    shared = PostgresShared(addresses.catalogue)
    keeper = MongoKeeper(mongo_address.parse_address(addresses.media, addresses.database))
    shared.initialise()
    keeper.initialise()
    shared.close()
    keeper.close()
    return addresses


@dataclass
class Device:
    """A device of a curator: what waits on it, and the services that write; ``close`` it."""

    folder: Path
    addresses: Addresses
    steps: Steps = field(default_factory=Steps)

    def __post_init__(self) -> None:
        self._opened = bootstrap.open_services(self.folder)
        services = self._opened.__enter__()
        steps = self.steps
        _COMMANDS.steps = steps

        def catalogue() -> PostgresShared:
            shared = PostgresShared(self.addresses.catalogue, limits=_SQL_LIMITS)
            event.listen(shared.engine, "before_cursor_execute", lambda *_: steps.reach("sql statement"))
            event.listen(shared.engine, "after_cursor_execute", lambda *_: steps.reach("sql statement done"))
            event.listen(shared.engine, "commit", lambda _: steps.reach("sql commit"))
            return shared

        def media() -> GridMedia:
            address = mongo_address.parse_address(self.addresses.media, self.addresses.database)
            return GridMedia(address, _MEDIA_LIMITS)

        self.link = open_link(catalogue, media)
        writer = Port(LinkedWriter(self.link.catalogue), "catalogue", steps)
        self.connections = services.library.connections
        self.outbox = SqlOutbox(self.connections)
        self.publish = Publish(
            writer,
            Uploader(writer, Port(LinkedMedia(self.link.media), "media", steps)),
            outbox := Port(self.outbox, "outbox", steps),
            KeepEdits(outbox, Port(DiskMediaFolder(self.folder / "media"), "folder", steps)),
        )

    def close(self) -> None:
        """Close the library and the connections."""
        self.link.close()
        self._opened.__exit__(None, None, None)

    def recover(self) -> None:
        """Send what waits, as the window does by itself once the servers are there."""
        for _ in range(_TRIES):
            self.link.try_now()
            if not self.outbox.list_edits():
                return
            self.publish.run_once(CancelToken())
        assert not self.outbox.list_edits(), "it still waits"


class Others:
    """Everybody else: somebody who reads the servers themselves, a second device, the administrator."""

    def __init__(self, folder: Path, addresses: Addresses) -> None:
        self.catalogue = PostgresShared(addresses.catalogue)
        self.media = GridMedia(mongo_address.parse_address(addresses.media, addresses.database))
        self._opened = bootstrap.open_services(folder)
        self._services = self._opened.__enter__()
        self._sync = Sync(self.catalogue, SqlMirror(self._services.library.connections), lambda _: None)

    def close(self) -> None:
        """Close everything."""
        self._opened.__exit__(None, None, None)
        self.catalogue.close()
        self.media.close()

    def reconnect(self) -> None:
        """Open no connection that a killed server has left."""
        self.catalogue.engine.dispose()

    def find(self, song_id: SongId) -> SharedSong | None:
        """Return a song as the servers have it."""
        try:
            return self.catalogue.get_song(song_id)
        except NotFound:
            return None

    def check_state(self, edit: Edit) -> bool:
        """Fail unless a song is wholly old or wholly new, with all its bytes; return whether it is new."""
        now = self.find(edit.song_id)
        new = edit.is_new(now)
        assert new or edit.is_old(now), f"neither old nor new: {now}"
        if now is not None:
            media = [one for one in (now.song.song, now.song.bgm) if one is not None]
            files = self.catalogue.find_file_ids([one.sha256 for one in media])
            for one in media:
                assert self.media.find_size(files[one.sha256]) == one.size, "a reference without whole bytes"
        return new

    @property
    def library(self) -> SqlLibrary:
        """The second device's library."""
        return self._services.library

    def sync(self) -> None:
        """Bring the second device up to date."""
        self._sync.run_once(CancelToken())

    def check_mirror(self, edit: Edit, *, new: bool) -> None:
        """Fail unless a second device sees the song wholly as it was, or wholly as it is to be where that is told."""
        self.sync()
        try:
            seen = self.library.reader.get_song(edit.song_id)
        except NotFound:
            seen = None
        now = self.find(edit.song_id)
        there = None if now is None or now.deleted else now.song
        assert (seen is None) is (there is None)
        assert new is edit.is_new(now)
        if seen is not None and there is not None:
            assert (seen.title, seen.notes, seen.version) == (there.title, there.notes, there.version)
            assert [_hash(seen.song), _hash(seen.bgm)] == [_hash(there.song), _hash(there.bgm)]

    def check_all(self) -> None:
        """Fail where anything is broken, or an orphan once the sweeper has been."""
        assert not [one for one in self.verify() if one.what == "broken"]
        with self.catalogue.engine.begin() as connection:
            connection.exec_driver_sql("UPDATE uploads SET lease_until = now() - interval '1 hour'")
        Sweep(self.catalogue, self.media, grace_s=0).run_once(CancelToken())
        assert not [one for one in self.verify() if one.what in {"broken", "orphan"}]

    def verify(self) -> list[Broken]:
        """Return what the administrator is told when every byte is read."""
        return Verify(self.catalogue, self.media).run(CancelToken(), deep=True)


def _hash(medium: Medium | None) -> MediaHash | None:
    return None if medium is None else medium.sha256


def send(device: Device, edit: Edit) -> KnownError | None:
    """Keep an edit and send it, as ``pluto song`` does; return what went wrong, of which a sentence can be said."""
    wrong: KnownError | None = None
    try:
        device.publish.send(edit.keep(device.publish), CancelToken())
    except KnownError as error:
        wrong = error
    assert wrong is None or sentence(wrong)
    return wrong


def send_surely(device: Device, edit: Edit) -> None:
    """Keep an edit and send it, again where a slow machine took longer than is waited for."""
    if send(device, edit) is not None:
        device.recover()


def taken(steps: Sequence[str], first: int, every: int) -> range:
    """Return the numbers of the steps to be tried."""
    return range(len(steps)) if ALL else range(first % every, len(steps), every)


def steps_of(device: Device, make: Callable[[], Edit]) -> list[str]:
    """Send an edit undisturbed and return its steps."""
    for _ in range(_TRIES):
        edit = make()
        with device.steps.counting():
            error = send(device, edit)
        if error is None:
            return list(device.steps.names)
        device.recover()
    raise AssertionError("no edit came through in time")
