"""The history of a shared library by way of what this device has seen of it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

from pluto_desktop.domain.batches import BatchCommand, OperationLine
from pluto_desktop.domain.errors import KnownError
from pluto_desktop.domain.ids import OperationId
from pluto_desktop.ports.batches import OperationHistory
from pluto_desktop.ports.seen_operations import SeenOperations


class SeenHistory:
    """Fulfils OperationHistory: the servers are asked what was done, and what they say is kept here. Any worker thread.

    What cannot be kept, as on a full disk, is told all the same. What an operation did is asked once. The list is
    always asked for: :class:`~pluto_desktop.services.history.History` tells what was seen of it where nobody answers.
    """

    def __init__(self, servers: Callable[[], OperationHistory], seen: SeenOperations) -> None:
        """``servers`` connects, and raises what connecting raises."""
        self._servers, self._seen = servers, seen

    def list_operations(self, limit: int, before: OperationId | None = None) -> list[OperationLine]:
        """Return operations, the newest first, as the servers know them."""
        lines = self._servers().list_operations(limit, before)
        with suppress(KnownError):
            self._seen.keep_lines(lines, before)
        return lines

    def get_operation(self, op_id: OperationId) -> BatchCommand:
        """Return what an operation did; no server is asked where that was told before."""
        kept = self._seen.find_operation(op_id)
        if kept is not None:
            return kept
        command = self._servers().get_operation(op_id)
        with suppress(KnownError):
            self._seen.keep_operation(command)
        return command
