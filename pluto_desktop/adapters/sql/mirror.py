"""The mirror of the shared library in ``catalogue.db``, and how far it is, in one transaction a call.

Rows carry the versions of the shared library, whose feed and history they belong to: nothing is added to the
operations, revisions and changes of this device. Only the number of the feed's head goes up, by which the search knows
that its vocabulary changed. The edits that wait here lie over it (:mod:`~pluto_desktop.adapters.sql.overlay`).
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from pluto_desktop.adapters.sql import mirror_orders
from pluto_desktop.adapters.sql.connections import CATALOGUE, Connections
from pluto_desktop.adapters.sql.followed import follow_merges
from pluto_desktop.adapters.sql.mirror_ready import ReadyRows, ready_page
from pluto_desktop.adapters.sql.mirror_songs import remember_came, take_out_others
from pluto_desktop.adapters.sql.operation import now_ms
from pluto_desktop.adapters.sql.overlay import (
    Edits,
    forget_passed,
    is_due,
    put_ready_through,
    put_through,
    read_edits,
    relay,
    spare,
)
from pluto_desktop.adapters.sql.seen_operations import forget_seen
from pluto_desktop.domain.changes import Changes
from pluto_desktop.domain.errors import Conflict, Denied
from pluto_desktop.domain.ids import SongId
from pluto_desktop.domain.shared import FeedPosition, Pulled, ReadyPage, SongPage
from pluto_desktop.ports.mirror import MirrorState

_STATE = "SELECT key, value FROM library WHERE key GLOB 'mirror_*'"


class SqlMirror:
    """Fulfils Mirror."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections
        # Whatever a power cut takes, position included, is pulled again.
        connections.commit_quickly(CATALOGUE)

    def state(self) -> MirrorState:
        """Return how far the copy is."""
        with self._connections.reading() as connection:
            return _read_state(connection)

    def begin(self, library_id: str, position: FeedPosition) -> None:
        """Start a first pull, or a comparison of everything."""
        with self._writing() as connection:
            # There while a pull is running only: the row numbers of the songs that came in it.
            connection.execute("DROP TABLE IF EXISTS mirror_came")
            connection.execute("CREATE TABLE mirror_came (rid INTEGER PRIMARY KEY)")
            mirror_orders.take_down(connection)
            forget_seen(connection)
            _write_state(connection, MirrorState(library_id, position))

    def put_page(self, page: SongPage | ReadyPage) -> Changes:
        """Take in a page of the first pull and remember it as come."""
        ready = page if isinstance(page, ReadyPage) else ready_page(page)
        assert isinstance(ready.rows, ReadyRows), "pages are made ready by this mirror's own"
        with self._writing() as connection:
            state, edits = _read_state(connection), read_edits(self._connections, None)
            changes = put_ready_through(connection, now_ms(), edits, ready.rows)
            changes |= relay(connection, now_ms(), edits)[0]
            remember_came(connection, [each.row.fields["id"] for each in ready.rows.songs])
            _write_state(connection, MirrorState(state.library_id, state.position, after=ready.last or state.after))
        return changes

    def complete(self) -> Changes:
        """End the first pull: songs that did not come in it are gone."""
        with self._writing() as connection:
            state = _read_state(connection)
            edits = read_edits(self._connections, state.position.seq)
            spare(connection, edits)
            changes = take_out_others(connection, now_ms()) | relay(connection, now_ms(), edits)[0]
            connection.execute("DROP TABLE mirror_came")
            mirror_orders.build(connection)
            _write_state(connection, MirrorState(state.library_id, state.position, complete=True))
        forget_passed(self._connections, edits)
        return changes | follow_merges(self._connections)

    def apply(self, pulled: Pulled) -> Changes:
        """Take in changes and the position they lead to."""
        state = self.state()
        if pulled == Pulled(state.position):
            return Changes()
        with self._writing() as connection:
            edits = read_edits(self._connections, pulled.position.seq if state.complete else None)
            changes = put_through(connection, now_ms(), edits, pulled.artists, pulled.albums, pulled.songs)
            changes |= relay(connection, now_ms(), edits)[0]
            _write_state(connection, MirrorState(state.library_id, pulled.position, state.complete, state.after))
        forget_passed(self._connections, edits)
        return changes | follow_merges(self._connections, changes.songs)

    def settle(self, *, sure: bool = False) -> Changes:
        """Make what lies over the mirror be the edits that wait now; nothing is written where it is so already.

        Whoever is ``sure`` that something else lies over it has just changed an edit. Where the mirror has no room, or
        another program is at it for long, it stays as it is until the next time: the edits themselves are kept
        elsewhere, and whoever made one must not be told that it was not kept.
        """
        if self._connections.read_only or not (sure or is_due(self._connections, self._edits(self.state()))):
            return Changes()
        try:
            with self._writing() as connection:
                edits = self._edits(_read_state(connection))
                changes, files = relay(connection, now_ms(), edits)
        except (Denied, Conflict):
            return Changes()
        forget_passed(self._connections, edits)
        for path in files:
            path.unlink(missing_ok=True)
        return changes | follow_merges(self._connections, changes.songs)

    def list_present(self, ids: Sequence[SongId]) -> dict[SongId, int]:
        """Return the versions of those songs that are here."""
        with self._connections.reading() as connection:
            rows = connection.execute(
                "SELECT id, version FROM metadata WHERE deleted_at IS NULL AND id IN (SELECT value FROM json_each(?))",
                (json.dumps(list(ids)),),
            )
            return {SongId(song_id): version for song_id, version in rows}

    def _edits(self, state: MirrorState) -> Edits:
        return read_edits(self._connections, state.position.seq if state.complete else None)

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with self._connections.writing() as connection:
            # The triggers write revisions under the operation of the feed's head. While there is none they write none.
            ((seq,),) = connection.execute("DELETE FROM feed_head RETURNING seq").fetchall()
            yield connection
            connection.execute("INSERT INTO feed_head (only, seq) VALUES (1, ?)", (seq + 1,))


def _read_state(connection: sqlite3.Connection) -> MirrorState:
    known = dict(connection.execute(_STATE).fetchall())
    if not known:
        return MirrorState()
    return MirrorState(
        known["mirror_library"],
        FeedPosition(int(known["mirror_seq"]), known["mirror_change"]),
        known["mirror_complete"] == "1",
        SongId(known["mirror_after"]) if known["mirror_after"] else None,
    )


def _write_state(connection: sqlite3.Connection, state: MirrorState) -> None:
    connection.executemany(
        "INSERT OR REPLACE INTO library (key, value) VALUES (?, ?)",
        [
            ("mirror_library", state.library_id),
            ("mirror_seq", str(state.position.seq)),
            ("mirror_change", state.position.change_id),
            ("mirror_complete", "1" if state.complete else "0"),
            ("mirror_after", state.after or ""),
        ],
    )
