"""A song of a shared library split on a device: seen at once, waiting, sent whole or not at all, taken back."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.edits import EditState
from pluto_desktop.domain.errors import Conflict, NotFound
from pluto_desktop.domain.ids import MediaHash, SongId
from pluto_desktop.domain.shared import CommandKind, SongFields
from pluto_desktop.domain.song_split import Goes, proposed
from pluto_desktop.domain.songs import MediaKind
from pluto_desktop.ports.outbox import PendingMedium
from pluto_desktop.services.bulk.splitting import SplitLook, SplitSongs
from tests.contract.shared_library import add, change
from tests.factories import make_document, make_medium, sha256
from tests.fakes.shared_world import World
from tests.integration.test_batches_waiting import Desk

WORDS = make_document("jo jo").to_json()
BGM = make_medium("bgm", MediaKind.BGM)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(tmp_path / "device", World())
    yield desk
    desk.close()


@pytest.fixture
def old(desk: Desk) -> SongId:
    fields = SongFields(title="Old", song=sha256("sound"), bgm=sha256("bgm"), lyrics=WORDS)
    added = add(desk.server, fields, make_medium("sound"), BGM)
    desk.sync()
    return added.song_id


def look(desk: Desk, song_id: SongId) -> SplitLook:
    return SplitSongs(desk.services.library.reader, lambda: desk.many).look(song_id)


def split(desk: Desk, old: SongId, title: str = "New") -> SongId:
    """Split a song as it is proposed and return the new one's id."""
    seen = look(desk, old)
    songs = SplitSongs(desk.services.library.reader, lambda: desk.many)
    batch, new = songs.split(seen, proposed(seen.plain), {"title": title}, CancelToken())
    assert (batch.songs, batch.waits) == (2, True)
    return new


def test_both_songs_are_seen_at_once_and_go_out_together(desk: Desk, old: SongId) -> None:
    new = split(desk, old)

    def is_split() -> None:
        browse = desk.services.browse
        left, made = browse.get_song(old), browse.get_song(new)
        assert (left.bgm, made.title, made.bgm) == (None, "New", None)
        assert made.song == replace(BGM, kind=MediaKind.SONG), "what is known of the file is not forgotten"
        assert made.duration_ms == BGM.duration_ms
        assert desk.titles == ["New", "Old"]

    is_split()
    assert [row.waiting for row in desk.rows] == [True, True]
    desk.close()
    desk.open()
    is_split()
    assert [one.count for one in desk.outbox.list_edits()] == [2]
    sending = desk.send()
    assert (len(sending.done), sending.failed, desk.outbox.list_edits()) == (1, (), [])
    is_split()
    assert [row.waiting for row in desk.rows] == [False, False]
    there = desk.server.get_song(new)
    assert (there.song.title, there.song.song and there.song.song.sha256) == ("New", sha256("bgm"))


def test_what_waits_is_undone_whole_without_a_server(desk: Desk, old: SongId) -> None:
    new = split(desk, old)
    desk.undo.undo(CancelToken())
    assert (desk.titles, desk.services.browse.get_song(old).bgm) == (["Old"], BGM)
    desk.undo.redo(CancelToken())
    assert desk.titles == ["New", "Old"]
    desk.undo.undo(CancelToken())
    desk.send()
    assert desk.outbox.list_edits() == []
    assert desk.server.get_song(new).deleted
    assert desk.server.get_song(old).song.bgm == BGM
    desk.undo.redo(CancelToken())
    desk.send()
    assert desk.titles == ["New", "Old"]
    assert desk.server.get_song(old).song.bgm is None


@pytest.mark.parametrize("gone", [False, True])
def test_what_somebody_did_meanwhile_fails_it_whole_and_shows_what_is_there(
    desk: Desk, old: SongId, gone: bool
) -> None:
    new = split(desk, old)
    theirs = change(old, 1, bgm=sha256("sound"))
    desk.server.commit(replace(theirs, kind=CommandKind.DELETE) if gone else theirs)
    sending = desk.send()
    assert [error.code for _, error in sending.failed] == ["split_clashes"]
    (waits,) = desk.outbox.list_edits()
    assert (waits.state, waits.count, waits.error and waits.error.code) == (EditState.FAILED, 2, "split_clashes")
    assert desk.titles == ([] if gone else ["Old"]), "nobody sees half of it"
    with pytest.raises(NotFound):
        desk.server.get_song(new)
    # It is tried again as it is, or given up; nothing of it is left then.
    desk.edits.retry(waits.command.op_id)
    assert desk.titles == ["New", "Old"]
    desk.send()
    desk.edits.discard(waits.command.op_id)
    assert desk.outbox.list_edits() == []
    assert desk.titles == ([] if gone else ["Old"])


def test_an_earlier_edit_that_is_stuck_holds_the_whole_back(desk: Desk, old: SongId) -> None:
    titled = SongFields(title="Mine", given=frozenset({"title"}))
    first = desk.publish.keep(CommandKind.UPDATE, titled, song_id=old, base_version=1, base={"title": "Old"})
    desk.server.commit(change(old, 1, title="Theirs"))
    new = split(desk, old)
    sending = desk.send()
    assert (sending.conflicts, sending.failed, sending.done) == ((first.command.op_id,), (), ())
    assert [edit.count for edit in desk.outbox.list_edits()] == [1, 2]
    with pytest.raises(Conflict, match="edit_behind"):
        desk.publish.send_batch(desk.outbox.list_edits()[1].command.op_id, CancelToken())
    desk.edits.discard(first.command.op_id)
    desk.send()
    assert (desk.titles, desk.outbox.list_edits()) == (["New", "Theirs"], [])
    assert desk.server.get_song(new).song.title == "New"


def test_with_a_split_that_is_given_up_go_the_edits_of_the_song_it_made(desk: Desk, old: SongId) -> None:
    new = split(desk, old)
    titled = SongFields(title="Newer", given=frozenset({"title"}))
    desk.publish.keep(CommandKind.UPDATE, titled, song_id=new, base_version=1, base={"title": "New"})
    assert desk.titles == ["Newer", "Old"]
    desk.server.commit(change(old, 1, bgm=None))
    desk.send()
    assert desk.titles == ["Old"], "what cannot be added is not shown, and what was done to it neither"
    assert len(desk.outbox.list_edits()) == 2
    desk.edits.discard(desk.outbox.list_edits()[0].command.op_id)
    assert (desk.outbox.list_edits(), desk.titles) == ([], ["Old"])


def test_a_merged_song_comes_back_with_what_it_brought_and_is_merged_again(desk: Desk, old: SongId) -> None:
    keep = add(desk.server, SongFields(title="Keep")).song_id
    desk.sync()
    taken = SongFields(bgm=BGM.sha256, lyrics=WORDS, given=frozenset({"bgm", "lyrics"}))
    desk.many.merge(keep, [old], taken)
    desk.services.personal.set_favourite([keep], favourite=True)
    assert desk.services.browse.get_song(keep).bgm == BGM
    desk.send()
    seen = look(desk, keep)
    (merged,) = seen.merged
    assert not seen.can_be_split
    assert (merged.proposed, dict(merged.brought)) == (
        {"bgm": Goes.NEW, "lyrics": Goes.NEW},
        {"bgm": None, "lyrics": None},
    )
    songs = SplitSongs(desk.services.library.reader, lambda: desk.many)
    songs.bring_back(seen, old, {**merged.proposed, "lyrics": Goes.BOTH}, CancelToken())
    for _ in range(2):  # as it waits and once it is sent
        assert desk.titles == ["Keep", "Old"]
        assert desk.services.browse.get_song(keep).bgm is None
        reader = desk.services.library.reader
        assert reader.find_lyrics(keep) == reader.find_lyrics(old)
        assert reader.find_lyrics(old) is not None
        desk.send()
    assert desk.server.get_song(old).merged_into is None
    desk.undo.undo(CancelToken())
    desk.send()
    assert desk.server.get_song(old).merged_into == keep
    assert desk.server.get_song(keep).song.bgm == BGM


def test_a_file_that_waits_itself_can_be_split_off(desk: Desk, old: SongId, tmp_path: Path) -> None:
    path = tmp_path / "late.mp3"
    path.write_bytes(b"late")
    late = make_medium("late", MediaKind.BGM)
    late = replace(late, sha256=MediaHash(hashlib.sha256(b"late").hexdigest()), size=4)
    given = SongFields(bgm=late.sha256, given=frozenset({"bgm"}))
    media = [PendingMedium(late, path)]
    desk.publish.keep(CommandKind.UPDATE, given, media, song_id=old, base_version=1, base={"bgm": BGM.sha256})
    new = split(desk, old)
    reader = desk.services.library.reader
    for _ in range(2):  # as it waits and once it is sent
        made = desk.services.browse.get_song(new)
        assert made.song == replace(late, kind=MediaKind.SONG)
        location = reader.find_location(late.sha256)
        assert location is not None
        assert location.path.read_bytes() == b"late"
        desk.send()
    assert desk.outbox.list_edits() == []
    assert desk.server.get_song(new).song.song is not None


def test_somebody_else_takes_it_back_from_the_history(desk: Desk, old: SongId, tmp_path: Path) -> None:
    new = split(desk, old)
    desk.send()
    other = Desk(tmp_path / "other", desk.world)
    other.sync()
    assert other.titles == ["New", "Old"]
    line = other.many.list_operations(1)[0]
    assert (line.kind, line.songs) == ("split_song", 2)
    batch = other.many.revert(line.op_id)
    assert (batch.songs, batch.left) == (2, ())
    other.send()
    other.close()
    assert desk.server.get_song(new).deleted
    assert desk.server.get_song(old).song.bgm == BGM
