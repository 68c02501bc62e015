"""Joins what brings and keeps media of a shared library; the servers are only joined where they are asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from pluto_desktop.bootstrap import Services, kinds, libraries, open_services
from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.errors import NotFound

if TYPE_CHECKING:
    from pluto_desktop.bootstrap.shared import SharedServices
    from pluto_desktop.desktop.keep_parts import KeepParts
    from pluto_desktop.desktop.parts import Threads
    from pluto_desktop.domain.changes import Changes
    from pluto_desktop.domain.ids import MediaHash, SongId
    from pluto_desktop.domain.keeping import FetchState, Pin, Removed
    from pluto_desktop.domain.songs import Medium
    from pluto_desktop.services.shared.keeping import Keeping
    from pluto_desktop.services.song_parts import FindSongFiles

Reach = Callable[[], "SharedServices"]
"""Gives the servers' services when they are needed. Raises NotFound("password_needed")."""


def make_keeping(services: Services, reach: Reach) -> Keeping:
    """Return what keeps songs of a mirror on this device."""
    from pluto_desktop.adapters.sql.covers import DiskCovers
    from pluto_desktop.adapters.sql.keeping import SqlKeeping
    from pluto_desktop.adapters.sql.library import COVERS
    from pluto_desktop.services.shared.keeping import Keeping

    kept = SqlKeeping(services.library.connections)
    folder = kinds.make_folder(services.folder)
    covers = DiskCovers(services.folder / COVERS)
    reader = services.library.reader
    return Keeping(kept, kept, folder, reader, lambda: reach().fetch, lambda: reach().fetch_covers, covers)


def make_song_files(services: Services, reach: Reach | None, cancel: CancelToken) -> FindSongFiles:
    """Return what finds the files of songs; without ``reach`` only those that are here."""
    from pluto_desktop.adapters.sql.covers import DiskCovers
    from pluto_desktop.adapters.sql.library import COVERS
    from pluto_desktop.services.song_parts import FindSongFiles

    covers = DiskCovers(services.folder / COVERS)
    if reach is None:
        return FindSongFiles(services.library.reader, covers.place_of)

    def bring(medium: Medium) -> Path:
        return reach().fetch.bring(medium, cancel)[0]

    def bring_cover(cover: MediaHash) -> None:
        if not list(reach().fetch_covers.bring([cover], cancel)):
            raise NotFound("medium_lost", medium=cover)

    return FindSongFiles(services.library.reader, covers.place_of, bring, bring_cover)


@contextmanager
def open_reaching(folder: Path, password: str | None) -> Iterator[tuple[Services, Reach | None]]:
    """Open a library for one command, and what gives its servers; None where it is of this device alone."""
    from pluto_desktop.bootstrap.shared import Backend, SharedServices

    profile = libraries.find_profile(folder)
    with open_services(folder, make=profile is not None) as services:
        if profile is None:
            yield services, None
            return
        made: list[SharedServices] = []

        def reach() -> SharedServices:
            if not made:
                secret = password if password is not None else libraries.make_shared_libraries().find_password(profile)
                if secret is None:
                    raise NotFound("password_needed", name=profile.label)
                made.append(SharedServices(services, Backend(profile, secret)))
            return made[0]

        try:
            yield services, reach
        finally:
            for shared in made:
                shared.close()


def make_keep_parts(services: Services, reach: Reach, threads: Threads) -> KeepParts:
    """Return what a window has of keeping songs here."""
    from pluto_desktop.desktop.keep_parts import KeepParts
    from pluto_desktop.domain.settings import BUDGET_UNIT, setting
    from pluto_desktop.services.shared.keep_on import KeepOn

    keeping = make_keeping(services, reach)

    def tell_changes(changes: Changes) -> None:
        threads.post(partial(threads.tell_changes, changes))

    budget = setting("device.budget_mb").default
    assert isinstance(budget, int)
    on = KeepOn(keeping, tell_changes, budget * BUDGET_UNIT)

    def keep(pins: Sequence[Pin]) -> Changes:
        changes = keeping.keep(pins)
        on.look_again()
        return changes

    def remove(songs: Sequence[SongId]) -> Removed:
        removed = keeping.remove(songs)
        on.leave_current()  # now that nobody wants it
        return removed

    def remove_lists(pins: Sequence[Pin]) -> Changes:
        changes = keeping.remove_lists(pins)
        on.leave_current()
        return changes

    def watch(tell: Callable[[FetchState], None]) -> Callable[[], None]:
        return on.watch(lambda state: threads.post(partial(tell, state)))

    def bring_covers(wanted: Sequence[MediaHash], cancel: CancelToken) -> list[MediaHash]:
        return list(reach().fetch_covers.bring(wanted, cancel))

    return KeepParts(
        keep,
        remove,
        remove_lists,
        keeping.list_pins,
        keeping.count,
        watch,
        on.look_again,
        on.pause,
        on.go_on,
        on.set_budget,
        on.run,
        bring_covers,
    )
