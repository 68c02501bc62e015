"""Songs are gathered and what was typed for them is kept."""

from __future__ import annotations

from typing import NoReturn

from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.ids import SongId
from pluto_desktop.services.bulk.bulk_edits import BulkEdits
from pluto_desktop.services.edit_many import EditMany
from tests.factories import make_song
from tests.fakes.catalogue import FakeCatalogue
from tests.fakes.drafts import FakeDrafts


def _nothing_is_written() -> EditMany:
    def fail() -> NoReturn:
        raise AssertionError

    return fail()


def test_songs_are_gathered_with_what_they_share_and_what_was_typed() -> None:
    catalogue, drafts = FakeCatalogue(), FakeDrafts()
    ids = catalogue.add_songs([make_song("A", album="X"), make_song("B", album="X")])
    bulk = BulkEdits(catalogue, _nothing_is_written, drafts)
    bulk.keep(ids, {"tags": "night"})
    found = bulk.gather([ids[1], SongId("gone"), ids[0]], CancelToken())
    assert [song.title for song in found.songs] == ["B", "A"]
    assert (found.shared["album"].text, found.shared["title"].different, found.typed) == ("X", 2, {})
    assert bulk.gather([ids[1], ids[0]], CancelToken()).typed == {"tags": "night"}
    bulk.keep(ids, {})
    assert bulk.gather(ids, CancelToken()).typed == {}


def test_the_oldest_selections_are_forgotten() -> None:
    catalogue, drafts = FakeCatalogue(), FakeDrafts()
    bulk = BulkEdits(catalogue, _nothing_is_written, drafts)
    for at in range(22):
        bulk.keep([SongId(f"{at}")], {"tags": f"{at}"})
    kept = [bulk.gather([SongId(f"{at}")], CancelToken()).typed for at in range(22)]
    assert [bool(typed) for typed in kept] == [False] * 2 + [True] * 20
