"""Edits that wait lie over the mirror: seen everywhere, gone exactly, and never a step back to the old state."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from pluto_desktop.adapters.sql.library import SqlLibrary, open_library
from pluto_desktop.adapters.sql.mirror import SqlMirror
from pluto_desktop.adapters.sql.outbox import SqlOutbox
from pluto_desktop.adapters.sql.search_index import SqlSearchIndex
from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.edits import EditState
from pluto_desktop.domain.ids import MediaHash, OperationId, SongId, new_id
from pluto_desktop.domain.playlists import Rule
from pluto_desktop.domain.shared import (
    AlbumName,
    CommandKind,
    Credits,
    FeedPosition,
    Pulled,
    SongCommand,
    SongFields,
)
from pluto_desktop.domain.songs import MediaKind, Medium
from pluto_desktop.domain.views import AlbumSort, SongFilter, SongQuery, Sort
from pluto_desktop.ports.outbox import PendingEdit, PendingMedium
from pluto_desktop.services.find import Find
from pluto_desktop.services.smart_playlists import SmartPlaylists
from tests.commands import ROOT
from tests.factories import make_document
from tests.shared_songs import names_of, page_of, pulled_of, shared_song

A, B, C = (shared_song(name, artist="Anna", album="Katha", words="one|two", file=name) for name in "abc")
WORDS = make_document("పాట").to_json()
_TABLES = {
    "metadata": "rid, updated_at",
    "artists": "rid, updated_at, created_at",
    "albums": "rid, updated_at, created_at",
    "lyrics": "rid, version, updated_at, created_at",
    "media": "created_at",
    "locations": "",
    "artist_credits": "",
    "songs": "",
    "search_songs": "",
    "search_artists": "",
    "search_albums": "",
    "search_keys": "",
    "search_lyrics": "source",
}


@pytest.fixture
def library(tmp_path: Path) -> Iterator[SqlLibrary]:
    library = open_library(tmp_path / "library")
    mirror = SqlMirror(library.connections)
    mirror.begin("library", FeedPosition(3, "change 3"))
    mirror.put_page(page_of(A, B, C))
    mirror.complete()
    yield library
    library.close()


def edit(
    kind: CommandKind = CommandKind.UPDATE,
    of: str = "a",
    media: tuple[PendingMedium, ...] = (),
    base: dict[str, Any] | None = None,
    **said: Any,
) -> PendingEdit:
    fields = SongFields(**said, given=frozenset(said))
    version = None if kind is CommandKind.ADD else 1
    return PendingEdit(SongCommand(OperationId(new_id()), kind, SongId(of), version, fields), media, base)


def keep(library: SqlLibrary, *edits: PendingEdit) -> SqlOutbox:
    outbox = SqlOutbox(library.connections)
    for one in edits:
        outbox.add(one)
    return outbox


def titles(library: SqlLibrary) -> list[str]:
    rows = library.reader.list_song_rows(library.reader.list_song_ids(SongQuery()))
    return [row.title for row in rows]


def waiting(library: SqlLibrary) -> list[str]:
    rows = library.reader.list_song_rows(library.reader.list_song_ids(SongQuery()))
    return [row.id for row in rows if row.waiting]


def found(library: SqlLibrary, typed: str) -> list[str]:
    return [song.id for song in Find(SqlSearchIndex(library.connections)).answer(typed).songs]


def dump(library: SqlLibrary) -> dict[str, list[tuple[Any, ...]]]:
    """Return what the catalogue holds, without when and in which row it was written."""
    held = {}
    with library.connections.reading() as connection:
        for table, without in _TABLES.items():
            columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
            wanted = ", ".join(f'"{name}"' for name in columns if name not in without.split(", "))
            held[table] = sorted(connection.execute(f"SELECT {wanted} FROM {table}").fetchall(), key=repr)
    return held


def test_a_changed_song_looks_as_it_will_be_everywhere(library: SqlLibrary) -> None:
    said = {"title": "నువ్వు", "credits": Credits(("Bhanu", "Anna")), "album": AlbumName("Kotha"), "lyrics": WORDS}
    keep(library, edit(**said))
    song = library.reader.get_song(SongId("a"))
    assert (song.title, song.artist, song.album and song.album.title) == ("నువ్వు", "Bhanu, Anna", "Kotha")
    assert song.romanised
    assert "నువ్వు" in titles(library)
    assert waiting(library) == ["a"]
    assert found(library, "nuvvu") == found(library, "నువ్వు") == ["a"]
    words = library.reader.find_lyrics(SongId("a"))
    assert words is not None
    assert words.to_json() == WORDS
    assert "Bhanu" in [artist.name for artist in library.reader.list_artists()]
    assert "Kotha" in [album.title for album in library.reader.list_albums(AlbumSort.TITLE, SongFilter())]


def test_a_smart_playlist_follows_edits_that_wait_and_the_feed(library: SqlLibrary) -> None:
    smart = SmartPlaylists(library.personal, library.reader)
    playlist = smart.create("B", Rule("bhanu artist:bhanu", Sort.ROMANISED, descending=False)).id
    assert smart.counts(CancelToken()) == {playlist: 0}
    outbox = keep(library, waits := edit(credits=Credits(("Bhanu",))))
    assert smart.list_songs(playlist) == ["a"]
    b = shared_song("b", artist="Bhanu", album="Katha", words="one|two", file="b")
    SqlMirror(library.connections).apply(pulled_of(4, [b], names_of([b])[0]))
    assert smart.list_songs(playlist) == ["a", "b"]
    outbox.remove(waits.command.op_id)
    assert smart.list_songs(playlist) == ["b"]
    assert smart.preview(Rule("is:here")).songs == 0


def test_an_added_song_is_found_and_plays_from_its_own_bytes(library: SqlLibrary) -> None:
    path = library.folder / "media" / "d.mp3"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(b"sound")
    medium = Medium(MediaHash("d" * 64), 5, "mp3", MediaKind.SONG, 4000)
    before = dump(library)
    added = edit(
        CommandKind.ADD, "d", (PendingMedium(medium, path),), title="జో", credits=Credits(("New",)), song=medium.sha256
    )
    outbox = keep(library, added)
    assert found(library, "jo") == ["d"]
    (row,) = library.reader.list_song_rows([SongId("d")])
    assert (row.on_device, row.waiting, row.duration_ms, row.added_at_ms > 0) == (True, True, 4000, True)
    location = library.reader.find_location(medium.sha256)
    assert location is not None
    assert location.path == path

    # Given up, nothing of it is left, nor its bytes.
    outbox.remove(added.command.op_id)
    assert dump(library) == before
    assert not path.exists()


def test_a_deleted_song_is_gone_from_lists_and_comes_back_when_that_is_given_up(library: SqlLibrary) -> None:
    before = dump(library)
    deletion = edit(CommandKind.DELETE)
    outbox = keep(library, deletion)
    assert titles(library) == ["b", "c"]
    assert "a" not in found(library, "a")
    outbox.remove(deletion.command.op_id)
    assert dump(library) == before


def test_an_edit_given_up_is_gone_exactly(library: SqlLibrary) -> None:
    before = dump(library)
    one = edit(title="x", credits=Credits(("Anna", "New")), album=AlbumName("Other"), song=None, notes="n", lyrics=None)
    other = edit(title="y", genres=("Folk",))
    outbox = keep(library, one, other)
    assert titles(library) == ["b", "c", "y"]
    outbox.remove(one.command.op_id)
    song = library.reader.get_song(SongId("a"))
    assert (song.title, song.artist, song.song is not None) == ("y", "Anna", True)
    outbox.remove(other.command.op_id)
    assert dump(library) == before


def test_the_feed_takes_an_edits_place_in_one_step(library: SqlLibrary) -> None:
    one = edit(title="mine", credits=Credits(("New",)))
    outbox = keep(library, one)
    outbox.done(one.command.op_id, 4)
    assert outbox.list_edits() == []
    assert (titles(library), waiting(library)) == (["b", "c", "mine"], ["a"])
    came = shared_song("a", "mine", artist="New", album="Katha", words="one|two", file="a", version=2)
    changes = SqlMirror(library.connections).apply(pulled_of(4, [came]))
    assert "a" in changes.songs
    assert (titles(library), waiting(library)) == (["b", "c", "mine"], [])
    with library.connections.reading() as connection:
        assert connection.execute("SELECT count(*) FROM device.pending_edits").fetchone() == (0,)
        assert connection.execute("SELECT count(*) FROM mirror_under").fetchone() == (0,)
        names = connection.execute("SELECT id FROM artists WHERE artist_name = 'New'").fetchall()
    assert names == [("artist New",)]


def test_what_the_feed_brings_comes_to_lie_under_an_edit(library: SqlLibrary) -> None:
    mirror = SqlMirror(library.connections)
    outbox = keep(library, edit(title="mine", base={"title": "a"}))
    theirs = replace(A, song=replace(A.song, title="theirs", notes="n", version=2))
    mirror.apply(pulled_of(4, [theirs]))
    song = library.reader.get_song(SongId("a"))
    assert (song.title, song.notes) == ("mine", "n")
    outbox.remove(outbox.list_edits()[0].command.op_id)
    song = library.reader.get_song(SongId("a"))
    assert (song.title, song.notes, song.version) == ("theirs", "n", 2)


def test_a_pull_of_everything_leaves_the_edits_where_they_are(library: SqlLibrary) -> None:
    mirror = SqlMirror(library.connections)
    added, changed = edit(CommandKind.ADD, "d", title="d"), edit(title="mine")
    outbox = keep(library, added, changed, edit(CommandKind.DELETE, "b"))
    mirror.begin("library", FeedPosition(9, "nine"))
    mirror.put_page(page_of(B, C))
    mirror.complete()
    assert titles(library) == ["c", "d", "mine"]
    outbox.remove(changed.command.op_id)
    outbox.remove(added.command.op_id)
    assert titles(library) == ["c"]


_KILLED = """
import os, signal, sys
from pathlib import Path
from pluto_desktop.adapters.sql.library import open_library
from pluto_desktop.adapters.sql.mirror import SqlMirror
from pluto_desktop.adapters.sql.outbox import SqlOutbox
from tests.integration.test_overlay import edit

library = open_library(Path(sys.argv[1]))
outbox = SqlOutbox(library.connections)
SqlMirror.settle = lambda _self, **_how: os.kill(os.getpid(), signal.SIGKILL)
if sys.argv[2] == "add":
    outbox.add(edit(title="mine"))
else:
    outbox.remove(outbox.list_edits()[0].command.op_id)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_a_kill_between_an_edit_and_what_it_looks_like_is_made_good_at_the_next_start(library: SqlLibrary) -> None:
    library.close()
    for what, seen in (("add", ["b", "c", "mine"]), ("remove", ["a", "b", "c"])):
        killed = subprocess.run([sys.executable, "-c", _KILLED, library.folder, what], cwd=ROOT, check=False)
        assert killed.returncode == -signal.SIGKILL
        again = open_library(library.folder)
        assert titles(again) == seen
        again.close()


def test_a_kill_between_the_feed_and_its_edit_is_made_good_too(
    library: SqlLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = edit(title="mine")
    keep(library, one).done(one.command.op_id, 4)
    with monkeypatch.context() as patch:
        patch.setattr("pluto_desktop.adapters.sql.mirror.forget_passed", lambda *_: None)
        SqlMirror(library.connections).apply(pulled_of(4, [shared_song("a", "theirs", file="a", version=3)]))
    assert titles(library) == ["b", "c", "theirs"]
    library.close()
    again = open_library(library.folder)
    assert (titles(again), waiting(again)) == (["b", "c", "theirs"], [])
    again.close()


def test_a_deletion_that_clashes_hides_nothing(library: SqlLibrary) -> None:
    deletion = edit(CommandKind.DELETE)
    outbox = keep(library, deletion)
    changes = outbox.change(replace(deletion, state=EditState.CONFLICT))
    assert changes.songs == {"a"}
    assert (titles(library), waiting(library)) == (["a", "b", "c"], ["a"])


def test_a_name_that_comes_takes_the_place_of_one_made_here(library: SqlLibrary) -> None:
    keep(library, edit(CommandKind.ADD, "d", title="d", credits=Credits(("New",)), album=AlbumName("Fresh", "New")))
    came = shared_song("e", artist="New", album="Fresh", file="e")
    SqlMirror(library.connections).apply(pulled_of(4, [came]))
    song = library.reader.get_song(SongId("d"))
    assert [credit.artist_id for credit in song.artists] == ["artist New"]
    assert song.album is not None
    assert song.album.id == "album Fresh"
    (artist,) = [each for each in library.reader.list_artists() if each.name == "New"]
    assert artist.songs == 2


def test_without_edits_the_mirror_is_written_as_before(library: SqlLibrary) -> None:
    artists, albums = names_of([A])
    pulled = Pulled(FeedPosition(4, "change 4"), artists, albums, (replace(A, song=replace(A.song, title="z")),))
    assert SqlMirror(library.connections).apply(pulled).songs == {"a"}
    assert (titles(library), waiting(library)) == (["b", "c", "z"], [])
