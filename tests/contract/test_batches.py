"""What every library, shared or of this device alone, does when many songs are changed by one operation."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pluto_desktop.domain.batches import ArtistName, BatchCommand, BatchKind, Left, SongEdit, inverse_batch
from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.errors import Cancelled, NotFound
from pluto_desktop.domain.ids import OperationId, SongId, new_id
from pluto_desktop.domain.shared import AlbumName, CommandKind, Credits, SongFields
from tests.contract.shared_library import Shared, SharedServer, add, change
from tests.contract.test_song_edits import at_once
from tests.factories import make_document, make_medium, sha256


def batch(*edits: SongEdit, title: str = "t", lets_be: bool = False, artists=()) -> BatchCommand:
    return BatchCommand(OperationId(new_id()), BatchKind.EDIT, title, edits, tuple(artists), lets_be)


def edit(song_id: SongId, version: int | None, base=None, **fields) -> SongEdit:
    return SongEdit(song_id, SongFields(**fields, given=frozenset(fields)), version, base=base)


def commit(shared: Shared, command: BatchCommand):
    return shared.commit_batch(command, CancelToken(), lambda _: None)


def some(songs: SharedServer, *titles: str, **fields) -> list[SongId]:
    return [add(songs.curator, SongFields(title=title, **fields)).song_id for title in titles]


def test_many_songs_are_changed_by_one_operation(songs: SharedServer):
    ids = some(songs, "a", "b", "c", notes="kept")
    words = make_document("hello").to_json()
    command = batch(
        edit(ids[0], 1, title="A", credits=Credits(("X", "Y")), album=AlbumName("Al", "X"), place=(1, 2)),
        edit(ids[1], 1, genres=("g",), tags=("t",), language="te", lyrics=words, credits=Credits(("x",))),
        edit(ids[2], 1, title="c"),
        title="Three songs",
    )
    reports = []
    done = songs.curator.commit_batch(command, CancelToken(), reports.append)
    assert (done.op_id, done.songs, done.left) == (command.op_id, 2, ())
    assert (reports[-1].done, reports[-1].total) == (3, 3)
    one, two, three = (songs.listener.get_song(song_id) for song_id in ids)
    assert (one.song.title, one.song.artist, one.song.notes, one.song.version) == ("A", "X, Y", "kept", 2)
    assert one.song.album is not None
    assert (one.song.album.title, one.song.disc, one.song.track) == ("Al", 1, 2)
    assert (two.song.genres, two.song.tags, two.song.language, two.lyrics) == (("g",), ("t",), "te", words)
    assert two.song.artists[0].artist_id == one.song.artists[0].artist_id
    assert three.song.version == 1, "nothing of it was to be changed"
    assert songs.listener.list_revisions(ids[0])[0].op_id == command.op_id


def test_a_batch_given_twice_is_done_once(songs: SharedServer):
    ids = some(songs, "a", "b")
    songs.other.commit(change(ids[1], 1, title="theirs"))
    command = batch(edit(ids[0], 1, title="A"), edit(ids[1], 1, title="B"))
    results = at_once(lambda: commit(songs.curator, command), lambda: commit(songs.curator, command))
    assert results[0] == results[1] == commit(songs.curator, command)
    assert results[0].left == (Left(ids[1], ("title",)),)
    assert songs.listener.get_song(ids[0]).song.version == 2


def test_a_song_that_clashes_is_left_and_the_others_are_changed(songs: SharedServer):
    ids = some(songs, "a", "b")
    gone = some(songs, "gone")[0]
    songs.other.commit(change(ids[0], 1, title="theirs"))
    songs.other.commit(replace(change(gone, 1), kind=CommandKind.DELETE))
    never = SongId(new_id())
    mine = {"title": "mine", "notes": "mine"}
    done = commit(songs.curator, batch(*(edit(song_id, 1, **mine) for song_id in (*ids, gone, never))))
    assert done.songs == 1
    assert done.left == (Left(ids[0], ("title",)), Left(gone), Left(never))
    theirs = songs.listener.get_song(ids[0]).song
    assert (theirs.title, theirs.notes, theirs.version) == ("theirs", "", 2)
    assert songs.listener.get_song(ids[1]).song.title == "mine"


def test_what_nobody_else_touched_is_merged(songs: SharedServer):
    ids = some(songs, "a", "b")
    songs.other.commit(change(ids[0], 1, notes="theirs"))
    songs.other.commit(change(ids[1], 1, title="seen"))
    done = commit(
        songs.curator, batch(edit(ids[0], 1, title="mine"), edit(ids[1], -1, {"title": "seen"}, title="mine"))
    )
    assert (done.songs, done.left) == (2, ())
    assert songs.listener.get_song(ids[0]).song.notes == "theirs"
    assert songs.listener.get_song(ids[1]).song.title == "mine"


def test_with_lets_be_only_the_fields_that_clash_are_left(songs: SharedServer):
    ids = some(songs, "a")
    songs.other.commit(change(ids[0], 1, title="theirs"))
    done = commit(songs.curator, batch(edit(ids[0], 1, title="mine", notes="mine"), lets_be=True))
    assert (done.songs, done.left) == (1, (Left(ids[0], ("title",)),))
    found = songs.listener.get_song(ids[0]).song
    assert (found.title, found.notes) == ("theirs", "mine")


def test_cancelled_before_the_commit_nothing_was_done(songs: SharedServer):
    ids = some(songs, "a", "b")
    cancel = CancelToken()
    command = batch(edit(ids[0], 1, title="A"), edit(ids[1], 1, title="B"))
    with pytest.raises(Cancelled):
        songs.curator.commit_batch(command, cancel, lambda _: cancel.cancel())
    assert [songs.listener.get_song(song_id).song.version for song_id in ids] == [1, 1]
    assert commit(songs.curator, command).songs == 2, "it may be done all the same, later"


def test_songs_are_deleted_merged_and_brought_back(songs: SharedServer):
    keep, gone, other = some(songs, "a", "a!", "b")
    songs.other.commit(change(other, 1, title="B"))
    done = commit(
        songs.curator,
        batch(
            edit(keep, 1, notes="both"),
            SongEdit(gone, base_version=1, kind=CommandKind.DELETE, merged_into=keep),
            SongEdit(other, base_version=1, kind=CommandKind.DELETE),
        ),
    )
    assert (done.songs, done.left) == (2, (Left(other),))
    merged = songs.listener.get_song(gone)
    assert (merged.deleted, merged.merged_into) == (True, keep)
    commit(songs.other, batch(SongEdit(gone, base_version=-1, kind=CommandKind.RESTORE)))
    back = songs.listener.get_song(gone)
    assert (back.deleted, back.merged_into, back.song.title) == (False, None, "a!")


def test_media_of_other_songs_can_be_taken_and_what_is_not_kept_is_left(songs: SharedServer):
    first = add(songs.curator, SongFields(title="a", bgm=sha256("one")), make_medium("one")).song_id
    second = add(songs.curator, SongFields(title="b")).song_id
    done = commit(songs.curator, batch(edit(second, 1, bgm=sha256("one"))))
    assert songs.listener.get_song(second).song.bgm == songs.listener.get_song(first).song.bgm
    done = commit(songs.curator, batch(edit(second, 2, bgm=sha256("never"), title="B"), lets_be=True))
    assert (done.songs, done.left) == (1, (Left(second, ("bgm",)),))


def test_an_artist_is_renamed_and_named_back(songs: SharedServer):
    ids = some(songs, "a", "b", credits=Credits(("Balu",)))
    artist = songs.listener.get_song(ids[0]).song.artists[0].artist_id
    command = batch(
        *(edit(song_id, 1, credits=Credits(("S. P. Balu",)), base={"credits": ["Balu"]}) for song_id in ids),
        artists=[ArtistName(artist, "S. P. Balu", "Balu")],
    )
    commit(songs.curator, command)
    credits_ = [songs.listener.get_song(song_id).song.artists[0] for song_id in ids]
    assert [(one.artist_id, one.name) for one in credits_] == [(artist, "S. P. Balu")] * 2
    commit(songs.curator, inverse_batch(command, OperationId(new_id())))
    assert songs.listener.get_song(ids[0]).song.artists[0] == replace(credits_[0], name="Balu")


def test_an_artist_renamed_to_another_is_merged_and_comes_back(songs: SharedServer):
    one, two = some(songs, "a", credits=Credits(("Balu",))) + some(songs, "b", credits=Credits(("S. P. Balu",)))
    old, other = (songs.listener.get_song(song_id).song.artists[0].artist_id for song_id in (one, two))
    command = batch(
        edit(one, 1, credits=Credits(("s. p. balu",)), base={"credits": ["Balu"]}),
        artists=[ArtistName(old, "S. P. Balu", "Balu")],
    )
    commit(songs.curator, command)
    assert songs.listener.get_song(one).song.artists[0].artist_id == other
    back = inverse_batch(songs.curator.get_operation(command.op_id), OperationId(new_id()))
    commit(songs.curator, back)
    found = songs.listener.get_song(one).song.artists[0]
    assert (found.artist_id, found.name) == (old, "Balu")


def test_operations_are_listed_and_told(songs: SharedServer):
    ids = some(songs, "a", "b")
    single = change(ids[0], 1, title="A")
    songs.other.commit(single)
    command = batch(edit(ids[0], 2, title="AA"), edit(ids[1], 1, notes="n"), title="Two songs")
    commit(songs.curator, command)
    lines = songs.listener.list_operations(2)
    assert [(line.op_id, line.kind, line.title, line.songs, line.song_id) for line in lines] == [
        (command.op_id, "edit_songs", "Two songs", 2, None),
        (single.op_id, "update_song", "AA", 1, ids[0]),
    ]
    assert lines[0].actor == songs.curator.identify().user
    assert lines[0].at_ms >= lines[1].at_ms > 0
    assert len(songs.listener.list_operations(5, single.op_id)) == 2
    told = songs.listener.get_operation(command.op_id)
    assert told.title == "Two songs"
    assert {one.song_id: (one.mine, one.base) for one in told.edits} == {
        ids[0]: ({"title": "AA"}, {"title": "A"}),
        ids[1]: ({"notes": "n"}, {"notes": ""}),
    }
    (edited,) = songs.listener.get_operation(single.op_id).edits
    assert (edited.mine, edited.base) == ({"title": "A"}, {"title": "a"})
    with pytest.raises(NotFound, match="operation_not_found"):
        songs.listener.get_operation(OperationId(new_id()))


def test_what_an_operation_did_can_be_reverted_whole(songs: SharedServer):
    ids = some(songs, "a", "b", "c")
    command = batch(*(edit(song_id, 1, title=f"{n}") for n, song_id in enumerate(ids)))
    commit(songs.curator, command)
    songs.other.commit(change(ids[2], 2, title="theirs"))
    done = commit(songs.other, inverse_batch(songs.other.get_operation(command.op_id), OperationId(new_id())))
    assert (done.songs, done.left) == (2, (Left(ids[2], ("title",)),))
    assert [songs.listener.get_song(song_id).song.title for song_id in ids] == ["a", "b", "theirs"]


def test_two_batches_at_once_lose_no_update(songs: SharedServer):
    ids = some(songs, *"abcdefgh")
    one = batch(*(edit(song_id, 1, title="one") for song_id in ids))
    two = batch(*(edit(song_id, 1, title="two", notes="n") for song_id in reversed(ids)))
    results = at_once(lambda: commit(songs.curator, one), lambda: commit(songs.other, two))
    assert sorted(result.songs for result in results) == [0, 8]
    assert len({songs.listener.get_song(song_id).song.title for song_id in ids}) == 1
