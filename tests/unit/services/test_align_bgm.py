from __future__ import annotations

from dataclasses import replace

import pytest

from pluto_desktop.domain.bgm import BgmOffset, length_difference_ms
from pluto_desktop.domain.errors import NotFound, Offline, Timeout
from pluto_desktop.domain.ids import SongId
from pluto_desktop.domain.songs import Medium
from pluto_desktop.services.align_bgm import AlignBgm
from pluto_desktop.services.playable import FindPlayable
from tests.factories import MUSIC, make_song
from tests.fakes.bgm import FakeAligner, FakeBgmMemory
from tests.fakes.catalogue import FakeCatalogue


def library(*, here: bool = True) -> tuple[FakeCatalogue, SongId]:
    catalogue = FakeCatalogue()
    new = make_song("a", file="a", bgm="bgm")
    (song,) = catalogue.add_songs([new if here else replace(new, bgm_location=None)])
    return catalogue, song


def test_two_are_compared_once_and_again_when_asked() -> None:
    catalogue, song = library()
    memory = FakeBgmMemory()
    aligner = FakeAligner({(MUSIC / "a.mp3", MUSIC / "bgm.mp3"): BgmOffset(120, 0.7)})
    align = AlignBgm(catalogue, memory, lambda: aligner)
    assert align(song) == BgmOffset(120, 0.7)
    aligner.answers = {key: BgmOffset(80, 0.9) for key in aligner.answers}
    assert align(song) == BgmOffset(120, 0.7)
    assert align(song, anew=True) == BgmOffset(80, 0.9)
    assert list(memory.offsets.values()) == [BgmOffset(80, 0.9)]


def test_two_that_are_not_alike_lie_at_nothing_and_that_is_remembered() -> None:
    catalogue, song = library()
    memory = FakeBgmMemory()
    aligner = FakeAligner({(MUSIC / "a.mp3", MUSIC / "bgm.mp3"): BgmOffset(9000, 0.01)})
    found = AlignBgm(catalogue, memory, lambda: aligner)(song)
    assert found == BgmOffset(0, 0.01)
    assert found is not None
    assert found.unlike


def test_what_cannot_be_compared_is_left_open() -> None:
    for here in (True, False):
        catalogue, song = library(here=here)
        memory = FakeBgmMemory()
        assert AlignBgm(catalogue, memory, FakeAligner)(song) is None
        assert not memory.offsets


def test_a_song_comes_with_its_music_and_what_is_remembered_of_it() -> None:
    catalogue, song = library()
    memory = FakeBgmMemory({song: 15})
    found = FindPlayable(catalogue, None, memory)(song).bgm
    assert found is not None
    assert (found.path, found.voice, found.offset) == (MUSIC / "bgm.mp3", 15, None)
    assert FindPlayable(catalogue)(song).bgm is None
    (plain,) = catalogue.add_songs([make_song("b", file="b")])
    with pytest.raises(NotFound, match="no_bgm"):
        FindPlayable(catalogue, None, memory).bring_bgm(plain)


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (Offline("server_unreachable", server="x"), "bgm_not_here"),
        (Timeout("server_timeout", server="x"), "bgm_slow"),
        (NotFound("medium_lost", medium="x"), "bgm_lost"),
    ],
)
def test_what_is_elsewhere_is_brought_only_when_asked(error: Exception, code: str) -> None:
    catalogue, song = library(here=False)
    asked: list[Medium] = []

    def arrive(medium: Medium):
        asked.append(medium)
        raise error

    find = FindPlayable(catalogue, arrive, FakeBgmMemory())
    shown = find.look(song).bgm
    assert shown is not None
    assert shown.path is None
    assert not asked
    with pytest.raises((Offline, Timeout, NotFound), match=code):
        find.bring_bgm(song)
    with pytest.raises(NotFound, match="no_bgm_here"):
        FindPlayable(catalogue, None, FakeBgmMemory()).bring_bgm(song)


def test_lengths_that_differ_by_a_little_do_not_differ() -> None:
    assert length_difference_ms(180_000, 181_900, 0) == 0
    assert length_difference_ms(180_000, 170_000, 500) == -10_500
    assert length_difference_ms(180_000, 190_000, 0) == 10_000
    assert length_difference_ms(None, 190_000, 0) == 0
