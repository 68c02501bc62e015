"""The schema of ``device.db``: what belongs to this person and is never rebuilt from elsewhere."""

from __future__ import annotations

DEVICE_DDL: tuple[str, ...] = (
    "CREATE TABLE library (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    """CREATE TABLE playlists (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  position INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
)""",
    """CREATE TABLE playlist_songs (
  playlist_id TEXT NOT NULL REFERENCES playlists(id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  song_id TEXT NOT NULL,
  PRIMARY KEY (playlist_id, position)
) WITHOUT ROWID""",
    "CREATE TABLE favourites (song_id TEXT PRIMARY KEY, at INTEGER NOT NULL) WITHOUT ROWID",
    """CREATE TABLE plays (
  rid INTEGER PRIMARY KEY,
  song_id TEXT NOT NULL,
  at INTEGER NOT NULL,
  listened_ms INTEGER NOT NULL
)""",
    "CREATE INDEX plays_at ON plays(at)",
    """CREATE TABLE play_counts (
  song_id TEXT PRIMARY KEY,
  plays INTEGER NOT NULL,
  last_at INTEGER NOT NULL
) WITHOUT ROWID""",
    """CREATE TRIGGER plays_counted AFTER INSERT ON plays
BEGIN
  INSERT INTO play_counts (song_id, plays, last_at) VALUES (NEW.song_id, 1, NEW.at)
  ON CONFLICT (song_id) DO UPDATE SET plays = plays + 1, last_at = max(last_at, NEW.at);
END""",
    "CREATE TABLE state (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    "CREATE TABLE song_offsets (song_id TEXT PRIMARY KEY, offset_ms INTEGER NOT NULL) WITHOUT ROWID",
    "CREATE TABLE output_offsets (device TEXT PRIMARY KEY, offset_ms INTEGER NOT NULL) WITHOUT ROWID",
    # What a person wants kept on this device though the shared library would bring it: a song, an album, a playlist.
    """CREATE TABLE pins (
  entity TEXT NOT NULL,
  entity_id TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (entity, entity_id)
) WITHOUT ROWID""",
    # Work begun in an editor and not given in yet; ``base_version`` is what it began from, NULL for something new.
    """CREATE TABLE drafts (
  entity TEXT NOT NULL,
  entity_id TEXT NOT NULL,
  base_version INTEGER,
  body TEXT NOT NULL,
  updated_at INTEGER NOT NULL,
  PRIMARY KEY (entity, entity_id)
) WITHOUT ROWID""",
    # Edits that wait for the shared library, in the order they were made; a retry has the same ``op_id``. ``state`` is
    # waiting, held (a person must agree) or conflict; ``base`` is what the edit was made from, for merging.
    """CREATE TABLE pending_edits (
  rid INTEGER PRIMARY KEY,
  op_id TEXT NOT NULL UNIQUE,
  entity TEXT NOT NULL,
  entity_id TEXT NOT NULL,
  base_version INTEGER,
  base TEXT,
  command TEXT NOT NULL,
  state TEXT NOT NULL DEFAULT 'waiting',
  created_at INTEGER NOT NULL
)""",
    "CREATE INDEX pending_edits_entity ON pending_edits(entity_id)",
    # The bytes those edits need are held by these rows until they have arrived.
    """CREATE TABLE pending_media (
  op_id TEXT NOT NULL REFERENCES pending_edits(op_id) ON DELETE CASCADE,
  sha256 TEXT NOT NULL,
  path BLOB NOT NULL,
  PRIMARY KEY (op_id, sha256)
) WITHOUT ROWID""",
)
"""The statements of the first schema, in order, frozen."""

BGM_DDL: tuple[str, ...] = (
    # How much of a song's voice this person wants to hear, 0 to 100.
    "CREATE TABLE song_voices (song_id TEXT PRIMARY KEY, voice INTEGER NOT NULL) WITHOUT ROWID",
    # How a song and its music without voice lie against each other; ``likeness`` is NULL where nobody compared them.
    """CREATE TABLE bgm_offsets (
  song_sha256 TEXT NOT NULL,
  bgm_sha256 TEXT NOT NULL,
  offset_ms INTEGER NOT NULL,
  likeness REAL,
  by_hand INTEGER NOT NULL,
  PRIMARY KEY (song_sha256, bgm_sha256)
) WITHOUT ROWID""",
)
"""What the second schema of ``device.db`` adds, frozen."""

BATCH_DDL: tuple[str, ...] = (
    # Edits go by ``place``, where they have one, else ``rid``: one that was split off a batch takes the batch's turn.
    "ALTER TABLE pending_edits ADD COLUMN place INTEGER",
    # What a batch that waits does to each of its songs, in order; the batch itself is a row of ``pending_edits``.
    """CREATE TABLE pending_songs (
  op_id TEXT NOT NULL REFERENCES pending_edits(op_id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  song_id TEXT NOT NULL,
  edit TEXT NOT NULL,
  PRIMARY KEY (op_id, position)
) WITHOUT ROWID""",
    "CREATE INDEX pending_songs_song ON pending_songs(song_id)",
    # What this person did, in order: ``command`` is what it is called, ``own_songs`` what it does to each song.
    """CREATE TABLE own_operations (
  rid INTEGER PRIMARY KEY,
  op_id TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  command TEXT NOT NULL,
  at INTEGER NOT NULL,
  undone INTEGER NOT NULL DEFAULT 0
)""",
    """CREATE TABLE own_songs (
  op_id TEXT NOT NULL REFERENCES own_operations(op_id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  edit TEXT NOT NULL,
  PRIMARY KEY (op_id, position)
) WITHOUT ROWID""",
    # What was given up was never done: there is nothing to undo.
    """CREATE TRIGGER pending_given_up AFTER DELETE ON pending_edits WHEN OLD.state <> 'sent'
BEGIN
  DELETE FROM own_operations WHERE op_id = OLD.op_id;
END""",
    # Songs that were merged into others, and which of this person's own rows followed: they go back if the song does.
    """CREATE TABLE merged_songs (
  song_id TEXT PRIMARY KEY,
  into_id TEXT NOT NULL,
  moved TEXT NOT NULL
) WITHOUT ROWID""",
)
"""What the third schema of ``device.db`` adds, frozen."""

SMART_DDL: tuple[str, ...] = (
    # What makes a playlist a smart one: ``words`` as a person typed them, the name of an order, how many songs at most.
    """CREATE TABLE smart_playlists (
  playlist_id TEXT PRIMARY KEY REFERENCES playlists(id) ON DELETE CASCADE,
  words TEXT NOT NULL,
  sort TEXT NOT NULL,
  descending INTEGER NOT NULL,
  songs_at_most INTEGER
) WITHOUT ROWID""",
)
"""What the fourth schema of ``device.db`` adds, frozen."""
