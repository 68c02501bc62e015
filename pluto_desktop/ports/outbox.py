"""Edits of the shared library that wait on this device, with the bytes they need. Implemented by SQLite."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, Protocol

from pluto_desktop.domain.ids import OperationId
from pluto_desktop.domain.shared import SongCommand
from pluto_desktop.domain.songs import Medium


class EditState(StrEnum):
    """Why an edit is still here."""

    WAITING = "waiting"
    """It goes out when the servers can be reached."""
    HELD = "held"
    """The shared library has another history than this edit was made on: a person must agree first."""
    CONFLICT = "conflict"
    """Somebody changed the same: a person must choose."""


@dataclass(frozen=True, slots=True)
class PendingMedium:
    """A medium an edit brings, and where its bytes lie on this device until they have arrived."""

    medium: Medium
    path: Path


@dataclass(frozen=True, slots=True)
class PendingEdit:
    """A command that waits; its ``media`` field is empty until the bytes are sent.

    ``base`` is what the song was when the edit was made, by field as JSON; None for a new song.
    """

    command: SongCommand
    media: tuple[PendingMedium, ...] = ()
    base: Mapping[str, Any] | None = None
    state: EditState = EditState.WAITING
    created_at_ms: int = 0


class Outbox(Protocol):
    """Keeps edits until they are done. Each call is one transaction that is on the disk when it returns."""

    def add(self, edit: PendingEdit) -> None:
        """Keep an edit, behind those that are here."""
        ...

    def list_edits(self) -> Sequence[PendingEdit]:
        """Return all edits in the order they were made."""
        ...

    def find_edit(self, op_id: OperationId) -> PendingEdit | None:
        """Return an edit, or None where it is done or never was."""
        ...

    def set_state(self, op_id: OperationId, state: EditState) -> None:
        """Say why an edit waits."""
        ...

    def remove(self, op_id: OperationId) -> None:
        """Forget an edit that is done or given up; nothing happens where it is gone."""
        ...


class Covers(Protocol):
    """Where pictures of covers are kept on this device."""

    def put(self, data: bytes) -> PendingMedium:
        """Keep a picture and return it as a medium with its place. Raises Denied("disk_full")."""
        ...
