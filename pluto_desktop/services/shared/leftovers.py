"""Copies for edits that were never kept: what a program leaves that is killed between the two is taken away."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.errors import Conflict, Denied
from pluto_desktop.ports.files import MediaFolder
from pluto_desktop.ports.keeping import HeldMedia
from pluto_desktop.ports.outbox import Outbox

AGE_S = 24 * 3600.0
"""Only what is older is looked at: sound that just came is not noted to lie here yet."""


class ClearLeftovers:
    """Deletes files of the library's folder that no edit needs and no song is noted to have. Any worker thread."""

    def __init__(
        self, outbox: Outbox, held: HeldMedia, folder: MediaFolder, lock: Callable[[], AbstractContextManager[object]]
    ) -> None:
        """``lock`` shuts out whoever keeps an edit; it raises Conflict("library_locked") where somebody is at it."""
        self._outbox, self._held, self._folder, self._lock = outbox, held, folder, lock

    def run_once(self, cancel: CancelToken) -> int:
        """Delete what is left over and return how many files. While an edit is being kept nothing is done."""
        old = self._folder.list_older(AGE_S)
        if not old:
            return 0
        deleted = 0
        try:
            with self._lock():
                # Read under the lock: an edit that was kept meanwhile may need a copy that lay here before it.
                used = {medium.path for edit in self._outbox.list_edits() for medium in edit.media}
                used |= {held.path for held in self._held.list_held()}
                for path in old:
                    if cancel.cancelled:
                        break
                    if path not in used:
                        self._folder.remove(path)
                        deleted += 1
        except (Conflict, Denied):
            return deleted  # there is another day for it
        return deleted
