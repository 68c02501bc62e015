"""Edits that wait for the shared library: why one is still here, and what it clashes with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from pluto_desktop.domain import errors
from pluto_desktop.domain.errors import Invalid, KnownError

UNKNOWN_VERSION = -1
"""A version that no song ever had: an edit that began from it is compared by what its person saw."""


class EditState(StrEnum):
    """Why an edit is still here."""

    WAITING = "waiting"
    """It goes out when the servers can be reached."""
    HELD = "held"
    """The shared library has another history than this edit was made on: a person must agree first."""
    CONFLICT = "conflict"
    """Somebody changed the same: a person must choose."""
    FAILED = "failed"
    """It cannot be done as it is: a person must see to it."""


@dataclass(frozen=True, slots=True)
class Clash:
    """What an edit clashes with, by field in plain form (:mod:`~pluto_desktop.domain.shared_json`).

    ``fields`` are those that both sides changed to different things. ``theirs`` and ``base`` hold every field that the
    edit changes; ``base`` is empty where what both began from is no longer known. ``version`` is that of ``theirs``.
    ``others`` are the fields that only they changed, as far as that is known: nobody need choose there.
    """

    version: int
    fields: tuple[str, ...] = ()
    theirs: Mapping[str, Any] | None = None
    """None where the song is deleted there."""
    base: Mapping[str, Any] | None = None
    others: tuple[str, ...] = ()


class Side(StrEnum):
    """Whose change counts where two clash."""

    MINE = "mine"
    THEIRS = "theirs"


@dataclass(frozen=True, slots=True)
class Choices:
    """What a person chose about a clash.

    ``fields`` are chosen by name, ``lines`` of the words by key (:class:`~pluto_desktop.lyrics.merging.LineClash`).
    ``rest`` is what counts where neither says anything, None where nothing does. A song that is deleted on one side and
    edited on the other is chosen about as a whole, by ``rest``.
    """

    fields: Mapping[str, Side] = field(default_factory=dict)
    lines: Mapping[str, Side] = field(default_factory=dict)
    rest: Side | None = None

    def of_field(self, name: str) -> Side | None:
        """Return what was chosen for a field, None where nothing was."""
        return self.fields.get(name, self.rest)

    def of_line(self, key: str) -> Side | None:
        """Return what was chosen for a line: what is said of all words counts where nothing is said of it."""
        return self.lines.get(key, self.of_field("lyrics"))


@dataclass(frozen=True, slots=True)
class EditCounts:
    """How many edits are on this device: all, those of them that a person must see to, and those that are held."""

    waiting: int = 0
    stuck: int = 0
    held: int = 0


def error_to_json(error: KnownError) -> dict[str, Any]:
    """Return an error as it is kept; parameters that JSON has no form for as text."""
    plain = {
        name: value if isinstance(value, int | float | str) else str(value) for name, value in error.params.items()
    }
    return {"kind": type(error).__name__, "code": error.code, "params": plain}


def error_from_json(said: Mapping[str, Any]) -> KnownError:
    """Return the error that :func:`error_to_json` wrote."""
    kind = getattr(errors, said["kind"], Invalid)
    error: KnownError = kind(said["code"], **said["params"])
    return error


def clash_to_json(clash: Clash) -> dict[str, Any]:
    """Return a clash as it is kept."""
    return {
        "version": clash.version,
        "fields": list(clash.fields),
        "theirs": None if clash.theirs is None else dict(clash.theirs),
        "base": None if clash.base is None else dict(clash.base),
        "others": list(clash.others),
    }


def clash_from_json(said: Mapping[str, Any]) -> Clash:
    """Return the clash that :func:`clash_to_json` wrote."""
    return Clash(said["version"], tuple(said["fields"]), said["theirs"], said["base"], tuple(said.get("others", ())))
