"""What a song of the library may lack: the reasons why a curator looks at it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
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


LOOKED_FOR = tuple(need for need in Need if need is not Need.DUPLICATE)
"""What can be told of a song by itself; the first is the lowest bit of the byte that tells what a song lacks."""

Pair = tuple[SongId, SongId]
"""Two songs, the lesser id first."""


@dataclass(frozen=True, slots=True)
class Lacks:
    """What songs lack, in three columns: the songs by name, what orders them (then their ids), a byte of needs each.

    In columns, because a hundred thousand rows would each be an object.
    """

    songs: Sequence[SongId] = ()
    names: Sequence[str] = ()
    needs: bytes = b""


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
class Group:
    """Songs that share a name or a sound, and those pairs of them that may be one song."""

    songs: tuple[SongId, ...]
    pairs: tuple[Pair, ...]


def needs_in(bits: int) -> tuple[Need, ...]:
    """Return the needs that a byte tells, in order."""
    return tuple(need for at, need in enumerate(LOOKED_FOR) if bits >> at & 1)


def pair_of(one: SongId, other: SongId) -> Pair:
    """Return two songs in the order of their ids."""
    return (one, other) if one < other else (other, one)


def find_groups(alike: Iterable[Alike], apart: Collection[Pair]) -> dict[str, Group]:
    """Return the groups of songs that may be duplicates of each other.

    ``alike`` comes by group. Two of a group are duplicates where they sound the same, or where one artist (or nobody)
    is named of both and their lengths are within :data:`TWINS_APART_MS`; pairs that are ``apart`` are not. Each is
    compared with the next twenty in length only, so that a thousand songs called "Track 1" do no harm.
    """
    found: dict[str, Group] = {}
    for name, group in groupby(alike, key=lambda song: song.group):
        songs = sorted(group, key=lambda song: (song.duration_ms, song.song_id))
        pairs = (
            pair_of(one.song_id, other.song_id)
            for at, one in enumerate(songs)
            for other in songs[at + 1 : at + 1 + _MOST_COMPARED]
            if _may_be_one(one, other)
        )
        found[name] = Group(tuple(song.song_id for song in songs), tuple(pair for pair in pairs if pair not in apart))
    return found


def twins_in(groups: Iterable[Group]) -> Mapping[SongId, tuple[SongId, ...]]:
    """Return of each song what it may be a duplicate of, by id."""
    found: dict[SongId, set[SongId]] = {}
    for group in groups:
        for one, other in group.pairs:
            found.setdefault(one, set()).add(other)
            found.setdefault(other, set()).add(one)
    return {song: tuple(sorted(others)) for song, others in found.items()}


def _may_be_one(one: Alike, other: Alike) -> bool:
    if one.same_sound:
        return True
    named = not one.artist or not other.artist or one.artist == other.artist
    return named and abs(one.duration_ms - other.duration_ms) <= TWINS_APART_MS
