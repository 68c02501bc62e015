"""What the window is given for changing many songs at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pluto_desktop.services.bulk.bulk_edits import BulkEdits
    from pluto_desktop.services.bulk.merging import MergeSongs
    from pluto_desktop.services.bulk.splitting import SplitSongs
    from pluto_desktop.services.edit_many import EditMany


class ManyParts(NamedTuple):
    """Makers of services; each loads something: call them on a worker."""

    edit: Callable[[], EditMany]
    """Makes what does an operation on many songs."""
    bulk: Callable[[], BulkEdits]
    """Makes what plans the changes of many songs."""
    merge: Callable[[], MergeSongs]
    """Makes what makes one song of several."""
    split: Callable[[], SplitSongs]
    """Makes what makes two songs of one."""
