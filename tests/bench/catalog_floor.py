"""The floor of bringing a catalogue in: rows of CSV into one table. ``python catalog_floor.py FILE.csv FILE.db``."""

from __future__ import annotations

import csv
import sqlite3
import sys


def main() -> None:
    """Put every row into a new database."""
    connection = sqlite3.connect(sys.argv[2])
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("CREATE TABLE rows (title, artist, album, release_date, language, plays, lyrics)")
    with open(sys.argv[1], encoding="utf-8", newline="") as file:  # noqa: PTH123
        rows = csv.reader(file)
        next(rows)
        connection.executemany("INSERT INTO rows VALUES (?, ?, ?, ?, ?, ?, ?)", rows)
    connection.commit()
    connection.close()


main()
