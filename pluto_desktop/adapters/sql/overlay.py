"""The edits that wait here, laid over the mirror: its rows of such songs are what they will be.

What the shared library says of these songs is kept beside them in ``mirror_under`` and put back when no edit of the
song is left. Everything here runs inside the mirror's transaction, so that no reader sees a state between the two.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from pluto_desktop.adapters.sql.connections import DEVICE, Connections
from pluto_desktop.adapters.sql.insert import put_locations
from pluto_desktop.adapters.sql.mirror_ready import ReadyRows
from pluto_desktop.adapters.sql.mirror_songs import put_ready, put_songs
from pluto_desktop.adapters.sql.overlay_rows import (
    find_media,
    laid_over,
    list_shared,
    read_shared,
    sweep_names,
    with_names,
)
from pluto_desktop.adapters.sql.pending import SENT, shown_edits
from pluto_desktop.adapters.sql.songs_read import path_bytes, path_of
from pluto_desktop.domain.changes import Changes
from pluto_desktop.domain.ids import MediaHash, OperationId, SongId
from pluto_desktop.domain.shared import SharedAlbum, SharedArtist, SharedSong
from pluto_desktop.domain.shared_json import fields_to_json
from pluto_desktop.domain.shared_song_json import shared_song_from_json, shared_song_to_json
from pluto_desktop.domain.songs import Location, Song
from pluto_desktop.ports.outbox import PendingEdit

# ``said`` is NULL where the shared library has no such song; ``edits`` is a mark of what lies over it; ``pinned`` are
# the paths of bytes that an edit brought.
_MAKE = """CREATE TABLE IF NOT EXISTS mirror_under (
  song_id TEXT PRIMARY KEY, said TEXT, edits TEXT NOT NULL, pinned TEXT NOT NULL DEFAULT '[]') WITHOUT ROWID"""
_THERE = "SELECT 1 FROM sqlite_master WHERE name = 'mirror_under'"
_KEEP = """INSERT INTO mirror_under (song_id, said, edits) VALUES (?, ?, '')
ON CONFLICT (song_id) DO UPDATE SET said = excluded.said, edits = ''"""
_LAY = "INSERT INTO mirror_under (song_id, said, edits, pinned) VALUES (?, ?, ?, ?)"
_LAY_AGAIN = "UPDATE mirror_under SET edits = ?, pinned = ? WHERE song_id = ?"
_PAGE = 500
_JSON = json.JSONEncoder(ensure_ascii=False, check_circular=False).encode
_IDS = "(SELECT value FROM json_each(?))"
_DROP = f"""DELETE FROM locations WHERE path = ?
AND NOT EXISTS (SELECT 1 FROM songs WHERE media_sha256 = locations.sha256)
AND NOT EXISTS (SELECT 1 FROM bgm WHERE media_sha256 = locations.sha256)
AND sha256 NOT IN {_IDS} RETURNING sha256"""  # noqa: S608 - constant parts only
_DROP_MEDIUM = """DELETE FROM media WHERE sha256 = ?
AND NOT EXISTS (SELECT 1 FROM covers WHERE media_sha256 = media.sha256)
AND NOT EXISTS (SELECT 1 FROM locations WHERE locations.sha256 = media.sha256)"""


@dataclass(frozen=True, slots=True)
class Edits:
    """The edits to be shown, by song and in their order, and the operations of those that the feed has passed."""

    of: Mapping[SongId, Sequence[PendingEdit]] = field(default_factory=dict)
    passed: tuple[OperationId, ...] = ()


def read_edits(connections: Connections, seq: int | None) -> Edits:
    """Read the edits as they are now; ``seq`` is how far the mirror is in the feed, None while it is not complete."""
    shown: dict[SongId, list[PendingEdit]] = {}
    passed: list[OperationId] = []
    with connections.reading() as connection:
        for edit, sent in shown_edits(connection):
            if sent is not None and seq is not None and sent <= seq:
                passed.append(edit.command.op_id)
            else:
                shown.setdefault(edit.command.song_id, []).append(edit)
    return Edits(shown, tuple(passed))


def is_due(connections: Connections, edits: Edits) -> bool:
    """Whether something else lies over the mirror than these edits."""
    with connections.reading() as connection:
        laid = _laid(connection) if connection.execute(_THERE).fetchone() else {}
    return bool(edits.passed) or laid != _marks(edits)


def forget_passed(connections: Connections, edits: Edits) -> None:
    """Forget the edits that the feed has passed; what they said is the mirror's by now."""
    if edits.passed:
        with connections.writing(DEVICE) as connection:
            connection.executemany(
                "DELETE FROM pending_edits WHERE op_id = ? AND state = ?", [(op_id, SENT) for op_id in edits.passed]
            )


def put_through(
    connection: sqlite3.Connection,
    at: int,
    edits: Edits,
    artists: Sequence[SharedArtist],
    albums: Sequence[SharedAlbum],
    songs: Sequence[SharedSong],
) -> Changes:
    """Put what the shared library tells; of songs with edits it comes to lie under them.

    :func:`relay` is to follow in the same transaction.
    """
    connection.execute(_MAKE)
    if not edits.of and connection.execute("SELECT 1 FROM mirror_under LIMIT 1").fetchone() is None:
        return put_songs(connection, at, artists, albums, songs)
    covered = [each for each in songs if each.song.id in edits.of]
    changes = put_songs(connection, at, artists, albums, [each for each in songs if each.song.id not in edits.of])
    connection.executemany(_KEEP, [(each.song.id, _text(each)) for each in covered])
    ids = [each.song.id for each in songs if each.song.id not in edits.of]
    return changes | _free(connection, edits, ids, names=bool(artists or albums))


def put_ready_through(connection: sqlite3.Connection, at: int, edits: Edits, ready: ReadyRows) -> Changes:
    """Put a page that was made ready; of songs with edits it comes to lie under them, where :func:`relay` leaves it."""
    connection.execute(_MAKE)
    changes = put_ready(connection, at, ready)
    if not edits.of and connection.execute("SELECT 1 FROM mirror_under LIMIT 1").fetchone() is None:
        return changes
    ids = [SongId(each.row.fields["id"]) for each in ready.songs]
    unders = [(song_id, read_shared(connection, song_id)) for song_id in ids if song_id in edits.of]
    connection.executemany(_KEEP, [(song_id, _text(under)) for song_id, under in unders if under is not None])
    rest = [song_id for song_id in ids if song_id not in edits.of]
    return changes | _free(connection, edits, rest, names=bool(ready.artists or ready.albums))


def _free(connection: sqlite3.Connection, edits: Edits, ids: Sequence[SongId], *, names: bool) -> Changes:
    """Let nothing lie over songs that came and have no edits, and have it laid anew where names came with them."""
    freed = connection.execute(
        f"DELETE FROM mirror_under WHERE song_id IN {_IDS} RETURNING song_id",  # noqa: S608 - constant parts only
        (json.dumps(list(ids)),),
    ).fetchall()
    if freed:
        sweep_names(connection)
    if names and edits.of:
        # A name that came takes the place of one that an edit had made here.
        connection.execute("UPDATE mirror_under SET edits = ''")
    return Changes(songs=frozenset(SongId(song_id) for (song_id,) in freed))


def spare(connection: sqlite3.Connection, edits: Edits) -> None:
    """Let songs with edits stay where a pull of everything ends; one that did not come in it is deleted under them."""
    connection.execute(_MAKE)
    for song_id in edits.of:
        row = connection.execute(
            "SELECT rid, rid IN (SELECT rid FROM mirror_came) FROM metadata WHERE id = ?", (song_id,)
        ).fetchone()
        if row is not None and not row[1]:
            under = _under(connection, song_id)
            if under is not None:
                connection.execute(_KEEP, (song_id, _text(replace(under, deleted=True))))
            connection.execute("INSERT INTO mirror_came (rid) VALUES (?)", (row[0],))


def relay(connection: sqlite3.Connection, at: int, edits: Edits) -> tuple[Changes, list[Path]]:
    """Make what lies over the mirror be these edits, and return the files that nothing needs any more."""
    connection.execute(_MAKE)
    laid, marks = _laid(connection), _marks(edits)
    stale = [song_id for song_id in {**laid, **marks} if laid.get(song_id) != marks.get(song_id)]
    changes, files = Changes(songs=frozenset(stale)), list[Path]()
    # A page at a time: whole songs with their words are many values, and made or let go at once they would be felt.
    for start in range(0, len(stale), _PAGE):
        page, left = _relay_page(connection, at, edits, marks, stale[start : start + _PAGE])
        changes, files = changes | page, files + left
    if stale:
        sweep_names(connection)
    return changes, files


def _relay_page(
    connection: sqlite3.Connection, at: int, edits: Edits, marks: Mapping[SongId, str], stale: Sequence[SongId]
) -> tuple[Changes, list[Path]]:
    kept, unders = _unders(connection, stale)
    gone = SharedSong(Song(SongId(""), ""), deleted=True)
    media = find_media(connection, (edit for song_id in unders for edit in edits.of.get(song_id, ())))
    wished = [
        laid_over(song_id, under, edits.of[song_id], media)
        if song_id in marks
        else under or replace(gone, song=replace(gone.song, id=song_id))
        for song_id, under in unders.items()
    ]
    artists, albums, songs = with_names(connection, wished)
    changes = put_songs(connection, at, artists, albums, songs)
    laid_now = [song_id for song_id in unders if song_id in marks]
    pinned = _pin(connection, edits, laid_now, songs)
    files = _let_go(connection, edits, kept, pinned)
    laying, again = [], []
    for song_id in laid_now:
        said = marks[song_id], json.dumps([_hex(path) for path in pinned[song_id]])
        if song_id in kept:
            again.append((*said, song_id))
        else:
            laying.append((song_id, _said(unders[song_id]), *said))
    connection.executemany(_LAY, laying)
    connection.executemany(_LAY_AGAIN, again)
    bare = [song_id for song_id in unders if song_id not in marks]
    connection.executemany("DELETE FROM mirror_under WHERE song_id = ?", [(song_id,) for song_id in bare])
    never = [(song_id,) for song_id in bare if unders[song_id] is None]
    connection.executemany("DELETE FROM metadata WHERE id = ?", never)
    return changes, files


def _under(connection: sqlite3.Connection, song_id: SongId) -> SharedSong | None:
    return _unders(connection, [song_id])[1][song_id]


def _unders(
    connection: sqlite3.Connection, ids: Sequence[SongId]
) -> tuple[dict[SongId, str | None], dict[SongId, SharedSong | None]]:
    """Return what lies under songs, in their order: the texts of what is kept already, and all of it as songs."""
    rows = connection.execute(f"SELECT song_id, said FROM mirror_under WHERE song_id IN {_IDS}", (json.dumps(ids),))  # noqa: S608
    kept: dict[SongId, str | None] = {SongId(song_id): said for song_id, said in rows.fetchall()}
    there = list_shared(connection, [song_id for song_id in ids if song_id not in kept])
    read = {
        song_id: None if said is None else shared_song_from_json(json.loads(said)) for song_id, said in kept.items()
    }
    return kept, {song_id: read[song_id] if song_id in read else there.get(song_id) for song_id in ids}


def _said(under: SharedSong | None) -> str | None:
    return None if under is None else _text(under)


def _laid(connection: sqlite3.Connection) -> dict[SongId, str]:
    return dict(connection.execute("SELECT song_id, edits FROM mirror_under").fetchall())


def _marks(edits: Edits) -> dict[SongId, str]:
    """Return for each song a short text that is another one where its edits say something else."""
    return {song_id: " ".join(map(_mark, of)) for song_id, of in edits.of.items()}


def _mark(edit: PendingEdit) -> str:
    fields = _JSON(fields_to_json(edit.command.fields))  # sorted by name
    return f"{edit.command.op_id}:{edit.state.value}:{zlib.crc32(fields.encode())}"


def _pin(
    connection: sqlite3.Connection, edits: Edits, marks: Iterable[SongId], songs: Sequence[SharedSong]
) -> dict[SongId, list[Path]]:
    """Let the bytes that edits brought be found, so that their songs play; return where they lie."""
    paths: dict[SongId, list[Path]] = {song_id: [] for song_id in marks}
    for shared in songs:
        used = {medium.sha256 for medium in (shared.song.song, shared.song.bgm) if medium is not None}
        for edit in edits.of.get(shared.song.id, ()):
            for pending in edit.media:
                if pending.medium.sha256 in used and (location := _located(pending.path, pending.medium.sha256)):
                    put_locations(connection, [location])
                    paths[shared.song.id].append(pending.path)
    return paths


def _let_go(
    connection: sqlite3.Connection, edits: Edits, kept: Iterable[SongId], pinned: Mapping[SongId, Sequence[Path]]
) -> list[Path]:
    """Forget the bytes of edits that were given up, where no song and no other edit has them."""
    before = connection.execute(
        f"SELECT song_id, pinned FROM mirror_under WHERE pinned <> '[]' AND song_id IN {_IDS}",  # noqa: S608
        (json.dumps(list(kept)),),
    ).fetchall()
    if not before:
        return []
    wanted = json.dumps([m.medium.sha256 for of in edits.of.values() for edit in of for m in edit.media])
    files = []
    for song_id, listed in before:
        for path in map(_path, json.loads(listed)):
            if path in pinned.get(song_id, ()):
                continue
            for (sha256,) in connection.execute(_DROP, (path_bytes(path), wanted)).fetchall():
                connection.execute(_DROP_MEDIUM, (sha256,))
                files.append(path)
    return files


def _located(path: Path, sha256: MediaHash) -> Location | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return Location(path, status.st_size, status.st_mtime_ns, sha256)


def _text(shared: SharedSong) -> str:
    return _JSON(shared_song_to_json(shared))


def _hex(path: Path) -> str:
    return path_bytes(path).hex()


def _path(text: str) -> Path:
    return path_of(bytes.fromhex(text))
