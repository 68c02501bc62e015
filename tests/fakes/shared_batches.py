"""Operations on many songs of the library kept in memory, and the history of operations."""

from __future__ import annotations

import copy
import time
from dataclasses import dataclass, replace

from pluto_desktop.adapters.sql.keys import fold
from pluto_desktop.domain.batch_plan import Plan, check_whole, plan_edit
from pluto_desktop.domain.batches import ArtistName, BatchCommand, BatchDone, OperationLine, PlainSong, SongEdit
from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.errors import NotFound, Offline
from pluto_desktop.domain.ids import OperationId, SongId
from pluto_desktop.domain.operations import done_edit
from pluto_desktop.domain.progress import Progress, ReportProgress
from pluto_desktop.domain.shared import CommandKind, SharedSong
from pluto_desktop.domain.song_fields import plain_song
from pluto_desktop.lyrics.merging import merge_documents
from tests.fakes.shared_world import World


@dataclass
class Logged:
    """An operation that changed songs."""

    actor: str
    at_ms: int
    kind: str
    title: str
    songs: list[SongId]
    artists: tuple[ArtistName, ...] = ()


class FakeBatches:
    """Fulfils BatchWriter and OperationHistory; the library's other half does the rest."""

    world: World

    def commit_batch(self, command: BatchCommand, cancel: CancelToken, report: ReportProgress) -> BatchDone:
        with self._writing() as world:
            if command.op_id not in world.batches:
                before = {
                    name: copy.copy(value) for name, value in vars(world).items() if isinstance(value, dict | list)
                }
                head = world.head
                try:
                    done = self._do_batch(command, cancel, report)
                except BaseException:
                    vars(world).update(before)
                    world.head = head
                    raise
                world.batches[command.op_id] = done
                world.news.notify_all()
            if world.loses_answer:
                world.loses_answer = False
                raise Offline("server_lost", server="nowhere")
            return world.batches[command.op_id]

    def list_operations(self, limit: int, before: OperationId | None = None) -> list[OperationLine]:
        with self._reading() as world:
            ids = [op_id for op_id, logged in world.log.items() if logged.songs][::-1]
            ids = ids[ids.index(before) + 1 :] if before in ids else ids
            return [self._line(op_id, world.log[op_id]) for op_id in ids[:limit]]

    def get_operation(self, op_id: OperationId) -> BatchCommand:
        with self._reading() as world:
            if op_id not in world.log:
                raise NotFound("operation_not_found", name=op_id)
            logged = world.log[op_id]
            edits = tuple(edit for song_id in logged.songs if (edit := self._done(op_id, song_id)))
            return BatchCommand(op_id, logged.kind, logged.title, edits, logged.artists)

    def _log(self, op_id: OperationId, kind: str, title: str, songs: list[SongId], artists=()) -> None:
        self.world.log[op_id] = Logged(self._user, int(time.time() * 1000), kind, title, songs, artists)

    def _line(self, op_id: OperationId, logged: Logged) -> OperationLine:
        only = logged.songs[0] if len(logged.songs) == 1 else None
        title = logged.title or (self.world.songs[only].song.title if only else "")
        return OperationLine(op_id, logged.actor, logged.at_ms, logged.kind, title, len(logged.songs), only)

    def _done(self, op_id: OperationId, song_id: SongId) -> SongEdit | None:
        mine = [one for of, one, _ in self.world.revisions if of == song_id]
        here = next((place for place, one in enumerate(mine) if one.op_id == op_id), None)
        there = self.world.songs[song_id]
        if here is None:
            return done_edit(song_id, "insert", {}, mine[0].before if mine else plain_song(there))
        after = mine[here + 1].before if here + 1 < len(mine) else plain_song(there)
        return done_edit(song_id, mine[here].kind, mine[here].before, after, there.merged_into)

    def _do_batch(self, command: BatchCommand, cancel: CancelToken, report: ReportProgress) -> BatchDone:
        left, changed = [], []
        artists = tuple(one for one in command.artists if self._name(one))
        if command.whole:
            check_whole(command, [self._plan(edit, command, kept=True) for edit in command.edits], "split_clashes")
            check_whole(command, [self._plan(edit, command) for edit in command.edits], "split_media_gone")
        for place, edit in enumerate(command.edits, start=1):
            cancel.raise_if_cancelled()
            plan = self._plan(edit, command)
            if plan.left is not None:
                left.append(plan.left)
            if plan.does:
                self._carry_out(command, plan)
                changed.append(edit.song_id)
            report(Progress(place, len(command.edits)))
        report(Progress(len(command.edits), len(command.edits), final=True))
        cancel.raise_if_cancelled()
        self._log(command.op_id, str(command.kind), command.title, changed, artists)
        return BatchDone(command.op_id, self.world.head, len(changed), tuple(left))

    def _plan(self, edit: SongEdit, command: BatchCommand, *, kept: bool = False) -> Plan:
        world, there = self.world, self.world.songs.get(edit.song_id)
        song = None
        if there is not None:
            purged = edit.song_id in world.purged
            song = PlainSong(there.song.version, plain_song(there), there.deleted, purged)
        was = next(
            (one.before for of, one, _ in world.revisions if of == edit.song_id and one.version == edit.base_version),
            None,
        )
        plan = plan_edit(edit, song, edit.mine, was, merge_documents, lets_be=command.lets_be, whole=command.whole)
        there_are = {sha256 for sha256, stored in world.media.items() if not stored.condemned}
        return plan if kept else plan.without(plan.media - there_are, lets_be=command.lets_be)

    def _carry_out(self, command: BatchCommand, plan: Plan) -> None:
        edit = plan.edit
        if edit.kind is CommandKind.ADD:
            self._add(command.op_id, edit.song_id, plan.changes)
            return
        there = self.world.songs[edit.song_id]
        if edit.kind is CommandKind.UPDATE:
            self._edited(command.op_id, there, self.world.laid_over(there, plan.changes), "update")
        elif edit.kind is CommandKind.DELETE:
            self.world.gone[edit.song_id] = time.monotonic()
            self._edited(command.op_id, there, replace(there, deleted=True, merged_into=edit.merged_into), "delete")
        else:
            self.world.gone.pop(edit.song_id)
            self._edited(command.op_id, there, back(there), "restore")

    def _name(self, artist: ArtistName) -> bool:
        world = self.world
        row = world.artists.get(artist.artist_id)
        if row is None or fold(row.name) != fold(artist.name if row.deleted else artist.before):
            return False
        other = next(
            (
                one.id
                for one in world.artists.values()
                if not one.deleted and one.id != row.id and fold(one.name) == fold(artist.name)
            ),
            None,
        )
        if other is not None and row.deleted:
            return False
        if other is None:
            world.artists[row.id] = replace(row, name=artist.name, deleted=False, merged_into=None)
        else:
            world.artists[row.id] = replace(row, deleted=True, merged_into=other)
        world.changed(row.id)
        return True


def back(there: SharedSong) -> SharedSong:
    """Return a deleted song as it is again."""
    return replace(there, deleted=False, merged_into=None)
