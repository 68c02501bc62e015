"""What a batch is to do to each of its songs, by what the song is now. Pure."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from pluto_desktop.domain.batches import Left, PlainSong, SongEdit
from pluto_desktop.domain.shared import CommandKind
from pluto_desktop.domain.song_fields import merge

MergeLyrics = Callable[[Any, Any, Any], Any | None]
_MEDIA = ("song", "bgm", "cover")


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be done to a song: fields to be changed, in plain form, or ``marks``: it is deleted or restored.

    ``left`` says what of the edit is not done.
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
) -> Plan:
    """Return what an edit is to do to a song as it is now; ``mine`` are the edit's fields as they are kept.

    ``was`` is what the song was at the version the edit began from, None where that is not known. What the person saw
    counts first: an edit of their own may have lain over that version.
    """
    if song is None or (song.deleted and edit.kind is CommandKind.UPDATE):
        return Plan(edit, left=Left(edit.song_id))
    is_known = edit.base_version in {None, song.version}
    if edit.kind is not CommandKind.UPDATE:
        return _plan_mark(edit, song, is_known=is_known)
    seen = edit.base if edit.base is not None and mine.keys() <= edit.base.keys() else None
    merged = merge(song.fields if is_known else seen or was, song.fields, mine, merge_lyrics)
    untouched = {name for name in merged.clashes if was is not None and was.get(name) == song.fields[name]}
    changes = {**merged.changes, **{name: mine[name] for name in untouched}}
    clashes = tuple(name for name in merged.clashes if name not in untouched)
    if not clashes:
        return Plan(edit, changes)
    return Plan(edit, changes if lets_be else {}, left=Left(edit.song_id, clashes))


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
