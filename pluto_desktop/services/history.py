"""What was done to the library: operation by operation, song by song, field by field, and taken back as finely."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

from pluto_desktop.domain.batches import Batch, BatchCommand, OperationLine, SongEdit, inverse_batch
from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.errors import Invalid, KnownError, NotFound, Offline, Timeout
from pluto_desktop.domain.ids import OperationId, SongId, new_id
from pluto_desktop.domain.operations import done_edit
from pluto_desktop.domain.progress import Progress, ReportProgress
from pluto_desktop.domain.shared import FIELDS, CommandKind
from pluto_desktop.domain.shared_json import fields_from_json
from pluto_desktop.domain.song_history import NumberedRevision
from pluto_desktop.ports.catalogue import CatalogueReader
from pluto_desktop.ports.seen_operations import SeenOperations
from pluto_desktop.services.edit_many import EditMany
from pluto_desktop.services.edit_songs import EditSongs
from pluto_desktop.services.shared.edits import EditLine


def _silent(_progress: Progress) -> None:
    pass


PAGE = 50
"""Operations read at once."""
AHEAD_SONGS = 20_000
"""An operation on more songs is not fetched before it is opened."""


@dataclass(frozen=True, slots=True)
class FieldChange:
    """What a field was and became, in plain form (:mod:`~pluto_desktop.domain.shared_json`)."""

    name: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class SongChange:
    """What one operation did to one song; ``title`` is what it is called now, or was."""

    song_id: SongId
    title: str
    kind: CommandKind
    fields: tuple[FieldChange, ...] = ()


@dataclass(frozen=True, slots=True)
class Listed:
    """Operations, the newest first; ``more`` is whether there may be older ones.

    Where no server answered they are those that were seen before: ``away`` is why, and ``seen_at_ms`` until when they
    are all there were (ms since 1970); 0 where only some may have been seen.
    """

    lines: tuple[OperationLine, ...]
    more: bool = False
    away: KnownError | None = None
    seen_at_ms: int = 0


@dataclass(frozen=True, slots=True)
class Opened:
    """An operation with what it did to its songs, at most as many as were asked for, of ``total``."""

    line: OperationLine
    songs: tuple[SongChange, ...]
    total: int


class History:
    """Tells the history and takes parts of it back, as edits of their own. Any worker thread.

    In a shared library the servers are asked. Where they are away, what was ``seen`` of it is told, and can be taken
    back; Offline and Timeout are raised for what was not. What is taken back waits there like every edit.
    """

    def __init__(
        self,
        many: Callable[[], EditMany],
        edit: Callable[[], EditSongs],
        catalogue: CatalogueReader,
        waiting: Callable[[], Sequence[EditLine]] = tuple,
        seen: SeenOperations | None = None,
    ) -> None:
        self._many, self._edit, self._catalogue = many, edit, catalogue
        self._waiting, self._seen = waiting, seen
        self._not_to_be_had: set[OperationId] = set()

    def list_waiting(self) -> list[OperationLine]:
        """Return the edits that wait on this device, the newest first; no server is asked."""
        lines = sorted(self._waiting(), key=lambda one: -one.created_at_ms)
        return [
            OperationLine(
                one.op_id, "", one.created_at_ms, one.batch_kind or one.kind.value, one.title, one.songs,
                one.song_id if one.songs == 1 else None,
            )
            for one in lines
        ]  # fmt: skip

    def list_operations(self, before: OperationId | None = None) -> Listed:
        """Return a page of operations, the newest first, those ``before`` one."""
        try:
            lines = self._many().list_operations(PAGE, before)
        except KnownError as error:
            if self._seen is None or not is_away(error):
                raise
            kept = self._seen.list_lines(PAGE, before)
            if not kept and before is None:
                raise
            # The servers may know older ones than were seen.
            return Listed(tuple(kept), more=True, away=error, seen_at_ms=self._seen.seen_at_ms())
        return Listed(tuple(lines), bool(lines))

    def list_song(self, song_id: SongId) -> Listed:
        """Return what was done to one song, the newest first. Raises NotFound."""
        try:
            revisions = self._edit().list_revisions(song_id)
        except KnownError as error:
            if self._seen is None or not is_away(error):
                raise
            kept = self._seen.list_song(song_id)
            if not kept:
                raise
            return Listed(tuple(kept), away=error, seen_at_ms=self._seen.seen_at_ms(song_id))
        title = self._titles([song_id]).get(song_id, "")
        done = [(_line_of(one, song_id, title), one) for one in revisions]
        if self._seen is not None:
            edits = [(line, edit) for line, one in done if (edit := _edit_of(one, song_id)) is not None]
            with suppress(KnownError):  # as on a full disk: what was told is shown all the same
                self._seen.keep_song(song_id, edits)
        return Listed(tuple(line for line, _ in done))

    def fetch_ahead(self, lines: Sequence[OperationLine], cancel: CancelToken) -> None:
        """Keep on this device what operations did, so that they can be told and taken back while no server answers.

        Those on more than :data:`AHEAD_SONGS` songs, and those there is no room for, are left. Where the servers are
        away by now, or nothing can be kept just now, nothing more is fetched. Raises Cancelled.
        """
        if self._seen is None:
            return
        ids = [line.op_id for line in lines if line.songs <= AHEAD_SONGS and line.op_id not in self._not_to_be_had]
        for op_id in self._seen.list_lacking(ids):
            cancel.raise_if_cancelled()
            try:
                command = self._many().get_operation(op_id)
                # Whoever tells it keeps it; where it is not kept this tells a want of room from a moment's trouble.
                kept = not self._seen.list_lacking([op_id]) or self._seen.keep_operation(command)
            except NotFound as error:
                if is_away(error):
                    return
                kept = False
            except KnownError:
                return
            if not kept:
                self._not_to_be_had.add(op_id)

    def open(self, line: OperationLine, most: int) -> Opened:
        """Return what an operation did to its songs; of one that is told for a song alone, to that song."""
        if line.song_id is None:
            edits = self._many().get_operation(line.op_id).edits
        else:
            edits = self._edits_of(line.op_id, line.song_id)
        titles = self._titles([edit.song_id for edit in edits[:most]])
        return Opened(line, tuple(change_of(edit, titles) for edit in edits[:most]), len(edits))

    def revert(self, op_id: OperationId, cancel: CancelToken, progress: ReportProgress = _silent) -> Batch:
        """Take all of an operation back. Raises Invalid("nothing_to_change") where it is so already."""
        return self._many().revert(op_id, cancel=cancel, progress=progress)

    def revert_song(self, op_id: OperationId, song_id: SongId, name: str, cancel: CancelToken) -> Batch:
        """Take back what an operation did to one song, or only to the field of a ``name``; "" is all of it.

        What somebody changed since is left as it is and told of. Raises NotFound, Invalid("nothing_to_change").
        """
        edits = tuple(part for edit in self._edits_of(op_id, song_id) if (part := _part(edit, name)))
        if not edits:
            raise Invalid("nothing_to_change")
        title = self._titles([song_id]).get(song_id) or str((edits[0].base or {}).get("title", ""))
        alone = BatchCommand(op_id, edits[0].kind.value, title, edits)
        return self._many().do_fresh(inverse_batch(alone, OperationId(new_id())), cancel, _silent)

    def _edits_of(self, op_id: OperationId, song_id: SongId) -> tuple[SongEdit, ...]:
        """Return what an operation did to one song: of a big one no more need be known here."""
        kept = self._seen.find_edit(op_id, song_id) if self._seen is not None else None
        if kept is not None:
            return (kept,)
        return tuple(edit for edit in self._many().get_operation(op_id).edits if edit.song_id == song_id)

    def _titles(self, songs: Sequence[SongId]) -> dict[SongId, str]:
        return {row.id: row.title for row in self._catalogue.list_song_rows(songs)}


def is_away(error: KnownError) -> bool:
    """Return whether an error means that no server can be asked just now: it is away, or its password not known yet."""
    return isinstance(error, Offline | Timeout) or error.code == "password_needed"


def change_of(edit: SongEdit, titles: Mapping[SongId, str]) -> SongChange:
    """Return what an edit of a song did, field by field in the order of :data:`FIELDS`."""
    mine, base = edit.mine, edit.base or {}
    fields = tuple(
        FieldChange(name, base.get(name), mine[name])
        for name in FIELDS
        if name in mine and not (edit.kind is CommandKind.ADD and not _says(mine[name]))
    )
    title = titles.get(edit.song_id) or str(base.get("title") or mine.get("title") or "")
    return SongChange(edit.song_id, title, edit.kind, fields if edit.kind is not CommandKind.DELETE else ())


def _says(value: Any) -> bool:
    """Whether a field of a new song says anything."""
    return any(_says(part) for part in value) if isinstance(value, list) else bool(value)


def _part(edit: SongEdit, name: str) -> SongEdit | None:
    """Return of an edit what it did to the field of a name; all of it where there is none."""
    if not name:
        return edit
    return replace(edit, fields=fields_from_json({name: edit.mine[name]})) if name in edit.mine else None


def _line_of(one: NumberedRevision, song_id: SongId, title: str) -> OperationLine:
    return OperationLine(one.op_id, one.actor, one.at_ms, f"{one.kind}_song", title, 1, song_id)


def _edit_of(one: NumberedRevision, song_id: SongId) -> SongEdit | None:
    """Return what a revision did as an edit; None where that is not known."""
    return done_edit(song_id, "insert" if one.kind == "add" else one.kind, one.before, one.after)
