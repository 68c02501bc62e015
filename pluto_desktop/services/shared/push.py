"""A library of this device brought into a shared one, or some of its songs."""

from __future__ import annotations

import threading
import time
import uuid
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field

from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.errors import Cancelled, KnownError, NotFound, Offline, Timeout
from pluto_desktop.domain.ids import MediaHash, OperationId, SongId
from pluto_desktop.domain.progress import Progress, ReportProgress
from pluto_desktop.domain.shared import CommandKind, SharedLibrary, SongCommand
from pluto_desktop.domain.songs import Medium, Song
from pluto_desktop.ports.catalogue import CatalogueReader
from pluto_desktop.ports.outbox import Covers, PendingMedium
from pluto_desktop.ports.shared import SharedReader, SharedWriter
from pluto_desktop.services.edit_songs import fields_of
from pluto_desktop.services.shared.uploads import Uploader

_OPERATIONS = uuid.UUID("5c6f0a1e-6f0b-4f53-9d0e-2f7f3a9b7d10")
"""Names the operations of pushes: one song into one library is one operation, however often it is tried."""
SENDERS = 4
"""Songs that are sent at the same time."""


@dataclass(slots=True)
class PushReport:
    """What became of the songs. ``stopped`` is why the rest was not tried; trying again goes on from there."""

    pushed: int = 0
    already: int = 0
    failed: list[tuple[SongId, KnownError]] = field(default_factory=list)
    stopped: KnownError | None = None
    seconds: float = 0.0


class Push:
    """Sends songs several at a time, each medium once. Any worker thread.

    A song keeps its id, so that it is pushed once and hearts and playlists find it in the shared library.
    """

    def __init__(
        self, source: CatalogueReader, reader: SharedReader, writer: SharedWriter, uploader: Uploader, covers: Covers
    ) -> None:
        self._source, self._reader, self._writer = source, reader, writer
        self._uploader, self._covers = uploader, covers
        self._guard = threading.Lock()
        self._sending: dict[MediaHash, threading.Lock] = {}
        self._published: set[MediaHash] = set()

    def run(self, songs: Sequence[SongId], report: ReportProgress, cancel: CancelToken) -> PushReport:
        """Bring songs into the shared library; those that are there already are counted, not sent.

        Raises what identifying the library raises.
        """
        library, done = self._reader.identify(), PushReport()
        started = time.monotonic()
        waiting, running = iter(songs), dict[Future[bool], SongId]()
        with ThreadPoolExecutor(SENDERS, "pluto-push") as pool:
            while True:
                while len(running) < SENDERS and done.stopped is None and not cancel.cancelled:
                    song_id = next(waiting, None)
                    if song_id is None:
                        break
                    running[pool.submit(self._push, library, song_id, cancel)] = song_id
                if not running:
                    break
                ended, _ = wait(running, return_when=FIRST_COMPLETED)
                for one in ended:
                    _count(done, running.pop(one), one)
                finished = done.pushed + done.already + len(done.failed)
                report(Progress(finished, len(songs), len(done.failed), time.monotonic() - started))
        done.seconds = time.monotonic() - started
        return done

    def _push(self, library: SharedLibrary, song_id: SongId, cancel: CancelToken) -> bool:
        """Push one song; False where it is there already."""
        try:
            if not self._reader.get_song(song_id).deleted:
                return False
        except NotFound:
            pass
        song = self._source.get_song(song_id)
        op_id = OperationId(str(uuid.uuid5(_OPERATIONS, f"{library.id}/{song_id}")))
        fields = fields_of(song, self._source.find_lyrics(song_id))
        pending = self._media_of(song)
        with self._alone({one.medium.sha256 for one in pending}):
            media = [self._uploader.send(op_id, one, lambda _sent: None, cancel) for one in pending]
            self._writer.commit(SongCommand(op_id, CommandKind.ADD, song_id, None, fields, tuple(media)))
        return True

    def _media_of(self, song: Song) -> list[PendingMedium]:
        media = [self._located(medium) for medium in (song.song, song.bgm) if medium is not None]
        if song.cover is not None:
            data = self._source.find_cover(song.cover)
            if data is None:
                raise NotFound("file_missing", path=song.cover)
            media.append(self._covers.put(data))
        return media

    def _located(self, medium: Medium) -> PendingMedium:
        location = self._source.find_location(medium.sha256)
        if location is None:
            raise NotFound("no_audio_here", name=medium.sha256)
        return PendingMedium(medium, location.path)

    @contextmanager
    def _alone(self, media: set[MediaHash]) -> Iterator[None]:
        """Let nobody else send these media until they are published.

        Twelve songs of an album have one cover: the first song brings it, the others wait for that and find it there.
        """
        with ExitStack() as held:
            for sha256 in sorted(media):  # in one order, so that no two wait for each other
                with self._guard:
                    lock = self._sending.setdefault(sha256, threading.Lock())
                lock.acquire()
                if sha256 in self._published:
                    lock.release()
                else:
                    held.callback(lock.release)
            yield
            self._published |= media


def _count(done: PushReport, song_id: SongId, ended: Future[bool]) -> None:
    try:
        if ended.result():
            done.pushed += 1
        else:
            done.already += 1
    except (Offline, Timeout) as error:
        done.stopped = error
    except KnownError as error:
        done.failed.append((song_id, error))
    except Cancelled:
        return
