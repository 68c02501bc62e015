"""Joins what changes many songs of a shared library by one operation."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pluto_desktop.bootstrap import Services
    from pluto_desktop.domain.cancel import CancelToken
    from pluto_desktop.domain.ids import OperationId
    from pluto_desktop.ports.batches import OperationHistory
    from pluto_desktop.services.edit_many import EditMany
    from pluto_desktop.services.shared.send_batches import SentBatch


def _nothing() -> None:
    pass


def make_edit_many(
    services: Services,
    send: Callable[[OperationId, CancelToken], SentBatch],
    history: Callable[[], OperationHistory],
    kept: Callable[[], None] = _nothing,
) -> EditMany:
    """Return what changes many songs; only ``send`` and ``history`` ask servers, ``kept`` hears of each batch."""
    from pluto_desktop.adapters.sql.outbox import SqlOutbox
    from pluto_desktop.adapters.sql.seen_operations import SqlSeenOperations
    from pluto_desktop.services.shared.keep_batches import KeepBatches
    from pluto_desktop.services.shared.seen_history import SeenHistory

    connections = services.library.connections
    seen = SeenHistory(history, SqlSeenOperations(connections))
    return services.make_edit_many(KeepBatches(SqlOutbox(connections), send, kept), seen)
