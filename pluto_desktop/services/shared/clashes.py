"""What two edits of one song mean for each other, worked out from what the server says of a conflict."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from pluto_desktop.domain.edits import Clash
from pluto_desktop.domain.errors import Conflict
from pluto_desktop.domain.shared import CommandKind, SharedSong
from pluto_desktop.domain.song_fields import Merged, merge, plain_fields, plain_song
from pluto_desktop.lyrics.merging import merge_documents
from pluto_desktop.ports.outbox import PendingEdit
from pluto_desktop.services.resolving import begun_from


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
    return begun_from(edit, theirs.song.version, plain_song(theirs), merged.changes)


def clash_of(edit: PendingEdit, error: Conflict) -> Clash:
    """Return what a conflict is about, by the fields that the edit changes."""
    theirs, before = _theirs(error), _base(edit, error)
    names = sorted(edit.command.fields.given)
    version = theirs.song.version if theirs is not None else 0
    if theirs is None or theirs.deleted:
        return Clash(version, tuple(names), None, before)
    known = error.params.get("base")
    merged = _merged(edit, theirs, before)
    there = plain_song(theirs)
    wanted = names or list(there)
    fields = merged.clashes if merged is not None else tuple(names)
    others = _only_theirs(known, there, wanted) if isinstance(known, Mapping) else ()
    return Clash(version, fields, {name: there[name] for name in wanted}, before, others)


def _is_as_seen(theirs: SharedSong, base: Mapping[str, Any] | None) -> bool:
    """Whether a song is what the person saw when they deleted it; a mirror works the title in Latin letters out."""
    there = plain_song(theirs)
    return base is not None and all(base.get(name) == value for name, value in there.items() if name != "romanised")


def _only_theirs(known: Mapping[str, Any], there: Mapping[str, Any], wanted: Iterable[str]) -> tuple[str, ...]:
    """Return the fields that are otherwise there than at the version the edit began from, and that it leaves alone."""
    return tuple(name for name in known if name not in wanted and known[name] != there[name])


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
