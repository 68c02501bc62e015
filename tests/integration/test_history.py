"""The history of a library of this device: told by operation, song and field, and taken back as finely."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pluto_desktop import bootstrap
from pluto_desktop.bootstrap import Services
from pluto_desktop.domain.batches import SongEdit
from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.errors import Invalid
from pluto_desktop.domain.ids import SongId
from pluto_desktop.domain.shared import CommandKind, SongFields
from pluto_desktop.services.edit_songs import NewFiles
from pluto_desktop.services.history import FieldChange
from tests.factories import make_document, make_song

NEVER = CancelToken()


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Services]:
    with bootstrap.open_services(tmp_path / "library") as services:
        yield services


@pytest.fixture
def songs(library: Services) -> list[SongId]:
    return library.library.catalogue.add_songs([make_song(title, notes="old") for title in ("జో", "Rama")])


def edit(library: Services, song: SongId, **said: object) -> None:
    fields = SongFields(**said, given=frozenset(said))  # type: ignore[arg-type]
    library.edit.send(library.edit.update_song(song, fields, NewFiles()), NEVER)


def edit_both(library: Services, songs: list[SongId], notes: str) -> None:
    fields = SongFields(notes=notes, given=frozenset({"notes"}))
    library.edit_many.apply([SongEdit(song, fields) for song in songs], title="Notes of both")


def test_operations_are_told_newest_first_and_opened(library: Services, songs: list[SongId]) -> None:
    edit(library, songs[0], title="జో జో", notes="new")
    edit_both(library, songs, "both")
    batch, single, _added = library.history.list_operations().lines
    assert (batch.title, batch.songs, batch.song_id) == ("Notes of both", 2, None)
    assert (single.title, single.songs, single.song_id) == ("జో జో", 1, songs[0])
    opened = library.history.open(batch, 1)
    assert opened.total == 2
    assert [change.fields for change in opened.songs] == [(FieldChange("notes", "new", "both"),)]
    (change,) = library.history.open(single, 50).songs
    assert (change.title, change.kind) == ("జో జో", CommandKind.UPDATE)
    assert {field.name: (field.before, field.after) for field in change.fields} == {
        "title": ("జో", "జో జో"),
        "romanised": ("Jo", "Jo Jo"),  # it follows the title
        "notes": ("old", "new"),
    }


def test_one_field_is_taken_back_and_the_others_stay(library: Services, songs: list[SongId]) -> None:
    edit(library, songs[0], title="Jo", notes="new")
    line = library.history.list_operations().lines[0]
    library.history.revert_song(line.op_id, songs[0], "title", NEVER)
    song = library.browse.get_song(songs[0])
    assert (song.title, song.notes) == ("జో", "new")
    with pytest.raises(Invalid, match="nothing_to_change"):
        library.history.revert_song(line.op_id, songs[0], "title", NEVER)
    with pytest.raises(Invalid, match="nothing_to_change"):
        library.history.revert_song(line.op_id, songs[0], "genres", NEVER)


def test_one_song_of_a_batch_is_taken_back_or_all_that_nobody_changed_since(
    library: Services, songs: list[SongId]
) -> None:
    def notes() -> list[str]:
        return [library.browse.get_song(song).notes for song in songs]

    edit_both(library, songs, "both")
    line = library.history.list_operations().lines[0]
    library.history.revert_song(line.op_id, songs[0], "", NEVER)
    assert notes() == ["old", "both"]
    edit(library, songs[0], notes="later")
    batch = library.history.revert(line.op_id, NEVER)
    assert notes() == ["later", "old"]
    assert [left.song_id for left in batch.left] == [songs[0]]
    assert library.history.list_operations().lines[0].op_id == batch.op_id


def test_the_history_of_a_song_shows_only_it_even_of_a_batch(library: Services, songs: list[SongId]) -> None:
    edit(library, songs[1], title="Rama Rama")
    edit_both(library, songs, "both")
    newest, *rest = library.history.list_song(songs[1]).lines
    assert [line.kind for line in (newest, *rest)] == ["update_song", "update_song", "add_song"]
    assert {line.song_id for line in (newest, *rest)} == {songs[1]}
    opened = library.history.open(newest, 50)
    assert [(change.song_id, change.fields) for change in opened.songs] == [
        (songs[1], (FieldChange("notes", "old", "both"),))
    ]


def test_what_was_added_says_only_what_it_says_and_goes_when_it_is_taken_back(
    library: Services, songs: list[SongId]
) -> None:
    line = library.history.list_song(songs[1]).lines[0]
    (change,) = library.history.open(line, 50).songs
    assert change.kind is CommandKind.ADD
    assert [field.name for field in change.fields] == ["title", "notes"]
    library.history.revert_song(line.op_id, songs[1], "", NEVER)
    assert library.browse.counts().songs == 1


def test_words_are_told_by_what_they_were_and_became(library: Services, songs: list[SongId]) -> None:
    before, after = make_document("a", "b").to_json(), make_document("a", "c").to_json()
    edit(library, songs[0], lyrics=before)
    edit(library, songs[0], lyrics=after)
    (change,) = library.history.open(library.history.list_operations().lines[0], 50).songs
    assert change.fields == (FieldChange("lyrics", before, after),)
    assert library.history.list_waiting() == []


def test_old_operations_come_page_by_page(
    library: Services, songs: list[SongId], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pluto_desktop.services.history.PAGE", 2)
    for number in range(3):
        edit(library, songs[0], notes=str(number))
    first = library.history.list_operations().lines
    second = library.history.list_operations(first[-1].op_id).lines
    assert [len(first), len(second)] == [2, 2]
    assert library.history.list_operations(second[-1].op_id).lines == ()
