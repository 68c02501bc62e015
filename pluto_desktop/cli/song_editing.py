"""Opening a library so that its songs can be edited, be it this device's own or a shared one."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pluto_desktop.cli.batches import tell_left
from pluto_desktop.cli.framework import library_of, shared_of
from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.errors import Offline, Timeout

if TYPE_CHECKING:
    from pluto_desktop.bootstrap import Services
    from pluto_desktop.services.edit_many import EditMany
    from pluto_desktop.services.edit_songs import EditSongs
    from pluto_desktop.services.shared.edits import EditLine
    from pluto_desktop.services.undo import Undo
    from pluto_desktop.services.words import Words


@dataclass(frozen=True, slots=True)
class Editing:
    """An opened library: what reads it, what edits it, and ``catch_up``, after which an edit that is done is seen.

    ``words`` gives what changes words, by edits too; ``list_waiting`` returns the edits that wait here for servers;
    ``many`` edits many songs at once, ``undo`` takes back what this person did.
    """

    services: Services
    edit: EditSongs
    words: Callable[[], Words]
    catch_up: Callable[[], None]
    list_waiting: Callable[[], list[EditLine]]
    many: Callable[[], EditMany]
    undo: Callable[[], Undo]


@contextmanager
def editing_of(args: argparse.Namespace, *, adds: bool) -> Iterator[Editing]:
    """Open the library that was asked for. One of this device is made where there is none, if the command ``adds``.

    What is known here of a shared library is brought up to date first, where its servers answer, or has to do.
    """
    from pluto_desktop.bootstrap import libraries

    if libraries.find_profile(args.library) is None:
        with library_of(args, writes=adds) as services:
            yield Editing(
                services,
                services.edit,
                lambda: services.words,
                _nothing,
                list,
                lambda: services.edit_many,
                lambda: services.undo,
            )
        return
    with shared_of(args) as shared:

        def catch_up() -> None:
            shared.sync(lambda _changes: None).run_once(CancelToken())

        if not adds:
            with suppress(Offline, Timeout):
                catch_up()
        yield Editing(
            shared.services,
            shared.edit,
            lambda: shared.words,
            catch_up,
            shared.edits.list_edits,
            lambda: shared.edit_many,
            lambda: shared.undo,
        )
        tell_left(shared.services, shared.publish.take_left())  # of batches that had to go before


def _nothing() -> None:
    pass
