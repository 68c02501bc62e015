"""Telling other windows of a shared library what is edited in this one. Implemented by PostgreSQL.

A window is a *seat*, named by an id of its own; nobody can touch the seats of another account. What it edits is held
on a lease by the server's clock: it is gone by itself where the window died or the network went. Nothing is kept from
being edited by it, and it is no part of the library: no revision, nothing in the feed.

Any worker thread. Besides Offline and Timeout all methods raise Denied where the person is no curator, or the library
is one of an older Pluto.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Protocol

from pluto_desktop.domain.editors import Editor, Work
from pluto_desktop.domain.ids import SongId


class Editors(Protocol):
    """Who edits what."""

    def hold_editing(self, seat: str, work: Work, songs: Collection[SongId]) -> None:
        """Say that a seat edits these songs from now on, in place of those before; none: that it edits none."""
        ...

    def renew_editing(self, seat: str) -> frozenset[Work]:
        """Renew what a seat holds, with one row each however many songs; return what it still held."""
        ...

    def list_editors(self, seat: str, songs: Collection[SongId]) -> list[Editor]:
        """Return who else edits these songs, and who any of those whose fields the seat holds."""
        ...
