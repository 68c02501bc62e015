"""The search tables after every kind of change are what they would be if made anew."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from pluto_desktop.adapters.sql.library import SqlLibrary, open_library
from pluto_desktop.adapters.sql.search_index import SqlSearchIndex
from pluto_desktop.adapters.sql.search_tables import index_songs
from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.errors import Cancelled
from pluto_desktop.domain.views import SongFilter
from pluto_desktop.ports.catalogue import CatalogueRow
from pluto_desktop.services.find import Find
from tests.corpus import songs
from tests.factories import make_document, make_location, make_medium, make_song

PLAIN = {
    "search_songs": "rid, place, title, roman, artist, album, artists, albums",
    "search_keys": "key, place",
    "search_lyrics": "rid, place, lines, words",
    "search_artists": "rid, place, songs, words",
    "search_albums": "rid, place, songs, words",
}
FULL_TEXT = ("search_songs", "search_lyrics", "search_artists", "search_albums")


@pytest.fixture
def library(tmp_path: Path) -> Iterator[SqlLibrary]:
    opened = open_library(tmp_path / "library")
    yield opened
    opened.close()


def state(connection: sqlite3.Connection) -> dict[str, list]:
    found = {table: sorted(connection.execute(f"SELECT {columns} FROM {table}")) for table, columns in PLAIN.items()}
    for table in FULL_TEXT:
        connection.execute(
            f"CREATE VIRTUAL TABLE IF NOT EXISTS temp.{table}_v USING fts5vocab(main, {table}_fts, instance)"
        )
        found[f"{table}_fts"] = sorted(connection.execute(f"SELECT term, doc FROM temp.{table}_v"), key=repr)
    return found


def anew(library: SqlLibrary, tmp_path: Path) -> dict[str, list]:
    """Return what the tables hold when everything is taken out and put in again."""
    copy = sqlite3.connect(tmp_path / "copy.db", isolation_level=None)
    with library.connections.reading() as connection:
        connection.backup(copy)
    for table in FULL_TEXT:
        copy.execute(f"DELETE FROM {table}")
        copy.execute(f"INSERT INTO {table}_fts ({table}_fts) VALUES ('delete-all')")
    copy.execute("DELETE FROM search_keys")
    copy.execute("BEGIN")
    index_songs(copy, [rid for (rid,) in copy.execute("SELECT rid FROM metadata")])
    copy.execute("COMMIT")
    result = state(copy)
    copy.close()
    return result


def now(library: SqlLibrary) -> dict[str, list]:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as copy:
        with library.connections.reading() as connection:
            connection.backup(copy)
        return state(copy)


def test_the_tables_follow_every_change(library: SqlLibrary, tmp_path: Path) -> None:
    catalogue = library.catalogue
    ids = catalogue.add_songs(list(songs(60)))
    catalogue.add_songs([make_song("Two", artists=("Anna", "Anna", "Bala"), album="Katha", file="two")])
    catalogue.set_lyrics(ids[3], make_document("one line", "వేరే పాట"))
    catalogue.set_lyrics(ids[4], None)
    catalogue.set_lyrics(ids[3], make_document("another"))
    catalogue.remove_songs([ids[0], ids[5]])
    row = catalogue.get_song(ids[7])
    catalogue.merge_rows(
        [(CatalogueRow(title="Renamed Song", artist="Someone New", album="Elsewhere", plays=123456, id=row.id), None)]
    )
    catalogue.replace_medium(
        ids[8], make_medium("changed"), make_location("changed"), make_song("Changed", artists=("Bala",), album="Katha")
    )
    assert now(library) == anew(library, tmp_path)


def test_a_song_made_popular_comes_first(library: SqlLibrary) -> None:
    library.catalogue.add_songs([make_song(f"Raju {letter}", popularity=50) for letter in "abcdef"])
    find = Find(SqlSearchIndex(library.connections))
    assert find.answer("raju f").songs[0].title == "Raju f"
    last = find.answer("raju f").songs[0].id
    library.catalogue.merge_rows([(CatalogueRow(title="", plays=1_000_000, id=last), None)])
    assert find.answer("raju").songs[0].id == last


def test_a_removed_song_and_its_names_are_found_no_longer(library: SqlLibrary) -> None:
    (song,) = library.catalogue.add_songs(
        [make_song("Only", artists=("Lonely",), album="Alone", lyrics=make_document("solitude").to_json())]
    )
    find = Find(SqlSearchIndex(library.connections))
    assert find.answer("lonely").artists
    assert find.answer("solitude").lines
    library.catalogue.remove_songs([song])
    assert all(find.answer(typed).empty for typed in ("only", "lonely", "alone", "solitude"))


def test_what_a_thread_keeps_is_read_again_after_a_change(library: SqlLibrary) -> None:
    index = SqlSearchIndex(library.connections)
    for artist in ("Annamayya", "Tyagaraja"):
        library.catalogue.merge_rows([(CatalogueRow("Rama", artist, "Katha", id="00000001-aaaa-4000-8000-1"), None)])
        with index.asking():
            (before,) = index.songs_by_terms([[("rana", True)]], 5, SongFilter())
            (after,) = index.songs_by_joined_prefix("rana", 5, SongFilter())
        assert before is after
        assert before.artist == artist


def test_a_running_question_is_broken_off(library: SqlLibrary) -> None:
    library.catalogue.add_songs([make_song(f"Song {number}") for number in range(2000)])
    index, token = SqlSearchIndex(library.connections), CancelToken()
    endless = "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT count(*) FROM c"
    with library.connections.reading() as connection, index.asking(token):
        token.cancel()
        with pytest.raises(sqlite3.OperationalError, match="interrupted"):
            connection.execute(endless).fetchone()
        with pytest.raises(Cancelled):
            index.songs_filtered(10, SongFilter())
    assert Find(index).answer("song").songs


@pytest.mark.parametrize("title", ["x" * 4000, "a\0b", "\u202eevil", '"quoted" * OR NEAR(', "!!!", "♥", "%_"])
def test_strange_titles_are_found(library: SqlLibrary, title: str) -> None:
    library.catalogue.add_songs([make_song(title)])
    find = Find(SqlSearchIndex(library.connections))
    assert [song.title for song in find.answer(title[:40]).songs] or title == "%_"


@pytest.mark.parametrize(
    "typed", ["lang:\udc80", "genre:\udc80 a", "\udc80", "artist:\0 year:99999", "has:bgm " * 50, "a " * 300]
)
def test_strange_questions_are_answered(library: SqlLibrary, typed: str) -> None:
    library.catalogue.add_songs([make_song("A")])
    assert Find(SqlSearchIndex(library.connections)).answer(typed).query == typed


def test_searching_loads_no_qt_and_no_numpy(library: SqlLibrary) -> None:
    library.catalogue.add_songs([make_song("Parting Glass")])
    script = (
        "import sys; from pathlib import Path; from pluto_desktop import bootstrap\n"
        f"with bootstrap.open_services(Path({str(library.folder)!r})) as services:\n"
        "    assert services.find.answer('partign glass').songs\n"
        "print(sorted({'PySide6', 'numpy', 'sqlalchemy', 'av'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
