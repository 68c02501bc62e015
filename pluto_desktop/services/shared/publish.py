"""Writing the shared library: an edit is kept on this device first, its bytes are sent, then one commit shows it."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Collection, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from typing import Any

from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.changes import Changes
from pluto_desktop.domain.edits import EditState
from pluto_desktop.domain.errors import Cancelled, Conflict, Denied, Invalid, KnownError, NotFound, Offline, Timeout
from pluto_desktop.domain.ids import MediaHash, OperationId, SongId
from pluto_desktop.domain.jobs import Job
from pluto_desktop.domain.shared import CommandKind, Committed, Published, SongCommand, SongFields
from pluto_desktop.ports.outbox import Outbox, PendingEdit, PendingMedium
from pluto_desktop.ports.shared import SharedWriter
from pluto_desktop.services.shared.clashes import clash_of, rebased
from pluto_desktop.services.shared.keep_edits import KeepEdits
from pluto_desktop.services.shared.send_batches import LeftAlone, SendBatches, SentBatch
from pluto_desktop.services.shared.uploads import Sent, Uploader

_TRIES = 3
"""So often bytes are sent again that the sweeper condemned in the very moment in which they were referred to."""


_OF_THIS_DEVICE = frozenset({"disk_full", "disk_error", "library_unreachable", "library_read_only"})
"""Errors of the device, which say nothing of the edit: it may be done on the servers, and waits to be told so."""

_NOT_WHOLE = frozenset({"split_clashes", "split_media_gone"})
"""Conflicts of batches that are to be done whole: they do not pass by themselves."""

_RESTORING = uuid.UUID("0d5a8f0c-53d4-4a37-8f16-0d6c6f4f3f02")
"""Names the operations that bring a song back before an edit of it: one a deletion, however often it is tried."""


def _silent(_count: int) -> None:
    pass


def _allowed() -> None:
    pass


def _unheard(_job: Job) -> None:
    pass


@dataclass(frozen=True, slots=True)
class Sending:
    """What became of the edits that waited."""

    done: tuple[Committed, ...] = ()
    conflicts: tuple[OperationId, ...] = ()
    failed: tuple[tuple[OperationId, KnownError], ...] = ()
    """Edits that can never be done as they are, each with why; they wait for the person."""
    left: tuple[LeftAlone, ...] = ()
    """What batches let be, as others changed it since."""
    stopped: KnownError | None = None
    """Why the rest still waits: no server, or no time."""
    changes: Changes = field(default_factory=Changes)
    """What looks different on this device now."""


@dataclass(slots=True)
class _Tally:
    begun: Callable[[Job], None] = _unheard
    done: list[Committed] = field(default_factory=list)
    conflicts: list[OperationId] = field(default_factory=list)
    failed: list[tuple[OperationId, KnownError]] = field(default_factory=list)


class Publish:
    """Adds, changes and deletes songs of the shared library. Any worker thread; one sender at a time."""

    waits = True

    def __init__(
        self,
        writer: SharedWriter,
        uploader: Uploader,
        outbox: Outbox,
        kept: KeepEdits,
        *,
        check: Callable[[], None] = _allowed,
    ) -> None:
        """``check`` raises Conflict where what answers is not the library that edits were made for."""
        self._writer, self._uploader, self._outbox, self._kept = writer, uploader, outbox, kept
        self._batches = SendBatches(writer, outbox)
        self._check = check
        self._changes = Changes()
        self._put_off = set[OperationId]()
        self._untold: list[LeftAlone] = []

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
        """Keep an edit on this device, as :meth:`KeepEdits.keep` does."""
        return self._kept.keep(kind, fields, media, song_id=song_id, base_version=base_version, base=base)

    # -- sending --

    def send(self, edit: PendingEdit, cancel: CancelToken, sent: Sent = _silent) -> Committed:
        """Send an edit's bytes and commit it; when this returns everybody sees it, and it no longer waits.

        Earlier edits of the song go first; Conflict("edit_behind") where one of them cannot. Raises
        Conflict("song_changed") (the edit then waits as a conflict), and what the ports raise: the library is then as
        it was, or, where the answer to the commit was lost, as it is going to be when this is called again. Denied,
        NotFound and Invalid leave the edit as one that failed.
        """
        self._check()
        for before in self._before(edit):
            if not self._sent_before(before, cancel):
                raise Conflict("edit_behind")
        try:
            return self._send(self._outbox.find_edit(edit.command.op_id) or edit, cancel, sent)
        except (Denied, NotFound, Invalid) as error:
            self._fail(edit, error)
            raise

    def send_batch(self, op_id: OperationId, cancel: CancelToken) -> SentBatch:
        """Commit a batch that waits. Raises as ``send``.

        Edits of its songs that were made before go first; those that cannot hold theirs back. Such songs, and those
        that clash, are split off and wait on as edits of their own. A batch that is to be done whole waits as a whole,
        and so does one that takes back, or does again, another that is stuck: Conflict("edit_behind"). The former also
        fails, by Conflict("split_clashes") and Conflict("split_media_gone").
        """
        self._check()
        edit = self._outbox.find_edit(op_id)
        if edit is None:
            raise NotFound("edit_not_found", edit=op_id)
        stuck = set[SongId]()
        for before in self._before(edit):
            if not self._sent_before(before, cancel):
                stuck |= self._outbox.list_songs(before.command.op_id)
        if stuck and not self._can_be_parted(edit):
            raise Conflict("edit_behind")
        try:
            return self._send_batch(edit, stuck, cancel, _Tally())
        except (Conflict, Denied, NotFound, Invalid) as error:
            if not _passes(error):
                self._fail(edit, error)
            raise

    def _before(self, edit: PendingEdit) -> list[PendingEdit]:
        """Return the edits of the same songs that were made before."""
        op_id, before = edit.command.op_id, []
        songs = self._outbox.list_songs(op_id) or {edit.command.song_id}
        for listed in self._outbox.list_edits():
            if listed.command.op_id == op_id:
                break
            if songs & self._outbox.list_songs(listed.command.op_id):
                before.append(listed)
        return before

    def _sent_before(self, listed: PendingEdit, cancel: CancelToken) -> bool:
        edit = self._outbox.find_edit(listed.command.op_id)
        if edit is None:
            return True
        if edit.state is not EditState.WAITING:
            return False
        try:
            if edit.batch is not None:
                return not self._send_batch(edit, (), cancel, _Tally()).off
            self._send(edit, cancel, _silent)
        except (Conflict, Denied, NotFound, Invalid) as error:
            if not _passes(error):
                self._fail(edit, error)
            return False
        return True

    def run_once(self, cancel: CancelToken, begun: Callable[[Job], None] = _unheard) -> Sending:
        """Send everything that waits, in order. An edit that cannot be done holds back its own songs only.

        ``begun`` hears of each batch when it is begun. One that is cancelled then is put off: neither it nor what was
        done to its songs after it is sent before :meth:`take_up`, or by another sender.
        """
        tally, blocked, behind = _Tally(begun), set[SongId](), set[SongId]()
        edits = self._outbox.list_edits()
        if any(edit.state is EditState.WAITING for edit in edits):
            self._check()
        for listed in edits:
            if cancel.cancelled:
                break
            songs = self._outbox.list_songs(listed.command.op_id)
            # An edit before it may have changed it, or a person have taken it back.
            edit = self._outbox.find_edit(listed.command.op_id)
            if edit is None:
                continue
            if edit.command.op_id in self._put_off or songs & behind:
                behind |= songs
                continue
            if edit.state is not EditState.WAITING or (songs & blocked and not self._can_be_parted(edit)):
                blocked |= songs
                continue
            try:
                blocked |= self._send_next(edit, songs, songs & blocked, cancel, tally)
            except Cancelled:
                if cancel.cancelled:
                    break
                self._put_off.add(edit.command.op_id)
                behind |= songs
            except (Offline, Timeout) as error:
                return self._told(tally, error)
        return self._told(tally, None)

    def take_left(self) -> tuple[LeftAlone, ...]:
        """Return what batches let be that were sent, and was not told yet: also such as had to go before an edit."""
        left, self._untold = self._untold, []
        return tuple(left)

    def take_up(self) -> None:
        """Let what was put off be sent the next time. Any thread."""
        self._put_off.clear()

    def _can_be_parted(self, edit: PendingEdit) -> bool:
        """Whether some songs of an edit can wait while the others are done.

        What takes back what is stuck itself stays one with it, as it is given up with it.
        """
        if edit.batch is None or edit.batch.whole:
            return False
        return edit.batch.turns is None or self._outbox.find_edit(edit.batch.turns) is None

    def _send_next(
        self,
        edit: PendingEdit,
        songs: AbstractSet[SongId],
        stuck: Collection[SongId],
        cancel: CancelToken,
        tally: _Tally,
    ) -> AbstractSet[SongId]:
        """Send an edit and note what came of it; return its songs of which something waits on."""
        try:
            if edit.batch is not None:
                return self._send_batch(edit, stuck, cancel, tally).blocked
            tally.done.append(self._send(edit, cancel, _silent))
        except (Conflict, Denied, NotFound, Invalid) as error:
            self._note_stuck(edit, error, tally)
            return songs
        return frozenset()

    def _note_stuck(self, edit: PendingEdit, error: KnownError, tally: _Tally) -> None:
        if error.code == "song_changed":
            tally.conflicts.append(edit.command.op_id)
            return
        tally.failed.append((edit.command.op_id, error))
        if not _passes(error):
            self._fail(edit, error)

    def _send_batch(
        self, edit: PendingEdit, stuck: Collection[SongId], cancel: CancelToken, tally: _Tally
    ) -> SentBatch:
        """Commit a batch, and then try what was split off it, so that it is said what each clashes with."""
        job = Job("" if edit.batch is None else edit.batch.title, edit.count, cancel.part())
        tally.begun(job)
        stopped = False
        try:
            sent = self._batches.send(edit.command.op_id, stuck, job.cancel, job.report)
        except Cancelled:
            stopped = True
            raise
        finally:
            job.end(stopped=stopped)
        self._note(sent.changes)
        done = sent.done
        tally.done.append(Committed(done.op_id, SongId(""), 0, done.position))
        if sent.left is not None:
            self._untold.append(sent.left)
        blocked = set(stuck)
        for op_id in sent.off:
            split = self._outbox.find_edit(op_id)
            if split is not None and split.command.song_id not in blocked:
                blocked |= self._send_next(split, {split.command.song_id}, (), cancel, tally)
        return replace(sent, blocked=frozenset(blocked))

    def _send(self, edit: PendingEdit, cancel: CancelToken, sent: Sent) -> Committed:
        published = [self._uploader.send(edit.command.op_id, pending, sent, cancel) for pending in edit.media]
        for _ in range(_TRIES - 1):
            try:
                return self._commit(edit, published)
            except Conflict as error:
                if error.code == "media_condemned":
                    published = self._send_again(edit, published, error, cancel)
                    continue
                again = rebased(edit, error) if error.code == "song_changed" else None
                if again is None:
                    raise self._clashing(edit, error) from None
                self._note(self._outbox.change(again))
                edit = again
        try:
            return self._commit(edit, published)
        except Conflict as error:
            raise self._clashing(edit, error) from None

    def _commit(self, edit: PendingEdit, published: Sequence[Published]) -> Committed:
        command = replace(edit.command, media=tuple(published))
        if edit.restores is not None:
            op_id = OperationId(str(uuid.uuid5(_RESTORING, f"{command.op_id} {edit.restores}")))
            self._writer.commit(SongCommand(op_id, CommandKind.RESTORE, command.song_id, edit.restores))
        committed = self._writer.commit(command)
        self._lead(edit, committed)
        self._note(self._outbox.done(command.op_id, committed.position.seq))
        return committed

    def _lead(self, edit: PendingEdit, committed: Committed) -> None:
        """Let later edits of the song begin from what it is now, where nobody came between: they were made on that."""
        base = edit.command.base_version
        if base is None or committed.version != base + 1:
            return
        for later in self._outbox.list_edits():
            command = later.command
            if command.op_id == edit.command.op_id or command.song_id != edit.command.song_id:
                continue
            if command.base_version == base and later.state is EditState.WAITING:
                led = replace(later, command=replace(command, base_version=committed.version))
                self._note(self._outbox.change(led))

    def _clashing(self, edit: PendingEdit, error: Conflict) -> Conflict:
        """Keep what a clash is with, and return the error to be raised."""
        if error.code == "song_changed":
            self._note(self._outbox.change(replace(edit, state=EditState.CONFLICT, clash=clash_of(edit, error))))
        return error

    def _fail(self, edit: PendingEdit, error: KnownError) -> None:
        if error.code in _OF_THIS_DEVICE:
            return
        self._note(self._outbox.change(replace(edit, state=EditState.FAILED, error=error)))

    def _note(self, changes: Changes) -> None:
        self._changes |= changes

    def _told(self, tally: _Tally, stopped: KnownError | None) -> Sending:
        changes, self._changes = self._changes, Changes()
        return Sending(
            tuple(tally.done), tuple(tally.conflicts), tuple(tally.failed), self.take_left(), stopped, changes
        )

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

    # -- giving up, history --

    def give_up(self, op_id: OperationId) -> None:
        """Forget an edit that will not be sent."""
        self._note(self._outbox.remove(op_id))

    def hold_all(self) -> int:
        """Hold every edit until a person agrees: the library's history is another one. Returns how many."""
        return self._outbox.hold_all()


def _passes(error: KnownError) -> bool:
    """Whether an error is of the moment, so that the edit is tried again by itself."""
    return isinstance(error, Conflict) and error.code not in _NOT_WHOLE


def _hashes(error: Conflict) -> frozenset[MediaHash]:
    said = error.params.get("media")
    return frozenset(MediaHash(str(one)) for one in said) if isinstance(said, (list, tuple)) else frozenset()
