"""A fetch may be partial, and says so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Complete(Generic[T]):
    """Everything that was asked for."""

    value: T


@dataclass(frozen=True, slots=True)
class Partial(Generic[T]):
    """What could be had; ``missing`` names what could not: ``"audio"``, ``"cover"``, ``"bgm"``, ``"lyrics"``."""

    value: T
    missing: frozenset[str]


Fetched = Complete[T] | Partial[T]
