"""Many songs changed by one operation: what is asked, what came of it, and how it is taken back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, NamedTuple

from pluto_desktop.domain.changes import Changes
from pluto_desktop.domain.edits import UNKNOWN_VERSION
from pluto_desktop.domain.ids import ArtistId, OperationId, SongId
from pluto_desktop.domain.shared import CommandKind, FeedPosition, SongFields
from pluto_desktop.domain.shared_json import fields_from_json, fields_to_json
from pluto_desktop.domain.song_fields import plain_fields

_NOTHING = SongFields()


class BatchKind(StrEnum):
    """What a person did to many songs at once."""

    EDIT = "edit_songs"
    DELETE = "delete_songs"
    RESTORE = "restore_songs"
    MERGE = "merge_songs"
    SPLIT = "split_song"
    """Made two songs of one, or brought one back that was merged into another."""
    RENAME = "rename_artist"
    REVERT = "revert_operation"
    """Took back what an operation did, or did it again."""


@dataclass(frozen=True, slots=True)
class SongEdit:
    """What a batch does to one song; no song is in it twice.

    ``base_version`` is the version the person saw. ``base`` is what they saw of the song by field, in plain form, at
    least of the fields that are changed; of a deletion all of it. ``merged_into`` is the song that a deleted one was
    merged into, or one that comes back had been. Of a song that is added all fields are given; its media are those that
    are kept already.
    """

    song_id: SongId
    fields: SongFields = _NOTHING
    base_version: int | None = None
    kind: CommandKind = CommandKind.UPDATE
    base: Mapping[str, Any] | None = None
    merged_into: SongId | None = None

    @property
    def mine(self) -> dict[str, Any]:
        """The fields that are changed, in plain form."""
        return fields_to_json(self.fields)


class PlainSong(NamedTuple):
    """A song as a library has it: its version, its fields in plain form, and whether it is deleted.

    ``purged`` says that the deletion is final.
    """

    version: int
    fields: Mapping[str, Any]
    deleted: bool = False
    purged: bool = False


@dataclass(frozen=True, slots=True)
class ArtistName:
    """The name an artist is to have, and the one they had. Where somebody else has it, the two become one artist."""

    artist_id: ArtistId
    name: str
    before: str


@dataclass(frozen=True, slots=True)
class BatchCommand:
    """One operation on many songs. Given twice under one ``op_id`` it is done once.

    What somebody else changed meanwhile is never overwritten: a song that clashes is left as it is and told of. With
    ``lets_be`` only the fields that clash are left, and the others of that song are changed. With ``whole`` it is done
    only if each of its songs is still as the person saw it, in what is changed of it; else nothing is done.
    ``turns`` is the operation that it takes back, or does again.
    """

    op_id: OperationId
    kind: str
    title: str
    edits: tuple[SongEdit, ...]
    artists: tuple[ArtistName, ...] = ()
    lets_be: bool = False
    whole: bool = False
    turns: OperationId | None = None


@dataclass(frozen=True, slots=True)
class Left:
    """What a batch did not do: a song, and the fields that somebody else changed; all of it where there are none."""

    song_id: SongId
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BatchDone:
    """What came of a batch: how many songs it changed, and what it left alone."""

    op_id: OperationId
    position: FeedPosition
    songs: int
    left: tuple[Left, ...] = ()


@dataclass(frozen=True, slots=True)
class Batch:
    """What a person is told of a batch.

    ``songs`` is how many songs it changes. ``waits`` says that it waits on this device for the servers of a shared
    library; what clashes there shows when it is sent. ``left`` is what was left alone because others changed it.
    """

    op_id: OperationId
    title: str
    songs: int
    changes: Changes = field(default_factory=Changes)
    waits: bool = False
    left: tuple[Left, ...] = ()


@dataclass(frozen=True, slots=True)
class OperationLine:
    """One operation in the history: who did what and when (ms since 1970), and to how many songs.

    ``title`` is that of a batch, else the name of the operation's only song, which is then ``song_id``.
    """

    op_id: OperationId
    actor: str
    at_ms: int
    kind: str
    title: str
    songs: int
    song_id: SongId | None = None


_INVERSE = {
    CommandKind.ADD: CommandKind.DELETE,
    CommandKind.DELETE: CommandKind.RESTORE,
    CommandKind.RESTORE: CommandKind.DELETE,
}


def inverse_of(edit: SongEdit) -> SongEdit | None:
    """Return the edit that gives a song back what it was before; None where that is not known of any field."""
    if edit.kind is not CommandKind.UPDATE:
        return replace(
            edit, fields=SongFields(), base_version=UNKNOWN_VERSION, kind=_INVERSE[edit.kind],
            base=plain_fields(edit.fields) if edit.kind is CommandKind.ADD else edit.base,
        )  # fmt: skip
    mine, base = edit.mine, edit.base or {}
    before = {name: base[name] for name in mine if name in base}
    if not before:
        return None
    return replace(
        edit,
        fields=fields_from_json(before),
        base_version=UNKNOWN_VERSION,
        base={name: mine[name] for name in before},
    )


def inverse_batch(command: BatchCommand, op_id: OperationId) -> BatchCommand:
    """Return the operation that takes another one back, as far as nobody changed the same since."""
    edits = tuple(inverse for edit in command.edits if (inverse := inverse_of(edit)) is not None)
    artists = tuple(ArtistName(one.artist_id, one.before, one.name) for one in reversed(command.artists))
    return BatchCommand(op_id, BatchKind.REVERT, command.title, edits, artists, lets_be=True, turns=command.op_id)


def again(command: BatchCommand, op_id: OperationId) -> BatchCommand:
    """Return the operation that does again what one did that was taken back; an added song is restored.

    What was done whole is done again whole or not at all.
    """
    edits = tuple(
        replace(
            edit,
            base_version=UNKNOWN_VERSION,
            kind=CommandKind.RESTORE if edit.kind is CommandKind.ADD else edit.kind,
        )
        for edit in command.edits
    )
    return replace(
        command, op_id=op_id, kind=BatchKind.REVERT, edits=edits, lets_be=not command.whole, turns=command.op_id
    )
