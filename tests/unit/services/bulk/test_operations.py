"""What each operation does to the boxes of songs."""

from __future__ import annotations

import pytest

from pluto_desktop.domain.errors import Invalid
from pluto_desktop.domain.shared import SongFields
from pluto_desktop.domain.song_fields import plain_fields
from pluto_desktop.domain.song_form import texts_of
from pluto_desktop.services.bulk.operations import (
    CopyBox,
    FindReplace,
    NumberTracks,
    Operation,
    RomaniseAll,
    SetBoxes,
    SplitTitle,
    Texts,
    TitleCase,
)

EMPTY = texts_of(plain_fields(SongFields()))


def _done(operation: Operation, *songs: dict[str, str]) -> list[Texts]:
    rule = operation.rule()
    return [rule({**EMPTY, **song}) for song in songs]


@pytest.mark.parametrize(
    ("operation", "song", "said"),
    [
        (SetBoxes({"album": "Folk"}), {}, {"album": "Folk"}),
        (FindReplace("title", "old", "new"), {"title": "An old one"}, {"title": "An new one"}),
        (FindReplace("credits", "^M", "N", pattern=True), {"credits": "Mo\nMa"}, {"credits": "No\nNa"}),
        (TitleCase(("title", "album")), {"title": "a day", "album": "b"}, {"title": "A Day", "album": "B"}),
        (SplitTitle(), {"title": "Tyagaraja - Nagumomu"}, {"title": "Nagumomu", "credits": "Tyagaraja"}),
        (SplitTitle(), {"title": "A – B - C"}, {"title": "B - C", "credits": "A"}),
        (SplitTitle(artist_first=False), {"title": "Song — Singer"}, {"title": "Song", "credits": "Singer"}),
        (SplitTitle(), {"title": "Twenty-one"}, {}),
        (SplitTitle(), {"title": "- Song"}, {}),
        (SplitTitle(keep_artists=True), {"title": "A - B", "credits": "C"}, {}),
        (CopyBox("credits", "album_artist"), {"credits": "A\nB"}, {"album_artist": "A, B"}),
        (CopyBox("genres", "credits"), {"genres": "A, B"}, {"credits": "A\nB"}),
        (CopyBox("title", "album"), {"title": "A", "album": "B"}, {}),
        (CopyBox("title", "album", only_empty=False), {"title": "A", "album": "B"}, {"album": "A"}),
        (CopyBox("title", "album", only_empty=False), {"album": "B"}, {}),
        (RomaniseAll(), {"title": "చందమామ రావే"}, {"romanised": "Chandamama Rave"}),
        (RomaniseAll(), {"title": "చందమామ", "romanised": "Moon"}, {}),
        (RomaniseAll(only_empty=False), {"title": "చందమామ", "romanised": "Moon"}, {"romanised": "Chandamama"}),
        (RomaniseAll(only_empty=False), {"title": "Moon", "romanised": "Mun"}, {}),
    ],
)
def test_one_song(operation: Operation, song: dict[str, str], said: dict[str, str]) -> None:
    assert _done(operation, song) == [said]


def test_tracks_are_numbered_as_they_are_shown() -> None:
    one, two, other = {"album": "A", "disc": "1"}, {"album": "A", "disc": "2"}, {"album": "B", "disc": "1"}
    songs = [one, two, one, other, two]
    assert [said["track"] for said in _done(NumberTracks(), *songs)] == ["1", "1", "2", "1", "2"]
    whole = [said["track"] for said in _done(NumberTracks(first=7, per_disc=False), *songs)]
    assert whole == ["7", "8", "9", "10", "11"]


def test_numbers_begin_anew_each_time() -> None:
    operation = NumberTracks()
    assert _done(operation, {}) == _done(operation, {})


def test_a_box_is_not_copied_into_itself() -> None:
    with pytest.raises(Invalid, match="copy_same"):
        _done(CopyBox("title", "title"))
