"""What a person chooses where edits clash is sent as chosen; what is changed meanwhile is asked about again."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from pluto_desktop.domain.edits import Choices, Clash, EditState, Side
from pluto_desktop.domain.errors import Conflict, Invalid, NotFound
from pluto_desktop.domain.ids import OperationId, SongId
from pluto_desktop.domain.shared import CommandKind
from pluto_desktop.domain.shared_json import fields_from_json
from pluto_desktop.domain.song_fields import plain_song
from pluto_desktop.ports.outbox import PendingEdit
from tests.unit.services.shared.test_publish import Desk

MINE, THEIRS = Side.MINE, Side.THEIRS


def words(*lines: str) -> dict[str, Any]:
    """Return a document of lines written ``id:text``."""
    parts = [line.partition(":") for line in lines]
    return {
        "metadata": {},
        "timing": "none",
        "lines": [{"id": one, "start_ms": None, "texts": {"te": text or one}} for one, _, text in parts],
    }


class Two:
    """Two people who edit one song: what one made waits here, the other is always first."""

    def __init__(self, tmp_path: Path, before: Mapping[str, Any]) -> None:
        self.desk = Desk(tmp_path)
        desk = self.desk
        self.song = desk.publish.send(desk.add("before"), desk.cancel).song_id
        self.they_change(before)
        self.base = self.there()

    def there(self) -> dict[str, Any]:
        return plain_song(self.desk.admin.get_song(self.song))

    def they_change(self, said: Mapping[str, Any]) -> None:
        self._make(CommandKind.UPDATE, said)

    def they_delete(self) -> None:
        self._make(CommandKind.DELETE, {})

    def i_edit(self, said: Mapping[str, Any], kind: CommandKind = CommandKind.UPDATE) -> OperationId:
        base = {name: self.base[name] for name in said} if kind is CommandKind.UPDATE else dict(self.base)
        version = self.desk.admin.get_song(self.song).song.version
        kept = self.desk.kept.keep(kind, fields_from_json(said), song_id=self.song, base_version=version, base=base)
        return kept.command.op_id

    def send(self) -> None:
        self.desk.publish.run_once(self.desk.cancel)

    def clash(self) -> Clash:
        (edit,) = self.desk.outbox.list_edits()
        assert edit.state is EditState.CONFLICT
        assert edit.clash is not None
        return edit.clash

    @property
    def waiting(self) -> list[PendingEdit]:
        return list(self.desk.outbox.list_edits())

    def _make(self, kind: CommandKind, said: Mapping[str, Any]) -> None:
        desk = self.desk
        others = type(desk.publish)(desk.admin, desk.publish._uploader, type(desk.outbox)(), desk.kept)
        version = desk.admin.get_song(self.song).song.version
        keeping = type(desk.kept)(others._outbox, desk.folder)
        edit = keeping.keep(kind, fields_from_json(said), song_id=self.song, base_version=version)
        others.send(edit, desk.cancel)


def test_each_field_is_as_it_was_chosen_and_the_rest_is_merged(tmp_path: Path) -> None:
    two = Two(tmp_path, {"notes": "before", "language": "te"})
    op_id = two.i_edit({"title": "mine", "notes": "mine", "tags": ["mine"]})
    two.they_change({"title": "theirs", "notes": "theirs", "language": "en"})
    two.send()
    clash = two.clash()
    assert set(clash.fields) == {"title", "notes"}
    assert clash.others == ("language",)
    two.desk.edits.resolve(op_id, Choices({"title": MINE, "notes": THEIRS}), clash)
    two.send()
    now = two.there()
    assert [now[name] for name in ("title", "notes", "tags", "language")] == ["mine", "theirs", ["mine"], "en"]
    assert two.waiting == []


def test_all_of_theirs_leaves_only_what_does_not_clash_and_where_that_is_nothing_the_edit_is_given_up(
    tmp_path: Path,
) -> None:
    two = Two(tmp_path, {"notes": "before"})
    op_id = two.i_edit({"title": "mine"})
    two.they_change({"title": "theirs"})
    two.send()
    two.desk.edits.resolve(op_id, Choices(rest=THEIRS))
    assert two.waiting == []
    assert two.there()["title"] == "theirs"


def test_words_are_chosen_line_by_line_and_the_lines_that_do_not_clash_stay_of_both(tmp_path: Path) -> None:
    two = Two(tmp_path, {"lyrics": words("a", "b", "c", "d")})
    op_id = two.i_edit({"lyrics": words("a:mine", "b:mine", "c", "d:mine"), "notes": "mine"})
    two.they_change({"lyrics": words("a:theirs", "b:theirs", "c:theirs", "d")})
    two.send()
    assert two.clash().fields == ("lyrics",)
    with pytest.raises(Invalid) as missing:
        two.desk.edits.resolve(op_id, Choices(lines={"a": MINE}))
    assert (missing.value.code, missing.value.params["name"]) == ("choice_missing", "b")
    two.desk.edits.resolve(op_id, Choices(lines={"a": MINE, "b": THEIRS}))
    two.send()
    texts = [line["texts"]["te"] for line in two.there()["lyrics"]["lines"]]
    assert texts == ["mine", "theirs", "theirs", "mine"]
    assert two.there()["notes"] == "mine"


@pytest.mark.parametrize("side", Side)
def test_all_words_of_one_side_still_merge_what_does_not_clash(tmp_path: Path, side: Side) -> None:
    two = Two(tmp_path, {"lyrics": words("a", "b", "c")})
    op_id = two.i_edit({"lyrics": words("a:mine", "b", "c:mine")})
    two.they_change({"lyrics": words("a:theirs", "b:theirs", "c")})
    two.send()
    two.desk.edits.resolve(op_id, Choices({"lyrics": side}))
    two.send()
    texts = [line["texts"]["te"] for line in two.there()["lyrics"]["lines"]]
    assert texts == [side.value, "theirs", "mine"]


def test_what_they_change_again_meanwhile_is_a_clash_of_its_own_and_loses_nothing(tmp_path: Path) -> None:
    two = Two(tmp_path, {"notes": "before"})
    op_id = two.i_edit({"title": "mine", "notes": "mine"})
    two.they_change({"title": "theirs"})
    two.send()
    old = two.clash()
    two.desk.edits.resolve(op_id, Choices({"title": MINE}), old)
    two.they_change({"title": "theirs again", "notes": "theirs"})
    two.send()
    clash = two.clash()
    assert set(clash.fields) == {"title", "notes"}
    assert clash.theirs is not None
    assert clash.base is not None
    assert (clash.theirs["title"], clash.base["title"]) == ("theirs again", "theirs")
    assert two.there()["title"] == "theirs again"
    # Whoever still looks at the old clash is told.
    with pytest.raises(Conflict) as changed:
        two.desk.edits.resolve(op_id, Choices(rest=MINE), old)
    assert changed.value.code == "clash_changed"
    two.desk.edits.resolve(op_id, Choices(rest=MINE), clash)
    two.send()
    assert [two.there()[name] for name in ("title", "notes")] == ["mine", "mine"]


def test_nothing_is_chosen_silently_and_nothing_that_does_not_clash(tmp_path: Path) -> None:
    two = Two(tmp_path, {"lyrics": words("a", "b")})
    op_id = two.i_edit({"title": "mine", "lyrics": words("a:mine", "b")})
    two.they_change({"title": "theirs", "lyrics": words("a:theirs", "b")})
    two.send()
    for choices, code, name in (
        (Choices(), "choice_missing", "title"),
        (Choices({"title": MINE}), "choice_missing", "a"),
        (Choices({"title": MINE, "notes": MINE}, rest=MINE), "choice_unknown", "notes"),
        (Choices({"title": MINE}, {"a": MINE, "b": MINE}), "choice_unknown", "b"),
    ):
        with pytest.raises(Invalid) as refused:
            two.desk.edits.resolve(op_id, choices)
        assert (refused.value.code, refused.value.params["name"]) == (code, name)
    assert two.clash().fields == ("lyrics", "title")
    with pytest.raises(NotFound):
        two.desk.edits.resolve(OperationId("none"), Choices(rest=MINE))


def test_a_song_that_they_deleted_comes_back_with_my_edit_or_stays_deleted(tmp_path: Path) -> None:
    two = Two(tmp_path, {"notes": "before"})
    op_id = two.i_edit({"title": "mine"})
    two.they_delete()
    two.send()
    assert two.clash().theirs is None
    with pytest.raises(Invalid):
        two.desk.edits.resolve(op_id, Choices({"title": MINE}))
    two.desk.edits.resolve(op_id, Choices(rest=MINE))
    two.send()
    assert (two.there()["title"], two.desk.admin.get_song(two.song).deleted) == ("mine", False)

    # Once more, after it was brought back: that is another deletion, and another question.
    two.base = two.there()
    op_id = two.i_edit({"title": "mine again"})
    two.they_delete()
    two.send()
    two.desk.edits.resolve(op_id, Choices(rest=MINE))
    two.send()
    assert two.there()["title"] == "mine again"
    op_id = two.i_edit({"notes": "mine"})
    two.they_delete()
    two.send()
    two.desk.edits.resolve(op_id, Choices(rest=THEIRS))
    assert two.waiting == []
    assert two.desk.admin.get_song(two.song).deleted


def test_a_deletion_that_comes_again_before_the_edit_is_sent_can_be_answered_again(tmp_path: Path) -> None:
    two = Two(tmp_path, {"notes": "before"})
    op_id = two.i_edit({"title": "mine"})
    two.they_change({"title": "theirs"})
    two.they_delete()
    two.send()
    two.desk.edits.resolve(op_id, Choices(rest=MINE))
    two.send()
    # It is back; but before they deleted it they had changed the same: that is asked about, not overwritten.
    clash = two.clash()
    assert (clash.fields, two.there()["title"]) == (("title",), "theirs")
    two.they_delete()
    two.desk.edits.resolve(op_id, Choices({"title": MINE}), clash)
    two.send()
    assert two.clash().theirs is None
    two.desk.edits.resolve(op_id, Choices(rest=MINE))
    two.send()
    assert (two.there()["title"], two.desk.admin.get_song(two.song).deleted) == ("mine", False)
    assert two.waiting == []


@pytest.mark.parametrize("side", Side)
def test_my_deletion_of_what_they_changed_is_one_question(tmp_path: Path, side: Side) -> None:
    two = Two(tmp_path, {"notes": "before"})
    op_id = two.i_edit({}, CommandKind.DELETE)
    two.they_change({"title": "theirs"})
    two.send()
    clash = two.clash()
    assert clash.theirs is not None
    two.desk.edits.resolve(op_id, Choices(rest=side), clash)
    two.send()
    assert two.desk.admin.get_song(SongId(two.song)).deleted is (side is MINE)
    assert two.waiting == []
