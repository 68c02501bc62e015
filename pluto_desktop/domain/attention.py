"""What a song of the library may lack: the reasons why a curator looks at it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import groupby

from pluto_desktop.domain.ids import SongId

LENGTHS_APART_MS = 2_000
"""So far apart the lengths of a song and of its music without voice are told to differ; encoders pad by less."""
BEYOND_END_MS = 500
"""So far beyond the end of the sound the words may reach: lengths in files are that exact."""
TWINS_APART_MS = 2_000
"""Two recordings of one song under one name are at most so far apart in length."""
_MOST_COMPARED = 20


class Need(StrEnum):
    """Why a song needs attention, in the order in which the reasons are told."""

    NO_ARTIST = "no_artist"
    NO_LYRICS = "no_lyrics"
    NOT_TIMED = "not_timed"
    ONE_LANGUAGE = "one_language"
    """Its words are in Telugu or in English, not in both."""
    BEYOND_END = "beyond_end"
    """Its words go on after the sound has ended."""
    LENGTHS_DIFFER = "lengths_differ"
    """The music without voice is of another length than the song."""
    DUPLICATE = "duplicate"
    NO_COVER = "no_cover"
    UNREACHABLE = "unreachable"
    """Its file was here and is gone."""


Pair = tuple[SongId, SongId]
"""Two songs, the lesser id first."""


@dataclass(frozen=True, slots=True)
class Alike:
    """A song that shares a ``group`` with others: what its name sounds like, or its very sound (``same_sound``).

    ``artist`` is folded, "" where nobody is named.
    """

    group: str
    song_id: SongId
    artist: str = ""
    duration_ms: int = 0
    same_sound: bool = False


@dataclass(frozen=True, slots=True)
class Survey:
    """What needs attention in the whole library: how many songs by reason, and how many songs in all.

    ``twins`` holds of each possible duplicate what it may be one of.
    """

    counts: Mapping[Need, int] = field(default_factory=dict)
    songs: int = 0
    twins: Mapping[SongId, tuple[SongId, ...]] = field(default_factory=dict)


def pair_of(one: SongId, other: SongId) -> Pair:
    """Return two songs in the order of their ids."""
    return (one, other) if one < other else (other, one)


def find_twins(alike: Iterable[Alike], apart: Collection[Pair]) -> dict[SongId, tuple[SongId, ...]]:
    """Return of each song what it may be a duplicate of, songs that belong together next to each other.

    ``alike`` comes by group. Two of a group are duplicates where they sound the same, or where one artist (or nobody)
    is named of both and their lengths are within :data:`TWINS_APART_MS`; pairs that are ``apart`` are not. Each is
    compared with the next twenty in length only, so that a thousand songs called "Track 1" do no harm.
    """
    found: dict[SongId, list[SongId]] = {}
    for _, group in groupby(alike, key=lambda song: song.group):
        songs = sorted(group, key=lambda song: (song.duration_ms, song.song_id))
        for at, one in enumerate(songs):
            for other in songs[at + 1 : at + 1 + _MOST_COMPARED]:
                if not _may_be_one(one, other) or pair_of(one.song_id, other.song_id) in apart:
                    continue
                for song, twin in ((one.song_id, other.song_id), (other.song_id, one.song_id)):
                    twins = found.setdefault(song, [])
                    if twin not in twins:
                        twins.append(twin)
    return _together(found)


def _may_be_one(one: Alike, other: Alike) -> bool:
    if one.same_sound:
        return True
    named = not one.artist or not other.artist or one.artist == other.artist
    return named and abs(one.duration_ms - other.duration_ms) <= TWINS_APART_MS


def _together(found: Mapping[SongId, list[SongId]]) -> dict[SongId, tuple[SongId, ...]]:
    """Put each song's twins right behind it."""
    told: dict[SongId, tuple[SongId, ...]] = {}
    for song in found:
        waiting = [song]
        while waiting:
            one = waiting.pop()
            if one not in told:
                told[one] = tuple(found[one])
                waiting += reversed(found[one])
    return told
