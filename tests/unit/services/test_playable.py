from __future__ import annotations

import pytest

from pluto_desktop.domain.errors import NotFound
from pluto_desktop.services.playable import FindPlayable
from tests.factories import MUSIC, make_song, sha256
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
