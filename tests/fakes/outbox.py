"""An outbox in memory."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace

from pluto_desktop.domain.changes import Changes
from pluto_desktop.domain.ids import OperationId, SongId
from pluto_desktop.ports.outbox import PendingEdit, no_note, split_off


class FakeOutbox:
    """Fulfils Outbox; there is no mirror, so that what is sent is over with what is committed."""

    def __init__(self) -> None:
        self._edits: dict[OperationId, PendingEdit] = {}
        self._clock = 0

    def add(self, edit: PendingEdit, *, show: bool = True, note: Callable[[], None] = no_note) -> Changes:
        note()
        self._clock += 1
        self._edits[edit.command.op_id] = replace(edit, created_at_ms=edit.created_at_ms or self._clock)
        return Changes()

    def show(self) -> Changes:
        return Changes()

    def list_edits(self) -> list[PendingEdit]:
        return [
            edit if edit.batch is None else replace(edit, batch=replace(edit.batch, edits=()))
            for edit in self._edits.values()
        ]

    def list_songs(self, op_id: OperationId) -> frozenset[SongId]:
        edit = self._edits.get(op_id)
        if edit is None:
            return frozenset()
        if edit.batch is None:
            return frozenset({edit.command.song_id})
        return frozenset(one.song_id for one in edit.batch.edits)

    def split(self, op_id: OperationId, songs: Collection[SongId]) -> Changes:
        whole = self._edits.get(op_id)
        if whole is None or whole.batch is None:
            return Changes()
        off = [split_off(whole, one) for one in whole.batch.edits if one.song_id in songs]
        rest = tuple(one for one in whole.batch.edits if one.song_id not in songs)
        kept = {}
        for known, edit in self._edits.items():
            kept[known] = edit
            if known == op_id:
                kept[known] = replace(whole, batch=replace(whole.batch, edits=rest), count=len(rest))
                kept |= {one.command.op_id: one for one in off}
        self._edits = kept
        return Changes()

    def find_edit(self, op_id: OperationId) -> PendingEdit | None:
        return self._edits.get(op_id)

    def change(self, edit: PendingEdit) -> Changes:
        if edit.command.op_id in self._edits:
            self._edits[edit.command.op_id] = edit
        return Changes()

    def done(self, op_id: OperationId, seq: int) -> Changes:
        return self.remove(op_id)

    def hold_all(self) -> int:
        self._edits = {op_id: edit.held() for op_id, edit in self._edits.items()}
        return len(self._edits)

    def remove(self, op_id: OperationId) -> Changes:
        self._edits.pop(op_id, None)
        return Changes()
