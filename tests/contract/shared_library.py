"""Commands of the shared library for tests, and the people who give them."""

from __future__ import annotations

import getpass
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pluto_desktop.adapters.sql.batch_commands import SqlBatches
from pluto_desktop.adapters.sql.connections import Connections
from pluto_desktop.adapters.sql.operations import SqlOperations
from pluto_desktop.adapters.sql.shared.postgres import PostgresShared
from pluto_desktop.adapters.sql.song_commands import SqlSongs
from pluto_desktop.domain.ids import MediaHash, OperationId, SongId, new_id
from pluto_desktop.domain.shared import (
    SCHEMA_VERSION,
    CommandKind,
    Committed,
    Published,
    Role,
    SharedLibrary,
    SongCommand,
    SongFields,
    Upload,
)
from pluto_desktop.domain.songs import Medium
from tests.fakes.shared import FakeShared


class SoloSongs(SqlSongs, SqlBatches, SqlOperations):
    """A library of one device as a shared one: whoever uses it is its only person, uploads are files in a folder."""

    def __init__(self, connections: Connections, media: Path) -> None:
        super().__init__(connections)
        self._media = media

    def identify(self) -> SharedLibrary:
        return SharedLibrary("solo", SCHEMA_VERSION, True, True, Role.ADMIN, getpass.getuser())

    def begin_upload(self, op_id: OperationId, sha256: MediaHash) -> Upload:
        path = self._media / new_id()
        path.write_bytes(b"bytes")
        return Upload(op_id, sha256, str(path))


Shared = FakeShared | PostgresShared | SoloSongs


@dataclass(frozen=True)
class SharedServer:
    """One library as several people have it; the leases of ``hasty`` end at once."""

    admin: Shared
    curator: Shared
    other: Shared
    hasty: Shared
    listener: Shared


def command(
    kind: CommandKind, fields: SongFields | None = None, song_id: SongId | None = None, base_version: int | None = None
) -> SongCommand:
    """Return a command of an operation of its own."""
    op_id, song_id = OperationId(new_id()), song_id or SongId(new_id())
    return SongCommand(op_id, kind, song_id, base_version, fields or SongFields())


def change(song_id: SongId, base_version: int | None, **fields: Any) -> SongCommand:
    """Return a command that changes the named fields."""
    return command(CommandKind.UPDATE, SongFields(**fields, given=frozenset(fields)), song_id, base_version)


def upload(shared: Shared, op_id: OperationId, medium: Medium) -> Published:
    """Announce a medium; its bytes are nobody's concern here."""
    return Published(medium, shared.begin_upload(op_id, medium.sha256).file_id)


def add(shared: Shared, fields: SongFields, *media: Medium) -> Committed:
    """Add a song whose media are uploaded first."""
    op_id = OperationId(new_id())
    sent = tuple(upload(shared, op_id, medium) for medium in media)
    return shared.commit(SongCommand(op_id, CommandKind.ADD, SongId(new_id()), None, fields, sent))
