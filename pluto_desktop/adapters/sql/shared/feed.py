"""The change feed: where it stands, what came after a position, and hints that something came."""

from __future__ import annotations

import select as sockets
from threading import Lock
from time import monotonic

from psycopg2 import extensions
from sqlalchemy import Connection, Engine, select

from pluto_desktop.adapters.sql.shared import tables as t
from pluto_desktop.adapters.sql.shared.songs import list_referred, list_these
from pluto_desktop.adapters.sql.shared.translate import known_errors
from pluto_desktop.domain.errors import Conflict
from pluto_desktop.domain.shared import BEGINNING, FeedPosition, Pulled


def head(connection: Connection) -> FeedPosition:
    """Return the position of the newest change."""
    row = connection.execute(select(t.feed_head.c.seq, t.feed_head.c.change_id)).one()
    return FeedPosition(row.seq, row.change_id or "")


def pull(connection: Connection, since: FeedPosition) -> Pulled:
    """Return what changed after a position; the connection is in one snapshot. Raises Conflict("feed_lost")."""
    newest = head(connection)
    if since == newest:
        return Pulled(newest)
    c = t.changes.c
    # The change after it must be kept too: what was between would be missing else.
    known = set(connection.execute(select(c.seq, c.change_id).where(c.seq.in_((since.seq, since.seq + 1)))).all())
    begun = since == BEGINNING or (since.seq, since.change_id) in known
    if not begun or all(seq != since.seq + 1 for seq, _ in known):
        raise Conflict("feed_lost")
    changed: dict[str, set[str]] = {"artists": set(), "albums": set(), "lyrics": set(), "metadata": set()}
    for entity, changed_id in connection.execute(select(c.entity, c.id).where(c.seq > since.seq)):
        changed[entity].add(changed_id)
    ids = changed["metadata"] | _sung(connection, changed["lyrics"])
    songs = list_these(connection, ids) if ids else ()
    artists, albums = list_referred(connection, songs, changed["artists"], changed["albums"])
    return Pulled(newest, artists, albums, songs)


def _sung(connection: Connection, lyrics: set[str]) -> set[str]:
    """Return the songs that have those words."""
    if not lyrics:
        return set()
    return set(connection.scalars(select(t.metadata.c.id).where(t.metadata.c.lyrics_id.in_(lyrics))))


class News:
    """Listens for the server's hints, on a connection of its own that is made when it is first asked."""

    def __init__(self, engine: Engine, server: str) -> None:
        self._engine = engine
        self._server = server
        self._lock = Lock()
        self._listening: extensions.connection | None = None

    def wait(self, timeout_s: float) -> bool:
        """Wait until something changed; True where a hint came. One thread at a time. Raises Offline and the like."""
        with self._lock, known_errors(self._server):
            if self._listening is None:
                self._listening = self._listen()
            try:
                return self._heard(self._listening, monotonic() + timeout_s)
            except BaseException:
                self._listening.close()
                self._listening = None
                raise

    def _listen(self) -> extensions.connection:
        pooled = self._engine.raw_connection()
        raw = pooled.driver_connection
        assert isinstance(raw, extensions.connection)
        pooled.detach()
        raw.autocommit = True
        with raw.cursor() as cursor:
            cursor.execute("LISTEN pluto_feed")
        return raw

    def _heard(self, raw: extensions.connection, until: float) -> bool:
        while True:
            raw.poll()
            if raw.notifies:
                raw.notifies.clear()
                return True
            left = until - monotonic()
            if left <= 0:
                return False
            sockets.select([raw], [], [], left)

    def close(self) -> None:
        """Stop listening. Only when nothing waits."""
        with self._lock:
            if self._listening is not None:
                self._listening.close()
                self._listening = None
