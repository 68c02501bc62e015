"""What a library needs each time it is opened, done in the background: files, the index, a backup."""

from __future__ import annotations

from collections.abc import Callable

from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.changes import Changes
from pluto_desktop.ports.search_index import SearchUpkeep
from pluto_desktop.services.import_music import ImportMusic
from pluto_desktop.services.library import LibraryCare


class Upkeep:
    """Keeps a library in order, each time it is opened. Any worker thread."""

    def __init__(
        self, importing: ImportMusic, care: LibraryCare, search: SearchUpkeep, settle: Callable[[], Changes]
    ) -> None:
        """``settle`` puts right what a kill left of files being written."""
        self._importing = importing
        self._settle = settle
        self._care = care
        self._search = search

    def run_once(self, cancel: CancelToken) -> Changes:
        """Look which files are there, tidy the search index, make today's backup. Raises KnownError where it fails."""
        changes = self._settle()
        changes |= self._importing.refresh_reachable(cancel)
        cancel.raise_if_cancelled()
        self._search.tidy(cancel)
        self._care.back_up_daily(cancel)
        return changes
