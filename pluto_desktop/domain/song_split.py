"""One song made two: where each of its parts goes, and what both songs are then. Pure.

A *part* is one of the fields of :data:`PARTS`, which a song has or has not; values are in plain form.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from pluto_desktop.domain.batches import BatchCommand, PlainSong
from pluto_desktop.domain.errors import Invalid
from pluto_desktop.domain.ids import SongId
from pluto_desktop.domain.song_fields import Plain

PARTS = ("song", "bgm", "cover", "lyrics")
"""The fields that are divided, in the order in which they are shown."""
_SOUNDS = ("song", "bgm")


class Goes(StrEnum):
    """Where a part of a song goes."""

    STAYS = "stays"
    NEW = "new"
    """To the other song, as what it is here."""
    SOUND = "sound"
    """To the other song as its sound; only music without voice can."""
    BOTH = "both"


CHOICES: Mapping[str, tuple[Goes, ...]] = MappingProxyType(
    {
        "song": (Goes.STAYS, Goes.NEW),
        "bgm": (Goes.STAYS, Goes.SOUND, Goes.NEW),
        "cover": (Goes.STAYS, Goes.NEW, Goes.BOTH),
        "lyrics": (Goes.STAYS, Goes.NEW, Goes.BOTH),
    }
)
"""Where each part may go when a new song is made."""

_PROPOSED = {"song": Goes.STAYS, "bgm": Goes.SOUND, "cover": Goes.BOTH, "lyrics": Goes.STAYS}


@dataclass(frozen=True, slots=True)
class Parted:
    """What becomes of two songs: the parts of the first that are to be another value, and those of the other."""

    left: Plain
    taken: Plain


@dataclass(frozen=True, slots=True)
class MergedSong:
    """A song that was merged into another one.

    ``shared`` are the parts of which both have the very same; ``brought`` those of them that the merging gave to the
    kept song, each with what that song had before. What the merging did is known where this person did it.
    """

    song_id: SongId
    plain: PlainSong
    shared: tuple[str, ...]
    brought: Mapping[str, Any]

    @property
    def proposed(self) -> dict[str, Goes]:
        """Where the shared parts go unless somebody chooses: back, where the merging brought them."""
        return {name: Goes.NEW if name in self.brought else Goes.BOTH for name in self.shared}


def can_be_split(plain: Mapping[str, Any]) -> bool:
    """Whether a song has two files with sound, so that each of two songs can have one."""
    return all(plain[name] is not None for name in _SOUNDS)


def proposed(plain: Mapping[str, Any]) -> dict[str, Goes]:
    """Return where the parts that a song has go unless somebody chooses.

    A file that was taken for a song's music without voice and is not is most often a song of its own.
    """
    return {name: goes for name, goes in _PROPOSED.items() if plain[name] is not None}


def part(plain: Mapping[str, Any], goes: Mapping[str, Goes]) -> Parted:
    """Return what a song and a new one are once the parts went where they are to go; what is not named stays.

    Music without voice that stays alone is the song's sound from then on. Raises Invalid("split_nothing") where no
    sound goes, Invalid("split_everything") where none stays.
    """
    moving = {name: goes.get(name, Goes.STAYS) for name in PARTS if plain[name] is not None}
    sounds = [moving[name] for name in _SOUNDS if name in moving]
    if all(one is Goes.STAYS for one in sounds):
        raise Invalid("split_nothing")
    if Goes.STAYS not in sounds:
        raise Invalid("split_everything")
    taken: Plain = dict.fromkeys(PARTS)
    left: Plain = {}
    for name, where in moving.items():
        if where is not Goes.STAYS:
            taken["song" if where is Goes.SOUND else name] = plain[name]
        if where in {Goes.NEW, Goes.SOUND}:
            left[name] = None
    if "song" in left:
        left |= {"song": plain["bgm"], "bgm": None}
    return Parted(left, taken)


def merged_song(song_id: SongId, gone: PlainSong, keep: Mapping[str, Any], merge: BatchCommand | None) -> MergedSong:
    """Return what a merged song and the one it was merged into have alike; ``merge`` is what merged them, if known."""
    alike = [name for name in PARTS if gone.fields[name] is not None and gone.fields[name] == keep[name]]
    brought: Plain = {}
    for edit in merge.edits if merge is not None else ():
        mine, base = edit.mine, edit.base or {}
        brought |= {name: base[name] for name in alike if name in mine and name in base and mine[name] == keep[name]}
    # Without what it had before, the kept song would have no sound.
    shared = tuple(name for name in alike if name != "song" or brought.get(name) is not None)
    return MergedSong(song_id, gone, shared, {name: brought[name] for name in shared if name in brought})


def given_back(merged: MergedSong, goes: Mapping[str, Goes]) -> Plain:
    """Return the parts of the kept song that are to be another value once a merged one is a song again."""
    return {name: merged.brought.get(name) for name in merged.shared if goes.get(name) is Goes.NEW}
