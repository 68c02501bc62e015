"""What every library, shared or of this device alone, does when one song becomes two, or a merged one comes back."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pluto_desktop.domain.batches import BatchCommand, BatchKind, SongEdit, again, inverse_batch
from pluto_desktop.domain.errors import Conflict, NotFound
from pluto_desktop.domain.ids import OperationId, SongId, new_id
from pluto_desktop.domain.shared import FIELDS, AlbumName, CommandKind, Credits, SongFields
from pluto_desktop.domain.song_fields import plain_song
from pluto_desktop.domain.songs import MediaKind
from tests.contract.shared_library import SharedServer, add, change
from tests.contract.test_batches import commit
from tests.factories import make_document, make_medium, sha256

SOUND, BGM, COVER = sha256("sound"), sha256("bgm"), sha256("cover")
WORDS = make_document("jo jo").to_json()


def begun(songs: SharedServer) -> SongId:
    fields = SongFields(
        title="Old", credits=Credits(("Annamayya",)), song=SOUND, bgm=BGM, cover=COVER, lyrics=WORDS,
        album=AlbumName("Lullabies", "Annamayya"),
    )  # fmt: skip
    kinds = {"sound": MediaKind.SONG, "bgm": MediaKind.BGM, "cover": MediaKind.COVER}
    return add(songs.curator, fields, *(make_medium(seed, kind) for seed, kind in kinds.items())).song_id


def split(song_id: SongId, version: int = 1, bgm: str = BGM) -> tuple[BatchCommand, SongId]:
    """Return what makes a song of the bgm of another, with the same cover, and the new song's id."""
    new = SongId(new_id())
    fields = SongFields(
        title="New", credits=Credits(("Somebody", "Annamayya")), song=bgm, cover=COVER, given=frozenset(FIELDS)
    )  # fmt: skip
    edits = (
        SongEdit(song_id, SongFields(given=frozenset({"bgm"})), version, base={"bgm": bgm}),
        SongEdit(new, fields, kind=CommandKind.ADD),
    )
    return BatchCommand(OperationId(new_id()), BatchKind.SPLIT, "Old", edits, whole=True), new


def test_one_song_becomes_two_by_one_operation(songs: SharedServer):
    old = begun(songs)
    command, new = split(old)
    done = commit(songs.curator, command)
    assert (done.songs, done.left) == (2, ())
    assert commit(songs.curator, command) == done, "given twice it is done once"
    left, made = songs.listener.get_song(old), songs.listener.get_song(new)
    assert left.song.song is not None
    assert (left.song.song.sha256, left.song.bgm, left.song.version) == (SOUND, None, 2)
    assert (left.lyrics, left.song.title) == (WORDS, "Old")
    assert (made.song.title, made.song.artist, made.song.bgm) == ("New", "Somebody, Annamayya", None)
    assert made.song.song == make_medium("bgm", MediaKind.SONG), "it is as any song's sound"
    assert made.song.duration_ms == 180_000
    assert (made.song.cover, made.lyrics, made.song.version) == (COVER, None, 1)
    assert made.song.artists[1].artist_id == left.song.artists[0].artist_id
    line = songs.listener.list_operations(1)[0]
    assert (line.op_id, line.kind, line.title, line.songs) == (command.op_id, "split_song", "Old", 2)
    assert [one.kind for one in songs.listener.list_revisions(new)] == ["add"]

    # One undo takes both back, and doing it again brings the same song.
    told = songs.listener.get_operation(command.op_id)
    assert {one.song_id: one.kind for one in told.edits} == {old: CommandKind.UPDATE, new: CommandKind.ADD}
    undone = commit(songs.curator, inverse_batch(told, OperationId(new_id())))
    assert (undone.songs, undone.left) == (2, ())
    assert songs.listener.get_song(new).deleted
    back = songs.listener.get_song(old).song
    assert back.bgm == make_medium("bgm", MediaKind.BGM)
    redone = commit(songs.curator, again(command, OperationId(new_id())))
    assert (redone.songs, redone.left) == (2, ())
    assert songs.listener.get_song(old).song.bgm is None
    again_made = songs.listener.get_song(new)
    assert (again_made.deleted, again_made.song.song) == (False, made.song.song)


def test_what_was_done_to_the_new_song_since_is_not_lost_when_the_split_is_reverted(songs: SharedServer):
    old = begun(songs)
    command, new = split(old)
    commit(songs.curator, command)
    songs.other.commit(change(new, 1, title="Theirs"))
    told = songs.listener.get_operation(command.op_id)
    added = next(one for one in told.edits if one.kind is CommandKind.ADD)
    assert added.fields.title == "New", "the history tells what the operation did"
    done = commit(songs.curator, inverse_batch(told, OperationId(new_id())))
    assert [one.song_id for one in done.left] == [new]
    assert not songs.listener.get_song(new).deleted
    assert songs.listener.get_song(old).song.bgm is not None


def test_what_somebody_did_meanwhile_stops_the_split_whole(songs: SharedServer):
    gone, emptied, another, divided, titled = (begun(songs) for _ in range(5))
    commands = {old: split(old) for old in (gone, emptied, another, divided, titled)}
    songs.other.commit(replace(change(gone, 1), kind=CommandKind.DELETE))
    songs.other.commit(change(emptied, 1, bgm=None))
    songs.other.commit(change(another, 1, bgm=SOUND))
    commit(songs.other, split(divided)[0])
    for old in (gone, emptied, another, divided):
        there, (command, new) = songs.listener.get_song(old), commands[old]
        for _ in range(2):
            with pytest.raises(Conflict, match="split_clashes"):
                commit(songs.curator, command)
        assert songs.listener.get_song(old) == there
        with pytest.raises(NotFound, match="song_not_found"):
            songs.listener.get_song(new)
    assert songs.listener.list_operations(9)[0].kind == "split_song"

    # What else they changed stops nothing.
    songs.other.commit(change(titled, 1, title="Theirs"))
    command, new = commands[titled]
    assert commit(songs.curator, command).songs == 2
    left = songs.listener.get_song(titled).song
    assert (left.title, left.bgm, songs.listener.get_song(new).song.title) == ("Theirs", None, "New")

    # Nor is a split begun with media that are not kept.
    old = begun(songs)
    command, _ = split(old)
    update, made = command.edits
    fields = replace(made.fields, song=sha256("never"))
    with pytest.raises(Conflict, match="split_media_gone"):
        commit(songs.curator, replace(command, edits=(update, replace(made, fields=fields))))
    assert songs.listener.get_song(old).song.version == 1


def test_a_merged_song_comes_back_with_what_it_brought(songs: SharedServer):
    keep = add(songs.curator, SongFields(title="Keep", notes="n")).song_id
    gone = begun(songs)
    merge = BatchCommand(
        OperationId(new_id()), BatchKind.MERGE, "Keep",
        (
            SongEdit(keep, SongFields(bgm=BGM, given=frozenset({"bgm"})), 1, base={"bgm": None}),
            SongEdit(gone, base_version=1, kind=CommandKind.DELETE, merged_into=keep),
        ),
    )  # fmt: skip
    commit(songs.curator, merge)
    seen = plain_song(songs.curator.get_song(gone))
    edits = (
        SongEdit(keep, SongFields(given=frozenset({"bgm"})), 2, base={"bgm": BGM}),
        SongEdit(gone, base_version=2, kind=CommandKind.RESTORE, base=seen, merged_into=keep),
    )
    command = BatchCommand(OperationId(new_id()), BatchKind.SPLIT, "Keep", edits, whole=True)
    assert commit(songs.curator, command).songs == 2
    back = songs.listener.get_song(gone)
    assert (back.deleted, back.merged_into) == (False, None)
    assert songs.listener.get_song(keep).song.bgm is None
    with pytest.raises(Conflict, match="split_clashes"):  # somebody brought it back already
        commit(songs.other, replace(command, op_id=OperationId(new_id())))
    commit(songs.curator, inverse_batch(command, OperationId(new_id())))
    merged = songs.listener.get_song(gone)
    assert (merged.deleted, merged.merged_into) == (True, keep)
    assert songs.listener.get_song(keep).song.bgm is not None
