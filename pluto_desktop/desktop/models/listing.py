"""The songs of a reason, compared on a worker with those that are shown, so that showing them takes no time."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from pluto_desktop.desktop.models.id_diff import Steps, diff_changed, diff_ids, places_of
from pluto_desktop.domain.attention import Need
from pluto_desktop.domain.ids import SongId


@dataclass(frozen=True, slots=True)
class Shown:
    """The songs that a list shows, and why those."""

    need: Need | None
    ids: list[SongId]


@dataclass(frozen=True, slots=True)
class Listing:
    """The songs of a reason, made ready on a worker for the list that shows ``of``.

    ``steps`` make them of those, where they can be followed; otherwise ``places`` says where each stands.
    """

    need: Need | None
    ids: list[SongId]
    of: Shown
    steps: Steps | None
    places: Mapping[SongId, int]


def make_listing(need: Need | None, ids: list[SongId], shown: Shown, changed: Collection[SongId] | None) -> Listing:
    """Compare songs with those that are shown; ``changed`` are all that may have come, gone or moved (None: any)."""
    steps = None
    if need is shown.need and changed is not None:
        steps = diff_changed(shown.ids, ids, changed)
    elif need is shown.need:
        steps = diff_ids(shown.ids, places_of(shown.ids), ids, places_of(ids))
    return Listing(need, ids, shown, steps, places_of(ids) if steps is None else {})
