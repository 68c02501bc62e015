"""What needs attention in a whole library, and the same after some songs changed. Pure; for worker threads."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from pluto_desktop.domain.attention import LOOKED_FOR, Group, Lacks, Need, needs_in, twins_in
from pluto_desktop.domain.ids import SongId

Twins = Mapping[SongId, tuple[SongId, ...]]


@dataclass(frozen=True, slots=True)
class Survey:
    """What needs attention: how many songs by reason, how many in all, and which.

    ``twins`` holds of each possible duplicate what it may be one of. It knows every song of the library, so that a
    change of one is told without reading the others; of 100,000 songs that is 17 MB.
    """

    counts: Mapping[Need, int] = field(default_factory=dict)
    songs: int = 0
    twins: Twins = field(default_factory=dict)
    lacks: Lacks = field(default_factory=Lacks)
    groups: Mapping[str, Group] = field(default_factory=dict)

    def list_songs(self, need: Need | None) -> list[SongId]:
        """Return the songs with a reason by name, duplicates next to each other; with any reason where it is None."""
        told = zip(self.lacks.songs, self.lacks.needs, strict=True)
        if need is None:
            return [song for song, needs in told if needs or song in self.twins]
        if need is Need.DUPLICATE:
            return self._together()
        bit = 1 << LOOKED_FOR.index(need)
        return [song for song, needs in told if needs & bit]

    def mates_of(self, songs: Collection[SongId]) -> frozenset[SongId]:
        """Return the songs that share a name or a sound with some, and those."""
        changed = frozenset(songs)
        return changed.union(*(group.songs for group in self.groups.values() if not changed.isdisjoint(group.songs)))

    def changed(self, songs: frozenset[SongId], lacks: Lacks, groups: Mapping[str, Group]) -> Survey:
        """Return the survey after songs changed, came or went.

        ``songs`` include who shared a group with one that changed, see :meth:`mates_of`: what a song leaves is another
        group too. ``groups`` are all that they are in now. ``lacks`` tells of those that are in the library now, and of
        who shares a group with them now: bytes that are here again are so for every song that sounds so.
        """
        kept = {name: group for name, group in self.groups.items() if songs.isdisjoint(group.songs)}
        return make_survey(_changed(self.lacks, songs.union(lacks.songs), lacks), kept | dict(groups), self.twins)

    def _together(self) -> list[SongId]:
        """Return the duplicates, each with its twins, and theirs, right behind it."""
        told: dict[SongId, None] = {}
        for song in self.lacks.songs:
            waiting = [song] if song in self.twins else []
            while waiting:
                one = waiting.pop()
                if one not in told:
                    told[one] = None
                    waiting += reversed(self.twins[one])
        return list(told)


def make_survey(lacks: Lacks, groups: Mapping[str, Group], before: Twins | None = None) -> Survey:
    """Count what songs lack and which of them may be duplicates; twins that are as ``before`` are the same object."""
    twins = twins_in(groups.values())
    if twins == before:
        twins = before
    many = {bits: lacks.needs.count(bits) for bits in frozenset(lacks.needs)}
    counts: dict[Need, int] = {
        need: sum(count for bits, count in many.items() if need in needs_in(bits)) for need in LOOKED_FOR
    }
    else_whole = 0
    if twins:
        else_whole = sum(not needs and song in twins for song, needs in zip(lacks.songs, lacks.needs, strict=True))
    songs = len(lacks.songs) - many.get(0, 0) + else_whole
    return Survey(counts | {Need.DUPLICATE: len(twins)}, songs, twins, lacks, groups)


def _changed(lacks: Lacks, songs: frozenset[SongId], news: Lacks) -> Lacks:
    """Take songs out and put others in where their names belong."""
    gone = [at for at, song in enumerate(lacks.songs) if song in songs]
    ids, names, needs = list(lacks.songs), list(lacks.names), bytearray(lacks.needs)
    for at in reversed(gone):
        del ids[at], names[at], needs[at]
    for name, song, bits in zip(news.names, news.songs, news.needs, strict=True):
        first = bisect_left(names, name)
        at = bisect_left(ids, song, first, bisect_right(names, name, first))
        ids.insert(at, song)
        names.insert(at, name)
        needs.insert(at, bits)
    return Lacks(ids, names, bytes(needs))
