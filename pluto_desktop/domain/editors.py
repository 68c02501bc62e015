"""Who else is editing a song just now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from pluto_desktop.domain.ids import SongId


class Work(StrEnum):
    """What a person edits of songs."""

    FIELDS = "fields"
    """What is said of them, in a form: one song, or many at once."""
    WORDS = "words"
    """The words of a song, in the editor that times them."""


@dataclass(frozen=True, slots=True)
class Editor:
    """Somebody who edits a song that this window has to do with, in another window.

    ``own`` is whether it is the same account: the person, here or on another device. ``song`` is the song that was
    asked for; None where it is one of those whose fields this window itself edits, whichever.
    """

    name: str
    own: bool
    work: Work
    song: SongId | None


@dataclass(frozen=True, slots=True)
class AtWork:
    """What a window edits, by the kind of work, and the songs it shows to be edited."""

    edited: Mapping[Work, frozenset[SongId]] = field(default_factory=dict)
    shown: frozenset[SongId] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.shown) or any(self.edited.values())
