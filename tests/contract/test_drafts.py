"""What every place for drafts does."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pluto_desktop.adapters.sql.drafts import SqlDrafts
from pluto_desktop.adapters.sql.library import open_library
from pluto_desktop.domain.drafts import Draft, DraftKind
from pluto_desktop.ports.drafts import Drafts
from tests.fakes.drafts import FakeDrafts

SONG, WORDS = DraftKind.SONG, DraftKind.WORDS


@pytest.fixture(params=["fake", "sql"])
def drafts(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Drafts]:
    if request.param == "fake":
        yield FakeDrafts()
        return
    opened = open_library(tmp_path / "library")
    yield SqlDrafts(opened.connections)
    opened.close()


def test_a_draft_is_as_it_was_kept_last(drafts: Drafts) -> None:
    assert drafts.find_draft(SONG, "s") is None
    drafts.keep_draft(Draft(SONG, "s", 3, {"texts": {"title": "జో"}}))
    at = drafts.keep_draft(Draft(SONG, "s", 4, {"texts": {"title": "జో జో"}, "files": [None, 1]}))
    assert drafts.find_draft(SONG, "s") == Draft(SONG, "s", 4, {"texts": {"title": "జో జో"}, "files": [None, 1]}, at)


def test_drafts_of_two_kinds_of_a_song_do_not_meet(drafts: Drafts) -> None:
    drafts.keep_draft(Draft(SONG, "s", 1, {"a": 1}))
    drafts.keep_draft(Draft(WORDS, "s", None, {"b": 2}))
    drafts.forget_draft(SONG, "s")
    assert drafts.find_draft(SONG, "s") is None
    words = drafts.find_draft(WORDS, "s")
    assert words is not None
    assert (words.base_version, words.body) == (None, {"b": 2})


def test_drafts_are_listed_newest_first(drafts: Drafts) -> None:
    kept = {name: drafts.keep_draft(Draft(SONG, name)) for name in "abc"}
    listed = drafts.list_drafts(SONG)
    assert {draft.id: draft.updated_at_ms for draft in listed} == kept
    assert [draft.updated_at_ms for draft in listed] == sorted(kept.values(), reverse=True)
    assert drafts.list_drafts(WORDS) == []


def test_forgetting_what_is_not_there_is_no_error(drafts: Drafts) -> None:
    drafts.forget_draft(SONG, "s")
    assert drafts.list_drafts(SONG) == []
