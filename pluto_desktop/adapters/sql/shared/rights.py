"""The roles of the shared library and what each may do. Given anew each time a library is initialised."""

from __future__ import annotations

from sqlalchemy import Connection, text

LISTENER, CURATOR, ADMIN = "pluto_listener", "pluto_curator", "pluto_admin"

_EDITED = "artists, albums, lyrics, metadata"
_TABLES = (
    f"{_EDITED}, library, media, songs, bgm, covers, artist_credits, uploads, operations, revisions, revision_media,"
    " changes, changing, feed_head, alembic_version"
)
_HELD_BY_FUNCTIONS = "editing, editing_songs"
_METADATA = (
    "song_name, romanised, folded, skeleton, artist_id, album_id, disc, track, release_date, release_precision,"
    " genres, tags, notes, language, popularity, song_id, bgm_id, cover_id, lyrics_id, merged_into, deleted_at"
)
_ALBUMS = "title, album_artist, folded, folded_artist, skeleton, merged_into, deleted_at"
_CALLED = (
    "current_operation()",
    "publish_medium(text, text, bigint, text, text, bigint, text, double precision, double precision)",
    "hold_medium(text)",
    "finish_operation(uuid)",
    "finish_batch(jsonb)",
    "hold_editing(uuid, text, uuid[], interval)",
    "renew_editing(uuid, interval)",
    "list_editors(uuid, uuid[])",
)

_GRANTS = (
    "REVOKE CREATE ON SCHEMA public FROM PUBLIC",
    f"GRANT USAGE ON SCHEMA public TO {LISTENER}, {CURATOR}",
    f"REVOKE ALL ON {_TABLES}, {_HELD_BY_FUNCTIONS} FROM PUBLIC, {LISTENER}, {CURATOR}",
    f"GRANT SELECT ON {_TABLES} TO {LISTENER}, {CURATOR}",
    f"GRANT INSERT ON {_EDITED} TO {CURATOR}",
    f"GRANT UPDATE (artist_name, folded, skeleton, merged_into, deleted_at) ON artists TO {CURATOR}",
    f"GRANT UPDATE ({_ALBUMS}) ON albums TO {CURATOR}",
    f"GRANT UPDATE (document, deleted_at) ON lyrics TO {CURATOR}",
    f"GRANT UPDATE ({_METADATA}) ON metadata TO {CURATOR}",
    f"GRANT INSERT, DELETE ON artist_credits, songs, bgm, covers TO {CURATOR}",
    f"GRANT INSERT (op_id, sha256, file_id, lease_until), UPDATE (lease_until), DELETE ON uploads TO {CURATOR}",
    f"GRANT INSERT (op_id, kind, title) ON operations TO {CURATOR}",
    *(f"REVOKE ALL ON FUNCTION {function} FROM PUBLIC" for function in _CALLED),
    *(f"GRANT EXECUTE ON FUNCTION {function} TO {CURATOR}" for function in _CALLED),
    "ALTER TABLE uploads ENABLE ROW LEVEL SECURITY",
    "DROP POLICY IF EXISTS seen ON uploads",
    "DROP POLICY IF EXISTS own ON uploads",
    "CREATE POLICY seen ON uploads FOR SELECT USING (true)",
    "CREATE POLICY own ON uploads USING (actor = session_user) WITH CHECK (actor = session_user)",
)


def make_roles(connection: Connection) -> None:
    """Make what roles are missing and let this person act as the administrator. They are the whole server's."""
    for role in (LISTENER, CURATOR, ADMIN):
        connection.exec_driver_sql(
            f"DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{role}') THEN"
            f" CREATE ROLE {role} NOLOGIN; END IF;"
            " EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$"
        )
    member = text("SELECT pg_has_role(current_user, :role, 'MEMBER')")
    if not connection.scalar(member, {"role": ADMIN}):
        connection.exec_driver_sql(f"GRANT {ADMIN} TO CURRENT_USER")


def act_as_administrator(connection: Connection) -> None:
    """Let what is made now belong to the administrators together, until the transaction ends."""
    may_create = text("SELECT has_schema_privilege(:role, 'public', 'CREATE')")
    if not connection.scalar(may_create, {"role": ADMIN}):
        connection.exec_driver_sql(f"GRANT CREATE, USAGE ON SCHEMA public TO {ADMIN} WITH GRANT OPTION")
    connection.exec_driver_sql(f"SET LOCAL ROLE {ADMIN}")


def give_rights(connection: Connection) -> None:
    """Give each role what it may do; whoever holds the schema's rights calls this."""
    for statement in _GRANTS:
        connection.exec_driver_sql(statement)
