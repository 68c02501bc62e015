"""Edits wait on the device, in memory and in device.db alike."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from pluto_desktop.adapters.sql.library import open_library
from pluto_desktop.adapters.sql.outbox import SqlOutbox
from pluto_desktop.domain.dates import ReleaseDate
from pluto_desktop.domain.edits import UNKNOWN_VERSION, Clash, EditState
from pluto_desktop.domain.errors import NotFound
from pluto_desktop.domain.ids import MediaHash, OperationId, SongId, new_id
from pluto_desktop.domain.shared import AlbumName, CommandKind, Credits, SongCommand, SongFields
from pluto_desktop.domain.songs import MediaKind, Medium
from pluto_desktop.ports.outbox import Outbox, PendingEdit, PendingMedium
from tests.fakes.outbox import FakeOutbox

FULL = SongFields(
    title="నువ్వు “quoted” ' \\ \x01",
    romanised="nuvvu",
    credits=Credits(("ఎస్. జానకి", "B")),
    album=AlbumName("Album", "Various"),
    place=(1, None),
    release_date=ReleaseDate(1976, 5),
    genres=("Folk", "జానపద"),
    tags=("a",),
    notes="n" * 5000,
    language="te",
    popularity=7,
    song=MediaHash("a" * 64),
    bgm=None,
    cover=MediaHash("c" * 64),
    lyrics={"lines": [{"texts": {"te": "పాట"}}]},
    given=frozenset(
        "title romanised credits album place release_date genres tags notes language popularity song bgm cover"
        " lyrics".split()
    ),
)


@pytest.fixture(params=["fake", "sql"])
def outbox(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Outbox]:
    if request.param == "fake":
        yield FakeOutbox()
        return
    opened = open_library(tmp_path / "library")
    yield SqlOutbox(opened.connections)
    opened.close()


def edit(fields: SongFields = FULL, **more: object) -> PendingEdit:
    command = SongCommand(OperationId(new_id()), CommandKind.UPDATE, SongId(new_id()), 3, fields)
    return PendingEdit(command, **more)  # type: ignore[arg-type]


def test_an_edit_comes_back_as_it_was_kept(outbox: Outbox) -> None:
    medium = Medium(MediaHash("a" * 64), 12, "mp3", MediaKind.SONG, 3000, "sound", -3.5, 0.9)
    kept = edit(media=(PendingMedium(medium, Path("/music/పాట\udcff.mp3")),), base={"title": "before"}, created_at_ms=5)
    outbox.add(kept)
    assert outbox.list_edits() == [kept]
    assert outbox.find_edit(kept.command.op_id) == kept
    assert outbox.find_edit(OperationId("another")) is None


def test_many_are_kept_at_once_and_shown_together(outbox: Outbox) -> None:
    first, second = edit(created_at_ms=1), edit(created_at_ms=2)
    assert not outbox.add(first, show=False)
    assert not outbox.add(second, show=False)
    assert outbox.list_edits() == [first, second]
    outbox.show()
    assert outbox.list_edits() == [first, second]
    assert not outbox.show()


def test_what_is_not_said_stays_unsaid(outbox: Outbox) -> None:
    kept = edit(SongFields(notes="", given=frozenset({"notes"})), created_at_ms=1)
    outbox.add(kept)
    found = outbox.find_edit(kept.command.op_id)
    assert found is not None
    assert found.command.fields.given == {"notes"}


def test_edits_keep_their_order_and_their_time(outbox: Outbox) -> None:
    edits = [edit() for _ in range(5)]
    for one in edits:
        outbox.add(one)
    found = outbox.list_edits()
    assert [one.command.op_id for one in found] == [one.command.op_id for one in edits]
    assert all(one.created_at_ms > 0 for one in found)


def test_states_and_removal(outbox: Outbox) -> None:
    one, other = edit(created_at_ms=1), edit(created_at_ms=2)
    outbox.add(one)
    outbox.add(other)
    clash = Clash(4, ("title",), {"title": "theirs"}, {"title": "before"}, ("tags",))
    stuck = replace(one, state=EditState.CONFLICT, clash=clash, restores=4)
    outbox.change(stuck)
    assert outbox.list_edits() == [stuck, other]
    failed = replace(other, state=EditState.FAILED, error=NotFound("file_missing", path="/a"))
    outbox.change(failed)
    found = outbox.find_edit(other.command.op_id)
    assert found is not None
    assert (found.state, str(found.error)) == (EditState.FAILED, str(failed.error))
    outbox.remove(one.command.op_id)
    outbox.remove(one.command.op_id)
    outbox.change(one)
    assert [found.command.op_id for found in outbox.list_edits()] == [other.command.op_id]


def test_what_is_done_waits_no_more(outbox: Outbox) -> None:
    one, other = edit(), edit()
    outbox.add(one)
    outbox.add(other)
    outbox.done(one.command.op_id, 7)
    assert [found.command.op_id for found in outbox.list_edits()] == [other.command.op_id]
    assert outbox.find_edit(one.command.op_id) is None
    outbox.change(one)
    assert outbox.find_edit(one.command.op_id) is None


def test_all_are_held_for_another_history(outbox: Outbox) -> None:
    outbox.add(edit(state=EditState.CONFLICT, clash=Clash(4)))
    outbox.add(edit())
    assert outbox.hold_all() == 2
    for found in outbox.list_edits():
        assert (found.state, found.clash, found.command.base_version) == (EditState.HELD, None, UNKNOWN_VERSION)
