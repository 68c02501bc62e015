"""What commands share that need a shared library's servers only for what is not on this device."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from pluto_desktop.cli.songs_named import rows_named
from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.errors import KnownError, NotFound
from pluto_desktop.domain.sentences import sentence

if TYPE_CHECKING:
    from pluto_desktop.bootstrap import Services
    from pluto_desktop.bootstrap.keeping import Reach
    from pluto_desktop.domain.songs import SongRow


@contextmanager
def reaching_of(args: argparse.Namespace) -> Iterator[tuple[Services, Reach | None]]:
    """Open the library that was asked for, and what gives its servers; None for one of this device alone.

    It is said on standard error why it can only be read, where that is so. Raises NotFound("library_not_found").
    """
    from pluto_desktop.bootstrap.keeping import open_reaching

    with open_reaching(args.library, os.environ.get("PLUTO_PASSWORD")) as opened:
        if (note := opened[0].note) is not None:
            print(sentence(note), file=sys.stderr)
        yield opened


def look_on_servers(reach: Reach | None) -> None:
    """Bring the mirror up to date where the servers can be reached; else what is known here has to do."""
    if reach is not None:
        with suppress(KnownError):
            reach().sync(lambda _changes: None).run_once(CancelToken())


def rows_wanted(services: Services, reach: Reach | None, name: str) -> list[SongRow]:
    """Return the songs of a name or an id; one that is not known here is looked for on the servers.

    Raises NotFound("song_not_found").
    """
    try:
        return rows_named(services.browse, name)
    except NotFound:
        if reach is None:
            raise
        look_on_servers(reach)
        return rows_named(services.browse, name)
