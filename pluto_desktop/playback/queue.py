"""The queue: what plays, what comes after it, and what came before. Pure; not for several threads at once."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import TypeGuard

from pluto_desktop.domain.ids import SongId


class Repeat(StrEnum):
    """What happens at the end: nothing more, the whole queue again, or the same song again."""

    OFF = "off"
    ALL = "all"
    ONE = "one"


class PlayQueue:
    """Songs in play order with a current one; a song may stand in the queue more than once.

    Positions count from 0 in play order. With ``shuffle`` the play order is one random round over all entries, so none
    comes twice until all were, and going back goes back; the order the songs were put in is kept for when it is
    turned off. With Repeat.ALL each new round is drawn anew, never starting with the entry that ended the last one.
    """

    def __init__(self, rng: random.Random | None = None) -> None:
        self._rng = rng or random.Random()  # noqa: S311 - a playing order, not a secret
        self._songs: dict[int, SongId] = {}
        self._order: list[int] = []
        self._unshuffled: list[int] = []
        self._past: list[int] | None = None
        self._future: list[int] | None = None
        self._next_key = 0
        self._index: int | None = None
        self._cached: tuple[SongId, ...] | None = None
        self._shuffle = False
        self._repeat = Repeat.OFF
        self.stop_after = False

    def __len__(self) -> int:
        return len(self._order)

    @property
    def songs(self) -> tuple[SongId, ...]:
        """All songs in play order; the same object as long as nothing changed."""
        if self._cached is None:
            self._cached = tuple(self._songs[key] for key in self._order)
        return self._cached

    @property
    def index(self) -> int | None:
        """The position of the current song; None when the queue is empty."""
        return self._index

    @property
    def current(self) -> SongId | None:
        """The current song."""
        return None if self._index is None else self._songs[self._order[self._index]]

    @property
    def entry(self) -> int | None:
        """A number that tells the current entry from others with the same song, and survives reordering."""
        return None if self._index is None else self._order[self._index]

    @property
    def has_next(self) -> bool:
        """Whether there is an entry to skip to."""
        return self._index is not None and (self._index + 1 < len(self._order) or self._repeat is not Repeat.OFF)

    @property
    def shuffle(self) -> bool:
        """Whether the play order is a random one."""
        return self._shuffle

    @property
    def repeat(self) -> Repeat:
        """What happens at the end."""
        return self._repeat

    def replace(self, songs: Sequence[SongId], start: int = 0) -> None:
        """Forget everything and queue these, with the one at ``start`` as current (and first, when shuffled)."""
        self._songs = dict(enumerate(songs, self._next_key))
        self._unshuffled = list(self._songs)
        self._next_key += len(songs)
        self._order = list(self._unshuffled)
        self._index = min(max(start, 0), len(songs) - 1) if songs else None
        self._forget_rounds()
        if self._shuffle:
            self._draw()

    def insert_next(self, songs: Sequence[SongId]) -> None:
        """Put songs right behind the current one, in this order, shuffled or not."""
        self._insert(songs, 0 if self._index is None else self._index + 1, after=self.entry)

    def insert(self, songs: Sequence[SongId], position: int) -> None:
        """Put songs before a position (the length: at the end)."""
        place = min(max(position, 0), len(self._order))
        self._insert(songs, place, after=self._order[place - 1] if place else None)

    def append(self, songs: Sequence[SongId]) -> None:
        """Put songs at the end; when shuffled, each at a random place among those still to come."""
        if not self._shuffle or self._index is None:
            self._insert(songs, len(self._order), after=self._unshuffled[-1] if self._unshuffled else None)
            return
        keys = self._register(songs)
        self._unshuffled.extend(keys)
        for key in keys:
            self._order.insert(self._rng.randint(self._index + 1, len(self._order)), key)
        self._forget_rounds()

    def remove(self, positions: Iterable[int]) -> None:
        """Take entries out. If the current one goes, the next that stays becomes current (or the last)."""
        gone = {self._order[place] for place in positions if 0 <= place < len(self._order)}
        if not gone:
            return
        if self._index is not None:
            before = sum(key not in gone for key in self._order[: self._index])
            left = len(self._order) - len(gone)
            self._index = min(before, left - 1) if left else None
        self._order = [key for key in self._order if key not in gone]
        self._unshuffled = [key for key in self._unshuffled if key not in gone]
        for key in gone:
            del self._songs[key]
        self._forget_rounds()

    def move(self, positions: Iterable[int], to: int) -> None:
        """Move entries, in their order, before the one now at ``to`` (the length: to the end)."""
        moving = sorted({place for place in positions if 0 <= place < len(self._order)})
        if not moving:
            return
        keys = [self._order[place] for place in moving]
        taken, current = set(keys), self.entry
        head = [key for key in self._order[: max(to, 0)] if key not in taken]
        tail = [key for key in self._order[max(to, 0) :] if key not in taken]
        self._order = [*head, *keys, *tail]
        if not self._shuffle:
            self._unshuffled = list(self._order)
        self._index = None if current is None else self._order.index(current)
        self._forget_rounds()

    def clear(self) -> None:
        """Empty the queue; shuffle and repeat stay."""
        self.replace(())

    def jump(self, position: int) -> bool:
        """Make the entry at a position current; whether there is one."""
        if not 0 <= position < len(self._order):
            return False
        self._index = position
        return True

    def set_shuffle(self, shuffle: bool) -> None:
        """Draw a random order that begins with the current song, or go back to the order songs were put in."""
        if shuffle == self._shuffle:
            return
        self._shuffle = shuffle
        if shuffle:
            self._draw()
            return
        current = self.entry
        self._order = list(self._unshuffled)
        self._index = None if current is None else self._order.index(current)
        self._forget_rounds()

    def set_repeat(self, repeat: Repeat) -> None:
        """Set what happens at the end."""
        self._repeat = repeat
        self._future = None

    def peek_after_end(self) -> tuple[int, SongId] | None:
        """Return (entry, song) that follows when the current song ends by itself; None where playing stops."""
        if self._index is None or self.stop_after:
            return None
        if self._repeat is Repeat.ONE:
            key = self._order[self._index]
        elif self._index + 1 < len(self._order):
            key = self._order[self._index + 1]
        elif self._repeat is Repeat.ALL:
            key = self._next_round()[0]
        else:
            return None
        return key, self._songs[key]

    def end_song(self) -> bool:
        """Make current what follows when the song ended by itself; whether it is to be played.

        Where playing stops, the current song is the one to go on with later: the next one, or the first again.
        """
        if self._index is None:
            return False
        if self.stop_after:
            self.stop_after = False
            if self._repeat is not Repeat.ONE and not self.skip():
                self._index = 0
            return False
        if self._repeat is Repeat.ONE or self.skip():
            return True
        self._index = 0
        return False

    def skip(self) -> bool:
        """Go to the next entry because somebody asked; whether there is one (repeating begins again at the end)."""
        if self._index is None:
            return False
        if self._index + 1 < len(self._order):
            self._index += 1
            return True
        if self._repeat is Repeat.OFF:
            return False
        following = self._next_round()
        self._past, self._future = self._order, None
        self._order, self._cached, self._index = following, None, 0
        return True

    def back(self) -> bool:
        """Go to the entry before; whether there is one. Goes back into the last round where there was one."""
        if self._index is None:
            return False
        if self._index > 0:
            self._index -= 1
            return True
        if self._repeat is Repeat.OFF:
            return False
        if self._past is not None:
            self._future = self._order
            self._order, self._past, self._cached = self._past, None, None
        self._index = len(self._order) - 1
        return True

    def to_state(self) -> dict[str, object]:
        """Return the queue as JSON values."""
        place = {key: number for number, key in enumerate(self._unshuffled)}
        return {
            "songs": [self._songs[key] for key in self._unshuffled],
            "order": [place[key] for key in self._order] if self._shuffle else None,
            "index": self._index,
            "shuffle": self._shuffle,
            "repeat": self._repeat.value,
            "stop_after": self.stop_after,
        }

    @classmethod
    def from_state(cls, state: object, rng: random.Random | None = None) -> PlayQueue:
        """Build a queue from what :meth:`to_state` returned; what cannot be understood is left out, nothing raises."""
        queue = cls(rng)
        if not isinstance(state, dict):
            return queue
        songs, order, index = state.get("songs"), state.get("order"), state.get("index")
        if not isinstance(songs, list):
            songs = []
        queue.replace([SongId(song) for song in songs if isinstance(song, str)])
        queue._shuffle = state.get("shuffle") is True
        if queue._shuffle and _is_permutation(order, len(queue)):
            queue._order, queue._cached = [queue._unshuffled[place] for place in order], None
        if type(index) is int and 0 <= index < len(queue):
            queue._index = index
        repeat = state.get("repeat")
        queue._repeat = Repeat(repeat) if repeat in list(Repeat) else Repeat.OFF
        queue.stop_after = state.get("stop_after") is True
        return queue

    def _register(self, songs: Sequence[SongId]) -> list[int]:
        keys = list(range(self._next_key, self._next_key + len(songs)))
        self._next_key += len(songs)
        self._songs.update(zip(keys, songs, strict=True))
        if self._index is None and keys:
            self._index = 0
        return keys

    def _insert(self, songs: Sequence[SongId], position: int, after: int | None) -> None:
        current = self.entry
        keys = self._register(songs)
        self._order[position:position] = keys
        place = 0 if after is None else self._unshuffled.index(after) + 1
        self._unshuffled[place:place] = keys
        if current is not None:
            self._index = self._order.index(current)
        self._forget_rounds()

    def _draw(self) -> None:
        first = self.entry
        rest = [key for key in self._unshuffled if key != first]
        self._rng.shuffle(rest)
        self._order = rest if first is None else [first, *rest]
        self._index = 0 if self._order else None
        self._forget_rounds()

    def _next_round(self) -> list[int]:
        if self._future is None:
            following = list(self._unshuffled)
            if self._shuffle:
                self._rng.shuffle(following)
                if len(following) > 1 and following[0] == self._order[-1]:
                    other = self._rng.randrange(1, len(following))
                    following[0], following[other] = following[other], following[0]
            self._future = following
        return self._future

    def _forget_rounds(self) -> None:
        self._past = self._future = None
        self._cached = None


def _is_permutation(order: object, length: int) -> TypeGuard[list[int]]:
    return isinstance(order, list) and all(type(place) is int for place in order) and sorted(order) == [*range(length)]
