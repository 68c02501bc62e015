"""The shared tables as statements name them. A test compares them with what the migrations make."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Float,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    Uuid,
    func,
)
from sqlalchemy.dialects.postgresql import JSONB

schema = MetaData()
ID = Uuid(as_uuid=False)


def is_id(text: str) -> bool:
    """Return whether a text can be the id of a row at all."""
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def _id(name: str = "id") -> Column[str]:
    return Column(name, ID, primary_key=True, server_default=func.gen_random_uuid())


def _edited() -> tuple[Column[Any], ...]:
    times = [Column(name, DateTime(timezone=True)) for name in ("created_at", "updated_at", "deleted_at")]
    return (Column("version", BigInteger), *times)


library = Table(
    "library",
    schema,
    Column("only_row", Boolean, primary_key=True),
    Column("id", ID),
    Column("created_at", DateTime(timezone=True)),
    Column("min_reader_version", Integer),
    Column("min_writer_version", Integer),
)
alembic_version = Table("alembic_version", schema, Column("version_num", Text, primary_key=True))
artists = Table(
    "artists",
    schema,
    _id(),
    Column("artist_name", Text),
    Column("folded", Text),
    Column("skeleton", Text),
    Column("merged_into", ID),
    *_edited(),
)
albums = Table(
    "albums",
    schema,
    _id(),
    Column("title", Text),
    Column("album_artist", Text),
    Column("folded", Text),
    Column("folded_artist", Text),
    Column("skeleton", Text),
    Column("merged_into", ID),
    *_edited(),
)
media = Table(
    "media",
    schema,
    Column("sha256", Text, primary_key=True),
    Column("file_id", Text),
    Column("size", BigInteger),
    Column("format", Text),
    Column("kind", Text),
    Column("state", Text),
    Column("duration_ms", BigInteger),
    Column("sound_hash", Text),
    Column("gain_db", Float),
    Column("peak", Float),
    Column("peaks", LargeBinary),
    Column("created_at", DateTime(timezone=True)),
)
songs, bgm, covers = (
    Table(name, schema, _id(), Column("media_sha256", Text), Column("file_format", Text))
    for name in ("songs", "bgm", "covers")
)
lyrics = Table(
    "lyrics",
    schema,
    _id(),
    Column("document", JSONB),
    Column("english_lyrics", Text),
    Column("telugu_lyrics", Text),
    *_edited(),
)
metadata = Table(
    "metadata",
    schema,
    _id(),
    Column("song_name", Text),
    Column("romanised", Text),
    Column("folded", Text),
    Column("skeleton", Text),
    Column("artist_id", ID),
    Column("album_id", ID),
    Column("disc", Integer),
    Column("track", Integer),
    Column("release_date", Date),
    Column("release_precision", Text),
    Column("genres", ARRAY(Text)),
    Column("tags", ARRAY(Text)),
    Column("notes", Text),
    Column("language", Text),
    Column("popularity", BigInteger),
    Column("song_id", ID),
    Column("bgm_id", ID),
    Column("cover_id", ID),
    Column("lyrics_id", ID),
    Column("merged_into", ID),
    Column("purged", Boolean),
    *_edited(),
)
artist_credits = Table(
    "artist_credits",
    schema,
    _id("song_id"),
    Column("position", Integer, primary_key=True),
    Column("artist_id", ID),
    Column("name", Text),
)
uploads = Table(
    "uploads",
    schema,
    _id("upload_id"),
    Column("op_id", ID),
    Column("sha256", Text),
    Column("file_id", Text),
    Column("lease_until", DateTime(timezone=True)),
    Column("actor", Text),
)
editing = Table(
    "editing",
    schema,
    Column("id", BigInteger, primary_key=True),
    Column("actor", Text),
    Column("seat", ID),
    Column("work", Text),
    Column("lease_until", DateTime(timezone=True)),
)
editing_songs = Table(
    "editing_songs",
    schema,
    Column("editing_id", BigInteger, primary_key=True),
    Column("song_id", ID, primary_key=True),
)
operations = Table(
    "operations",
    schema,
    _id("op_id"),
    Column("actor", Text),
    Column("kind", Text),
    Column("at", DateTime(timezone=True)),
    Column("xid", Text),
    Column("result", JSONB),
    Column("title", Text),
)
changing = Table(
    "changing",
    schema,
    Column("place", BigInteger, primary_key=True),
    Column("xid", Text),
    Column("op_id", ID),
    Column("entity", Text),
    Column("id", ID),
    Column("kind", Text),
)
revisions = Table(
    "revisions",
    schema,
    Column("id", BigInteger, primary_key=True),
    Column("op_id", ID),
    Column("actor", Text),
    Column("at", DateTime(timezone=True)),
    Column("entity", Text),
    Column("entity_id", ID),
    Column("version", BigInteger),
    Column("kind", Text),
    Column("before", JSONB),
)
revision_media = Table(
    "revision_media",
    schema,
    Column("revision_id", BigInteger, primary_key=True),
    Column("sha256", Text, primary_key=True),
)
changes = Table(
    "changes",
    schema,
    Column("seq", BigInteger, primary_key=True),
    Column("change_id", ID),
    Column("op_id", ID),
    Column("entity", Text),
    Column("id", ID),
    Column("kind", Text),
)
feed_head = Table(
    "feed_head",
    schema,
    Column("only_row", Boolean, primary_key=True),
    Column("seq", BigInteger),
    Column("change_id", ID),
)
