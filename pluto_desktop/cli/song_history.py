"""What ``pluto song history`` tells, and what a song's edit clashes with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pluto_desktop.cli.edits import edit_as_json, say_edit
from pluto_desktop.cli.field_values import NAMES, shown
from pluto_desktop.cli.framework import made_at, print_json
from pluto_desktop.domain.shared import FIELDS, SharedSong
from pluto_desktop.domain.song_fields import plain_song

if TYPE_CHECKING:
    from pluto_desktop.domain.errors import Conflict
    from pluto_desktop.domain.song_history import NumberedRevision
    from pluto_desktop.services.shared.edits import EditLine


def tell_history(revisions: list[NumberedRevision], waiting: list[EditLine], *, as_json: bool) -> None:
    """Tell of the edits of a song that wait here, and of its revisions, the newest first."""
    if as_json:
        told = [_as_json(one) for one in revisions]
        print_json({"revisions": told, "waiting": [edit_as_json(line) for line in waiting]})
        return
    for line in waiting:
        say_edit(line)
    for one in revisions:
        print(f"{one.number}  {made_at(one.at_ms)}  {one.actor}  {one.kind}")
        for name in one.changed:
            before = "" if one.kind == "add" else f"{shown(name, one.before[name])} → "
            print(f"     {NAMES[name]}: {before}{shown(name, one.after[name])}")


def clash_as_json(error: Conflict) -> dict[str, dict[str, Any]]:
    """Return mine, theirs and base of each field that a conflict is about, by what the options call it."""
    return {NAMES[name]: {"mine": mine, "theirs": theirs, "base": base} for name, mine, theirs, base in _clash(error)}


def print_clash(error: Conflict) -> None:
    """Print what a conflict is about, a line a field."""
    theirs, mine = error.params["theirs"], error.params["mine"]
    assert isinstance(theirs, SharedSong)
    assert isinstance(mine, SharedSong)
    if theirs.deleted:
        print("theirs: deleted")
    for name, wished, there, base in _clash(error):
        own = "deleted" if mine.deleted else shown(name, wished)
        print(f"{NAMES[name]}: mine {own} | theirs {shown(name, there)} | before {shown(name, base)}")


def _clash(error: Conflict) -> list[tuple[str, Any, Any, Any]]:
    """Return mine, theirs and base of each field that both changed; of a deletion, of each that theirs changed."""
    mine, theirs, base = (error.params[name] for name in ("mine", "theirs", "base"))
    assert isinstance(mine, SharedSong)
    assert isinstance(theirs, SharedSong)
    assert isinstance(base, dict)
    wished, there = plain_song(mine), plain_song(theirs)
    changed = [name for name in FIELDS if there[name] != base.get(name)]
    if mine.deleted:
        return [(name, wished[name], there[name], base[name]) for name in changed if name in base]
    return [(name, wished[name], there[name], base.get(name)) for name in changed if wished[name] != there[name]]


def _as_json(one: NumberedRevision) -> dict[str, object]:
    return {
        "revision": one.number,
        "operation": one.op_id,
        "actor": one.actor,
        "at_ms": one.at_ms,
        "kind": one.kind,
        "changed": {NAMES[name]: {"before": one.before[name], "after": one.after[name]} for name in one.changed},
    }
