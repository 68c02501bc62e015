"""What every shared library keeps of bytes, and what the sweeper may take."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pluto_desktop.domain.errors import Conflict, NotFound
from pluto_desktop.domain.ids import OperationId, new_id
from pluto_desktop.domain.shared import BEGINNING, CommandKind, SongFields
from tests.contract.shared_library import SharedServer, add, change, command, upload
from tests.factories import make_medium, sha256

DAY_S = 86_400.0


def present(shared: SharedServer):
    return {sha for sha, *_ in shared.admin.list_media(None, 10)}


def test_an_upload_is_announced_under_a_fresh_file_each_time(shared: SharedServer):
    op_id = OperationId(new_id())
    first, second = (shared.curator.begin_upload(op_id, sha256("one")) for _ in range(2))
    assert not first.present
    assert first.file_id != second.file_id
    assert set(shared.admin.list_upload_files()) == {first.file_id, second.file_id}
    shared.curator.extend_upload(first)
    assert shared.admin.list_expired_uploads(10) == []
    assert shared.curator.find_file_ids([sha256("one")]) == {}, "on its way is not published"


def test_published_bytes_are_not_sent_again(shared: SharedServer):
    done = add(shared.curator, SongFields(title="a", song=sha256("one")), make_medium("one"))
    again = shared.other.begin_upload(OperationId(new_id()), sha256("one"))
    assert again.present
    assert shared.curator.find_file_ids([sha256("one")]) == {sha256("one"): again.file_id}
    second = add(shared.other, SongFields(title="b", song=sha256("one")), make_medium("one"))
    ((sha, file_id, size, songs),) = shared.admin.list_media(None, 10)
    assert (sha, file_id, size) == (sha256("one"), again.file_id, 1000)
    assert songs == tuple(sorted((done.song_id, second.song_id)))
    assert shared.admin.list_media(sha, 10) == []


def test_an_upload_slower_than_its_lease_is_taken_and_its_command_refused(shared: SharedServer):
    op_id = OperationId(new_id())
    slow = shared.hasty.begin_upload(op_id, sha256("one"))
    assert [each.file_id for each in shared.admin.list_expired_uploads(10)] == [slow.file_id]
    assert shared.admin.list_expired_uploads(10) == []
    with pytest.raises(Conflict, match="upload_expired"):
        shared.hasty.extend_upload(slow)
    late = command(CommandKind.ADD, SongFields(title="a", song=sha256("one")))
    published = replace(upload(shared.curator, op_id, make_medium("one")), file_id=slow.file_id)
    with pytest.raises(Conflict, match="media_condemned"):
        shared.curator.commit(replace(late, op_id=op_id, media=(published,)))
    assert present(shared) == set()


def test_a_dropped_upload_is_the_sweepers(shared: SharedServer):
    upload_ = shared.curator.begin_upload(OperationId(new_id()), sha256("one"))
    shared.curator.drop_upload(upload_)
    assert [each.file_id for each in shared.admin.list_expired_uploads(10)] == [upload_.file_id]


def test_a_published_upload_is_not_swept(shared: SharedServer):
    add(shared.hasty, SongFields(title="a", song=sha256("one")), make_medium("one"))
    assert shared.admin.list_expired_uploads(10) == []
    assert shared.admin.list_upload_files() == []
    assert present(shared) == {sha256("one")}


def test_the_slower_of_two_uploads_of_the_same_bytes_is_swept(shared: SharedServer):
    ops = [OperationId(new_id()) for _ in range(2)]
    first = upload(shared.curator, ops[0], make_medium("one"))
    second = upload(shared.hasty, ops[1], make_medium("one"))
    for person, op, sent in ((shared.curator, ops[0], first), (shared.hasty, ops[1], second)):
        person.commit(
            replace(command(CommandKind.ADD, SongFields(title="a", song=sha256("one"))), op_id=op, media=(sent,))
        )
    assert [each.file_id for each in shared.admin.list_expired_uploads(10)] == [second.file_id]
    assert shared.curator.find_file_ids([sha256("one")]) == {sha256("one"): first.file_id}


def test_what_a_song_an_edit_or_a_deleted_song_refers_to_is_kept_for_the_grace_period(shared: SharedServer):
    done = add(shared.curator, SongFields(title="a", song=sha256("one")), make_medium("one"))
    assert shared.admin.condemn_unreferenced(0, 10) == []
    op_id = OperationId(new_id())
    sent = upload(shared.curator, op_id, make_medium("two"))
    shared.curator.commit(replace(change(done.song_id, 1, song=sha256("two")), op_id=op_id, media=(sent,)))
    assert shared.admin.condemn_unreferenced(DAY_S, 10) == [], "the edit can be taken back"
    ((sha, file_id),) = shared.admin.condemn_unreferenced(0, 10)
    assert sha == sha256("one")
    assert shared.admin.condemn_unreferenced(0, 10) == [(sha, file_id)], "a sweeper that was killed finds it again"
    shared.admin.forget_medium(sha)
    assert shared.admin.condemn_unreferenced(0, 10) == []
    shared.curator.commit(command(CommandKind.DELETE, song_id=done.song_id, base_version=2))
    assert shared.admin.condemn_unreferenced(DAY_S, 10) == [], "the deletion can be undone"
    assert [each for each, _ in shared.admin.condemn_unreferenced(0, 10)] == [sha256("two")]
    with pytest.raises(NotFound, match="song_not_found"):
        shared.curator.commit(command(CommandKind.RESTORE, song_id=done.song_id))


def test_of_two_songs_with_one_medium_one_may_go(shared: SharedServer):
    first = add(shared.curator, SongFields(title="a", song=sha256("one")), make_medium("one"))
    add(shared.curator, SongFields(title="b", song=sha256("one")), make_medium("one"))
    shared.curator.commit(command(CommandKind.DELETE, song_id=first.song_id, base_version=1))
    assert shared.admin.condemn_unreferenced(0, 10) == []
    assert present(shared) == {sha256("one")}


def unused(shared: SharedServer, seed: str):
    """Publish a medium that no song refers to."""
    add(shared.curator, SongFields(title="a"), make_medium(seed))


def test_a_live_upload_holds_published_bytes(shared: SharedServer):
    unused(shared, "one")
    held = shared.curator.begin_upload(OperationId(new_id()), sha256("one"))
    assert held.present
    assert shared.admin.condemn_unreferenced(0, 10) == []
    shared.curator.drop_upload(held)
    assert [each for each, _ in shared.admin.condemn_unreferenced(0, 10)] == [sha256("one")]


def test_condemned_bytes_are_sent_again_under_another_file(shared: SharedServer):
    unused(shared, "one")
    ((_, old_file),) = shared.admin.condemn_unreferenced(0, 10)
    assert shared.curator.find_file_ids([sha256("one")]) == {}
    with pytest.raises(Conflict, match="media_condemned"):
        add(shared.curator, SongFields(title="b", song=sha256("one")))
    again = add(shared.curator, SongFields(title="b", song=sha256("one")), make_medium("one"))
    (new_file,) = shared.curator.find_file_ids([sha256("one")]).values()
    assert new_file != old_file
    shared.admin.forget_medium(sha256("one"))
    assert shared.listener.get_song(again.song_id).song.song == make_medium("one"), "it is not the sweeper's any more"
    assert [each.file_id for each in shared.admin.list_expired_uploads(10)] == [old_file]


def test_old_changes_are_forgotten_and_who_stood_before_them_is_told(shared: SharedServer):
    add(shared.curator, SongFields(title="a"))
    early = shared.listener.head()
    add(shared.curator, SongFields(title="b"))
    late = shared.listener.head()
    assert shared.admin.forget_changes(DAY_S, 10) == 0
    assert shared.listener.pull(early).songs
    assert shared.admin.forget_changes(0, 1) == 1, "the oldest first"
    assert shared.admin.forget_changes(0, 10) == late.seq - 2
    assert shared.admin.forget_changes(0, 10) == 0, "the newest is kept"
    for lost in (BEGINNING, early):
        with pytest.raises(Conflict, match="feed_lost"):
            shared.listener.pull(lost)
    done = add(shared.curator, SongFields(title="c"))
    assert [each.song.id for each in shared.listener.pull(late).songs] == [done.song_id]
