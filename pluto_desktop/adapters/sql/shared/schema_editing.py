"""What the third shared schema adds, frozen: who is editing what just now.

A row of ``editing`` is one window's lease on the work of one kind; its songs lie beside it, so that renewing a lease
writes one row however many songs there are. Neither is logged: nothing here is worth keeping after a crash, nor in the
feed. A song is not referred to by a foreign key, whose locks would meet those of people who save it. Nobody but the
functions touches the tables, and they touch only rows of ``session_user``, expired ones apart.
"""

from __future__ import annotations

_HOLD = """CREATE FUNCTION hold_editing(from_seat uuid, of_work text, edited uuid[], lasts interval)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  held bigint;
BEGIN
  -- Those that somebody else takes away just now are left to them.
  DELETE FROM editing WHERE id IN (
    SELECT id FROM editing WHERE lease_until < clock_timestamp() FOR UPDATE SKIP LOCKED);
  IF cardinality(edited) = 0 THEN
    DELETE FROM editing WHERE actor = session_user AND seat = from_seat AND work = of_work;
    RETURN;
  END IF;
  INSERT INTO editing (seat, work, lease_until)
  VALUES (from_seat, of_work, clock_timestamp() + least(lasts, interval '5 minutes'))
  ON CONFLICT (actor, seat, work) DO UPDATE SET lease_until = excluded.lease_until
  RETURNING id INTO held;
  DELETE FROM editing_songs s WHERE s.editing_id = held
    AND NOT EXISTS (SELECT FROM unnest(edited) AS one WHERE one = s.song_id);
  INSERT INTO editing_songs (editing_id, song_id) SELECT held, one FROM unnest(edited) AS one ON CONFLICT DO NOTHING;
END $$"""

_RENEW = """CREATE FUNCTION renew_editing(from_seat uuid, lasts interval)
RETURNS SETOF text LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  UPDATE editing SET lease_until = clock_timestamp() + least(lasts, interval '5 minutes')
  WHERE actor = session_user AND seat = from_seat RETURNING work
$$"""

_LIST = """CREATE FUNCTION list_editors(from_seat uuid, asked uuid[])
RETURNS TABLE (name text, own boolean, of_work text, song uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH others AS (
    SELECT id, actor, work FROM editing
    WHERE lease_until > clock_timestamp() AND (actor <> session_user OR seat <> from_seat)
  )
  SELECT o.actor, o.actor = session_user, o.work, s.song_id
  FROM others o JOIN editing_songs s ON s.editing_id = o.id WHERE s.song_id = ANY (asked)
  UNION
  SELECT o.actor, o.actor = session_user, o.work, NULL::uuid
  FROM others o JOIN editing_songs s ON s.editing_id = o.id
  WHERE s.song_id IN (
    SELECT m.song_id FROM editing mine JOIN editing_songs m ON m.editing_id = mine.id
    WHERE mine.actor = session_user AND mine.seat = from_seat AND mine.work = 'fields')
$$"""

SHARED_EDITING: tuple[str, ...] = (
    """CREATE UNLOGGED TABLE editing (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  actor text NOT NULL DEFAULT session_user,
  seat uuid NOT NULL,
  work text NOT NULL CHECK (work IN ('fields', 'words')),
  lease_until timestamptz NOT NULL,
  UNIQUE (actor, seat, work)
)""",
    """CREATE UNLOGGED TABLE editing_songs (
  editing_id bigint NOT NULL REFERENCES editing ON DELETE CASCADE,
  song_id uuid NOT NULL,
  PRIMARY KEY (editing_id, song_id)
)""",
    "CREATE INDEX editing_songs_song ON editing_songs (song_id)",
    _HOLD,
    _RENEW,
    _LIST,
)
"""The statements of the third schema, in order."""
