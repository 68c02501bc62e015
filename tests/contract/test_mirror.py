"""What every mirror does with what the shared library tells."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from pluto_desktop.adapters.sql.library import open_library
from pluto_desktop.adapters.sql.mirror import SqlMirror
from pluto_desktop.domain.changes import Changes
from pluto_desktop.domain.ids import SongId
from pluto_desktop.domain.shared import BEGINNING, FeedPosition, Pulled
from pluto_desktop.ports.mirror import Mirror, MirrorState
from tests.fakes.mirror import FakeMirror
from tests.shared_songs import page_of, pulled_of, shared_song

START = FeedPosition(3, "three")
A, B, C = (shared_song(name, artist="Anna", album="Katha", words="one|two") for name in "abc")


def ids(*names: str) -> frozenset[SongId]:
    return frozenset(map(SongId, names))


@pytest.fixture(params=["fake", "sql"])
def mirror(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Mirror]:
    if request.param == "fake":
        yield FakeMirror()
        return
    library = open_library(tmp_path / "library")
    yield SqlMirror(library.connections)
    library.close()


def present(mirror: Mirror) -> dict[SongId, int]:
    return mirror.list_present(sorted(ids("a", "b", "c")))


def first_pull(mirror: Mirror) -> None:
    mirror.begin("library", START)
    mirror.put_page(page_of(A, B))
    mirror.complete()


def test_before_the_first_pull_there_is_nothing(mirror: Mirror):
    assert mirror.state() == MirrorState("", BEGINNING, complete=False, after=None)
    assert present(mirror) == {}


def test_a_first_pull_is_remembered_page_by_page(mirror: Mirror):
    mirror.begin("library", START)
    assert mirror.state() == MirrorState("library", START)
    assert mirror.put_page(page_of(A, B, after=B.song.id)) == Changes(ids("a", "b"), True, True, lyrics=True)
    assert mirror.state() == MirrorState("library", START, after=SongId("b"))
    mirror.put_page(page_of(C))
    assert not mirror.complete()
    assert mirror.state() == MirrorState("library", START, complete=True)
    assert present(mirror) == {"a": 1, "b": 1, "c": 1}


def test_what_does_not_come_again_is_taken_out_at_the_end_only(mirror: Mirror):
    first_pull(mirror)
    mirror.begin("library", FeedPosition(9, "nine"))
    assert not mirror.put_page(page_of(A))
    assert set(present(mirror)) == ids("a", "b")
    assert mirror.complete() == Changes(ids("b"), albums=True, artists=True)
    assert set(present(mirror)) == ids("a")


def test_changes_are_taken_in_with_their_position(mirror: Mirror):
    first_pull(mirror)
    edited = replace(A, song=replace(A.song, title="Another", version=2))
    changes = mirror.apply(pulled_of(4, [edited, replace(B, deleted=True), C]))
    assert changes == Changes(ids("a", "b", "c"), albums=True, artists=True, lyrics=True)
    assert mirror.state().position == FeedPosition(4, "change 4")
    assert present(mirror) == {"a": 2, "c": 1}


def test_what_is_told_again_is_no_change(mirror: Mirror):
    first_pull(mirror)
    assert not mirror.apply(pulled_of(4, [A, B]))
    assert not mirror.apply(Pulled(FeedPosition(4, "change 4")))
    assert mirror.state().position.seq == 4


def test_other_words_are_a_change_of_words(mirror: Mirror):
    first_pull(mirror)
    assert mirror.apply(pulled_of(4, [replace(A, lyrics=C.lyrics | {"lines": []})])) == Changes(ids("a"), lyrics=True)


def test_a_deleted_song_can_come_back(mirror: Mirror):
    first_pull(mirror)
    mirror.apply(pulled_of(4, [replace(A, deleted=True, song=replace(A.song, version=2))]))
    assert not mirror.apply(pulled_of(5, [replace(A, deleted=True, song=replace(A.song, version=3))]))
    assert mirror.apply(pulled_of(6, [replace(A, song=replace(A.song, version=4))])).songs == ids("a")
    assert present(mirror) == {"a": 4, "b": 1}
