"""The first schema of the shared library, frozen: later changes are migrations of their own.

``folded`` is what decides whether two names are the same, ``skeleton`` what a person may type for them. A medium is
referred to by ``songs``, ``bgm`` and ``covers``, one row for each song that has it, and by ``revision_media`` for as
long as an edit can be taken back.
"""

from __future__ import annotations

_EDITED = """
  version bigint NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  deleted_at timestamptz"""

_TABLES = (
    # One row. The id is made with the library and goes with it into every backup.
    """CREATE TABLE library (
  only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  created_at timestamptz NOT NULL DEFAULT now(),
  min_reader_version integer NOT NULL DEFAULT 1,
  min_writer_version integer NOT NULL DEFAULT 1
)""",
    "INSERT INTO library DEFAULT VALUES",
    f"""CREATE TABLE artists (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  artist_name text NOT NULL,
  folded text NOT NULL,
  skeleton text NOT NULL DEFAULT '',
  merged_into uuid REFERENCES artists,{_EDITED}
)""",
    f"""CREATE TABLE albums (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  title text NOT NULL,
  album_artist text NOT NULL DEFAULT '',
  folded text NOT NULL,
  folded_artist text NOT NULL DEFAULT '',
  skeleton text NOT NULL DEFAULT '',
  merged_into uuid REFERENCES albums,{_EDITED}
)""",
    """CREATE TABLE media (
  sha256 text PRIMARY KEY CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  file_id text NOT NULL UNIQUE,
  size bigint NOT NULL,
  format text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('song', 'bgm', 'cover')),
  state text NOT NULL DEFAULT 'present' CHECK (state IN ('present', 'condemned')),
  duration_ms bigint,
  sound_hash text NOT NULL DEFAULT '',
  gain_db double precision,
  peak double precision,
  peaks bytea,
  created_at timestamptz NOT NULL DEFAULT now()
)""",
    """CREATE TABLE songs (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  media_sha256 text NOT NULL REFERENCES media,
  file_format text NOT NULL
)""",
    """CREATE TABLE bgm (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  media_sha256 text NOT NULL REFERENCES media,
  file_format text NOT NULL
)""",
    """CREATE TABLE covers (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  media_sha256 text NOT NULL REFERENCES media,
  file_format text NOT NULL
)""",
    """CREATE FUNCTION lyrics_text(document jsonb, language text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN coalesce((
  SELECT string_agg(line -> 'texts' ->> language, E'\\n' ORDER BY place)
  FROM jsonb_array_elements(document -> 'lines') WITH ORDINALITY AS lines(line, place)
), '')""",
    # The two texts can never differ from the document: the server derives them.
    f"""CREATE TABLE lyrics (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  document jsonb NOT NULL CHECK (jsonb_typeof(document -> 'lines') = 'array'),
  english_lyrics text NOT NULL GENERATED ALWAYS AS (lyrics_text(document, 'en')) STORED,
  telugu_lyrics text NOT NULL GENERATED ALWAYS AS (lyrics_text(document, 'te')) STORED,{_EDITED}
)""",
    f"""CREATE TABLE metadata (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  song_name text NOT NULL,
  romanised text NOT NULL DEFAULT '',
  folded text NOT NULL,
  skeleton text NOT NULL DEFAULT '',
  artist_id uuid REFERENCES artists,
  album_id uuid REFERENCES albums,
  disc integer,
  track integer,
  release_date date,
  release_precision text CHECK (release_precision IN ('year', 'month', 'day')),
  genres text[] NOT NULL DEFAULT '{{}}',
  tags text[] NOT NULL DEFAULT '{{}}',
  notes text NOT NULL DEFAULT '',
  language text NOT NULL DEFAULT '',
  popularity bigint NOT NULL DEFAULT 0,
  song_id uuid UNIQUE REFERENCES songs,
  bgm_id uuid UNIQUE REFERENCES bgm,
  cover_id uuid UNIQUE REFERENCES covers,
  lyrics_id uuid UNIQUE REFERENCES lyrics,
  merged_into uuid REFERENCES metadata,
  purged boolean NOT NULL DEFAULT false,{_EDITED},
  CHECK ((release_date IS NULL) = (release_precision IS NULL))
)""",
    """CREATE TABLE artist_credits (
  song_id uuid NOT NULL REFERENCES metadata ON DELETE CASCADE,
  position integer NOT NULL,
  artist_id uuid NOT NULL REFERENCES artists,
  name text NOT NULL,
  PRIMARY KEY (song_id, position)
)""",
    # No file: published bytes that a command means to refer to, held against the sweeper.
    """CREATE TABLE uploads (
  upload_id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  op_id uuid NOT NULL,
  sha256 text NOT NULL,
  file_id text UNIQUE,
  lease_until timestamptz NOT NULL,
  actor text NOT NULL DEFAULT session_user
)""",
    # ``xid`` tells the triggers which operation the running transaction is.
    """CREATE TABLE operations (
  op_id uuid PRIMARY KEY,
  actor text NOT NULL DEFAULT session_user,
  kind text NOT NULL,
  at timestamptz NOT NULL DEFAULT now(),
  xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
  result jsonb
)""",
    """CREATE TABLE revisions (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  op_id uuid NOT NULL REFERENCES operations,
  actor text NOT NULL,
  at timestamptz NOT NULL DEFAULT now(),
  entity text NOT NULL,
  entity_id uuid NOT NULL,
  version bigint NOT NULL,
  kind text NOT NULL,
  before jsonb NOT NULL
)""",
    """CREATE TABLE revision_media (
  revision_id bigint NOT NULL REFERENCES revisions ON DELETE CASCADE,
  sha256 text NOT NULL REFERENCES media,
  PRIMARY KEY (revision_id, sha256)
)""",
    """CREATE TABLE changes (
  seq bigint PRIMARY KEY,
  change_id uuid NOT NULL DEFAULT gen_random_uuid(),
  op_id uuid NOT NULL REFERENCES operations,
  entity text NOT NULL,
  id uuid NOT NULL,
  kind text NOT NULL
)""",
    """CREATE TABLE feed_head (
  only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  seq bigint NOT NULL DEFAULT 0,
  change_id uuid
)""",
    "INSERT INTO feed_head DEFAULT VALUES",
)

_LIVE = "WHERE deleted_at IS NULL"

_INDEXES = (
    f"CREATE UNIQUE INDEX artists_folded ON artists (folded) {_LIVE}",
    f"CREATE UNIQUE INDEX albums_folded ON albums (folded, folded_artist) {_LIVE}",
    f"CREATE INDEX metadata_folded ON metadata (folded) {_LIVE}",
    f"CREATE INDEX metadata_skeleton ON metadata (skeleton text_pattern_ops) {_LIVE}",
    "CREATE INDEX metadata_artist ON metadata (artist_id)",
    "CREATE INDEX metadata_album ON metadata (album_id)",
    "CREATE INDEX metadata_deleted ON metadata (deleted_at) WHERE deleted_at IS NOT NULL AND NOT purged",
    "CREATE INDEX artist_credits_artist ON artist_credits (artist_id)",
    "CREATE INDEX songs_media ON songs (media_sha256)",
    "CREATE INDEX bgm_media ON bgm (media_sha256)",
    "CREATE INDEX covers_media ON covers (media_sha256)",
    "CREATE INDEX revision_media_sha256 ON revision_media (sha256)",
    "CREATE INDEX revisions_entity ON revisions (entity_id, version)",
    "CREATE INDEX changes_operation ON changes (op_id)",
    "CREATE INDEX media_condemned ON media (sha256) WHERE state = 'condemned'",
    "CREATE INDEX uploads_lease ON uploads (lease_until)",
    "CREATE INDEX uploads_sha256 ON uploads (sha256)",
    "CREATE INDEX operations_running ON operations (xid) WHERE result IS NULL",
)

SHARED_DDL: tuple[str, ...] = _TABLES + _INDEXES
"""The statements that make the shared tables, in order."""
