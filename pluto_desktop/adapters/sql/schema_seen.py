"""What the third schema of ``catalogue.db`` adds, frozen: what was seen of a shared library's history.

It stands in the mirror, for all of it can be had again. A library of this device alone leaves the tables empty.
"""

from __future__ import annotations

SEEN_DDL: tuple[str, ...] = (
    # ``listed_at``: when it was last told in the list of the whole library (ms), 0 where it does not stand there.
    # ``head`` is the batch without its songs where all of them are in seen_edits, and ``bytes`` how long those are.
    """CREATE TABLE seen_operations (
  op_id TEXT PRIMARY KEY,
  at INTEGER NOT NULL,
  actor TEXT NOT NULL,
  kind TEXT NOT NULL,
  title TEXT NOT NULL,
  songs INTEGER NOT NULL,
  song_id TEXT,
  listed_at INTEGER NOT NULL DEFAULT 0,
  head TEXT,
  bytes INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID""",
    "CREATE INDEX seen_operations_at ON seen_operations(at, op_id)",
    """CREATE TABLE seen_edits (
  op_id TEXT NOT NULL REFERENCES seen_operations(op_id) ON DELETE CASCADE,
  song_id TEXT NOT NULL,
  position INTEGER NOT NULL,
  edit TEXT NOT NULL,
  PRIMARY KEY (op_id, song_id)
) WITHOUT ROWID""",
    "CREATE INDEX seen_edits_song ON seen_edits(song_id, op_id)",
    # When the whole history of a song was told (ms), for as long as all of it is kept.
    "CREATE TABLE seen_songs (song_id TEXT PRIMARY KEY, seen_at INTEGER NOT NULL) WITHOUT ROWID",
    """CREATE TRIGGER seen_edit_forgotten AFTER DELETE ON seen_edits BEGIN
  DELETE FROM seen_songs WHERE song_id = OLD.song_id;
END""",
)
"""The statements, in order."""
