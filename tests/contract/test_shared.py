"""What every shared library does besides: who may do what, its feed, all of its songs."""

from __future__ import annotations

import threading

import pytest

from pluto_desktop.domain.errors import Conflict, Denied
from pluto_desktop.domain.ids import OperationId, new_id
from pluto_desktop.domain.shared import (
    BEGINNING,
    AlbumName,
    CommandKind,
    Credits,
    FeedPosition,
    Role,
    SongFields,
)
from tests.contract.shared_library import SharedServer, add, change, command
from tests.factories import make_medium, sha256


def test_a_library_is_known_by_its_own_id_and_says_what_each_may_do(shared: SharedServer):
    mine, theirs, admins = shared.curator.identify(), shared.listener.identify(), shared.admin.identify()
    assert mine.id == theirs.id == admins.id
    assert (mine.role, theirs.role, admins.role) == (Role.CURATOR, Role.LISTENER, Role.ADMIN)
    assert (mine.writable, theirs.writable, theirs.readable) == (True, False, True)
    assert shared.admin.initialise() == admins


def test_published_media_are_found(shared: SharedServer):
    add(shared.curator, SongFields(title="a", song=sha256("jo")), make_medium("jo"))
    assert set(shared.listener.find_file_ids([sha256("jo"), sha256("none")])) == {sha256("jo")}


def test_a_deleted_song_is_listed_no_more(shared: SharedServer):
    done = add(shared.curator, SongFields(title="a"))
    shared.curator.commit(command(CommandKind.DELETE, song_id=done.song_id, base_version=1))
    assert shared.listener.list_songs(None, 10).songs == ()


def test_a_listener_may_read_and_nothing_else(shared: SharedServer):
    done = add(shared.curator, SongFields(title="a"))
    for forbidden in (
        lambda: shared.listener.commit(change(done.song_id, 1, title="b")),
        lambda: shared.listener.commit(command(CommandKind.ADD, SongFields(title="b"))),
        lambda: shared.listener.begin_upload(OperationId(new_id()), sha256("x")),
        lambda: shared.listener.condemn_unreferenced(0, 1),
        lambda: shared.curator.condemn_unreferenced(0, 1),
    ):
        with pytest.raises(Denied, match="rights_missing"):
            forbidden()
    assert shared.listener.get_song(done.song_id).song.title == "a"


def test_the_feed_tells_whole_operations_from_any_position(shared: SharedServer):
    assert shared.listener.head() == BEGINNING
    assert shared.listener.pull(BEGINNING).songs == ()
    first = add(shared.curator, SongFields(title="a", credits=Credits(("X",)), album=AlbumName("Al", "X")))
    pulled = shared.listener.pull(BEGINNING)
    assert pulled.position == first.position == shared.listener.head()
    assert [each.song.id for each in pulled.songs] == [first.song_id]
    assert [each.name for each in pulled.artists] == ["X"]
    assert [each.title for each in pulled.albums] == ["Al"]
    second = add(shared.other, SongFields(title="b", credits=Credits(("X",))))
    later = shared.listener.pull(pulled.position)
    assert [each.song.id for each in later.songs] == [second.song_id]
    assert [each.name for each in later.artists] == ["X"], "those that the songs refer to come too"
    shared.curator.commit(command(CommandKind.DELETE, song_id=first.song_id, base_version=1))
    (gone,) = shared.listener.pull(second.position).songs
    assert gone.deleted
    assert shared.listener.pull(shared.listener.head()).songs == ()


@pytest.mark.parametrize("seq", [1, 99])
def test_a_position_the_server_does_not_have_is_a_lost_feed(shared: SharedServer, seq: int):
    add(shared.curator, SongFields(title="a"))
    with pytest.raises(Conflict, match="feed_lost"):
        shared.listener.pull(FeedPosition(seq, new_id()))


def test_all_songs_come_in_pages(shared: SharedServer):
    ids = sorted(add(shared.curator, SongFields(title=f"s{n}", credits=Credits((f"X{n}",)))).song_id for n in range(5))
    seen, after = [], None
    while True:
        page = shared.listener.list_songs(after, 2)
        assert {each.name for each in page.artists} == {each.song.artist for each in page.songs}
        seen += [each.song.id for each in page.songs]
        after = page.after
        if after is None:
            break
    assert seen == ids


def test_a_change_is_hinted_at(shared: SharedServer):
    assert not shared.listener.wait_for_news(0)
    heard = []
    waiting = threading.Thread(target=lambda: heard.append(shared.listener.wait_for_news(30)))
    waiting.start()
    while waiting.is_alive():
        add(shared.curator, SongFields(title="a"))
        waiting.join(0.05)
    assert heard == [True]
