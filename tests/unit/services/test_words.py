"""The words of a song: reading them, attaching a file, shifting them."""

from __future__ import annotations

from pathlib import Path

import pytest

from pluto_desktop.domain.errors import Invalid, KnownError
from pluto_desktop.domain.ids import SongId
from pluto_desktop.domain.sentences import sentence
from pluto_desktop.domain.songs import NewSong
from pluto_desktop.lyrics.romanise import romanised_text
from pluto_desktop.services.words import MAX_OFFSET_MS, Words
from tests.fakes.catalogue import FakeCatalogue


class Room:
    def __init__(self) -> None:
        self.catalogue = FakeCatalogue()
        self.words = Words(self.catalogue, self.catalogue, self.catalogue.personal)
        self.song: SongId = self.catalogue.add_songs([NewSong(title="పాట")])[0]


@pytest.fixture
def room() -> Room:
    return Room()


def test_a_song_without_words_has_an_empty_view(room: Room) -> None:
    view = room.words.words_of(room.song)
    assert view.empty
    assert (view.document, view.offset_ms) == (None, 0)


def test_a_file_becomes_the_words_and_is_romanised(room: Room, tmp_path: Path) -> None:
    path = tmp_path / "words.lrc"
    path.write_text("[00:01.00]చందమామ\n[00:01.00]Moon\n[00:03.00]♪", encoding="utf-8")
    attached = room.words.attach_file(room.song, path)
    assert room.song in attached.edited.changes.songs or attached.edited.changes.lyrics
    view = room.words.words_of(room.song)
    assert view.document is not None
    assert dict(view.document.lines[0].texts) == {"te": "చందమామ", "en": "Moon"}
    assert (romanised_text(view.document.lines[0]), view.romanised_by_us) == ("chandamaama", True)


def test_the_documents_own_transliteration_is_preferred(room: Room, tmp_path: Path) -> None:
    path = tmp_path / "words.lrc"
    path.write_text("[la:te]\n[00:01.00]చందమామ\n[00:01.00]candamāma", encoding="utf-8")
    room.words.attach_file(room.song, path)
    view = room.words.words_of(room.song)
    assert view.document is not None
    assert (romanised_text(view.document.lines[0]), view.romanised_by_us) == ("candamāma", False)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (None, "file_missing"),
        (b"", "lyrics_empty"),
        (b"[ti:only a title]\n", "lyrics_empty"),
        (b"\x89PNG\r\n\x1a\n" + bytes(2048), "lyrics_not_text"),
        (b"a" * (2 * 1024 * 1024 + 1), "lyrics_too_large"),
    ],
    ids=["missing", "zero bytes", "only tags", "a picture", "too large"],
)
def test_what_holds_no_words_changes_nothing_and_says_why(
    room: Room, tmp_path: Path, data: bytes | None, code: str
) -> None:
    good = tmp_path / "good.lrc"
    good.write_text("[00:01.00]here", encoding="utf-8")
    room.words.attach_file(room.song, good)
    path = tmp_path / "bad.lrc"
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(KnownError) as raised:
        room.words.attach_file(room.song, path)
    assert raised.value.code == code
    assert "bad.lrc" in sentence(raised.value)
    assert not room.words.words_of(room.song).empty


def test_a_folder_is_not_read(room: Room, tmp_path: Path) -> None:
    with pytest.raises(KnownError) as raised:
        room.words.attach_file(room.song, tmp_path)
    assert not isinstance(raised.value, Invalid)


def test_removed_words_are_gone(room: Room, tmp_path: Path) -> None:
    path = tmp_path / "words.txt"
    path.write_text("a", encoding="utf-8")
    room.words.attach_file(room.song, path)
    room.words.set_words(room.song, None)
    assert room.words.words_of(room.song).empty


def test_offsets_are_remembered_within_bounds(room: Room) -> None:
    assert room.words.set_song_offset(room.song, 150) == 150
    assert room.words.set_output_offset("headphones", -99_999) == -MAX_OFFSET_MS
    view = room.words.words_of(room.song)
    assert (view.offset_ms, view.output_offsets_ms) == (150, {"headphones": -MAX_OFFSET_MS})
