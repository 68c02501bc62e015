"""What the second shared schema adds, frozen: operations on many songs, and their history."""

from __future__ import annotations

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

SHARED_BATCHES: tuple[str, ...] = (
    "ALTER TABLE operations ADD COLUMN title text NOT NULL DEFAULT ''",
    "CREATE INDEX operations_at ON operations (at, op_id)",
    "CREATE INDEX revisions_operation ON revisions (op_id)",
    _FINISH,
)
"""The statements of the second schema, in order."""
