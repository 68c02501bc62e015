"""The first schema of the search tables in ``catalogue.db``, frozen: later changes are migrations of their own.

Full-text tables hold skeletons and no content; the plain table beside each keeps what was put in, which taking it out
again needs. Their row number is a *place* (see :func:`pluto_desktop.adapters.sql.search_tables.place_of`): the order
of places is the order of popularity, so a query with a limit stops early and needs no sorting. Skeletons are single
ASCII or non-ASCII words, so the plainest tokenizer is the right one.
"""

from __future__ import annotations

_COLUMNS = "content='', tokenize='ascii', columnsize=0"


def _names(kind: str) -> tuple[str, ...]:
    return (
        f"""CREATE TABLE search_{kind} (
  rid INTEGER PRIMARY KEY,
  place INTEGER NOT NULL,
  songs INTEGER NOT NULL,
  words TEXT NOT NULL
)""",
        f"CREATE VIRTUAL TABLE search_{kind}_fts USING fts5(words, {_COLUMNS}, prefix='1 2 3', detail=none)",
    )


SEARCH_DDL: tuple[str, ...] = (
    # ``artists`` and ``albums`` are the row numbers, as JSON, of those the song was counted for.
    """CREATE TABLE search_songs (
  rid INTEGER PRIMARY KEY,
  place INTEGER NOT NULL,
  title TEXT NOT NULL,
  roman TEXT NOT NULL,
  artist TEXT NOT NULL,
  album TEXT NOT NULL,
  artists TEXT NOT NULL,
  albums TEXT NOT NULL
)""",
    f"""CREATE VIRTUAL TABLE search_songs_fts USING fts5(
  title, artist, album, {_COLUMNS}, prefix='1 2 3', detail=column
)""",
    "CREATE VIRTUAL TABLE search_terms USING fts5vocab(search_songs_fts, 'row')",
    "CREATE TABLE search_keys (key TEXT NOT NULL, place INTEGER NOT NULL, PRIMARY KEY (key, place)) WITHOUT ROWID",
    # ``source`` is the row and version of the lyrics that were put in; ``lines`` is what is shown of them, as JSON.
    """CREATE TABLE search_lyrics (
  rid INTEGER PRIMARY KEY,
  place INTEGER NOT NULL,
  source TEXT NOT NULL,
  lines TEXT NOT NULL,
  words TEXT NOT NULL
)""",
    f"CREATE VIRTUAL TABLE search_lyrics_fts USING fts5(words, {_COLUMNS}, prefix='2 3', detail=full)",
    *_names("artists"),
    *_names("albums"),
)
"""The statements that make the search tables, in order; they come after the catalogue's own."""
