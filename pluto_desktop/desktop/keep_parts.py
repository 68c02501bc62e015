"""What the window is given of keeping songs of a shared library on this device."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pluto_desktop.domain.cancel import CancelToken
    from pluto_desktop.domain.changes import Changes
    from pluto_desktop.domain.ids import MediaHash, SongId
    from pluto_desktop.domain.keeping import FetchState, Held, Pin, Removed


class KeepParts(NamedTuple):
    """Keeping songs here. Only in shared mode."""

    keep: Callable[[Sequence[Pin]], Changes]
    """Keeps things from now on; what is missing then comes by itself. Writing worker."""
    remove: Callable[[Sequence[SongId]], Removed]
    """Takes songs off this device. Writing worker."""
    remove_lists: Callable[[Sequence[Pin]], Changes]
    """Keeps albums and playlists no longer. Writing worker."""
    list_pins: Callable[[], list[Pin]]
    """Returns everything that is kept. Any worker."""
    count_held: Callable[[], Held]
    """Returns how much lies here. Any worker."""
    watch: Callable[[Callable[[FetchState], None]], Callable[[], None]]
    """Tells each state of the fetching on the GUI thread, the present one first; call what it returns to end that."""
    look_again: Callable[[], None]
    """Something else may be missing now. This and the three below return at once."""
    pause: Callable[[], None]
    """Brings nothing until :attr:`go_on`."""
    go_on: Callable[[], None]
    """Brings what is missing, and tries again what could not be had."""
    set_budget: Callable[[int], None]
    """Lets all that is here take so many bytes."""
    run: Callable[[CancelToken], None]
    """Brings what is missing until it is cancelled: a worker's work for as long as the window is open."""
    bring_covers: Callable[[Sequence[MediaHash], CancelToken], list[MediaHash]]
    """Brings covers and returns those that are here now. A worker of the network; raises KnownError."""
