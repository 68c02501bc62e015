"""What every shared library does when songs are added, changed, deleted and brought back."""

from __future__ import annotations

import threading
from dataclasses import replace

import pytest

from pluto_desktop.domain.dates import ReleaseDate
from pluto_desktop.domain.errors import Conflict, Denied, NotFound
from pluto_desktop.domain.ids import OperationId, SongId, new_id
from pluto_desktop.domain.shared import (
    BEGINNING,
    AlbumName,
    CommandKind,
    Credits,
    FeedPosition,
    Published,
    Role,
    SongCommand,
    SongFields,
)
from pluto_desktop.domain.songs import MediaKind
from tests.contract.shared_library import SharedServer, add, change, command, upload
from tests.factories import make_document, make_medium, sha256


def test_a_library_is_known_by_its_own_id_and_says_what_each_may_do(shared: SharedServer):
    mine, theirs, admins = shared.curator.identify(), shared.listener.identify(), shared.admin.identify()
    assert mine.id == theirs.id == admins.id
    assert (mine.role, theirs.role, admins.role) == (Role.CURATOR, Role.LISTENER, Role.ADMIN)
    assert (mine.writable, theirs.writable, theirs.readable) == (True, False, True)
    assert shared.admin.initialise() == admins


def test_a_song_comes_back_whole(shared: SharedServer):
    document = make_document("జో అచ్యుతానంద", lang="te", words=True).to_json()
    fields = SongFields(
        title="జో అచ్యుతానంద",
        romanised="Jo Achyutananda",
        credits=Credits(("Annamayya", "M. S. Subbulakshmi")),
        album=AlbumName("Jolalu", "Various"),
        place=(1, 2),
        release_date=ReleaseDate(1498, 5),
        genres=("Devotional", "Lullaby"),
        tags=("night",),
        notes="An old one",
        language="te",
        popularity=7,
        song=sha256("jo"),
        bgm=sha256("jo-bgm"),
        cover=sha256("jo-cover"),
        lyrics=document,
    )
    kinds = {"jo": MediaKind.SONG, "jo-bgm": MediaKind.BGM, "jo-cover": MediaKind.COVER}
    done = add(shared.curator, fields, *(make_medium(seed, kind) for seed, kind in kinds.items()))
    found = shared.listener.get_song(done.song_id)
    song = found.song
    assert (song.title, song.romanised, song.artist) == (
        "జో అచ్యుతానంద",
        "Jo Achyutananda",
        "Annamayya, M. S. Subbulakshmi",
    )
    assert song.album is not None
    assert (song.album.title, song.album.album_artist) == ("Jolalu", "Various")
    assert (song.disc, song.track, song.release_date) == (1, 2, ReleaseDate(1498, 5))
    assert (song.genres, song.tags, song.notes) == (("Devotional", "Lullaby"), ("night",), "An old one")
    assert (song.language, song.popularity, song.version) == ("te", 7, 1)
    assert (song.song, song.bgm) == (make_medium("jo"), make_medium("jo-bgm", MediaKind.BGM))
    assert (found.cover, song.cover) == (make_medium("jo-cover", MediaKind.COVER), sha256("jo-cover"))
    assert song.duration_ms == 180_000
    assert found.lyrics == document
    assert song.added_at_ms > 0
    assert set(shared.listener.find_file_ids([sha256("jo"), sha256("none")])) == {sha256("jo")}


def test_what_is_not_there_is_said(shared: SharedServer):
    for song_id in (SongId(new_id()), SongId("no id at all")):
        with pytest.raises(NotFound, match="song_not_found"):
            shared.listener.get_song(song_id)
        with pytest.raises(NotFound, match="song_not_found"):
            shared.curator.commit(change(song_id, None, title="x"))
    assert shared.listener.list_revisions(SongId(new_id())) == []


def test_each_field_can_be_changed_and_only_what_is_given_changes(shared: SharedServer):
    first = add(shared.curator, SongFields(title="a", notes="kept", credits=Credits(("X",)), lyrics={"lines": []}))
    words = make_document("hello").to_json()
    changes = {
        "title": "b",
        "credits": Credits(("Y", "X")),
        "album": AlbumName("Al", "Y"),
        "place": (None, 3),
        "release_date": ReleaseDate(1999),
        "genres": ("g",),
        "lyrics": words,
    }
    for version, (name, value) in enumerate(changes.items(), start=2):
        assert shared.curator.commit(change(first.song_id, version - 1, **{name: value})).version == version
    found = shared.listener.get_song(first.song_id)
    song = found.song
    assert (song.title, song.artist, song.notes, song.track) == ("b", "Y, X", "kept", 3)
    assert (song.release_date, song.genres, found.lyrics) == (ReleaseDate(1999), ("g",), words)
    shared.curator.commit(
        change(first.song_id, 8, credits=Credits(()), album=AlbumName(""), release_date=None, lyrics=None, genres=())
    )
    emptied = shared.listener.get_song(first.song_id)
    assert (emptied.song.artists, emptied.song.album, emptied.song.release_date) == ((), None, None)
    assert (emptied.lyrics, emptied.song.lyrics_id, emptied.song.genres) == (None, None, ())


def test_a_medium_can_be_replaced_and_taken_off(shared: SharedServer):
    first = add(shared.curator, SongFields(title="a", song=sha256("one")), make_medium("one"))
    op_id = OperationId(new_id())
    sent = upload(shared.curator, op_id, make_medium("two"))
    shared.curator.commit(replace(change(first.song_id, 1, song=sha256("two")), op_id=op_id, media=(sent,)))
    assert shared.listener.get_song(first.song_id).song.song == make_medium("two")
    shared.curator.commit(change(first.song_id, 2, song=None))
    assert shared.listener.get_song(first.song_id).song.song is None


def test_artists_and_albums_are_found_by_their_folded_names_or_made(shared: SharedServer):
    one = add(shared.curator, SongFields(title="a", credits=Credits(("Beyoncé",)), album=AlbumName("Lemonade", "B")))
    two = add(shared.other, SongFields(title="b", credits=Credits(("BEYONCE",)), album=AlbumName("LEMONADE ", "b")))
    first, second = (shared.listener.get_song(each.song_id).song for each in (one, two))
    assert first.artists[0].artist_id == second.artists[0].artist_id
    assert second.artist == "BEYONCE"
    assert first.album == second.album


def test_a_command_given_twice_is_done_once(shared: SharedServer):
    twice = command(CommandKind.ADD, SongFields(title="a"))
    done = shared.curator.commit(twice)
    add(shared.other, SongFields(title="later"))
    assert shared.curator.commit(twice) == done
    again = change(done.song_id, 1, title="b")
    assert shared.curator.commit(again) == shared.curator.commit(again)
    assert shared.listener.get_song(done.song_id).song.version == 2
    assert len(shared.listener.list_revisions(done.song_id)) == 1


def test_a_command_given_twice_at_once_is_done_once(shared: SharedServer):
    twice = command(CommandKind.ADD, SongFields(title="a", credits=Credits(("X",))))
    results = at_once(lambda: shared.curator.commit(twice), lambda: shared.other.commit(twice))
    assert results[0] == results[1]
    assert [each.song.title for each in shared.listener.list_songs(None, 10).songs] == ["a"]


def test_an_id_that_is_taken_is_a_conflict(shared: SharedServer):
    done = add(shared.curator, SongFields(title="a"))
    with pytest.raises(Conflict, match="song_changed"):
        shared.other.commit(replace(command(CommandKind.ADD, SongFields(title="b")), song_id=done.song_id))


def test_disjoint_fields_merge(shared: SharedServer):
    done = add(shared.curator, SongFields(title="a", credits=Credits(("X",)), lyrics={"lines": []}))
    shared.curator.commit(change(done.song_id, 1, title="b"))
    words = make_document("hello").to_json()
    merged = shared.other.commit(change(done.song_id, 1, credits=Credits(("Y",)), lyrics=words))
    found = shared.listener.get_song(done.song_id)
    assert (found.song.title, found.song.artist, found.lyrics, merged.version) == ("b", "Y", words, 3)


def test_words_merge_by_line(shared: SharedServer):
    def words(*texts):
        return make_document(*texts).to_json()

    done = add(shared.curator, SongFields(title="a", lyrics=words("one", "two", "three")))
    shared.curator.commit(change(done.song_id, 1, lyrics=words("ONE", "two", "three")))
    shared.other.commit(change(done.song_id, 1, lyrics=words("one", "two", "THREE")))
    assert shared.listener.get_song(done.song_id).lyrics == words("ONE", "two", "THREE")
    with pytest.raises(Conflict, match="song_changed"):
        shared.other.commit(change(done.song_id, 1, lyrics=words("1", "two", "three")))


def test_the_same_field_is_a_conflict_with_mine_theirs_and_base(shared: SharedServer):
    done = add(shared.curator, SongFields(title="a", notes="n"))
    shared.curator.commit(change(done.song_id, 1, title="theirs"))
    with pytest.raises(Conflict) as caught:
        shared.other.commit(change(done.song_id, 1, title="mine", notes="mine too"))
    assert caught.value.code == "song_changed"
    theirs, mine, base = (caught.value.params[name] for name in ("theirs", "mine", "base"))
    assert theirs == shared.listener.get_song(done.song_id)
    assert (mine.song.title, mine.song.notes) == ("mine", "mine too")
    assert (base["title"], base["notes"], base["credits"]) == ("a", "n", [])
    assert shared.listener.get_song(done.song_id).song.notes == "n", "nothing of it was done"
    assert shared.other.commit(change(done.song_id, 2, title="mine")).version == 3


def test_the_same_change_is_no_conflict_and_no_edit(shared: SharedServer):
    done = add(shared.curator, SongFields(title="a"))
    first = shared.curator.commit(change(done.song_id, 1, title="b"))
    second = shared.other.commit(change(done.song_id, 1, title="b"))
    assert (second.version, second.position) == (2, first.position)


def test_a_version_that_never_was_is_a_conflict(shared: SharedServer):
    done = add(shared.curator, SongFields(title="a"))
    with pytest.raises(Conflict, match="song_changed"):
        shared.curator.commit(change(done.song_id, 7, title="b"))


def test_two_writers_on_one_song_lose_no_update(shared: SharedServer):
    done = add(shared.curator, SongFields(title="a"))
    results = at_once(
        lambda: shared.curator.commit(change(done.song_id, 1, title="b")),
        lambda: shared.other.commit(change(done.song_id, 1, title="c")),
        lambda: shared.admin.commit(change(done.song_id, 1, notes="n")),
    )
    assert sum(isinstance(each, Conflict) for each in results) == 1
    found = shared.listener.get_song(done.song_id).song
    assert (found.version, found.notes) == (3, "n")


def test_a_song_is_deleted_and_brought_back(shared: SharedServer):
    done = add(shared.curator, SongFields(title="a", song=sha256("one")), make_medium("one"))
    deleted = shared.curator.commit(command(CommandKind.DELETE, song_id=done.song_id, base_version=1))
    assert deleted.version == 2
    assert shared.listener.get_song(done.song_id).deleted
    assert shared.listener.list_songs(None, 10).songs == ()
    assert shared.other.commit(command(CommandKind.DELETE, song_id=done.song_id, base_version=1)).version == 2
    with pytest.raises(Conflict, match="song_changed"):
        shared.other.commit(change(done.song_id, 1, title="b"))
    restored = shared.other.commit(command(CommandKind.RESTORE, song_id=done.song_id, base_version=2))
    found = shared.listener.get_song(done.song_id)
    assert (restored.version, found.deleted, found.song.song) == (3, False, make_medium("one"))
    assert shared.other.commit(command(CommandKind.RESTORE, song_id=done.song_id)).version == 3


def test_deleting_what_was_changed_meanwhile_is_a_conflict(shared: SharedServer):
    done = add(shared.curator, SongFields(title="a"))
    shared.other.commit(change(done.song_id, 1, title="b"))
    with pytest.raises(Conflict) as caught:
        shared.curator.commit(command(CommandKind.DELETE, song_id=done.song_id, base_version=1))
    assert caught.value.params["mine"].deleted
    assert not shared.listener.get_song(done.song_id).deleted


def test_revisions_say_who_changed_what(shared: SharedServer):
    done = add(shared.curator, SongFields(title="a", credits=Credits(("X",)), release_date=ReleaseDate(1976, 5, 1)))
    edit = shared.other.commit(change(done.song_id, 1, title="b", credits=Credits(("Y",))))
    shared.curator.commit(command(CommandKind.DELETE, song_id=done.song_id, base_version=2))
    last, first = shared.listener.list_revisions(done.song_id)
    assert (last.kind, last.version, last.actor) == ("delete", 2, shared.curator.identify().user)
    assert (first.kind, first.version, first.actor) == ("update", 1, shared.other.identify().user)
    assert first.op_id == edit.op_id
    assert (first.before["title"], first.before["credits"]) == ("a", ["X"])
    assert first.before["release_date"] == [1976, 5, 1]
    assert last.before["credits"] == ["Y"]
    assert last.at_ms >= first.at_ms > 0


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


def at_once(*calls):
    """Return what calls made together returned or raised."""
    results: list[object] = [None] * len(calls)
    ready = threading.Barrier(len(calls))

    def run(place, call):
        ready.wait()
        try:
            results[place] = call()
        except Conflict as error:
            results[place] = error

    threads = [threading.Thread(target=run, args=each) for each in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def test_published_is_needed_for_what_is_referred_to(shared: SharedServer):
    with pytest.raises(Conflict, match="media_condemned") as caught:
        add(shared.curator, SongFields(title="a", song=sha256("never")))
    assert caught.value.params["media"] == (sha256("never"),)
    stranger = SongCommand(
        OperationId(new_id()), CommandKind.ADD, SongId(new_id()), None, SongFields(title="a", song=sha256("x")),
        (Published(make_medium("x"), "a file nobody announced"),),
    )  # fmt: skip
    with pytest.raises(Conflict, match="media_condemned"):
        shared.curator.commit(stranger)
    assert shared.listener.list_songs(None, 10).songs == ()
