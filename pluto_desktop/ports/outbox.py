"""Edits of the shared library that wait on this device, with the bytes they need. Implemented by SQLite."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Protocol

from pluto_desktop.domain.batches import BatchCommand, SongEdit
from pluto_desktop.domain.changes import Changes
from pluto_desktop.domain.edits import UNKNOWN_VERSION, Clash, EditState
from pluto_desktop.domain.errors import KnownError
from pluto_desktop.domain.ids import OperationId, SongId
from pluto_desktop.domain.shared import CommandKind, SongCommand
from pluto_desktop.domain.songs import Medium


@dataclass(frozen=True, slots=True)
class PendingMedium:
    """A medium an edit brings, and where its bytes lie on this device until they have arrived."""

    medium: Medium
    path: Path


@dataclass(frozen=True, slots=True)
class PendingEdit:
    """A command that waits; its ``media`` field is empty until the bytes are sent.

    ``base`` is what the song was when the edit was made, by field as JSON; None for a new song. ``clash`` says what a
    conflict is with, ``error`` why an edit failed. ``restores`` is the version of the deleted song that is brought back
    first, where the person wants this edit all the same; None where nothing is. ``batch`` is what a batch does: its
    command is of no song then, and in a list it comes without its songs, which are ``count``.
    """

    command: SongCommand
    media: tuple[PendingMedium, ...] = ()
    base: Mapping[str, Any] | None = None
    state: EditState = EditState.WAITING
    created_at_ms: int = 0
    clash: Clash | None = None
    error: KnownError | None = None
    restores: int | None = None
    batch: BatchCommand | None = None
    count: int = 1

    def held(self) -> PendingEdit:
        """Return the edit held, for another history: versions mean nothing there, only what the person saw does."""
        command = self.command
        if command.base_version is not None:
            command = replace(command, base_version=UNKNOWN_VERSION)
        batch = self.batch
        if batch is not None:
            unsure = tuple(replace(edit, base_version=UNKNOWN_VERSION) for edit in batch.edits)
            batch = replace(batch, edits=unsure)
        return replace(self, command=command, state=EditState.HELD, clash=None, error=None, restores=None, batch=batch)


_SPLIT = uuid.UUID("5f0f7a5e-0c0e-4b59-9f3c-6b1b4c52b7a1")
"""Names the edits that are split off batches: one song of one batch has one, however often that is tried."""


def kept_batch(command: BatchCommand) -> PendingEdit:
    """Return a batch as an edit that waits."""
    whole = SongCommand(command.op_id, CommandKind.BATCH, SongId(""))
    return PendingEdit(whole, batch=command, count=len(command.edits))


def split_off(batch: PendingEdit, edit: SongEdit) -> PendingEdit:
    """Return what a batch does to one song as an edit of its own."""
    op_id = OperationId(str(uuid.uuid5(_SPLIT, f"{batch.command.op_id} {edit.song_id}")))
    return replace(
        batch,
        command=replace(edit_command(batch, edit), op_id=op_id),
        base=edit.base,
        state=EditState.WAITING,
        error=None,
        batch=None,
        count=1,
    )


def edit_command(batch: PendingEdit, edit: SongEdit) -> SongCommand:
    """Return what a batch does to one song as a command under the batch's operation."""
    return SongCommand(
        batch.command.op_id, edit.kind, edit.song_id, edit.base_version, edit.fields, merged_into=edit.merged_into
    )


def no_note() -> None:
    """Note nothing beside an edit."""


class Outbox(Protocol):
    """Keeps edits until they are done, and what they say over the mirror until the feed passes them.

    Each call is on the disk when it returns, and returns what looks different now. A kill between the two leaves the
    edit kept; what lies over the mirror is put right when the library is next opened.
    """

    def add(self, edit: PendingEdit, *, show: bool = True, note: Callable[[], None] = no_note) -> Changes:
        """Keep an edit, behind those that are here; without ``show`` it may be seen only after :meth:`show`.

        What ``note`` writes for this person on this device is kept in the same transaction.
        """
        ...

    def show(self) -> Changes:
        """Show everything that is kept: once for many edits, as each time all of them are looked at."""
        ...

    def list_edits(self) -> Sequence[PendingEdit]:
        """Return all edits that are not done, in the order they were made."""
        ...

    def list_songs(self, op_id: OperationId) -> frozenset[SongId]:
        """Return the songs of an edit that is here: one, or those of a batch."""
        ...

    def split(self, op_id: OperationId, songs: Collection[SongId]) -> Changes:
        """Take songs out of a batch: what it does to each waits from now on as an edit of its own, in its place."""
        ...

    def find_edit(self, op_id: OperationId) -> PendingEdit | None:
        """Return an edit, or None where it is done or never was."""
        ...

    def change(self, edit: PendingEdit) -> Changes:
        """Keep an edit otherwise than before, in its old place; nothing happens where it is gone or done."""
        ...

    def done(self, op_id: OperationId, seq: int) -> Changes:
        """Say that an edit was committed as that number of the feed: it waits no more.

        What it says is still shown until the mirror has come to that number.
        """
        ...

    def hold_all(self) -> int:
        """Hold every edit, also one that was sent and that the feed has not passed. Return how many there are."""
        ...

    def remove(self, op_id: OperationId) -> Changes:
        """Forget an edit that is given up; nothing happens where it is gone.

        What this person undid or did again by it is so no longer.
        """
        ...


class Covers(Protocol):
    """Where pictures of covers are kept on this device."""

    def put(self, data: bytes) -> PendingMedium:
        """Keep a picture and return it as a medium with its place. Raises Denied("disk_full")."""
        ...
