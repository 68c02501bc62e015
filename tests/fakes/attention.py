"""Songs that need attention, found in a catalogue in memory."""

from __future__ import annotations

import re
from collections.abc import Collection

from pluto_desktop.domain.attention import BEYOND_END_MS, LENGTHS_APART_MS, LOOKED_FOR, Alike, Lacks, Need
from pluto_desktop.domain.ids import SongId
from pluto_desktop.domain.songs import Song
from pluto_desktop.lyrics.document import Timing
from pluto_desktop.search.folding import skeleton
from tests.fakes.catalogue import FakeCatalogue
from tests.fakes.queries import fold


class FakeAttention:
    """Fulfils AttentionReader."""

    def __init__(self, catalogue: FakeCatalogue) -> None:
        self._catalogue = catalogue

    def look(self, songs: Collection[SongId] | None = None) -> Lacks:
        kept = self._catalogue.songs
        there = sorted((song for song in kept if songs is None or song in songs), key=self._by_name)
        names = [self._by_name(song)[0] for song in there]
        return Lacks(there, names, bytes(self._bits(kept[song]) for song in there))

    def list_alike(self, songs: Collection[SongId] | None = None) -> list[Alike]:
        named, sounding = dict[str, list[Alike]](), dict[str, list[Alike]]()
        for song in self._catalogue.songs.values():
            group = f"{skeleton(song.title)} {re.findall('[0-9]+', song.title)}"
            if song.duration_ms is not None:
                named.setdefault(group, []).append(Alike(group, song.id, fold(song.artist), song.duration_ms))
            if song.song is not None:
                sound = song.song.sound_hash or song.song.sha256
                sounding.setdefault(sound, []).append(Alike(sound, song.id, same_sound=True))
        groups = [group for group in (*named.values(), *sounding.values()) if len(group) > 1]
        return [
            one for group in groups if songs is None or any(each.song_id in songs for each in group) for one in group
        ]

    def _by_name(self, song_id: SongId) -> tuple[str, SongId]:
        song = self._catalogue.songs[song_id]
        return fold(song.romanised or song.title), song_id

    def _bits(self, song: Song) -> int:
        needs = self._needs(song)
        return sum(1 << at for at, need in enumerate(LOOKED_FOR) if need in needs)

    def _needs(self, song: Song) -> tuple[Need, ...]:
        words, end_ms = self._catalogue.words.get(song.id), song.duration_ms or 0
        ends = [line.end_ms or line.start_ms or 0 for line in words.lines] if words is not None else []
        bgm_ms = song.bgm.duration_ms if song.bgm is not None else None
        tests = {
            Need.NO_ARTIST: not song.artists,
            Need.NO_LYRICS: words is None,
            Need.NOT_TIMED: words is not None and words.timing is Timing.NONE,
            Need.ONE_LANGUAGE: words is not None and ("te" in words.languages) != ("en" in words.languages),
            Need.BEYOND_END: bool(end_ms) and max(ends, default=0) > end_ms + BEYOND_END_MS,
            Need.LENGTHS_DIFFER: bool(end_ms and bgm_ms) and abs((bgm_ms or 0) - end_ms) > LENGTHS_APART_MS,
            Need.NO_COVER: song.cover is None,
            Need.UNREACHABLE: not self._catalogue.list_song_rows([song.id])[0].reachable,
        }
        return tuple(need for need, there in tests.items() if there)
