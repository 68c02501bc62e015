"""Keeping the words of songs findable: one full-text row a song, and its lines beside it for showing the one meant."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pluto_desktop.search.folding import skeleton

_NEW = """SELECT m.rid, l.rid || ':' || l.version, l.document
FROM metadata m JOIN lyrics l ON l.id = m.lyrics_id AND l.deleted_at IS NULL
WHERE m.rid IN (SELECT value FROM json_each(:rids)) AND NOT EXISTS (
  SELECT 1 FROM search_lyrics s WHERE s.rid = m.rid AND s.source = l.rid || ':' || l.version)"""
_SAME = """SELECT s.rid, s.place, s.source, s.lines, s.words
FROM search_lyrics s JOIN metadata m ON m.rid = s.rid JOIN lyrics l ON l.id = m.lyrics_id AND l.deleted_at IS NULL
WHERE s.rid IN (SELECT value FROM json_each(:rids)) AND s.source = l.rid || ':' || l.version"""

Row = tuple[Any, ...]

_JSON = json.JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":")).encode


def index_lyrics(
    connection: sqlite3.Connection, places: Mapping[int, int], ready: Mapping[int, tuple[str, str]]
) -> None:
    """Make the words of these songs (row number to place) found as they now are; ``ready`` holds some (lines_of)."""
    rids = {"rids": json.dumps(list(places))}
    coming: list[Row] = []
    for rid, source, document in connection.execute(_NEW, rids):
        lines, words = ready.get(rid) or lines_of(json.loads(document))
        coming.append((rid, places[rid], source, lines, words))
    same = {row[0]: row for row in connection.execute(_SAME, rids)} if _any(connection) else {}
    moved = [row for rid, row in same.items() if row[1] != places[rid]]
    coming += [(row[0], places[row[0]], *row[2:]) for row in moved]
    staying = same.keys() - {row[0] for row in moved}
    unindex_lyrics(connection, [rid for rid in places if rid not in staying])
    coming.sort(key=lambda row: row[1])
    connection.executemany("INSERT INTO search_lyrics VALUES (?, ?, ?, ?, ?)", coming)
    connection.executemany(
        "INSERT INTO search_lyrics_fts (rowid, words) VALUES (?, ?)", [(row[1], row[4]) for row in coming]
    )


def unindex_lyrics(connection: sqlite3.Connection, rids: Sequence[int]) -> None:
    """Make the words of these songs no longer found."""
    if not rids or not _any(connection):
        return
    leaving = connection.execute(
        "SELECT place, words, rid FROM search_lyrics WHERE rid IN (SELECT value FROM json_each(?)) ORDER BY place",
        (json.dumps(list(rids)),),
    ).fetchall()
    connection.executemany("DELETE FROM search_lyrics WHERE rid = ?", [row[2:] for row in leaving])
    connection.executemany(
        "INSERT INTO search_lyrics_fts (search_lyrics_fts, rowid, words) VALUES ('delete', ?, ?)",
        [row[:2] for row in leaving],
    )


def lines_of(document: Mapping[str, Any]) -> tuple[str, str]:
    """Return what is kept of a stored document: JSON ``[[number, start_ms, text, skeleton]…]``, and all skeletons.

    A line in several languages is several entries, but not where they sound the same (a romanisation).
    """
    kept: list[tuple[int, int | None, str, str]] = []
    for number, line in enumerate(document.get("lines", ()), start=1):
        seen: set[str] = set()
        for text in _texts(line):
            folded = skeleton(text)
            if folded and folded not in seen:
                seen.add(folded)
                kept.append((number, line.get("start_ms"), " ".join(text.split()), folded))
    return _JSON(kept), " ".join(entry[3] for entry in kept)


def _texts(line: Mapping[str, Any]) -> Iterable[str]:
    texts: Mapping[str, str] = line.get("texts", {})
    # What is written in its own script is shown rather than its romanisation.
    return [texts[lang] for lang in sorted(texts, key=lambda lang: (lang.endswith("-Latn"), lang != "te", lang))]


def _any(connection: sqlite3.Connection) -> bool:
    return connection.execute("SELECT 1 FROM search_lyrics LIMIT 1").fetchone() is not None
