"""Operations, revisions and the feed: written with what they tell of, or not at all."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from pluto_desktop.adapters.sql.library import SqlLibrary, open_library
from pluto_desktop.domain.errors import NotFound
from pluto_desktop.domain.ids import SongId
from pluto_desktop.ports.catalogue import CatalogueRow
from tests.factories import make_document, make_location, make_medium, make_song


@pytest.fixture
def library(tmp_path: Path) -> Iterator[SqlLibrary]:
    """Return an empty library."""
    library = open_library(tmp_path)
    yield library
    library.close()


def rows(library: SqlLibrary, statement: str) -> list[tuple]:
    with library.connections.reading() as connection:
        return connection.execute(statement).fetchall()


def test_a_write_is_one_operation_with_gapless_changes(library: SqlLibrary):
    ids = library.catalogue.add_songs([make_song("a", artists=("X",), album="Y"), make_song("b", artists=("X",))])
    library.catalogue.remove_songs(ids[:1])
    operations = rows(library, "SELECT op_id, kind, actor FROM operations ORDER BY at, kind")
    assert sorted(kind for _, kind, _ in operations) == ["add_songs", "remove_songs"]
    assert all(actor for _, _, actor in operations)
    changes = rows(library, "SELECT seq, entity, id, kind FROM changes ORDER BY seq")
    assert [seq for seq, *_ in changes] == list(range(1, len(changes) + 1))
    assert [(entity, kind) for _, entity, _, kind in changes] == [
        ("artists", "insert"), ("albums", "insert"), ("metadata", "insert"), ("metadata", "insert"),
        ("metadata", "delete"),
    ]  # fmt: skip
    assert rows(library, "SELECT seq FROM feed_head") == [(len(changes),)]


def test_an_edit_keeps_what_was_before(library: SqlLibrary):
    (song_id,) = library.catalogue.add_songs([make_song("Before", file="a", artists=("X",))])
    library.catalogue.replace_medium(song_id, make_medium("b"), make_location("b"), make_song("After"))
    ((entity, entity_id, version, before, op_id),) = rows(
        library, "SELECT entity, entity_id, version, before, op_id FROM revisions"
    )
    assert (entity, entity_id, version) == ("metadata", song_id, 1)
    assert json.loads(before)["song_name"] == "Before"
    assert json.loads(before)["artist_credit"] == "X"
    assert rows(library, "SELECT op_id FROM operations WHERE kind = 'replace_medium'") == [(op_id,)]


def test_earlier_words_are_kept(library: SqlLibrary):
    (song_id,) = library.catalogue.add_songs([make_song("a")])
    library.catalogue.set_lyrics(song_id, make_document("one"))
    library.catalogue.set_lyrics(song_id, make_document("two"))
    (before,) = (json.loads(row[0]) for row in rows(library, "SELECT before FROM revisions WHERE entity = 'lyrics'"))
    assert json.loads(before["document"])["lines"][0]["texts"] == {"en": "one"}
    assert rows(library, "SELECT english_lyrics, telugu_lyrics FROM lyrics") == [("two", "")]


def test_what_fails_leaves_no_trace(library: SqlLibrary):
    (song_id,) = library.catalogue.add_songs([make_song("a", id=SongId("same"))])
    before = [rows(library, f"SELECT count(*) FROM {table}") for table in ("operations", "changes", "artists", "media")]
    with pytest.raises(Exception, match="UNIQUE"):
        library.catalogue.add_songs([make_song("b", file="b", artists=("New",)), make_song("c", id=SongId("same"))])
    with pytest.raises(NotFound):
        library.catalogue.attach_bgm(SongId("none"), make_medium("x"), make_location("x"))
    after = [rows(library, f"SELECT count(*) FROM {table}") for table in ("operations", "changes", "artists", "media")]
    assert after == before
    assert library.catalogue.get_song(song_id).title == "a"


def test_hostile_text_is_kept_as_text(library: SqlLibrary):
    titles = ["x" * 4000, "'; DROP TABLE metadata; --", "\u202egnp.exe", "a\x00b", "\ud800", '%_"`', "నువ్వు" * 600]
    ids = library.catalogue.add_songs([make_song(title, artists=(title,), album=title) for title in titles])
    assert library.catalogue.counts().songs == len(titles)
    shown = [row.title for row in library.catalogue.list_song_rows(ids)]
    assert shown[:4] == ["x" * 4000, "'; DROP TABLE metadata; --", "gnp.exe", "ab"]
    assert library.catalogue.merge_rows([(CatalogueRow(titles[5], titles[5], titles[5]), None)]) == (0, 0)
    everything = list(library.catalogue.iterate_rows())
    assert library.catalogue.merge_rows(everything) == (0, 0)


def test_a_torn_cover_is_no_cover(library: SqlLibrary):
    (song_id,) = library.catalogue.add_songs([make_song("a", cover_bytes=b"picture")])
    cover = library.catalogue.get_song(song_id).cover
    assert cover is not None
    path = library.folder / "media" / "covers" / cover[:2] / cover
    path.write_bytes(b"pict")
    assert library.catalogue.find_cover(cover) is None
    library.catalogue.add_songs([make_song("b", cover_bytes=b"picture")])
    assert library.catalogue.find_cover(cover) == b"picture"


def test_a_file_name_that_is_no_text(library: SqlLibrary):
    import os

    path = Path(os.fsdecode(b"/music/\xff\xfe.mp3"))
    library.catalogue.add_songs([make_song("a", song=make_medium("a"), song_location=make_location("a", path))])
    assert library.catalogue.list_known_files()[0].location.path == path
