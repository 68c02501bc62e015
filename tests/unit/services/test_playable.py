from __future__ import annotations

from pathlib import Path

import pytest

from pluto_desktop.domain.errors import KnownError, NotFound, Offline, Timeout
from pluto_desktop.domain.ids import SongId
from pluto_desktop.domain.sentences import sentence
from pluto_desktop.domain.songs import Medium
from pluto_desktop.domain.views import SongQuery
from pluto_desktop.services.playable import FindPlayable
from tests.factories import MUSIC, make_medium, make_song, sha256
from tests.fakes.catalogue import FakeCatalogue


def test_a_song_comes_with_its_file_and_how_loud_it_and_its_album_are() -> None:
    catalogue = FakeCatalogue()
    first, _, single = catalogue.add_songs(
        [
            make_song("a", file="a", album="Moon"),
            make_song("b", file="b", album="Moon"),
            make_song("c", file="c"),
        ]
    )
    catalogue.set_gain(sha256("a"), -9.0, 0.9)
    catalogue.set_gain(sha256("b"), -3.0, 0.4)
    found = FindPlayable(catalogue)(first)
    assert (found.path, found.loudness.gain_db, found.duration_ms) == (MUSIC / "a.mp3", -9.0, 180_000)
    assert found.album_loudness.gain_db == pytest.approx(-6.96, abs=0.01)
    assert found.album_loudness.peak == 0.9
    assert FindPlayable(catalogue)(single).album_loudness.gain_db is None


def test_a_song_without_a_file_here_says_so() -> None:
    catalogue = FakeCatalogue()
    (song,) = catalogue.add_songs([make_song("a")])
    with pytest.raises(NotFound, match="no_audio_here"):
        FindPlayable(catalogue)(song)


def brought(error: Exception | None = None) -> FindPlayable:
    """Return what finds a song of a shared library whose sound is not here."""
    catalogue = FakeCatalogue()
    catalogue.add_songs([make_song("a", song=make_medium("a"))])

    def arrive(_medium: Medium) -> tuple[Path, None]:
        if error is not None:
            raise error
        return MUSIC / "came.mp3", None

    return FindPlayable(catalogue, arrive)


def the_song(find: FindPlayable) -> SongId:
    return find._reader.list_song_ids(SongQuery())[0]


def test_what_is_not_here_is_brought() -> None:
    find = brought()
    assert find(the_song(find)).path == MUSIC / "came.mp3"


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (Offline("server_refused", server="s"), "audio_not_here"),
        (Timeout("server_timeout", server="s"), "audio_slow"),
        (NotFound("medium_lost", medium="m"), "audio_lost"),
        (NotFound("password_needed", name="F"), "password_needed"),
    ],
)
def test_what_cannot_be_brought_says_why_by_the_song_s_name(error: KnownError, code: str) -> None:
    find = brought(error)
    with pytest.raises(type(error)) as raised:
        find(the_song(find))
    assert raised.value.code == code
    assert sentence(raised.value)


def test_a_song_that_is_only_shown_is_not_brought() -> None:
    find = brought(Offline("server_refused", server="s"))
    shown = find.look(the_song(find))
    assert (shown.row.title, shown.path, shown.duration_ms) == ("a", None, 180_000)
