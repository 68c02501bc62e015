"""What every place for a person's own things does."""

from __future__ import annotations

import pytest

from pluto_desktop.domain.errors import Invalid, NotFound
from pluto_desktop.domain.ids import PlaylistId, SongId
from pluto_desktop.domain.playlists import Rule
from pluto_desktop.domain.views import Sort
from tests.contract.conftest import Library
from tests.factories import make_song


def names(library: Library) -> list[str]:
    return [playlist.name for playlist in library.personal.list_playlists()]


def test_playlists_keep_the_persons_order(library: Library):
    keys = [library.personal.create_playlist(name).id for name in "abc"]
    assert names(library) == ["a", "b", "c"]
    library.personal.move_playlist(keys[2], 0)
    assert names(library) == ["c", "a", "b"]
    library.personal.move_playlist(keys[2], 99)
    assert names(library) == ["a", "b", "c"]


def test_a_name_already_taken_gets_a_number(library: Library):
    first = library.personal.create_playlist("రాత్రి")
    assert library.personal.create_playlist("రాత్రి").name == "రాత్రి 2"
    assert library.personal.create_playlist(" రాత్రి ").name == "రాత్రి 3"
    library.personal.rename_playlist(first.id, "రాత్రి")
    assert names(library) == ["రాత్రి", "రాత్రి 2", "రాత్రి 3"]
    library.personal.rename_playlist(first.id, "రాత్రి 2")
    assert names(library)[0] == "రాత్రి 2 2"


def test_a_playlist_needs_a_name(library: Library):
    with pytest.raises(Invalid):
        library.personal.create_playlist("  ")
    kept = library.personal.create_playlist("kept")
    with pytest.raises(Invalid):
        library.personal.rename_playlist(kept.id, "\n")
    assert names(library) == ["kept"]


def test_songs_of_a_playlist(library: Library):
    a, b = library.catalogue.add_songs([make_song("a"), make_song("b")])
    playlist = library.personal.create_playlist("p", [a])
    assert playlist.songs == 1
    changes = library.personal.set_playlist_songs(playlist.id, [b, a, b])
    assert changes.playlists
    assert library.personal.list_playlist_songs(playlist.id) == [b, a, b]
    assert [held.songs for held in library.personal.list_playlists()] == [3]
    library.personal.delete_playlist(playlist.id)
    assert library.personal.list_playlists() == []
    assert library.catalogue.counts().songs == 2


def test_a_playlist_that_is_gone_is_said(library: Library):
    gone = PlaylistId("gone")
    for call in (
        lambda: library.personal.rename_playlist(gone, "x"),
        lambda: library.personal.delete_playlist(gone),
        lambda: library.personal.list_playlist_songs(gone),
        lambda: library.personal.set_playlist_songs(gone, []),
        lambda: library.personal.move_playlist(gone, 0),
        lambda: library.personal.find_rule(gone),
        lambda: library.personal.change_smart_playlist(gone, "x", Rule("x")),
    ):
        with pytest.raises(NotFound):
            call()


def test_a_smart_playlist_has_a_rule_and_no_songs_of_its_own(library: Library):
    fixed = library.personal.create_playlist("p", [])
    rule = Rule("""జో "x' OR 1=1 --" %""", Sort.RANDOM, descending=False, limit=25)
    smart = library.personal.create_smart_playlist("P", rule)
    assert (smart.name, smart.smart, smart.songs) == ("P 2", True, None)
    assert library.personal.list_playlists() == [fixed, smart]
    assert library.personal.find_rule(smart.id) == rule
    assert library.personal.find_rule(fixed.id) is None
    assert library.personal.list_playlist_songs(smart.id) == []
    with pytest.raises(Invalid, match="playlist_smart"):
        library.personal.set_playlist_songs(smart.id, [SongId("s")])
    with pytest.raises(NotFound):
        library.personal.change_smart_playlist(fixed.id, "x", rule)
    other = Rule("amma", Sort.PLAYED)
    assert library.personal.change_smart_playlist(smart.id, "q", other).playlists
    assert library.personal.find_rule(smart.id) == other
    library.personal.move_playlist(smart.id, 0)
    assert [(held.name, held.smart) for held in library.personal.list_playlists()] == [("q", True), ("p", False)]
    library.personal.delete_playlist(smart.id)
    with pytest.raises(NotFound):
        library.personal.find_rule(smart.id)
    assert library.personal.create_smart_playlist("q", rule, smart.id).id == smart.id
    assert library.personal.find_rule(smart.id) == rule


def test_a_refused_change_of_a_smart_playlist_changes_nothing(library: Library):
    smart = library.personal.create_smart_playlist("p", Rule("amma"))
    with pytest.raises(Invalid, match="playlist_unnamed"):
        library.personal.change_smart_playlist(smart.id, " ", Rule("bomma"))
    assert (library.personal.find_rule(smart.id), names(library)) == (Rule("amma"), ["p"])


def test_state_survives_as_it_was(library: Library):
    assert library.personal.load_state("queue") is None
    value = {"ids": ["a", "b"], "index": 1, "rate": 1.25, "shuffle": False, "none": None, "పేరు": "జో"}
    library.personal.save_state("queue", value)
    library.personal.save_state("other", [])
    assert library.personal.load_state("queue") == value
    library.personal.save_state("queue", 5)
    assert library.personal.load_state("queue") == 5


def test_offsets(library: Library):
    song = SongId("s")
    assert library.personal.song_offset_ms(song) == 0
    library.personal.set_song_offset_ms(song, -250)
    library.personal.set_song_offset_ms(song, 120)
    assert library.personal.song_offset_ms(song) == 120
    assert library.personal.output_offsets_ms() == {}
    library.personal.set_output_offset_ms("", 40)
    library.personal.set_output_offset_ms("Kitchen", 300)
    assert library.personal.output_offsets_ms() == {"": 40, "Kitchen": 300}


def test_changes_tell_what_to_draw_again(library: Library):
    song = SongId("s")
    assert library.personal.set_favourite([song], favourite=True).favourites
    assert library.personal.record_play(song, 1, 2).plays
    assert library.personal.record_play(song, 1, 2).songs == {song}
