"""What is remembered of songs and their music without voice, in memory; and a comparing that knows its answers."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from pluto_desktop.domain.bgm import BgmOffset
from pluto_desktop.domain.errors import Invalid
from pluto_desktop.domain.ids import MediaHash, SongId


@dataclass
class FakeBgmMemory:
    """Fulfils BgmMemory."""

    voices: dict[SongId, int] = field(default_factory=dict)
    offsets: dict[tuple[MediaHash, MediaHash], BgmOffset] = field(default_factory=dict)

    def voice_of(self, song_id: SongId) -> int:
        return self.voices.get(song_id, 100)

    def set_voice_of(self, song_id: SongId, percent: int) -> None:
        self.voices[song_id] = percent

    def find_bgm_offset(self, song: MediaHash, bgm: MediaHash) -> BgmOffset | None:
        return self.offsets.get((song, bgm))

    def set_bgm_offset(self, song: MediaHash, bgm: MediaHash, offset: BgmOffset) -> None:
        self.offsets[song, bgm] = offset


@dataclass
class FakeAligner:
    """Fulfils Aligner: ``answers`` says how files lie against each other; what is not in it is no audio."""

    answers: dict[tuple[Path, Path], BgmOffset] = field(default_factory=dict)

    def align(self, song: Path, bgm: Path) -> BgmOffset:
        if (song, bgm) not in self.answers:
            raise Invalid("not_audio", path=str(bgm))
        return self.answers[song, bgm]
