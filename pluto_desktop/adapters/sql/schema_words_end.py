"""What the second schema of ``catalogue.db`` adds, frozen: how far the words of a song reach.

The words are JSON, and to read through those of 100,000 songs takes seconds. Whoever writes words need not know of it.
"""

from __future__ import annotations

_ENDS = """(SELECT max(max(coalesce(json_extract(line.value, '$.end_ms'), 0),
  coalesce(json_extract(line.value, '$.start_ms'), 0))) FROM json_each({document}, '$.lines') line)"""
_SET = f"""BEGIN
  UPDATE lyrics SET ends_ms = {_ENDS.format(document="NEW.document")} WHERE rid = NEW.rid;
END"""  # noqa: S608 - constant parts only

WORDS_END_DDL: tuple[str, ...] = (
    # Milliseconds from the start of the song; NULL where no line has a time.
    "ALTER TABLE lyrics ADD COLUMN ends_ms INTEGER",
    f"UPDATE lyrics SET ends_ms = {_ENDS.format(document='document')} WHERE timing <> 'none'",  # noqa: S608 - as above
    # What is told of words without reading them: in the rows it lies behind the document, many pages away.
    "CREATE INDEX lyrics_told ON lyrics(id, timing, languages, ends_ms)",
    "CREATE INDEX locations_gone ON locations(sha256) WHERE reachable = 0",
    f"CREATE TRIGGER lyrics_ends_new AFTER INSERT ON lyrics WHEN NEW.timing <> 'none' {_SET}",
    f"CREATE TRIGGER lyrics_ends_changed AFTER UPDATE OF document, timing ON lyrics {_SET}",
)
"""The statements, in order."""
