"""What was done to the library: operation by operation, song by song, field by field, and taken back as finely."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from pluto_desktop.domain.batches import Batch, BatchCommand, OperationLine, SongEdit, inverse_batch
from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.errors import Invalid
from pluto_desktop.domain.ids import OperationId, SongId, new_id
from pluto_desktop.domain.progress import Progress, ReportProgress
from pluto_desktop.domain.shared import FIELDS, CommandKind
from pluto_desktop.domain.shared_json import fields_from_json
from pluto_desktop.domain.song_history import NumberedRevision
from pluto_desktop.ports.catalogue import CatalogueReader
from pluto_desktop.services.edit_many import EditMany
from pluto_desktop.services.edit_songs import EditSongs
from pluto_desktop.services.shared.edits import EditLine


def _silent(_progress: Progress) -> None:
    pass


PAGE = 50
"""Operations read at once."""


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
class Opened:
    """An operation with what it did to its songs, at most as many as were asked for, of ``total``."""

    line: OperationLine
    songs: tuple[SongChange, ...]
    total: int


class History:
    """Tells the history and takes parts of it back, as edits of their own. Any worker thread.

    In a shared library the servers are asked: everything but :meth:`list_waiting` raises Offline and Timeout. What is
    taken back waits there like every edit.
    """

    def __init__(
        self,
        many: Callable[[], EditMany],
        edit: Callable[[], EditSongs],
        catalogue: CatalogueReader,
        waiting: Callable[[], Sequence[EditLine]] = tuple,
    ) -> None:
        self._many, self._edit, self._catalogue, self._waiting = many, edit, catalogue, waiting

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

    def list_operations(self, before: OperationId | None = None) -> list[OperationLine]:
        """Return a page of operations, the newest first, those ``before`` one."""
        return self._many().list_operations(PAGE, before)

    def list_song(self, song_id: SongId) -> list[OperationLine]:
        """Return what was done to one song, the newest first. Raises NotFound."""
        revisions = self._edit().list_revisions(song_id)
        title = self._titles([song_id]).get(song_id, "")
        return [_line_of(one, song_id, title) for one in revisions]

    def open(self, line: OperationLine, most: int) -> Opened:
        """Return what an operation did to its songs; of one that is told for a song alone, to that song."""
        edits = self._many().get_operation(line.op_id).edits
        if line.song_id is not None:
            edits = tuple(edit for edit in edits if edit.song_id == line.song_id)
        titles = self._titles([edit.song_id for edit in edits[:most]])
        return Opened(line, tuple(change_of(edit, titles) for edit in edits[:most]), len(edits))

    def revert(self, op_id: OperationId, cancel: CancelToken, progress: ReportProgress = _silent) -> Batch:
        """Take all of an operation back. Raises Invalid("nothing_to_change") where it is so already."""
        return self._many().revert(op_id, cancel=cancel, progress=progress)

    def revert_song(self, op_id: OperationId, song_id: SongId, name: str, cancel: CancelToken) -> Batch:
        """Take back what an operation did to one song, or only to the field of a ``name``; "" is all of it.

        What somebody changed since is left as it is and told of. Raises NotFound, Invalid("nothing_to_change").
        """
        command = self._many().get_operation(op_id)
        edits = tuple(part for edit in command.edits if edit.song_id == song_id and (part := _part(edit, name)))
        if not edits:
            raise Invalid("nothing_to_change")
        title = self._titles([song_id]).get(song_id, command.title)
        alone = BatchCommand(command.op_id, command.kind, title, edits)
        return self._many().do_fresh(inverse_batch(alone, OperationId(new_id())), cancel, _silent)

    def _titles(self, songs: Sequence[SongId]) -> dict[SongId, str]:
        return {row.id: row.title for row in self._catalogue.list_song_rows(songs)}


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
