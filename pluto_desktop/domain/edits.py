"""Edits that wait for the shared library: why one is still here, and what it clashes with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
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
    """

    version: int
    fields: tuple[str, ...] = ()
    theirs: Mapping[str, Any] | None = None
    """None where the song is deleted there."""
    base: Mapping[str, Any] | None = None


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
    }


def clash_from_json(said: Mapping[str, Any]) -> Clash:
    """Return the clash that :func:`clash_to_json` wrote."""
    return Clash(said["version"], tuple(said["fields"]), said["theirs"], said["base"])
