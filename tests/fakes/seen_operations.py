"""What was seen of a shared library's history, kept in memory."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

from pluto_desktop.domain.batches import BatchCommand, OperationLine, SongEdit
from pluto_desktop.domain.errors import KnownError
from pluto_desktop.domain.ids import OperationId, SongId


class FakeSeenOperations:
    """Fulfils SeenOperations. Of ``most`` songs it keeps edits; ``now_ms`` tells the time."""

    def __init__(self, most: int = 1000, now_ms: Callable[[], int] = lambda: time.time_ns() // 1_000_000) -> None:
        self._most, self._now_ms = most, now_ms
        self.full: KnownError | None = None
        """What is raised instead of keeping anything."""
        self._listed: dict[OperationId, OperationLine] = {}
        self._lines: dict[OperationId, OperationLine] = {}
        self._listed_at: dict[OperationId, int] = {}
        self._songs: dict[SongId, int] = {}
        self._whole: dict[OperationId, BatchCommand] = {}
        self._parts: dict[tuple[OperationId, SongId], SongEdit] = {}

    def keep_lines(self, lines: Sequence[OperationLine], before: OperationId | None = None) -> None:
        self._write()
        if not lines:
            return
        if before is None and not any(line.op_id in self._listed for line in lines):
            self._listed.clear()
        for line in lines:
            self._lines[line.op_id] = line
            if before is None or before in self._listed:
                self._listed[line.op_id], self._listed_at[line.op_id] = line, self._now_ms()

    def keep_operation(self, command: BatchCommand) -> bool:
        self._write()
        line = OperationLine(command.op_id, "", 0, command.kind, command.title, len(command.edits))
        self._lines.setdefault(command.op_id, line)
        self._whole[command.op_id] = command
        for op_id in sorted(self._whole, key=lambda one: self._lines[one].at_ms):
            if sum(len(one.edits) for one in self._whole.values()) > self._most:
                for edit in self._whole.pop(op_id).edits:
                    self._songs.pop(edit.song_id, None)
        return command.op_id in self._whole

    def keep_song(self, song_id: SongId, done: Sequence[tuple[OperationLine, SongEdit]]) -> None:
        self._write()
        self._songs[song_id] = self._now_ms()
        for line, edit in done:
            op_id = line.op_id
            if op_id not in self._lines or not self._lines[op_id].at_ms:
                self._lines[op_id] = line
            self._parts[op_id, song_id] = edit

    def list_lines(self, limit: int, before: OperationId | None = None) -> list[OperationLine]:
        lines = sorted(self._listed.values(), key=lambda one: (one.at_ms, one.op_id), reverse=True)
        if before is not None:
            ids = [one.op_id for one in lines]
            lines = lines[ids.index(before) + 1 :] if before in ids else []
        return lines[:limit]

    def list_song(self, song_id: SongId) -> list[OperationLine]:
        told = [
            replace(line, kind=edit.kind.value, title=str(edit.mine.get("title", "")), songs=1, song_id=song_id)
            for line in self._lines.values()
            if line.at_ms and (edit := self.find_edit(line.op_id, song_id)) is not None
        ]
        return sorted(told, key=lambda one: (one.at_ms, one.op_id), reverse=True)

    def seen_at_ms(self, song_id: SongId | None = None) -> int:
        if song_id is not None:
            return self._songs.get(song_id, 0)
        newest = self.list_lines(1)
        return self._listed_at[newest[0].op_id] if newest else 0

    def find_operation(self, op_id: OperationId) -> BatchCommand | None:
        return self._whole.get(op_id)

    def find_edit(self, op_id: OperationId, song_id: SongId) -> SongEdit | None:
        whole = self._whole.get(op_id)
        found = [edit for edit in whole.edits if edit.song_id == song_id] if whole is not None else []
        return found[0] if found else self._parts.get((op_id, song_id))

    def list_lacking(self, ids: Collection[OperationId]) -> list[OperationId]:
        return [op_id for op_id in ids if op_id not in self._whole]

    def _write(self) -> None:
        if self.full is not None:
            raise self.full
