"""Forms of songs are opened, kept and saved; files come and go with them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pluto_desktop import bootstrap
from pluto_desktop.bootstrap import Services
from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.drafts import DraftKind
from pluto_desktop.domain.errors import Conflict, Invalid, NotFound
from pluto_desktop.domain.ids import SongId
from pluto_desktop.domain.shared import SongFields
from pluto_desktop.services.bulk.bulk_edits import BulkEdits
from pluto_desktop.services.edit_songs import NewFiles
from pluto_desktop.services.song_forms import Begun
from pluto_desktop.services.time_words import SeenWords
from tests.factories import make_document, make_song
from tests.sound import noise, write

PICTURE = b"\x89PNG\r\n\x1a\n and so on"


class Desk:
    def __init__(self, services: Services) -> None:
        self.services, self.forms = services, services.song_forms
        (self.song,) = services.library.catalogue.add_songs([make_song("One", artists=("A",), album="Red")])

    def change(self, **said: object) -> None:
        fields = SongFields(**said, given=frozenset(said))  # type: ignore[arg-type]
        edit = self.services.edit
        edit.send(edit.update_song(self.song, fields, NewFiles()), CancelToken())


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with bootstrap.open_services(tmp_path / "library") as services:
        yield Desk(services)


def test_what_was_begun_is_there_when_the_form_is_opened_again(desk: Desk) -> None:
    draft = desk.forms.open(desk.song).draft.typed({"title": "Two", "track": "x"})
    kept_at = desk.forms.keep(desk.song, draft)
    opened = desk.forms.open(desk.song)
    assert (opened.draft, opened.kept_at_ms) == (draft, kept_at)
    desk.change(notes="new", title="Three")
    opened = desk.forms.open(desk.song)
    assert (opened.draft.text("title"), opened.draft.text("notes"), opened.draft.version) == ("Two", "new", 2)
    assert opened.draft.elsewhere == {"title", "notes"}
    desk.forms.keep(desk.song, opened.draft.typed({"title": "Two!"}))
    again = desk.forms.open(desk.song).draft
    assert (again.text("title"), again.elsewhere) == ("Two!", {"title", "notes"})
    assert desk.forms.keep(desk.song, opened.draft.typed({"title": "Three", "track": ""})) is None
    assert desk.forms.open(desk.song).kept_at_ms is None


def test_songs_on_which_something_was_begun_are_found_again_but_not_those_that_are_gone(desk: Desk) -> None:
    other, gone = desk.services.library.catalogue.add_songs([make_song("Two"), make_song("Three")])
    for song in (desk.song, other, gone):
        desk.forms.keep(song, desk.forms.open(song).draft.typed({"notes": "n"}))
    desk.services.library.catalogue.remove_songs([gone])
    bulk = BulkEdits(desk.services.library.catalogue, lambda: desk.services.edit_many, desk.services.drafts)
    bulk.keep([other, desk.song], {"tags": "x"})
    bulk.keep([other, gone], {"tags": "x"})
    seen, kept = SeenWords(1, None), desk.services.time_words.keep
    for song in (other, gone):
        kept(song, make_document("one"), 0, seen)
    assert desk.forms.list_begun() == [
        Begun(DraftKind.WORDS, (other,), "Two"),
        Begun(DraftKind.MANY, (other, desk.song)),
        Begun(DraftKind.SONG, (other,), "Two"),
        Begun(DraftKind.SONG, (desk.song,), "One"),
    ]
    assert bulk.gather([desk.song, other], CancelToken()).typed == {"tags": "x"}


def test_only_what_was_changed_is_saved_and_the_draft_goes(desk: Desk) -> None:
    draft = desk.forms.open(desk.song).draft.typed({"album": "Blue", "notes": "n"})
    desk.forms.keep(desk.song, draft)
    desk.change(title="Theirs")
    changes = desk.forms.save(desk.song, draft)
    song = desk.services.browse.get_song(desk.song)
    assert song.album is not None
    assert (song.title, song.album.title, song.album.album_artist, song.notes) == ("Theirs", "Blue", "A", "n")
    assert (changes.songs, changes.albums) == ({desk.song}, True)
    assert desk.services.drafts.list_drafts(DraftKind.SONG) == []


def test_what_clashes_or_cannot_be_is_not_saved_and_the_draft_stays(desk: Desk) -> None:
    draft = desk.forms.open(desk.song).draft.typed({"title": "Mine"})
    desk.forms.keep(desk.song, draft)
    with pytest.raises(Invalid, match="name_empty"):
        desk.forms.save(desk.song, draft.typed({"title": ""}))
    desk.change(title="Theirs")
    with pytest.raises(Conflict, match="song_changed"):
        desk.forms.save(desk.song, draft)
    assert desk.services.browse.get_song(desk.song).title == "Theirs"
    assert desk.forms.open(desk.song).draft.text("title") == "Mine"


def test_files_come_and_go(desk: Desk, tmp_path: Path) -> None:
    song, bgm, cover = tmp_path / "song.mp3", tmp_path / "bgm.mp3", tmp_path / "cover.png"
    write(song, noise(2, seed=1))
    write(bgm, noise(2, seed=2))
    cover.write_bytes(PICTURE)
    draft = desk.forms.open(desk.song).draft
    for name, path in (("song", song), ("bgm", bgm), ("cover", cover)):
        draft = draft.with_file(name, str(path))
    desk.forms.keep(desk.song, draft)
    assert desk.forms.open(desk.song).draft == draft
    desk.forms.save(desk.song, draft)
    opened = desk.forms.open(desk.song)
    assert opened.song.song is not None
    assert opened.song.cover is not None
    assert opened.song_file is not None
    assert opened.bgm_file is not None
    desk.forms.save(desk.song, opened.draft.with_file("bgm", "").with_file("cover", ""))
    song_now = desk.services.browse.get_song(desk.song)
    assert (song_now.bgm, song_now.cover) == (None, None)
    assert song_now.song is not None
    with pytest.raises(NotFound):
        desk.forms.save(desk.song, desk.forms.open(desk.song).draft.with_file("bgm", str(tmp_path / "no.mp3")))


def test_a_deleted_song_comes_back_without_what_was_begun(desk: Desk) -> None:
    desk.forms.keep(desk.song, desk.forms.open(desk.song).draft.typed({"title": "Two"}))
    deleted = desk.forms.delete(desk.song)
    with pytest.raises(NotFound):
        desk.forms.open(desk.song)
    assert desk.song in desk.services.undo.undo_one(deleted.op_id, CancelToken()).changes.songs
    opened = desk.forms.open(desk.song)
    assert (opened.song.title, opened.kept_at_ms) == ("One", None)


def test_a_song_that_is_not_there_is_said(desk: Desk) -> None:
    with pytest.raises(NotFound):
        desk.forms.open(SongId("none"))
