"""Which shared library a server holds, and what this program and this person may do with it."""

from __future__ import annotations

from sqlalchemy import Connection, func, literal, select, text, true

from pluto_desktop.adapters.sql.shared import tables as t
from pluto_desktop.adapters.sql.shared.rights import ADMIN, CURATOR, LISTENER
from pluto_desktop.domain.errors import Denied, NotFound
from pluto_desktop.domain.shared import SCHEMA_VERSION, Role, SharedLibrary

_OLDEST = 1
"""The oldest schema this program can work with."""

_ROLES = ((ADMIN, Role.ADMIN), (CURATOR, Role.CURATOR), (LISTENER, Role.LISTENER))
_DOES_BATCHES = 2
"""The first schema that has operations on many songs, and their history."""
# A role that was never made has no members; asking for it by name would be an error.
_MINE = text("SELECT rolname FROM pg_roles WHERE rolname = ANY(:names) AND pg_has_role(session_user, oid, 'USAGE')")


def identify(connection: Connection, server: str) -> SharedLibrary:
    """Return what the server holds.

    Raises NotFound("no_shared_library"), Denied("rights_missing") and Denied("schema_too_old").
    """
    made = connection.scalar(select(func.to_regclass(literal("public.library")).is_not(None)))
    if not made:
        raise NotFound("no_shared_library", server=server)
    mine = set(connection.scalars(_MINE, {"names": [name for name, _ in _ROLES]}))
    role = next((role for name, role in _ROLES if name in mine), None)
    if role is None:
        raise Denied("rights_missing", server=server)
    row = connection.execute(
        select(t.library, t.alembic_version.c.version_num, func.session_user().label("person")).join_from(
            t.library, t.alembic_version, true()
        )
    ).one()
    version = int(row.version_num)
    if version < _OLDEST:
        raise Denied("schema_too_old", server=server)
    return SharedLibrary(
        id=row.id,
        schema_version=version,
        readable=row.min_reader_version <= SCHEMA_VERSION,
        writable=row.min_writer_version <= SCHEMA_VERSION and role is not Role.LISTENER,
        role=role,
        user=row.person,
    )


def check_readable(connection: Connection, server: str) -> None:
    """Raise Denied("schema_too_new") where the library has become one that this program cannot read."""
    if connection.execute(select(t.library.c.min_reader_version)).scalar_one() > SCHEMA_VERSION:
        raise Denied("schema_too_new", server=server)


def check_writable(connection: Connection, server: str) -> None:
    """Raise Denied("schema_too_new") where this program may not write any more."""
    if connection.execute(select(t.library.c.min_writer_version)).scalar_one() > SCHEMA_VERSION:
        raise Denied("schema_too_new", server=server)


def check_does_batches(connection: Connection, server: str) -> None:
    """Raise Denied("schema_too_old") where the library is one that knows only edits of one song."""
    if int(connection.execute(select(t.alembic_version.c.version_num)).scalar_one()) < _DOES_BATCHES:
        raise Denied("schema_too_old", server=server)
