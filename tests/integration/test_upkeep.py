"""What is done in the background each time a library is opened."""

from __future__ import annotations

from pathlib import Path

import pytest

from pluto_desktop import bootstrap
from pluto_desktop.adapters.sql.library import open_library
from pluto_desktop.adapters.sql.search_upkeep import SqlSearchUpkeep
from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.errors import Cancelled
from pluto_desktop.domain.views import SongQuery
from tests.demo import add_two_songs
from tests.factories import make_song


def pieces(library_folder: Path) -> int:
    library = open_library(library_folder)
    with library.connections.reading() as connection:
        count: int = connection.execute("SELECT count(DISTINCT segid) FROM search_songs_fts_idx").fetchone()[0]
    library.close()
    return count


def test_an_index_in_pieces_is_put_in_order_and_finds_what_it_found(library_folder: Path) -> None:
    library = open_library(library_folder)
    with library.connections.writing() as connection:
        connection.execute("INSERT INTO search_songs_fts (search_songs_fts, rank) VALUES ('automerge', 0)")
    for number in range(8):
        library.catalogue.add_songs([make_song(f"వెన్నెల {number}")])
    library.close()
    assert pieces(library_folder) > 4
    with bootstrap.open_services(library_folder) as services:
        before = services.find.answer("vennela").songs
        services.upkeep.run_once(CancelToken())
    assert pieces(library_folder) == 1
    with bootstrap.open_services(library_folder) as services:
        assert services.find.answer("vennela").songs == before


def test_upkeep_marks_what_is_gone_and_makes_a_backup(library_folder: Path, tmp_path: Path) -> None:
    with bootstrap.open_services(library_folder) as services:
        add_two_songs(services)
        for file in (library_folder / "media" / "demo").glob("twinkle*"):
            file.rename(tmp_path / file.name)
        services.upkeep.run_once(CancelToken())
        rows = services.browse.list_song_rows(services.browse.list_song_ids(SongQuery()))
        assert {row.title: row.reachable for row in rows} == {
            "Twinkle, Twinkle, Little Star": False,
            "ఉప్పు కప్పురంబు": True,
        }
    assert len(bootstrap.make_library_care(library_folder).list_backups()) == 1


def test_upkeep_stops_when_the_window_closes(library_folder: Path) -> None:
    library = open_library(library_folder)
    with library.connections.writing() as connection:
        connection.execute("INSERT INTO search_songs_fts (search_songs_fts, rank) VALUES ('automerge', 0)")
    for number in range(8):
        library.catalogue.add_songs([make_song(f"song {number}")])
    cancel = CancelToken()
    cancel.cancel()
    with pytest.raises(Cancelled):
        SqlSearchUpkeep(library.connections).tidy(cancel)
    library.close()
