"""Whoever edits a song, an import, an exchange, the window or a command, what it was by field is kept."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pluto_desktop.adapters.sql.library import SqlLibrary, open_library
from pluto_desktop.adapters.sql.song_commands import SqlSongs
from pluto_desktop.domain.dates import ReleaseDate
from pluto_desktop.domain.ids import OperationId, SongId, new_id
from pluto_desktop.domain.shared import CommandKind, Credits, SongCommand, SongFields
from pluto_desktop.domain.song_fields import plain_song
from pluto_desktop.ports.catalogue import Beside, CatalogueRow
from tests.factories import make_document, make_location, make_medium, make_song, sha256


@pytest.fixture
def library(tmp_path: Path) -> Iterator[SqlLibrary]:
    """Return an empty library."""
    library = open_library(tmp_path)
    yield library
    library.close()


def change(library: SqlLibrary, song_id: SongId, **fields: Any) -> None:
    said = SongFields(**fields, given=frozenset(fields))
    SqlSongs(library.connections).commit(SongCommand(OperationId(new_id()), CommandKind.UPDATE, song_id, None, said))


def add(library: SqlLibrary) -> SongId:
    (song_id,) = library.catalogue.add_songs(
        [
            make_song(
                "Before", file="a", artists=("X", "Y"), album="Al", genres=("G", "H"), tags=("t",), disc=1, track=2,
                release_date=ReleaseDate(1976, 5), cover_bytes=b"picture", lyrics=make_document("one").to_json(),
            )
        ]
    )  # fmt: skip
    return song_id


def test_each_way_to_edit_keeps_the_whole_song_as_it_was(library: SqlLibrary) -> None:
    catalogue, songs, song_id = library.catalogue, SqlSongs(library.connections), add(library)
    edits = [
        lambda: catalogue.replace_medium(
            song_id, make_medium("b"), make_location("b"), make_song("New tags", artists=("Z",), genres=("I",))
        ),
        lambda: catalogue.set_lyrics(song_id, make_document("two")),
        lambda: catalogue.set_lyrics(song_id, None),
        lambda: catalogue.merge_rows([(CatalogueRow("Merged", "P; Q", id=song_id), make_document("three"))]),
        lambda: catalogue.attach_bgm(song_id, make_medium("c"), make_location("c")),
        lambda: change(library, song_id, credits=Credits(("N",)), genres=("J",), lyrics=make_document("4").to_json()),
        lambda: catalogue.remove_songs([song_id]),
        lambda: catalogue.restore_songs([song_id]),
    ]
    known = {}
    for edit in edits:
        present = songs.get_song(song_id)
        known[present.song.version] = plain_song(present)
        edit()
        kept = {one.version: one.before for one in songs.list_revisions(song_id)}
        assert {version: kept[version] for version in known} == known
    kinds = [one.kind for one in songs.list_revisions(song_id)]
    assert (kinds[:3], kinds[-1]) == (["restore", "delete", "update"], "add")


def test_words_of_a_command_are_a_persons(library: SqlLibrary) -> None:
    song_id = add(library)
    change(library, song_id, lyrics=make_document("a person's").to_json())
    assert not library.catalogue.add_beside([Beside(song_id, make_document("beside").to_json())])
    change(library, song_id, lyrics=None)
    assert not library.catalogue.add_beside([Beside(song_id, make_document("beside").to_json())])


def test_a_title_takes_its_latin_form_along_unless_that_is_somebodys_own(library: SqlLibrary) -> None:
    song_id, songs = add(library), SqlSongs(library.connections)
    change(library, song_id, title="నువ్వు")
    made = songs.get_song(song_id).song.romanised
    assert made
    change(library, song_id, romanised="My own")
    change(library, song_id, title="నేను")
    assert songs.get_song(song_id).song.romanised == "My own"


def test_what_a_command_changes_is_found_at_once(library: SqlLibrary) -> None:
    song_id = add(library)
    change(library, song_id, title="Quite another", bgm=None, cover=None)
    assert [row.id for row in library.reader.list_songs_named("quite another")] == [song_id]
    assert library.reader.get_song(song_id).cover is None
    assert library.reader.list_known_files()[0].location.sha256 == sha256("a")


def test_what_a_person_said_outlives_new_tags_of_the_file(library: SqlLibrary) -> None:
    catalogue, song_id = library.catalogue, add(library)
    change(library, song_id, title="వెన్నెల", notes="mine", credits=Credits(("N",)))
    change(library, song_id, genres=("J",), place=(3, 4))
    change(library, song_id, genres=("G", "H"))
    tags = make_song(
        "Tagged", artists=("Z",), album="Other", genres=("I",), track=9, release_date=ReleaseDate(1980),
        language="en", cover_bytes=b"another",
    )  # fmt: skip
    for name in ("b", "c"):  # the second time the first one's own revision is among those looked at
        catalogue.replace_medium(song_id, make_medium(name), make_location(name), tags)
    song = library.reader.get_song(song_id)
    assert (song.title, song.romanised, song.artist, song.notes, song.tags) == ("వెన్నెల", "Vennela", "N", "mine", ("t",))
    assert (song.genres, song.disc, song.track) == (("G", "H"), 3, 4)
    assert song.album is not None
    assert (song.album.title, song.release_date, song.language) == ("Other", ReleaseDate(1980), "en")
    assert song.cover == sha256("another")

    catalogue.remove_songs([song_id])
    (back,) = catalogue.add_songs([make_song("Tagged", file="c", artists=("Z",), language="te")])
    again = library.reader.get_song(back)
    assert (back, again.title, again.artist, again.notes) == (song_id, "వెన్నెల", "N", "mine")
    assert again.language == "te"
