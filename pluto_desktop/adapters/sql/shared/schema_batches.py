"""What the second shared schema adds, frozen: operations on many songs, and their history.

What songs were is kept once a statement instead of once a row, for the server plans ``song_fields`` anew each time a
trigger calls it: that was two milliseconds a song. Numbers of the feed are given to all rows of an operation at once,
when the first of its deferred triggers comes: one by one, ten thousand songs write ten thousand versions of the head
and look through them each time. Until then rows wait in ``changing``. What notes them there comes before what feeds
them (triggers go by their names), so that whoever makes the deferred ones immediate is fed row by row.
"""

from __future__ import annotations

_KEEP_SONGS = """CREATE FUNCTION keep_songs() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
DECLARE
  running uuid;
BEGIN
  IF NOT EXISTS (SELECT FROM was o JOIN now n ON n.id = o.id WHERE o.purged = n.purged) THEN
    RETURN NULL;
  END IF;
  running := current_operation();
  WITH kept AS (
    INSERT INTO revisions (op_id, actor, entity, entity_id, version, kind, before)
    SELECT running, session_user, 'metadata', o.id, o.version,
      CASE WHEN o.deleted_at IS NULL AND n.deleted_at IS NOT NULL THEN 'delete'
           WHEN o.deleted_at IS NOT NULL AND n.deleted_at IS NULL THEN 'restore' ELSE 'update' END,
      song_fields(ROW(o.*)::metadata)
    FROM was o JOIN now n ON n.id = o.id WHERE o.purged = n.purged
    RETURNING id, before
  )
  INSERT INTO revision_media (revision_id, sha256)
  SELECT DISTINCT kept.id, sha256
  FROM kept, unnest(ARRAY[before ->> 'song', before ->> 'bgm', before ->> 'cover']) AS sha256 WHERE sha256 IS NOT NULL;
  RETURN NULL;
END $$"""

_NOTE = """CREATE FUNCTION note_change() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
  INSERT INTO changing (op_id, entity, id, kind) VALUES (current_operation(), TG_TABLE_NAME, NEW.id,
    CASE WHEN TG_OP = 'INSERT' THEN 'insert' WHEN NEW.deleted_at IS NOT NULL THEN 'delete' ELSE 'update' END);
  RETURN NULL;
END $$"""

_FEED = """CREATE OR REPLACE FUNCTION feed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
DECLARE
  head bigint;
  fed bigint;
BEGIN
  IF NOT EXISTS (SELECT FROM changing WHERE xid = pg_current_xact_id() AND id = NEW.id) THEN
    RETURN NULL;
  END IF;
  SELECT seq INTO head FROM feed_head FOR UPDATE;
  WITH gone AS (DELETE FROM changing WHERE xid = pg_current_xact_id() RETURNING place, op_id, entity, id, kind)
  INSERT INTO changes (seq, op_id, entity, id, kind)
  SELECT head + row_number() OVER (ORDER BY place), op_id, entity, id, kind FROM gone;
  GET DIAGNOSTICS fed = ROW_COUNT;
  UPDATE feed_head SET seq = head + fed, change_id = (SELECT change_id FROM changes WHERE seq = head + fed);
  RETURN NULL;
END $$"""

_FINISH = """CREATE FUNCTION finish_batch(said jsonb) RETURNS jsonb LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
DECLARE
  running uuid := current_operation();
  answer jsonb;
BEGIN
  SET CONSTRAINTS ALL IMMEDIATE;
  SELECT said || jsonb_build_object('seq', f.seq, 'change', coalesce(f.change_id::text, ''))
  INTO answer FROM feed_head f;
  UPDATE operations SET result = answer WHERE op_id = running;
  PERFORM pg_notify('pluto_feed', answer ->> 'seq');
  RETURN answer;
END $$"""


def _noted(table: str, when: str = "INSERT") -> str:
    """Return the trigger that notes changes of a table. What only the sweeper does (``purged``) is none."""
    edits = "WHEN (OLD.purged = NEW.purged) " if table == "metadata" and when == "UPDATE" else ""
    return (
        f"CREATE TRIGGER {table}_a_{when.lower()} AFTER {when} ON {table}"
        f" FOR EACH ROW {edits}EXECUTE FUNCTION note_change()"
    )


SHARED_BATCHES: tuple[str, ...] = (
    "ALTER TABLE operations ADD COLUMN title text NOT NULL DEFAULT ''",
    "CREATE INDEX operations_at ON operations (at, op_id)",
    "CREATE INDEX revisions_operation ON revisions (op_id)",
    _FINISH,
    """CREATE TABLE changing (
  place bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
  op_id uuid NOT NULL,
  entity text NOT NULL,
  id uuid NOT NULL,
  kind text NOT NULL
)""",
    "CREATE INDEX changing_row ON changing (xid, id)",
    _KEEP_SONGS,
    "DROP TRIGGER metadata_revision ON metadata",
    """CREATE TRIGGER metadata_revision AFTER UPDATE ON metadata REFERENCING OLD TABLE AS was NEW TABLE AS now
FOR EACH STATEMENT EXECUTE FUNCTION keep_songs()""",
    _NOTE,
    *(_noted(table) for table in ("artists", "albums", "lyrics", "metadata")),
    *(_noted(table, "UPDATE") for table in ("artists", "albums", "lyrics", "metadata")),
    _FEED,
)
"""The statements of the second schema, in order."""
