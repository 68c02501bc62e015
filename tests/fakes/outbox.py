"""An outbox in memory."""

from __future__ import annotations

from dataclasses import replace

from pluto_desktop.domain.ids import OperationId
from pluto_desktop.ports.outbox import EditState, PendingEdit


class FakeOutbox:
    """Fulfils Outbox."""

    def __init__(self) -> None:
        self._edits: dict[OperationId, PendingEdit] = {}
        self._clock = 0

    def add(self, edit: PendingEdit) -> None:
        self._clock += 1
        self._edits[edit.command.op_id] = replace(edit, created_at_ms=edit.created_at_ms or self._clock)

    def list_edits(self) -> list[PendingEdit]:
        return list(self._edits.values())

    def find_edit(self, op_id: OperationId) -> PendingEdit | None:
        return self._edits.get(op_id)

    def set_state(self, op_id: OperationId, state: EditState) -> None:
        if op_id in self._edits:
            self._edits[op_id] = replace(self._edits[op_id], state=state)

    def remove(self, op_id: OperationId) -> None:
        self._edits.pop(op_id, None)
