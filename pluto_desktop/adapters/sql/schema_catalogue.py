"""The first schema of ``catalogue.db``, frozen: later changes are migrations of their own.

The tables are those of the shared library (DESIGN.md) in SQLite's types. ``rid`` is the row number that full-text
tables refer to; it never leaves this device. ``folded`` is what decides whether two names are the same, ``skeleton``
what a person may type for them, and the ``*_key`` columns are what lists are ordered by.
"""

from __future__ import annotations

_EDITED = """
  version INTEGER NOT NULL DEFAULT 1,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  deleted_at INTEGER"""

_TABLES = (
    "CREATE TABLE library (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    f"""CREATE TABLE artists (
  rid INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  artist_name TEXT NOT NULL,
  folded TEXT NOT NULL,
  skeleton TEXT NOT NULL DEFAULT '',
  sort_key TEXT NOT NULL DEFAULT '',
  merged_into TEXT REFERENCES artists(id),{_EDITED}
)""",
    f"""CREATE TABLE albums (
  rid INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  title TEXT NOT NULL,
  album_artist TEXT NOT NULL DEFAULT '',
  folded TEXT NOT NULL,
  folded_artist TEXT NOT NULL DEFAULT '',
  skeleton TEXT NOT NULL DEFAULT '',
  sort_key TEXT NOT NULL DEFAULT '',
  artist_key TEXT NOT NULL DEFAULT '',
  merged_into TEXT REFERENCES albums(id),{_EDITED}
)""",
    """CREATE TABLE media (
  sha256 TEXT PRIMARY KEY,
  file_id TEXT,
  size INTEGER NOT NULL,
  format TEXT NOT NULL,
  kind TEXT NOT NULL,
  state TEXT NOT NULL DEFAULT 'present',
  duration_ms INTEGER,
  sound_hash TEXT NOT NULL DEFAULT '',
  gain_db REAL,
  peak REAL,
  peaks BLOB,
  created_at INTEGER NOT NULL
) WITHOUT ROWID""",
    """CREATE TABLE songs (
  id TEXT PRIMARY KEY,
  media_sha256 TEXT NOT NULL REFERENCES media(sha256),
  file_format TEXT NOT NULL
) WITHOUT ROWID""",
    """CREATE TABLE bgm (
  id TEXT PRIMARY KEY,
  media_sha256 TEXT NOT NULL REFERENCES media(sha256),
  file_format TEXT NOT NULL,
  shift_ms INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID""",
    """CREATE TABLE covers (
  id TEXT PRIMARY KEY,
  media_sha256 TEXT NOT NULL UNIQUE REFERENCES media(sha256),
  file_format TEXT NOT NULL
) WITHOUT ROWID""",
    f"""CREATE TABLE lyrics (
  rid INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  document TEXT NOT NULL,
  english_lyrics TEXT NOT NULL DEFAULT '',
  telugu_lyrics TEXT NOT NULL DEFAULT '',
  languages TEXT NOT NULL DEFAULT '',
  timing TEXT NOT NULL DEFAULT 'none',{_EDITED}
)""",
    f"""CREATE TABLE metadata (
  rid INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  song_name TEXT NOT NULL,
  romanised TEXT NOT NULL DEFAULT '',
  folded TEXT NOT NULL,
  skeleton TEXT NOT NULL DEFAULT '',
  artist_id TEXT REFERENCES artists(id),
  artist_credit TEXT NOT NULL DEFAULT '',
  album_id TEXT REFERENCES albums(id),
  disc INTEGER,
  track INTEGER,
  release_date TEXT,
  release_precision TEXT,
  genre TEXT NOT NULL DEFAULT '',
  tags TEXT NOT NULL DEFAULT '[]',
  notes TEXT NOT NULL DEFAULT '',
  language TEXT NOT NULL DEFAULT '',
  popularity INTEGER NOT NULL DEFAULT 0,
  duration_ms INTEGER,
  song_id TEXT REFERENCES songs(id),
  bgm_id TEXT REFERENCES bgm(id),
  lyrics_id TEXT REFERENCES lyrics(id),
  cover_id TEXT REFERENCES covers(id),
  title_key TEXT NOT NULL DEFAULT '',
  roman_key TEXT NOT NULL DEFAULT '',
  artist_key TEXT NOT NULL DEFAULT '',
  album_key TEXT NOT NULL DEFAULT '',
  genre_key TEXT NOT NULL DEFAULT '',
  merged_into TEXT REFERENCES metadata(id),{_EDITED}
)""",
    """CREATE TABLE artist_credits (
  song_rid INTEGER NOT NULL REFERENCES metadata(rid) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  artist_id TEXT NOT NULL REFERENCES artists(id),
  name TEXT NOT NULL,
  PRIMARY KEY (song_rid, position)
) WITHOUT ROWID""",
    "CREATE TABLE genres (id INTEGER PRIMARY KEY, name TEXT NOT NULL, folded TEXT NOT NULL UNIQUE)",
    """CREATE TABLE song_genres (
  song_rid INTEGER NOT NULL REFERENCES metadata(rid) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  genre_id INTEGER NOT NULL REFERENCES genres(id),
  PRIMARY KEY (song_rid, position)
) WITHOUT ROWID""",
    # Paths are bytes: a file name need not be text in any encoding.
    """CREATE TABLE locations (
  path BLOB PRIMARY KEY,
  folder BLOB NOT NULL,
  sha256 TEXT NOT NULL REFERENCES media(sha256),
  size INTEGER NOT NULL,
  mtime_ns INTEGER NOT NULL,
  reachable INTEGER NOT NULL DEFAULT 1
) WITHOUT ROWID""",
    """CREATE TABLE operations (
  op_id TEXT PRIMARY KEY,
  actor TEXT NOT NULL,
  kind TEXT NOT NULL,
  at INTEGER NOT NULL,
  result TEXT
) WITHOUT ROWID""",
    """CREATE TABLE revisions (
  rid INTEGER PRIMARY KEY,
  op_id TEXT NOT NULL REFERENCES operations(op_id),
  entity TEXT NOT NULL,
  entity_id TEXT NOT NULL,
  version INTEGER NOT NULL,
  before TEXT NOT NULL,
  at INTEGER NOT NULL
)""",
    """CREATE TABLE changes (
  seq INTEGER PRIMARY KEY,
  change_id TEXT NOT NULL DEFAULT (lower(hex(randomblob(8)))),
  op_id TEXT NOT NULL REFERENCES operations(op_id),
  entity TEXT NOT NULL,
  id TEXT NOT NULL,
  kind TEXT NOT NULL
)""",
    # One row: the number of the newest change, and the operation that the revisions' triggers write down.
    """CREATE TABLE feed_head (
  only INTEGER PRIMARY KEY CHECK (only = 1),
  seq INTEGER NOT NULL,
  op_id TEXT REFERENCES operations(op_id)
)""",
    "INSERT INTO feed_head (only, seq) VALUES (1, 0)",
)

_LIVE = "WHERE deleted_at IS NULL"

_INDEXES = (
    f"CREATE UNIQUE INDEX artists_folded ON artists(folded) {_LIVE}",
    f"CREATE UNIQUE INDEX albums_folded ON albums(folded, folded_artist) {_LIVE}",
    "CREATE INDEX media_sound ON media(sound_hash) WHERE sound_hash <> ''",
    "CREATE INDEX songs_media ON songs(media_sha256)",
    "CREATE INDEX bgm_media ON bgm(media_sha256)",
    "CREATE INDEX artist_credits_artist ON artist_credits(artist_id, song_rid)",
    "CREATE INDEX song_genres_genre ON song_genres(genre_id, song_rid)",
    "CREATE INDEX locations_sha256 ON locations(sha256)",
    "CREATE INDEX locations_folder ON locations(folder)",
    "CREATE INDEX revisions_entity ON revisions(entity_id, version)",
    "CREATE INDEX metadata_song ON metadata(song_id) WHERE song_id IS NOT NULL",
    "CREATE INDEX metadata_bgm ON metadata(bgm_id) WHERE bgm_id IS NOT NULL",
    f"CREATE INDEX metadata_folded ON metadata(folded) {_LIVE}",
    f"CREATE INDEX metadata_skeleton ON metadata(skeleton) {_LIVE}",
    # Each order a list can be in is an index that holds the id too: 100,000 ids are then one walk along it.
    f"CREATE INDEX metadata_by_title ON metadata(title_key, roman_key, id) {_LIVE}",
    f"CREATE INDEX metadata_by_roman ON metadata(roman_key, id) {_LIVE}",
    f"CREATE INDEX metadata_by_artist ON metadata(artist_key, album_key, disc, track, roman_key, id) {_LIVE}",
    f"CREATE INDEX metadata_by_album ON metadata(album_key, album_id, disc, track, roman_key, id) {_LIVE}",
    f"CREATE INDEX metadata_by_date ON metadata(release_date, roman_key, id) {_LIVE}",
    f"CREATE INDEX metadata_by_genre ON metadata(genre_key, roman_key, id) {_LIVE}",
    f"CREATE INDEX metadata_by_duration ON metadata(duration_ms, roman_key, id) {_LIVE}",
    f"CREATE INDEX metadata_by_popularity ON metadata(popularity, roman_key, id) {_LIVE}",
    f"CREATE INDEX metadata_by_added ON metadata(created_at, id) {_LIVE}",
    # Holds all that the covers page asks of an album's songs.
    f"CREATE INDEX metadata_album ON metadata(album_id, release_date, created_at, cover_id) {_LIVE}",
    # And all that the artists page asks of an artist's songs.
    f"CREATE INDEX metadata_live ON metadata(rid, album_id) {_LIVE}",
)


def _revision(table: str, columns: tuple[str, ...]) -> str:
    """Return the trigger that keeps what a row was before each counted edit."""
    before = ", ".join(f"'{column}', OLD.{column}" for column in columns)
    return f"""CREATE TRIGGER {table}_revision AFTER UPDATE ON {table} WHEN NEW.version > OLD.version
BEGIN
  INSERT INTO revisions (op_id, entity, entity_id, version, before, at)
  SELECT op_id, '{table}', OLD.id, OLD.version, json_object({before}), NEW.updated_at FROM feed_head;
END"""  # noqa: S608 - names of our own tables


_TRIGGERS = (
    _revision("artists", ("artist_name", "merged_into", "deleted_at")),
    _revision("albums", ("title", "album_artist", "merged_into", "deleted_at")),
    _revision("lyrics", ("document", "deleted_at")),
    _revision(
        "metadata",
        (
            "song_name", "romanised", "artist_credit", "artist_id", "album_id", "disc", "track", "release_date",
            "release_precision", "genre", "tags", "notes", "language", "popularity", "song_id", "bgm_id",
            "lyrics_id", "cover_id", "merged_into", "deleted_at",
        ),
    ),
)  # fmt: skip

CATALOGUE_DDL: tuple[str, ...] = _TABLES + _INDEXES + _TRIGGERS
"""The statements that make the catalogue's tables, in order, without the search tables."""
