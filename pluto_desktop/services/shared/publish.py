"""Writing the shared library: an edit is kept on this device first, its bytes are sent, then one commit shows it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.errors import Conflict, Denied, Invalid, KnownError, NotFound, Offline, Timeout
from pluto_desktop.domain.ids import MediaHash, OperationId, SongId, new_id
from pluto_desktop.domain.shared import CommandKind, Committed, Published, SongCommand, SongFields
from pluto_desktop.ports.files import MediaFolder
from pluto_desktop.ports.outbox import EditState, Outbox, PendingEdit, PendingMedium
from pluto_desktop.ports.shared import SharedWriter
from pluto_desktop.services.shared.uploads import Sent, Uploader

_TRIES = 3
"""So often bytes are sent again that the sweeper condemned in the very moment in which they were referred to."""


def _silent(_count: int) -> None:
    pass


@dataclass(frozen=True, slots=True)
class Sending:
    """What became of the edits that waited."""

    done: tuple[Committed, ...] = ()
    conflicts: tuple[OperationId, ...] = ()
    failed: tuple[tuple[OperationId, KnownError], ...] = ()
    """Edits that can never be done as they are, each with why; they wait for the person."""
    stopped: KnownError | None = None
    """Why the rest still waits: no server, or no time."""


@dataclass(slots=True)
class _Tally:
    done: list[Committed] = field(default_factory=list)
    conflicts: list[OperationId] = field(default_factory=list)
    failed: list[tuple[OperationId, KnownError]] = field(default_factory=list)


class Publish:
    """Adds, changes and deletes songs of the shared library. Any worker thread; one sender at a time."""

    def __init__(self, writer: SharedWriter, uploader: Uploader, outbox: Outbox, folder: MediaFolder) -> None:
        self._writer, self._uploader, self._outbox, self._folder = writer, uploader, outbox, folder

    # -- keeping --

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
        pinned = tuple(self._pin(pending) for pending in media)
        command = SongCommand(OperationId(new_id()), kind, song_id or SongId(new_id()), base_version, fields)
        edit = PendingEdit(command, pinned, base)
        self._outbox.add(edit)
        return edit

    def _pin(self, pending: PendingMedium) -> PendingMedium:
        if self._folder.holds(pending.path):
            return pending
        kept = self._folder.adopt(pending.path, pending.medium.sha256, pending.path.suffix)
        return PendingMedium(pending.medium, kept.path)

    # -- sending --

    def send(self, edit: PendingEdit, cancel: CancelToken, sent: Sent = _silent) -> Committed:
        """Send an edit's bytes and commit it; when this returns everybody sees it, and it no longer waits.

        Raises Conflict("song_changed") (the edit then waits as a conflict), and what the ports raise: the library is
        then as it was, or, where the answer to the commit was lost, as it is going to be when this is called again.
        """
        published = [self._uploader.send(edit.command.op_id, pending, sent, cancel) for pending in edit.media]
        for _ in range(_TRIES - 1):
            try:
                return self._commit(edit, published)
            except Conflict as error:
                if error.code != "media_condemned":
                    raise
                published = self._send_again(edit, published, error, cancel)
        return self._commit(edit, published)

    def run_once(self, cancel: CancelToken) -> Sending:
        """Send everything that waits, in order. An edit that cannot be done holds back its own song only."""
        tally, blocked = _Tally(), set[SongId]()
        for edit in self._outbox.list_edits():
            if cancel.cancelled:
                break
            song_id = edit.command.song_id
            if edit.state is not EditState.WAITING or song_id in blocked:
                blocked.add(song_id)
                continue
            try:
                tally.done.append(self.send(edit, cancel))
            except (Offline, Timeout) as error:
                return _told(tally, error)
            except (Conflict, Denied, NotFound, Invalid) as error:
                blocked.add(song_id)
                if error.code == "song_changed":
                    tally.conflicts.append(edit.command.op_id)
                else:
                    tally.failed.append((edit.command.op_id, error))
        return _told(tally, None)

    def _commit(self, edit: PendingEdit, published: Sequence[Published]) -> Committed:
        try:
            committed = self._writer.commit(replace(edit.command, media=tuple(published)))
        except Conflict as error:
            if error.code == "song_changed":
                self._outbox.set_state(edit.command.op_id, EditState.CONFLICT)
            raise
        self._outbox.remove(edit.command.op_id)
        return committed

    def _send_again(
        self, edit: PendingEdit, published: Sequence[Published], error: Conflict, cancel: CancelToken
    ) -> list[Published]:
        condemned = _hashes(error)
        by_hash = {pending.medium.sha256: pending for pending in edit.media}
        if not condemned or not condemned <= by_hash.keys():
            raise error  # a medium the edit only refers to: its bytes are not here to be sent
        again = {
            sha256: self._uploader.send(edit.command.op_id, by_hash[sha256], _silent, cancel) for sha256 in condemned
        }
        return [again.get(one.medium.sha256, one) for one in published]

    # -- giving up --

    def give_up(self, op_id: OperationId) -> None:
        """Forget an edit that the person no longer wants."""
        self._outbox.remove(op_id)

    def hold_all(self) -> int:
        """Hold every waiting edit until a person agrees: the library's history is another one. Returns how many."""
        waiting = [edit for edit in self._outbox.list_edits() if edit.state is EditState.WAITING]
        for edit in waiting:
            self._outbox.set_state(edit.command.op_id, EditState.HELD)
        return len(waiting)

    def release(self) -> None:
        """Let the held edits go out: the person agrees."""
        for edit in self._outbox.list_edits():
            if edit.state is EditState.HELD:
                self._outbox.set_state(edit.command.op_id, EditState.WAITING)


def _told(tally: _Tally, stopped: KnownError | None) -> Sending:
    return Sending(tuple(tally.done), tuple(tally.conflicts), tuple(tally.failed), stopped)


def _hashes(error: Conflict) -> frozenset[MediaHash]:
    said = error.params.get("media")
    return frozenset(MediaHash(str(one)) for one in said) if isinstance(said, (list, tuple)) else frozenset()
