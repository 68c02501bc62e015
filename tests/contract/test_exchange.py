"""What every catalogue does with rows of the CSV and JSON-lines exchange."""

from __future__ import annotations

import pytest

from pluto_desktop.domain.dates import ReleaseDate
from pluto_desktop.domain.errors import Cancelled
from pluto_desktop.domain.views import SongQuery
from pluto_desktop.lyrics.document import Document, Line
from pluto_desktop.lyrics.formats import read, write_lrc
from pluto_desktop.ports.catalogue import CatalogueRow
from tests.contract.conftest import Library
from tests.factories import make_document, make_song


def merge(library: Library, *rows):
    return library.catalogue.merge_rows([row if isinstance(row, tuple) else (row, None) for row in rows])


def test_rows_become_songs_and_come_out_again(library: Library):
    document = make_document("one", "two")
    row = CatalogueRow("Title", "A; B", "Album", "1976-05", "te", 12, "", "my-id")
    assert merge(library, (row, document), CatalogueRow("Other")) == (2, 0)
    song = library.catalogue.get_song("my-id")
    assert (song.title, song.artist, song.release_date) == ("Title", "A, B", ReleaseDate(1976, 5))
    assert (song.language, song.popularity) == ("te", 12)
    (first, words), (second, none) = library.catalogue.iterate_rows()
    assert (first, words) == (row, document)
    assert (second.title, none) == ("Other", None)


def test_the_same_id_or_folded_identity_is_the_same_song(library: Library):
    assert merge(library, CatalogueRow("Café", "X", "Y", id="1"), CatalogueRow("Other", "X")) == (2, 0)
    assert merge(library, CatalogueRow("CAFE", "x", "y", plays=4)) == (0, 1)
    assert merge(library, CatalogueRow("Renamed", id="1", album="New")) == (0, 1)
    song = library.catalogue.get_song("1")
    assert (song.title, song.artist, song.popularity) == ("Renamed", "x", 4)
    assert song.album is not None
    assert song.album.title == "New"


def test_the_same_song_twice_in_one_file(library: Library):
    assert merge(library, CatalogueRow("A", "X"), CatalogueRow("a", "x", plays=3), CatalogueRow("A", "Z")) == (2, 1)
    assert len(library.catalogue.list_song_ids(SongQuery())) == 2


def test_empty_fields_change_nothing_and_no_change_is_no_update(library: Library):
    (song_id,) = library.catalogue.add_songs(
        [make_song("T", artists=("A",), album="B", language="te", popularity=2, release_date=ReleaseDate(1999))]
    )
    library.catalogue.set_lyrics(song_id, make_document("one"))
    before = library.catalogue.get_song(song_id)
    assert merge(library, CatalogueRow("T", "A", "B"), CatalogueRow("", id=song_id)) == (0, 0)
    assert library.catalogue.get_song(song_id) == before
    assert library.catalogue.find_lyrics(song_id) == make_document("one")


def test_other_words_are_an_update(library: Library):
    merge(library, (CatalogueRow("T"), make_document("one")))
    assert merge(library, (CatalogueRow("T"), make_document("one"))) == (0, 0)
    assert merge(library, (CatalogueRow("T"), make_document("two"))) == (0, 1)


def test_rows_that_stop_coming_leave_everything_as_it_was(library: Library):
    class Rows:
        def __len__(self):
            return 10_000

        def __iter__(self):
            for number in range(5_000):
                yield CatalogueRow(f"Title {number}"), None
            raise Cancelled

    merge(library, CatalogueRow("Before"))
    with pytest.raises(Cancelled):
        library.catalogue.merge_rows(Rows())
    assert [row.title for row, _ in library.catalogue.iterate_rows()] == ["Before"]
    assert merge(library, CatalogueRow("After")) == (1, 0)


def test_a_text_that_the_words_are_written_as_changes_nothing(library: Library):
    document = Document((Line("L1", 1000, 1900, {"en": "one"}), Line("x", None, None, {"en": "never stamped"})))
    text = write_lrc(document)
    assert read(text).document != document
    (song_id,) = library.catalogue.add_songs([make_song("T", lyrics=document.to_json())])
    assert merge(library, (CatalogueRow("T", lyrics=text), read(text).document)) == (0, 0)
    assert merge(library, (CatalogueRow("T", lyrics=f"{text}\r\n"), read(text).document)) == (0, 0)
    assert library.catalogue.find_lyrics(song_id) == document
    other = text.replace("one", "two")
    assert merge(library, (CatalogueRow("T", lyrics=other), read(other).document)) == (0, 1)


def test_a_date_that_is_none_is_passed_over(library: Library):
    assert merge(library, CatalogueRow("T", release_date="soon", id="1")) == (1, 0)
    assert library.catalogue.get_song("1").release_date is None
