"""Names are completed as search finds them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pluto_desktop import bootstrap
from pluto_desktop.services.complete_names import CompleteNames, NameKind
from tests.factories import make_song


@pytest.fixture(scope="module")
def names(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CompleteNames]:
    folder: Path = tmp_path_factory.mktemp("names") / "library"
    with bootstrap.open_services(folder) as services:
        songs = [
            make_song("1", artists=("అన్నమయ్య",), album="Tirumala Kirtanalu", genres=("Kirtana",), tags=("temple",)),
            make_song("2", artists=("Annamayya Keertana Group",), album="తిరుమల", genres=("కీర్తన", "Folk")),
            make_song("3", artists=("P. Susheela", "Annapurna"), tags=("state song", "school song")),
            make_song("4", artists=("Annapurna",), album="Songs", album_artist="Various artists"),
            make_song("5", album="Kirtanalu", album_artist="అన్నమయ్య"),
        ]
        services.library.catalogue.add_songs(songs)
        yield services.complete_names


@pytest.mark.parametrize(
    ("kind", "text", "found"),
    [
        (NameKind.ARTIST, "annama", {"అన్నమయ్య", "Annamayya Keertana Group"}),
        (NameKind.ARTIST, "అన్న", {"అన్నమయ్య", "Annamayya Keertana Group", "Annapurna"}),
        (NameKind.ARTIST, "susee", {"P. Susheela"}),
        (NameKind.ALBUM, "tiru", {"Tirumala Kirtanalu", "తిరుమల"}),
        (NameKind.ALBUM_ARTIST, "various", {"Various artists"}),
        (NameKind.ALBUM_ARTIST, "keer", {"Annamayya Keertana Group"}),
        (NameKind.GENRE, "keer", {"Kirtana", "కీర్తన"}),
        (NameKind.TAG, "song sc", {"school song"}),
        (NameKind.TAG, "zzz", set()),
        (NameKind.ARTIST, "  ", set()),
        (NameKind.GENRE, "!", set()),
    ],
)
def test_names_in_either_script(names: CompleteNames, kind: NameKind, text: str, found: set[str]) -> None:
    assert set(names.complete(kind, text)) == found


def test_who_has_more_songs_comes_first_and_what_begins_so_before_what_holds_it(names: CompleteNames) -> None:
    assert names.complete(NameKind.ARTIST, "anna")[0] == "Annapurna"
    assert names.complete(NameKind.TAG, "s")[0] == "school song"
