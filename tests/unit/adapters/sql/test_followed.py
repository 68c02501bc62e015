"""What is this person's own follows a merged song, also where a kill came between the merging and that."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pluto_desktop.adapters.sql import batch_commands
from pluto_desktop.bootstrap import Services, open_services
from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.changes import Changes
from pluto_desktop.domain.views import SongQuery
from tests.factories import make_medium, make_song


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    with open_services(tmp_path / "library") as services:
        yield services


def test_what_a_kill_left_behind_follows_at_the_next_upkeep(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep, gone = services.library.catalogue.add_songs([make_song("a"), make_song("b")])
    services.personal.set_favourite([gone], True)
    with monkeypatch.context() as killed:
        killed.setattr(batch_commands, "follow_merges", lambda *_: Changes())
        services.edit_many.merge(keep, [gone])
    assert not services.browse.list_song_rows([keep])[0].favourite
    assert services.follow_merges().songs == {keep, gone}
    assert services.browse.list_song_rows([keep])[0].favourite
    assert not services.follow_merges()


def test_what_the_person_did_to_a_playlist_since_stays(services: Services) -> None:
    keep, gone, other = services.library.catalogue.add_songs([make_song("a"), make_song("b"), make_song("c")])
    playlist = services.library.personal.create_playlist("p", [gone])
    services.edit_many.merge(keep, [gone])
    services.library.personal.set_playlist_songs(playlist.id, [other, keep])
    services.undo.undo(CancelToken())
    assert services.library.personal.list_playlist_songs(playlist.id) == [other, gone]


def test_merged_songs_do_not_come_back_with_their_files(services: Services) -> None:
    catalogue = services.library.catalogue
    keep, between, gone = catalogue.add_songs([make_song(each, file=each) for each in "abc"])
    services.edit_many.merge(between, [gone])
    services.edit_many.merge(keep, [between])
    reader = services.library.reader
    assert [reader.was_merged(make_medium(each).sha256) for each in "abcd"] == [False, True, True, False]
    again = [make_song(each, file=each) for each in "cbd"]
    *told, new = catalogue.add_songs(again)
    assert told == [keep, keep]
    assert set(services.browse.list_song_ids(SongQuery())) == {keep, new}
    # Where what is left was removed too, the files bring a song of their own.
    services.edit_many.delete([keep])
    assert not reader.was_merged(make_medium("c").sha256)
    (own,) = catalogue.add_songs([make_song("c", file="c")])
    assert own not in {keep, between, gone}
