"""Keeping edits of a shared library on this device, with copies of the bytes they need; no server is asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Any

from pluto_desktop.domain.errors import Invalid, KnownError
from pluto_desktop.domain.ids import OperationId, SongId, new_id
from pluto_desktop.domain.shared import CommandKind, SongCommand, SongFields
from pluto_desktop.ports.files import MediaFolder
from pluto_desktop.ports.outbox import Outbox, PendingEdit, PendingMedium


class KeepEdits:
    """Fulfils KeepsEdits. Any worker thread, beside other processes."""

    def __init__(
        self,
        outbox: Outbox,
        folder: MediaFolder,
        lock: Callable[[], AbstractContextManager[object]] = nullcontext,
        *,
        show: bool = True,
    ) -> None:
        """``lock`` is held while copies are made that no edit refers to yet: nobody takes them for left over.

        Without ``show`` whoever keeps many edits has the outbox show them now and then.
        """
        self._outbox, self._folder, self._lock, self._show = outbox, folder, lock, show

    def keep(
        self,
        kind: CommandKind,
        fields: SongFields,
        media: Sequence[PendingMedium] = (),
        *,
        song_id: SongId | None = None,
        base_version: int | None = None,
        base: Mapping[str, Any] | None = None,
    ) -> PendingEdit:
        """Keep an edit on this device with copies of its bytes; from here on it survives whatever happens.

        Raises Denied("disk_full"), NotFound("file_missing"), Invalid("file_changed"), Invalid("title_empty").
        """
        if kind is CommandKind.ADD and not fields.title.strip():
            raise Invalid("title_empty")
        command = SongCommand(OperationId(new_id()), kind, song_id or SongId(new_id()), base_version, fields)
        copied: list[Path] = []
        with self._lock():
            try:
                edit = PendingEdit(command, tuple(self._pin(pending, copied) for pending in media), base)
                self._outbox.add(edit, show=self._show)
            except KnownError:
                if self._outbox.find_edit(command.op_id) is None:
                    for path in copied:  # nobody knows of them, and the disk may be full
                        self._folder.remove(path)
                raise
        return edit

    def _pin(self, pending: PendingMedium, copied: list[Path]) -> PendingMedium:
        medium, path = pending.medium, pending.path
        if self._folder.holds(path):
            return pending
        is_new = self._folder.find(medium.sha256, path.suffix) is None
        kept = self._folder.adopt(path, medium.sha256, path.suffix).path
        if is_new:
            copied.append(kept)
        return PendingMedium(medium, kept)
