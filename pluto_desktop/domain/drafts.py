"""Work begun in an editor and not given in yet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class DraftKind(StrEnum):
    """What a draft is of; its id is that of the song, but of many songs it is made of all their ids."""

    SONG = "song"
    """What was typed into the form of a song."""
    MANY = "songs"
    """What was typed into the form of many songs."""
    WORDS = "words"
    """What was done to a song's words."""


SELECTION = "ids"
"""Where the body of a draft of many songs lists their ids, beside its boxes."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What an editor had when it was last kept.

    ``body`` is a JSON object of which others read :data:`SELECTION` only.
    ``base_version`` is the version of what it began from, None for something new. ``updated_at_ms`` is when it was kept
    (ms since 1970).
    """

    kind: DraftKind
    id: str
    base_version: int | None = None
    body: Mapping[str, Any] = field(default_factory=dict)
    updated_at_ms: int = 0
