"""What every library, shared or of this device alone, does when songs are added, changed, deleted and brought back."""

from __future__ import annotations

import threading
from dataclasses import replace

import pytest

from pluto_desktop.domain.dates import ReleaseDate
from pluto_desktop.domain.errors import Conflict, NotFound
from pluto_desktop.domain.ids import OperationId, SongId, new_id
from pluto_desktop.domain.shared import (
    AlbumName,
    CommandKind,
    Credits,
    Published,
    SongCommand,
    SongFields,
)
from pluto_desktop.domain.songs import MediaKind
from tests.contract.shared_library import SharedServer, add, change, command, upload
from tests.factories import make_document, make_medium, sha256


def test_a_song_comes_back_whole(songs: SharedServer):
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
    done = add(songs.curator, fields, *(make_medium(seed, kind) for seed, kind in kinds.items()))
    found = songs.listener.get_song(done.song_id)
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


def test_what_is_not_there_is_said(songs: SharedServer):
    for song_id in (SongId(new_id()), SongId("no id at all")):
        with pytest.raises(NotFound, match="song_not_found"):
            songs.listener.get_song(song_id)
        with pytest.raises(NotFound, match="song_not_found"):
            songs.curator.commit(change(song_id, None, title="x"))
    assert songs.listener.list_revisions(SongId(new_id())) == []


def test_each_field_can_be_changed_and_only_what_is_given_changes(songs: SharedServer):
    first = add(songs.curator, SongFields(title="a", notes="kept", credits=Credits(("X",)), lyrics={"lines": []}))
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
        assert songs.curator.commit(change(first.song_id, version - 1, **{name: value})).version == version
    found = songs.listener.get_song(first.song_id)
    song = found.song
    assert (song.title, song.artist, song.notes, song.track) == ("b", "Y, X", "kept", 3)
    assert (song.release_date, song.genres, found.lyrics) == (ReleaseDate(1999), ("g",), words)
    songs.curator.commit(
        change(first.song_id, 8, credits=Credits(()), album=AlbumName(""), release_date=None, lyrics=None, genres=())
    )
    emptied = songs.listener.get_song(first.song_id)
    assert (emptied.song.artists, emptied.song.album, emptied.song.release_date) == ((), None, None)
    assert (emptied.lyrics, emptied.song.lyrics_id, emptied.song.genres) == (None, None, ())


def test_a_medium_can_be_replaced_and_taken_off(songs: SharedServer):
    first = add(songs.curator, SongFields(title="a", song=sha256("one")), make_medium("one"))
    op_id = OperationId(new_id())
    sent = upload(songs.curator, op_id, make_medium("two"))
    songs.curator.commit(replace(change(first.song_id, 1, song=sha256("two")), op_id=op_id, media=(sent,)))
    assert songs.listener.get_song(first.song_id).song.song == make_medium("two")
    songs.curator.commit(change(first.song_id, 2, song=None))
    assert songs.listener.get_song(first.song_id).song.song is None


def test_artists_and_albums_are_found_by_their_folded_names_or_made(songs: SharedServer):
    one = add(songs.curator, SongFields(title="a", credits=Credits(("Beyoncé",)), album=AlbumName("Lemonade", "B")))
    two = add(songs.other, SongFields(title="b", credits=Credits(("BEYONCE",)), album=AlbumName("LEMONADE ", "b")))
    first, second = (songs.listener.get_song(each.song_id).song for each in (one, two))
    assert first.artists[0].artist_id == second.artists[0].artist_id
    assert second.artist == "BEYONCE"
    assert first.album == second.album


def test_a_command_given_twice_is_done_once(songs: SharedServer):
    twice = command(CommandKind.ADD, SongFields(title="a"))
    done = songs.curator.commit(twice)
    add(songs.other, SongFields(title="later"))
    assert songs.curator.commit(twice) == done
    again = change(done.song_id, 1, title="b")
    assert songs.curator.commit(again) == songs.curator.commit(again)
    assert songs.listener.get_song(done.song_id).song.version == 2
    assert len(songs.listener.list_revisions(done.song_id)) == 2


def test_a_command_given_twice_at_once_is_done_once(songs: SharedServer):
    twice = command(CommandKind.ADD, SongFields(title="a", credits=Credits(("X",))))
    results = at_once(lambda: songs.curator.commit(twice), lambda: songs.other.commit(twice))
    assert results[0] == results[1]
    assert songs.listener.get_song(twice.song_id).song.version == 1


def test_an_id_that_is_taken_is_a_conflict(songs: SharedServer):
    done = add(songs.curator, SongFields(title="a"))
    with pytest.raises(Conflict, match="song_changed"):
        songs.other.commit(replace(command(CommandKind.ADD, SongFields(title="b")), song_id=done.song_id))


def test_disjoint_fields_merge(songs: SharedServer):
    done = add(songs.curator, SongFields(title="a", credits=Credits(("X",)), lyrics={"lines": []}))
    songs.curator.commit(change(done.song_id, 1, title="b"))
    words = make_document("hello").to_json()
    merged = songs.other.commit(change(done.song_id, 1, credits=Credits(("Y",)), lyrics=words))
    found = songs.listener.get_song(done.song_id)
    assert (found.song.title, found.song.artist, found.lyrics, merged.version) == ("b", "Y", words, 3)


def test_words_merge_by_line(songs: SharedServer):
    def words(*texts):
        return make_document(*texts).to_json()

    done = add(songs.curator, SongFields(title="a", lyrics=words("one", "two", "three")))
    songs.curator.commit(change(done.song_id, 1, lyrics=words("ONE", "two", "three")))
    songs.other.commit(change(done.song_id, 1, lyrics=words("one", "two", "THREE")))
    assert songs.listener.get_song(done.song_id).lyrics == words("ONE", "two", "THREE")
    with pytest.raises(Conflict, match="song_changed"):
        songs.other.commit(change(done.song_id, 1, lyrics=words("1", "two", "three")))


def test_the_same_field_is_a_conflict_with_mine_theirs_and_base(songs: SharedServer):
    done = add(songs.curator, SongFields(title="a", notes="n"))
    songs.curator.commit(change(done.song_id, 1, title="theirs"))
    with pytest.raises(Conflict) as caught:
        songs.other.commit(change(done.song_id, 1, title="mine", notes="mine too"))
    assert caught.value.code == "song_changed"
    theirs, mine, base = (caught.value.params[name] for name in ("theirs", "mine", "base"))
    assert theirs == songs.listener.get_song(done.song_id)
    assert (mine.song.title, mine.song.notes) == ("mine", "mine too")
    assert (base["title"], base["notes"], base["credits"]) == ("a", "n", [])
    assert songs.listener.get_song(done.song_id).song.notes == "n", "nothing of it was done"
    assert songs.other.commit(change(done.song_id, 2, title="mine")).version == 3


def test_the_same_change_is_no_conflict_and_no_edit(songs: SharedServer):
    done = add(songs.curator, SongFields(title="a"))
    first = songs.curator.commit(change(done.song_id, 1, title="b"))
    second = songs.other.commit(change(done.song_id, 1, title="b"))
    assert (second.version, second.position) == (2, first.position)


def test_a_version_that_never_was_is_a_conflict(songs: SharedServer):
    done = add(songs.curator, SongFields(title="a"))
    with pytest.raises(Conflict, match="song_changed"):
        songs.curator.commit(change(done.song_id, 7, title="b"))


def test_two_writers_on_one_song_lose_no_update(songs: SharedServer):
    done = add(songs.curator, SongFields(title="a"))
    results = at_once(
        lambda: songs.curator.commit(change(done.song_id, 1, title="b")),
        lambda: songs.other.commit(change(done.song_id, 1, title="c")),
        lambda: songs.admin.commit(change(done.song_id, 1, notes="n")),
    )
    assert sum(isinstance(each, Conflict) for each in results) == 1
    found = songs.listener.get_song(done.song_id).song
    assert (found.version, found.notes) == (3, "n")


def test_a_song_is_deleted_and_brought_back(songs: SharedServer):
    done = add(songs.curator, SongFields(title="a", song=sha256("one")), make_medium("one"))
    deleted = songs.curator.commit(command(CommandKind.DELETE, song_id=done.song_id, base_version=1))
    assert deleted.version == 2
    assert songs.listener.get_song(done.song_id).deleted
    assert songs.other.commit(command(CommandKind.DELETE, song_id=done.song_id, base_version=1)).version == 2
    with pytest.raises(Conflict, match="song_changed"):
        songs.other.commit(change(done.song_id, 1, title="b"))
    restored = songs.other.commit(command(CommandKind.RESTORE, song_id=done.song_id, base_version=2))
    found = songs.listener.get_song(done.song_id)
    assert (restored.version, found.deleted, found.song.song) == (3, False, make_medium("one"))
    assert songs.other.commit(command(CommandKind.RESTORE, song_id=done.song_id)).version == 3


def test_deleting_what_was_changed_meanwhile_is_a_conflict(songs: SharedServer):
    done = add(songs.curator, SongFields(title="a"))
    songs.other.commit(change(done.song_id, 1, title="b"))
    with pytest.raises(Conflict) as caught:
        songs.curator.commit(command(CommandKind.DELETE, song_id=done.song_id, base_version=1))
    assert caught.value.params["mine"].deleted
    assert not songs.listener.get_song(done.song_id).deleted


def test_revisions_say_who_changed_what(songs: SharedServer):
    done = add(songs.curator, SongFields(title="a", credits=Credits(("X",)), release_date=ReleaseDate(1976, 5, 1)))
    edit = songs.other.commit(change(done.song_id, 1, title="b", credits=Credits(("Y",))))
    songs.curator.commit(command(CommandKind.DELETE, song_id=done.song_id, base_version=2))
    last, first, added = songs.listener.list_revisions(done.song_id)
    assert (last.kind, last.version, last.actor) == ("delete", 2, songs.curator.identify().user)
    assert (first.kind, first.version, first.actor) == ("update", 1, songs.other.identify().user)
    assert first.op_id == edit.op_id
    assert (first.before["title"], first.before["credits"]) == ("a", ["X"])
    assert first.before["release_date"] == [1976, 5, 1]
    assert last.before["credits"] == ["Y"]
    assert last.at_ms >= first.at_ms >= added.at_ms > 0
    assert (added.kind, added.version, added.before, added.op_id) == ("add", 0, {}, done.op_id)


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


def test_published_is_needed_for_what_is_referred_to(songs: SharedServer):
    with pytest.raises(Conflict, match="media_condemned") as caught:
        add(songs.curator, SongFields(title="a", song=sha256("never")))
    assert caught.value.params["media"] == (sha256("never"),)
    stranger = SongCommand(
        OperationId(new_id()), CommandKind.ADD, SongId(new_id()), None, SongFields(title="a", song=sha256("x")),
        (Published(make_medium("x"), "a file nobody announced"),),
    )  # fmt: skip
    with pytest.raises(Conflict, match="media_condemned"):
        songs.curator.commit(stranger)
    with pytest.raises(NotFound):
        songs.listener.get_song(stranger.song_id)
