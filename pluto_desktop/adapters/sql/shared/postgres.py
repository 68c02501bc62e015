"""The shared library's catalogue in PostgreSQL: the ports of :mod:`pluto_desktop.ports.shared`."""

from __future__ import annotations

from collections.abc import Callable, Collection, Container, Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from typing import TypeVar

from psycopg2 import errors
from sqlalchemy import Connection, Engine, select
from sqlalchemy.exc import DBAPIError

from pluto_desktop.adapters.sql.shared import batch, editors, feed, keeper, operations, songs, sweeping, uploads, writer
from pluto_desktop.adapters.sql.shared import tables as t
from pluto_desktop.adapters.sql.shared.engine import Limits, make_engine, server_name
from pluto_desktop.adapters.sql.shared.history import list_revisions
from pluto_desktop.adapters.sql.shared.identify import check_does_batches, check_readable, identify
from pluto_desktop.adapters.sql.shared.translate import known_errors
from pluto_desktop.domain.batches import BatchCommand, BatchDone, OperationLine
from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.editors import Editor, Work
from pluto_desktop.domain.errors import NotFound
from pluto_desktop.domain.ids import MediaHash, OperationId, SongId
from pluto_desktop.domain.progress import ReportProgress
from pluto_desktop.domain.shared import (
    Committed,
    FeedPosition,
    Pulled,
    Revision,
    SharedLibrary,
    SharedSong,
    SongCommand,
    SongPage,
    Upload,
)

T = TypeVar("T")

LEASE = timedelta(minutes=5)
"""How long an upload may go unheard of before the sweeper takes it."""

EDITING_LEASE = timedelta(seconds=30)
"""How long a window may go unheard of before others take it that nothing is edited there any more."""

_TRIES = 5
"""How often a command is begun anew where the server broke a deadlock; each time one of the writers gets on."""


class PostgresShared:
    """SharedReader, SharedWriter, SongHistory, OperationHistory, Editors and SharedKeeper at one address.

    Any thread; connects when used.

    ``address`` is ``postgresql://user@host[:port][,host…]/library[?sslmode=…&target_session_attrs=…]``.
    """

    def __init__(
        self,
        address: str,
        password: str | None = None,
        *,
        limits: Limits | None = None,
        lease: timedelta = LEASE,
        editing_lease: timedelta = EDITING_LEASE,
    ) -> None:
        self._server = server_name(address)
        self._lease, self._editing_lease = lease, editing_lease
        self.engine: Engine = make_engine(address, password, limits or Limits())
        self._alone = self.engine.execution_options(isolation_level="AUTOCOMMIT")
        self._snapshot = self.engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        self._news = feed.News(self.engine, self._server)

    def close(self) -> None:
        """Close all connections."""
        self._news.close()
        self.engine.dispose()

    @contextmanager
    def _reading(self, engine: Engine) -> Iterator[Connection]:
        with known_errors(self._server), engine.connect() as connection:
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with known_errors(self._server), self.engine.begin() as connection:
            yield connection

    # Reading

    def identify(self) -> SharedLibrary:
        """See SharedReader."""
        with self._reading(self._snapshot) as connection:
            return identify(connection, self._server)

    def head(self) -> FeedPosition:
        """See SharedReader."""
        with self._reading(self._alone) as connection:
            return feed.head(connection)

    def pull(self, since: FeedPosition) -> Pulled:
        """See SharedReader."""
        with self._reading(self._snapshot) as connection:
            check_readable(connection, self._server)
            return feed.pull(connection, since)

    def list_songs(self, after: SongId | None, limit: int, known: Container[str] = ()) -> SongPage:
        """See SharedReader. Artists and albums whose ids are ``known`` already are left out."""
        with self._reading(self._snapshot) as connection:
            check_readable(connection, self._server)
            page = songs.list_page(connection, after, limit)
            artists, albums = songs.list_referred(connection, page, known=known)
        return SongPage(artists, albums, page, page[-1].song.id if len(page) == limit else None)

    def get_song(self, song_id: SongId) -> SharedSong:
        """See SharedReader."""
        with self._reading(self._alone) as connection:
            found = songs.find_song(connection, song_id)
        if found is None:
            raise NotFound("song_not_found", name=song_id)
        return found

    def find_file_ids(self, media: Sequence[MediaHash]) -> dict[MediaHash, str]:
        """See SharedReader."""
        m = t.media.c
        statement = select(m.sha256, m.file_id).where(m.sha256.in_(media), m.state == "present")
        with self._reading(self._alone) as connection:
            return {MediaHash(sha256): file_id for sha256, file_id in connection.execute(statement)}

    def wait_for_news(self, timeout_s: float) -> bool:
        """See SharedReader."""
        return self._news.wait(timeout_s)

    # Writing

    def begin_upload(self, op_id: OperationId, sha256: MediaHash) -> Upload:
        """See SharedWriter."""
        with self._writing() as connection:
            return uploads.begin(connection, op_id, sha256, self._lease)

    def extend_upload(self, upload: Upload) -> None:
        """See SharedWriter."""
        with self._writing() as connection:
            uploads.extend(connection, upload, self._lease)

    def drop_upload(self, upload: Upload) -> None:
        """See SharedWriter."""
        with self._writing() as connection:
            uploads.expire(connection, upload)

    def commit(self, command: SongCommand) -> Committed:
        """See SharedWriter."""
        return self._committed(lambda connection: writer.commit(connection, command, self._server))

    def commit_batch(self, command: BatchCommand, cancel: CancelToken, report: ReportProgress) -> BatchDone:
        """See BatchWriter."""

        def do(connection: Connection) -> BatchDone:
            return batch.commit_batch(connection, command, self._server, cancel, report)

        return self._committed(do)

    def _committed(self, do: Callable[[Connection], T]) -> T:
        """Do something in one transaction, begun anew where the server broke a deadlock."""
        with known_errors(self._server):
            tries = 0
            while True:
                tries += 1
                try:
                    with self.engine.begin() as connection:
                        return do(connection)
                except DBAPIError as error:
                    if tries == _TRIES or not isinstance(error.orig, errors.DeadlockDetected):
                        raise

    # History

    def list_revisions(self, song_id: SongId) -> list[Revision]:
        """See SongHistory."""
        with self._reading(self._alone) as connection:
            return list_revisions(connection, song_id)

    def list_operations(self, limit: int, before: OperationId | None = None) -> list[OperationLine]:
        """See OperationHistory."""
        with self._reading(self._snapshot) as connection:
            check_does_batches(connection, self._server)
            return operations.list_operations(connection, limit, before)

    def get_operation(self, op_id: OperationId) -> BatchCommand:
        """See OperationHistory."""
        with self._reading(self._snapshot) as connection:
            check_does_batches(connection, self._server)
            return operations.get_operation(connection, op_id)

    # Who edits what

    def hold_editing(self, seat: str, work: Work, songs: Collection[SongId]) -> None:
        """See Editors."""
        with self._writing() as connection:
            editors.hold(connection, seat, work, songs, self._editing_lease)

    def renew_editing(self, seat: str) -> frozenset[Work]:
        """See Editors."""
        with self._writing() as connection:
            return editors.renew(connection, seat, self._editing_lease)

    def list_editors(self, seat: str, songs: Collection[SongId]) -> list[Editor]:
        """See Editors."""
        with self._reading(self._alone) as connection:
            return editors.list_others(connection, seat, songs)

    # Keeping

    def initialise(self) -> SharedLibrary:
        """See SharedKeeper."""
        with known_errors(self._server):
            keeper.initialise(self.engine)
        return self.identify()

    def list_expired_uploads(self, limit: int) -> list[Upload]:
        """See SharedKeeper."""
        with self._writing() as connection:
            return sweeping.take_expired(connection, limit)

    def condemn_unreferenced(self, grace_s: float, limit: int) -> list[tuple[MediaHash, str]]:
        """See SharedKeeper."""
        grace = timedelta(seconds=grace_s)
        with self._writing() as connection:
            sweeping.let_go(connection, grace, limit)
        with self._writing() as connection:
            return sweeping.condemn(connection, grace, limit)

    def forget_medium(self, sha256: MediaHash) -> None:
        """See SharedKeeper."""
        with self._writing() as connection:
            sweeping.forget(connection, sha256)

    def forget_changes(self, keep_s: float, limit: int) -> int:
        """See SharedKeeper."""
        with self._writing() as connection:
            return sweeping.forget_changes(connection, timedelta(seconds=keep_s), limit)

    def list_media(self, after: MediaHash | None, limit: int) -> list[tuple[MediaHash, str, int, tuple[SongId, ...]]]:
        """See SharedKeeper."""
        with self._reading(self._alone) as connection:
            return sweeping.list_media(connection, after, limit)

    def list_upload_files(self) -> list[str]:
        """See SharedKeeper."""
        with self._reading(self._alone) as connection:
            return sweeping.list_upload_files(connection)
