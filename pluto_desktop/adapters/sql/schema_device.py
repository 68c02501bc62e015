"""The first schema of ``device.db``, frozen: what belongs to this person and is never rebuilt from elsewhere."""

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
)
"""The statements that make the personal file's tables, in order."""
