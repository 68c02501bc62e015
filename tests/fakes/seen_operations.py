"""What was seen of a shared library's history, kept in memory."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from pluto_desktop.domain.batches import BatchCommand, OperationLine, SongEdit
from pluto_desktop.domain.errors import KnownError
from pluto_desktop.domain.ids import OperationId, SongId


class FakeSeenOperations:
    """Fulfils SeenOperations; its clock goes on by a millisecond with each page. Of ``most`` songs it keeps edits."""

    def __init__(self, most: int = 1000) -> None:
        self._most = most
        self._now_ms = 1_700_000_000_000
        self.full: KnownError | None = None
        """What is raised instead of keeping anything."""
        self._listed: dict[OperationId, OperationLine] = {}
        self._lines: dict[OperationId, OperationLine] = {}
        self._seen: dict[OperationId, int] = {}
        self._whole: dict[OperationId, BatchCommand] = {}
        self._parts: dict[tuple[OperationId, SongId], SongEdit] = {}

    def keep_lines(self, lines: Sequence[OperationLine], before: OperationId | None = None) -> None:
        self._write()
        if not lines:
            return
        self._now_ms += 1
        if before is None and not any(line.op_id in self._listed for line in lines):
            self._listed.clear()
        for line in lines:
            self._listed[line.op_id] = self._lines[line.op_id] = line
            self._seen[line.op_id] = self._now_ms

    def keep_operation(self, command: BatchCommand) -> bool:
        self._write()
        line = OperationLine(command.op_id, "", 0, command.kind, command.title, len(command.edits))
        self._lines.setdefault(command.op_id, line)
        self._whole[command.op_id] = command
        for op_id in sorted(self._whole, key=lambda one: self._lines[one].at_ms):
            if sum(len(one.edits) for one in self._whole.values()) > self._most:
                del self._whole[op_id]
        return command.op_id in self._whole

    def keep_song(self, song_id: SongId, done: Sequence[tuple[OperationLine, SongEdit]]) -> None:
        self._write()
        self._now_ms += 1
        for line, edit in done:
            self._lines.setdefault(line.op_id, line)
            self._seen[line.op_id] = self._now_ms
            self._parts[line.op_id, song_id] = edit

    def list_lines(self, limit: int, before: OperationId | None = None) -> list[OperationLine]:
        lines = sorted(self._listed.values(), key=lambda one: (one.at_ms, one.op_id), reverse=True)
        if before is not None:
            lines = lines[[one.op_id for one in lines].index(before) + 1 :]
        return lines[:limit]

    def list_song(self, song_id: SongId) -> list[OperationLine]:
        told = [
            replace(line, kind=edit.kind.value, title=str(edit.mine.get("title", "")), songs=1, song_id=song_id)
            for line in self._lines.values()
            if line.at_ms and (edit := self.find_edit(line.op_id, song_id)) is not None
        ]
        return sorted(told, key=lambda one: (one.at_ms, one.op_id), reverse=True)

    def seen_at_ms(self, song_id: SongId | None = None) -> int:
        told = self._listed if song_id is None else [one.op_id for one in self.list_song(song_id)]
        return max((self._seen.get(op_id, 0) for op_id in told), default=0)

    def find_operation(self, op_id: OperationId) -> BatchCommand | None:
        return self._whole.get(op_id)

    def find_edit(self, op_id: OperationId, song_id: SongId) -> SongEdit | None:
        whole = self._whole.get(op_id)
        found = [edit for edit in whole.edits if edit.song_id == song_id] if whole is not None else []
        return found[0] if found else self._parts.get((op_id, song_id))

    def list_lacking(self, ids: Collection[OperationId]) -> list[OperationId]:
        return [op_id for op_id in ids if op_id not in self._whole]

    def forget(self) -> None:
        for kept in (self._listed, self._lines, self._seen, self._whole, self._parts):
            kept.clear()

    def _write(self) -> None:
        if self.full is not None:
            raise self.full
