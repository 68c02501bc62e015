"""What the server itself sees to in the first schema: versions, revisions, the feed, and what curators may not touch.

Frozen like the tables. The functions that write ``revisions``, ``changes``, ``media`` and results run with the rights
of the schema's owner and record ``session_user``: curators have no other way to them. Text that names no values.
"""

from __future__ import annotations

_OPERATION = """CREATE FUNCTION current_operation() RETURNS uuid LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = public, pg_temp AS $$
DECLARE
  running uuid;
BEGIN
  SELECT op_id INTO running FROM operations
  WHERE xid = pg_current_xact_id() AND result IS NULL AND actor = session_user;
  IF running IS NULL THEN
    RAISE insufficient_privilege USING MESSAGE = 'an edit belongs to an operation of its own';
  END IF;
  RETURN running;
END $$"""

# Everything that is said of a song, by field, in the form that edits are compared in.
_SONG_FIELDS = """CREATE FUNCTION song_fields(m metadata) RETURNS jsonb LANGUAGE sql STABLE
SET search_path = public, pg_temp AS $$
SELECT jsonb_build_object(
  'title', m.song_name,
  'romanised', m.romanised,
  'credits',
    (SELECT coalesce(jsonb_agg(c.name ORDER BY c.position), '[]') FROM artist_credits c WHERE c.song_id = m.id),
  'album', coalesce(
    (SELECT jsonb_build_array(a.title, a.album_artist) FROM albums a WHERE a.id = m.album_id), '["", ""]'),
  'place', jsonb_build_array(m.disc, m.track),
  'release_date', CASE m.release_precision
    WHEN 'year' THEN jsonb_build_array(date_part('year', m.release_date)::int)
    WHEN 'month' THEN
      jsonb_build_array(date_part('year', m.release_date)::int, date_part('month', m.release_date)::int)
    WHEN 'day' THEN jsonb_build_array(date_part('year', m.release_date)::int,
      date_part('month', m.release_date)::int, date_part('day', m.release_date)::int) END,
  'genres', to_jsonb(m.genres),
  'tags', to_jsonb(m.tags),
  'notes', m.notes,
  'language', m.language,
  'popularity', m.popularity,
  'song', (SELECT s.media_sha256 FROM songs s WHERE s.id = m.song_id),
  'bgm', (SELECT b.media_sha256 FROM bgm b WHERE b.id = m.bgm_id),
  'cover', (SELECT v.media_sha256 FROM covers v WHERE v.id = m.cover_id),
  'lyrics', (SELECT l.document FROM lyrics l WHERE l.id = m.lyrics_id)
)$$"""

_COUNT_EDIT = """CREATE FUNCTION count_edit() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.version := OLD.version + 1;
  NEW.created_at := OLD.created_at;
  NEW.updated_at := now();
  RETURN NEW;
END $$"""

_KEEP_REVISION = """CREATE FUNCTION keep_revision() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
DECLARE
  was jsonb;
  kept bigint;
BEGIN
  IF TG_TABLE_NAME = 'metadata' THEN
    was := song_fields(OLD);
  ELSE
    was := to_jsonb(OLD) - 'version' - 'created_at' - 'updated_at' - 'folded' - 'folded_artist' - 'skeleton'
      - 'english_lyrics' - 'telugu_lyrics';
  END IF;
  INSERT INTO revisions (op_id, actor, entity, entity_id, version, kind, before)
  VALUES (current_operation(), session_user, TG_TABLE_NAME, OLD.id, OLD.version,
    CASE WHEN OLD.deleted_at IS NULL AND NEW.deleted_at IS NOT NULL THEN 'delete'
         WHEN OLD.deleted_at IS NOT NULL AND NEW.deleted_at IS NULL THEN 'restore' ELSE 'update' END, was)
  RETURNING id INTO kept;
  IF TG_TABLE_NAME = 'metadata' THEN
    INSERT INTO revision_media (revision_id, sha256)
    SELECT DISTINCT kept, sha256 FROM unnest(ARRAY[was ->> 'song', was ->> 'bgm', was ->> 'cover']) AS sha256
    WHERE sha256 IS NOT NULL;
  END IF;
  RETURN NULL;
END $$"""

# Deferred to the end of the transaction: numbers are given in the order of commits and writers wait for each other
# only there.
_FEED = """CREATE FUNCTION feed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
DECLARE
  next_seq bigint;
  next_id uuid := gen_random_uuid();
BEGIN
  UPDATE feed_head SET seq = seq + 1, change_id = next_id RETURNING seq INTO next_seq;
  INSERT INTO changes (seq, change_id, op_id, entity, id, kind)
  VALUES (next_seq, next_id, current_operation(), TG_TABLE_NAME, NEW.id,
    CASE WHEN TG_OP = 'INSERT' THEN 'insert' WHEN NEW.deleted_at IS NOT NULL THEN 'delete' ELSE 'update' END);
  RETURN NULL;
END $$"""

# 'refused' where the bytes are being swept: they are to be sent again. Where somebody else was quicker, their bytes
# stay and this upload's row too, until the sweeper takes both row and file.
_PUBLISH = """CREATE FUNCTION publish_medium(
  hash text, file text, bytes bigint, file_format text, use text, lasts_ms bigint, sound text, gain double precision,
  highest double precision
) RETURNS text LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
DECLARE
  running uuid := current_operation();
  found_state text;
  found_file text;
BEGIN
  LOOP
    INSERT INTO media (sha256, file_id, size, format, kind, duration_ms, sound_hash, gain_db, peak)
    VALUES (hash, file, bytes, file_format, use, lasts_ms, sound, gain, highest) ON CONFLICT (sha256) DO NOTHING;
    IF FOUND THEN
      DELETE FROM uploads WHERE file_id = file AND sha256 = hash AND op_id = running AND actor = session_user;
      IF NOT FOUND THEN
        DELETE FROM media WHERE sha256 = hash;
        RETURN 'refused';
      END IF;
      RETURN 'present';
    END IF;
    SELECT state, file_id INTO found_state, found_file FROM media WHERE sha256 = hash FOR UPDATE;
    EXIT WHEN FOUND;
  END LOOP;
  IF found_state = 'present' THEN
    RETURN 'present';
  END IF;
  -- Condemned, and whole again under another file: the old one is left to the sweeper.
  DELETE FROM uploads WHERE file_id = file AND sha256 = hash AND op_id = running AND actor = session_user;
  IF NOT FOUND THEN
    RETURN 'refused';
  END IF;
  UPDATE media SET file_id = file, state = 'present' WHERE sha256 = hash;
  INSERT INTO uploads (op_id, sha256, file_id, lease_until) VALUES (running, hash, found_file, clock_timestamp());
  RETURN 'present';
END $$"""

_HOLD = """CREATE FUNCTION hold_medium(hash text) RETURNS text LANGUAGE sql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
  SELECT file_id FROM media WHERE sha256 = hash AND state = 'present' FOR SHARE
$$"""

_FINISH = """CREATE FUNCTION finish_operation(song uuid) RETURNS jsonb LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
DECLARE
  running uuid := current_operation();
  answer jsonb;
BEGIN
  DELETE FROM uploads WHERE op_id = running AND file_id IS NULL AND actor = session_user;
  SET CONSTRAINTS ALL IMMEDIATE;
  SELECT jsonb_build_object('song', m.id, 'version', m.version, 'seq', f.seq, 'change', coalesce(f.change_id::text, ''))
  INTO answer FROM feed_head f, metadata m WHERE m.id = song;
  UPDATE operations SET result = answer WHERE op_id = running;
  PERFORM pg_notify('pluto_feed', answer ->> 'seq');
  RETURN answer;
END $$"""


def _watched(table: str) -> tuple[str, ...]:
    """Return the triggers of a table that people edit. What only the sweeper does to it (``purged``) is no edit."""
    each = "FOR EACH ROW " + ("WHEN (OLD.purged = NEW.purged) " if table == "metadata" else "")
    deferred = f"ON {table} DEFERRABLE INITIALLY DEFERRED"
    return (
        f"CREATE TRIGGER {table}_edit BEFORE UPDATE ON {table} {each}EXECUTE FUNCTION count_edit()",
        f"CREATE TRIGGER {table}_revision AFTER UPDATE ON {table} {each}EXECUTE FUNCTION keep_revision()",
        f"CREATE CONSTRAINT TRIGGER {table}_made AFTER INSERT {deferred} FOR EACH ROW EXECUTE FUNCTION feed()",
        f"CREATE CONSTRAINT TRIGGER {table}_changed AFTER UPDATE {deferred} {each}EXECUTE FUNCTION feed()",
    )


SHARED_CODE: tuple[str, ...] = (
    _OPERATION,
    _SONG_FIELDS,
    _COUNT_EDIT,
    _KEEP_REVISION,
    _FEED,
    _PUBLISH,
    _HOLD,
    _FINISH,
    *(statement for table in ("artists", "albums", "lyrics", "metadata") for statement in _watched(table)),
)
"""The statements that make functions and triggers, in order, after the tables."""
