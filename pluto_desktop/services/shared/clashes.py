"""What two edits of one song mean for each other, worked out from what the server says of a conflict."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from pluto_desktop.domain.edits import Clash, EditState
from pluto_desktop.domain.errors import Conflict
from pluto_desktop.domain.shared import CommandKind, SharedSong
from pluto_desktop.domain.shared_json import fields_from_json
from pluto_desktop.domain.song_fields import Merged, merge, plain_fields, plain_song
from pluto_desktop.lyrics.merging import merge_documents
from pluto_desktop.ports.outbox import PendingEdit


def rebased(edit: PendingEdit, error: Conflict) -> PendingEdit | None:
    """Return the edit as one of the song that is there now, None where the two clash.

    The server knows what the song was at the version an edit began from. What the person saw may be newer: an edit of
    their own lay over it. What they saw of the fields they changed decides.
    """
    theirs = _theirs(error)
    if theirs is None or theirs.deleted:
        return None
    if edit.command.kind is CommandKind.DELETE and _is_as_seen(theirs, edit.base):
        return replace(edit, command=replace(edit.command, base_version=theirs.song.version))
    if edit.command.kind is not CommandKind.UPDATE:
        return None
    merged = _merged(edit, theirs, edit.base)
    if merged is None or merged.clashes:
        return None
    return _on(edit, theirs.song.version, plain_song(theirs), merged.changes)


def clash_of(edit: PendingEdit, error: Conflict) -> Clash:
    """Return what a conflict is about, by the fields that the edit changes."""
    theirs, before = _theirs(error), _base(edit, error)
    names = sorted(edit.command.fields.given)
    version = theirs.song.version if theirs is not None else 0
    if theirs is None or theirs.deleted:
        return Clash(version, tuple(names), None, before)
    merged = _merged(edit, theirs, before)
    there = plain_song(theirs)
    wanted = names or list(there)
    fields = merged.clashes if merged is not None else tuple(names)
    return Clash(version, fields, {name: there[name] for name in wanted}, before)


def with_mine(edit: PendingEdit, clash: Clash) -> PendingEdit:
    """Return the edit to be sent though it clashes: what it says counts, over a deletion too."""
    fresh = replace(edit, state=EditState.WAITING, clash=None, error=None)
    if clash.theirs is None:
        return replace(fresh, command=replace(edit.command, base_version=clash.version), restores=True)
    return _on(fresh, clash.version, clash.theirs, plain_fields(edit.command.fields, sorted(edit.command.fields.given)))


def with_theirs(edit: PendingEdit, clash: Clash) -> PendingEdit | None:
    """Return what is left of the edit where theirs counts in the fields that clash, None where nothing is."""
    if clash.theirs is None or edit.command.kind is not CommandKind.UPDATE:
        return None
    mine = plain_fields(edit.command.fields, sorted(edit.command.fields.given - set(clash.fields)))
    base = clash.base if clash.base is not None and mine.keys() <= clash.base.keys() else None
    left = merge(base, clash.theirs, mine, merge_documents).changes
    if not left:
        return None
    return _on(replace(edit, state=EditState.WAITING, clash=None, error=None), clash.version, clash.theirs, left)


def _is_as_seen(theirs: SharedSong, base: Mapping[str, Any] | None) -> bool:
    """Whether a song is what the person saw when they deleted it; a mirror works the title in Latin letters out."""
    there = plain_song(theirs)
    return base is not None and all(base.get(name) == value for name, value in there.items() if name != "romanised")


def _on(edit: PendingEdit, version: int, theirs: Mapping[str, Any], changes: Mapping[str, Any]) -> PendingEdit:
    command = replace(edit.command, base_version=version, fields=fields_from_json(changes))
    return replace(edit, command=command, base={name: theirs[name] for name in changes})


def _theirs(error: Conflict) -> SharedSong | None:
    theirs = error.params.get("theirs")
    return theirs if isinstance(theirs, SharedSong) else None


def _base(edit: PendingEdit, error: Conflict) -> Mapping[str, Any] | None:
    """Return what the person saw, else what the server knows that both began from."""
    known = edit.base or error.params.get("base") or None
    if not isinstance(known, Mapping):
        return None
    return {name: known[name] for name in edit.command.fields.given if name in known} or None


def _merged(edit: PendingEdit, theirs: SharedSong, base: Mapping[str, Any] | None) -> Merged | None:
    names = sorted(edit.command.fields.given)
    if base is not None and not set(names) <= base.keys():
        base = None
    if base is None:
        return None
    return merge(base, plain_song(theirs), plain_fields(edit.command.fields, names), merge_documents)
