"""A fetch may be partial, and says so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from pluto_desktop.domain.errors import KnownError

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Complete(Generic[T]):
    """Everything that was asked for."""

    value: T


@dataclass(frozen=True, slots=True)
class Partial(Generic[T]):
    """What could be had; ``missing`` names what could not (``"audio"``, ``"cover"``, ``"bgm"``), and why."""

    value: T
    missing: Mapping[str, KnownError]


Fetched = Complete[T] | Partial[T]
