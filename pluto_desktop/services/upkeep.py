"""What a library needs each time it is opened, done in the background: files looked for, a daily backup."""

from __future__ import annotations

from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.changes import Changes
from pluto_desktop.services.import_music import ImportMusic
from pluto_desktop.services.library import LibraryCare


class Upkeep:
    """Keeps a library in order, each time it is opened. Any worker thread."""

    def __init__(self, importing: ImportMusic, care: LibraryCare) -> None:
        self._importing = importing
        self._care = care

    def run_once(self, cancel: CancelToken) -> Changes:
        """Look which files are there and make today's backup. Raises KnownError where the backup fails."""
        changes = self._importing.refresh_reachable()
        cancel.raise_if_cancelled()
        self._care.back_up_daily(cancel)
        return changes
