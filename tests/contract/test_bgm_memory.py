"""What every memory of songs and their music without voice does."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pluto_desktop.adapters.sql.bgm import SqlBgmMemory
from pluto_desktop.adapters.sql.library import open_library
from pluto_desktop.domain.bgm import BgmOffset
from pluto_desktop.domain.ids import MediaHash, SongId
from pluto_desktop.ports.personal import BgmMemory
from tests.fakes.bgm import FakeBgmMemory

SONG, BGM, OTHER = MediaHash("a" * 64), MediaHash("b" * 64), MediaHash("c" * 64)


@pytest.fixture(params=["fake", "sql"])
def memory(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[BgmMemory]:
    if request.param == "fake":
        yield FakeBgmMemory()
        return
    opened = open_library(tmp_path / "library")
    yield SqlBgmMemory(opened.connections)
    opened.close()


def test_the_voice_of_a_song_is_whole_until_somebody_sets_it(memory: BgmMemory):
    song = SongId("s")
    assert memory.voice_of(song) == 100
    memory.set_voice_of(song, 0)
    memory.set_voice_of(song, 35)
    assert (memory.voice_of(song), memory.voice_of(SongId("t"))) == (35, 100)


def test_an_offset_belongs_to_a_pair(memory: BgmMemory):
    assert memory.find_bgm_offset(SONG, BGM) is None
    memory.set_bgm_offset(SONG, BGM, BgmOffset(-250, 0.75))
    memory.set_bgm_offset(SONG, OTHER, BgmOffset(40, None, by_hand=True))
    assert memory.find_bgm_offset(SONG, BGM) == BgmOffset(-250, 0.75)
    memory.set_bgm_offset(SONG, BGM, BgmOffset(-240, 0.75, by_hand=True))
    assert memory.find_bgm_offset(SONG, BGM) == BgmOffset(-240, 0.75, by_hand=True)
    assert memory.find_bgm_offset(SONG, OTHER) == BgmOffset(40, None, by_hand=True)
