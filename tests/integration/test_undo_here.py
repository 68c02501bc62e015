"""What can be undone in a library of this device alone: edits of one song, chosen clashes among them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pluto_desktop.bootstrap import Services, open_services
from pluto_desktop.domain.batches import Left, SongEdit
from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.edits import Choices, Side
from pluto_desktop.domain.errors import Conflict
from pluto_desktop.domain.ids import OperationId, SongId, new_id
from pluto_desktop.domain.shared import SongFields
from pluto_desktop.services.bulk.merging import MergeSongs
from pluto_desktop.services.edit_songs import NewFiles, Seen
from tests.factories import make_song

CANCEL = CancelToken()


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    with open_services(tmp_path / "library") as services:
        yield services


@pytest.fixture
def song(services: Services) -> SongId:
    return services.library.catalogue.add_songs([make_song("Rama", notes="old")])[0]


def change_notes(services: Services, song: SongId, notes: str, seen: Seen | None = None) -> None:
    fields = SongFields(notes=notes, given=frozenset({"notes"}))
    services.edit.send(services.edit.update_song(song, fields, NewFiles(), seen), CANCEL, once=True)


def test_an_edit_of_one_song_is_told_by_its_title(services: Services, song: SongId) -> None:
    change_notes(services, song, "new")
    assert services.undo.undo(CANCEL).title == "Rama"
    services.edit.send(services.edit.delete_song(song), CANCEL)
    assert services.undo.undo(CANCEL).title == "Rama"
    assert services.browse.get_song(song).notes == "old"


def test_what_is_being_done_again_is_not_forgotten_when_something_else_is_done_meanwhile(
    services: Services, song: SongId
) -> None:
    own = services.own_operations
    change_notes(services, song, "new")
    services.undo.undo(CANCEL)
    again = own.peek().redo
    assert again is not None
    own.set_undone(again.op_id, False, OperationId(new_id()))  # noted first; doing it to thousands of songs takes long
    (other,) = services.library.catalogue.add_songs([make_song("Sita", notes="old")])
    change_notes(services, other, "meanwhile")
    meanwhile = own.peek().undo
    assert meanwhile is not None
    assert own.find(again.op_id) is not None
    # What was undone, and is not being done again, is forgotten as ever.
    services.undo.undo(CANCEL)
    change_notes(services, other, "in another way")
    assert own.find(meanwhile.op_id) is None


def test_a_chosen_clash_is_undone_as_every_edit(services: Services, song: SongId) -> None:
    change_notes(services, song, "theirs")
    with pytest.raises(Conflict) as clash:
        change_notes(services, song, "mine", Seen(1, {"notes": "old"}))
    line = services.clashes_here.take(clash.value)
    assert line is not None
    services.clashes_here.resolve(line.op_id, Choices(rest=Side.MINE))
    assert services.browse.get_song(song).notes == "mine"
    services.undo.undo(CANCEL)
    assert services.browse.get_song(song).notes == "theirs"
    services.undo.undo(CANCEL)
    assert services.browse.get_song(song).notes == "old"


def test_merging_leaves_what_changed_since_the_songs_were_looked_at(services: Services, song: SongId) -> None:
    (gone,) = services.library.catalogue.add_songs([make_song("Rāma", notes="theirs")])
    merging = MergeSongs(services.library.reader, lambda: services.edit_many)
    looked = merging.look([song, gone])
    change_notes(services, song, "meanwhile")
    batch = merging.merge(looked, song, {"notes": gone}, CANCEL)
    assert batch.left == (Left(song, ("notes",)),)
    assert services.browse.get_song(song).notes == "meanwhile"


def test_the_history_shows_what_was_done_not_what_was_asked(services: Services, song: SongId) -> None:
    (other,) = services.library.catalogue.add_songs([make_song("Sita", notes="old")])
    change_notes(services, song, "meanwhile")
    fields = SongFields(notes="all", given=frozenset({"notes"}))
    base = {"notes": "old"}
    batch = services.edit_many.apply(
        [SongEdit(song, fields, 1, base=base), SongEdit(other, fields, 1, base=base)], title="Both"
    )
    assert batch.left == (Left(song, ("notes",)),)
    assert [edit.song_id for edit in services.edit_many.get_operation(batch.op_id).edits] == [other]
