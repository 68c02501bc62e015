"""Who is editing what, of the library kept in memory."""

from __future__ import annotations

import time
from collections.abc import Collection

from pluto_desktop.domain.editors import Editor, Work
from pluto_desktop.domain.ids import SongId
from tests.fakes.shared_world import Held, World

_LEASE_S = 30


class FakeEditors:
    """Fulfils Editors; the library's other half does the rest."""

    world: World
    _user: str
    _lease_s: float

    def hold_editing(self, seat: str, work: Work, songs: Collection[SongId]) -> None:
        with self._writing() as world:
            world.editing = {key: held for key, held in world.editing.items() if held.until > time.monotonic()}
            world.editing.pop((self._user, seat, work), None)
            if songs:
                world.editing[self._user, seat, work] = Held(frozenset(songs), self._until())

    def renew_editing(self, seat: str) -> frozenset[Work]:
        with self._writing() as world:
            mine = {key: held for key, held in world.editing.items() if key[:2] == (self._user, seat)}
            for held in mine.values():
                held.until = self._until()
            return frozenset(work for _, _, work in mine)

    def list_editors(self, seat: str, songs: Collection[SongId]) -> list[Editor]:
        with self._writing() as world:
            fields = world.editing.get((self._user, seat, Work.FIELDS))
            mine = frozenset() if fields is None else fields.songs
            found = set()
            for (name, other, work), held in world.editing.items():
                if (name, other) == (self._user, seat) or held.until <= time.monotonic():
                    continue
                own = name == self._user
                found |= {Editor(name, own, work, song) for song in held.songs.intersection(songs)}
                if held.songs & mine:
                    found.add(Editor(name, own, work, None))
            return list(found)

    def _until(self) -> float:
        return time.monotonic() + min(_LEASE_S, self._lease_s)
