"""What a batch is to do to each of its songs, by what the song is now. Pure."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from pluto_desktop.domain.batches import BatchCommand, Left, PlainSong, SongEdit
from pluto_desktop.domain.errors import Conflict
from pluto_desktop.domain.shared import CommandKind
from pluto_desktop.domain.song_fields import merge

MergeLyrics = Callable[[Any, Any, Any], Any | None]
_MEDIA = ("song", "bgm", "cover")


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be done to a song: fields to be changed, in plain form, or ``marks``: it is deleted or restored.

    Of a song to be added the fields are all there are. ``left`` says what of the edit is not done.
    """

    edit: SongEdit
    changes: Mapping[str, Any] = field(default_factory=dict)
    marks: bool = False
    left: Left | None = None

    @property
    def does(self) -> bool:
        """Whether anything is to be done."""
        return self.marks or bool(self.changes)

    @property
    def media(self) -> frozenset[str]:
        """The hashes of media that the song is to have."""
        return frozenset(self.changes[name] for name in _MEDIA if self.changes.get(name) is not None)

    def without(self, missing: Collection[str], *, lets_be: bool) -> Plan:
        """Return the plan where media that it refers to are no longer kept."""
        names = tuple(name for name in _MEDIA if self.changes.get(name) in missing)
        if not names:
            return self
        rest = {name: value for name, value in self.changes.items() if name not in names} if lets_be else {}
        known = self.left.fields if self.left is not None else ()
        return replace(self, changes=rest, left=Left(self.edit.song_id, (*known, *names)))


def plan_edit(
    edit: SongEdit,
    song: PlainSong | None,
    mine: Mapping[str, Any],
    was: Mapping[str, Any] | None,
    merge_lyrics: MergeLyrics,
    *,
    lets_be: bool,
    whole: bool = False,
) -> Plan:
    """Return what an edit is to do to a song as it is now; ``mine`` are the edit's fields as they are kept.

    ``was`` is what the song was at the version the edit began from, None where that is not known. What the person saw
    counts first: an edit of their own may have lain over that version. With ``whole`` also that is left which is as the
    person wants it already, for somebody else made it so.
    """
    if edit.kind is CommandKind.ADD:
        return Plan(edit, mine) if song is None else Plan(edit, left=Left(edit.song_id))
    if song is None or (song.deleted and edit.kind is CommandKind.UPDATE):
        return Plan(edit, left=Left(edit.song_id))
    is_known = edit.base_version in {None, song.version}
    if edit.kind is not CommandKind.UPDATE:
        plan = _plan_mark(edit, song, is_known=is_known)
        return plan if plan.does or not whole else Plan(edit, left=Left(edit.song_id))
    seen = edit.base if edit.base is not None and mine.keys() <= edit.base.keys() else None
    merged = merge(song.fields if is_known else seen or was, song.fields, mine, merge_lyrics)
    untouched = {name for name in merged.clashes if was is not None and was.get(name) == song.fields[name]}
    changes = {**merged.changes, **{name: mine[name] for name in untouched}}
    clashes = tuple(name for name in merged.clashes if name not in untouched)
    if whole:
        clashes = tuple(name for name in mine if name not in changes or changes[name] != mine[name])
    if not clashes:
        return Plan(edit, changes)
    return Plan(edit, changes if lets_be else {}, left=Left(edit.song_id, clashes))


def check_whole(command: BatchCommand, plans: Iterable[Plan], code: str) -> None:
    """Raise a Conflict of that code where something of a batch would be left that is to be done whole or not at all."""
    if command.whole and any(plan.left is not None for plan in plans):
        raise Conflict(code, name=command.title)


def _plan_mark(edit: SongEdit, song: PlainSong, *, is_known: bool) -> Plan:
    if song.deleted == (edit.kind is CommandKind.DELETE):
        return Plan(edit)  # it is so already
    if edit.kind is CommandKind.RESTORE:
        return Plan(edit, left=Left(edit.song_id)) if song.purged else Plan(edit, marks=True)
    if is_known or (edit.base is not None and is_as_seen(song.fields, edit.base)):
        return Plan(edit, marks=True)
    return Plan(edit, left=Left(edit.song_id))


def is_as_seen(there: Mapping[str, Any], seen: Mapping[str, Any]) -> bool:
    """Whether a song is what a person saw when they deleted it; a mirror works the title in Latin letters out."""
    return all(name in seen and seen[name] == value for name, value in there.items() if name != "romanised")
