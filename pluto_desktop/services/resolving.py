"""What is left of an edit once a person has chosen about everything in which it clashes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from pluto_desktop.domain.edits import Choices, Clash, EditState, Side
from pluto_desktop.domain.errors import Invalid
from pluto_desktop.domain.shared import CommandKind
from pluto_desktop.domain.shared_json import fields_from_json
from pluto_desktop.domain.song_fields import Plain, merge, plain_fields
from pluto_desktop.lyrics.merging import MergedWords, merge_documents, merge_words
from pluto_desktop.ports.outbox import PendingEdit


def is_whole(kind: CommandKind, clash: Clash) -> bool:
    """Whether there is one thing to choose only: a song was deleted by one and edited by the other."""
    return clash.theirs is None or kind is not CommandKind.UPDATE


def mine_of(edit: PendingEdit) -> Plain:
    """Return what an edit says, by field in plain form."""
    return plain_fields(edit.command.fields, sorted(edit.command.fields.given))


def clashing_words(mine: Mapping[str, Any], clash: Clash, choices: Choices | None = None) -> MergedWords | None:
    """Return the clashing words as far as they are chosen; None where they do not clash, or not line by line."""
    if "lyrics" not in clash.fields or clash.theirs is None:
        return None
    base = (clash.base or {}).get("lyrics")
    return merge_words(base, clash.theirs["lyrics"], mine["lyrics"], (choices or Choices()).of_line)


def resolved(edit: PendingEdit, clash: Clash, choices: Choices) -> PendingEdit | None:
    """Return the edit to be sent, begun from what is there now; None where nothing of it is left.

    Raises Invalid("choice_missing") where something that clashes was not chosen about, Invalid("choice_unknown") where
    something was that does not clash, each with ``name``; in words ``name`` is the key of the line.
    """
    if is_whole(edit.command.kind, clash):
        return _resolved_whole(edit, clash, choices)
    assert clash.theirs is not None
    mine = mine_of(edit)
    words = clashing_words(mine, clash, choices)
    _check(clash, choices, words)
    counts = {name: value for name, value in mine.items() if name not in clash.fields}
    base = clash.base if clash.base is not None and counts.keys() <= clash.base.keys() else None
    changes = dict(merge(base, clash.theirs, counts, merge_documents).changes)
    for name in clash.fields:
        if name == "lyrics" and words is not None:
            changes |= {} if words.document == clash.theirs[name] else {name: words.document}
        elif choices.of_field(name) is Side.MINE:
            changes[name] = mine[name]
    return begun_from(_waiting(edit), clash.version, clash.theirs, changes) if changes else None


def begun_from(edit: PendingEdit, version: int, theirs: Mapping[str, Any], changes: Mapping[str, Any]) -> PendingEdit:
    """Return an edit that makes these changes of a song as it is at a version."""
    command = replace(edit.command, base_version=version, fields=fields_from_json(changes))
    return replace(edit, command=command, base={name: theirs[name] for name in changes}, restores=None)


def _resolved_whole(edit: PendingEdit, clash: Clash, choices: Choices) -> PendingEdit | None:
    for name in (*choices.fields, *choices.lines):
        raise Invalid("choice_unknown", name=name)
    if choices.rest is None:
        raise Invalid("choice_missing", name="deleted")
    if choices.rest is Side.THEIRS:
        return None
    if clash.theirs is None:
        return replace(_waiting(edit), restores=clash.version)
    return begun_from(_waiting(edit), clash.version, clash.theirs, mine_of(edit))


def _check(clash: Clash, choices: Choices, words: MergedWords | None) -> None:
    lines = () if words is None else tuple(each.key for each in words.clashes)
    for name in choices.fields:
        if name not in clash.fields:
            raise Invalid("choice_unknown", name=name)
    for key in choices.lines:
        if key not in lines:
            raise Invalid("choice_unknown", name=key)
    for name in clash.fields:
        if (name != "lyrics" or words is None) and choices.of_field(name) is None:
            raise Invalid("choice_missing", name=name)
    for key in lines:
        if choices.of_line(key) is None:
            raise Invalid("choice_missing", name=key)


def _waiting(edit: PendingEdit) -> PendingEdit:
    return replace(edit, state=EditState.WAITING, clash=None, error=None)
