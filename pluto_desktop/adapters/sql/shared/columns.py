"""The columns of ``metadata`` that hold what a command says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pluto_desktop.adapters.sql.keys import fold
from pluto_desktop.domain.shared_json import date_from_json
from pluto_desktop.search.folding import skeleton


def columns(changes: Mapping[str, Any]) -> dict[str, Any]:
    """Return the columns that fields of a song are kept in, those that refer to other tables left out."""
    set_to: dict[str, Any] = {
        name: changes[name]
        for name in ("romanised", "genres", "tags", "notes", "language", "popularity")
        if name in changes
    }
    if "title" in changes:
        title = changes["title"]
        set_to |= {"song_name": title, "folded": fold(title), "skeleton": skeleton(title)}
    if "place" in changes:
        set_to["disc"], set_to["track"] = changes["place"]
    if "release_date" in changes:
        date = date_from_json(changes["release_date"])
        set_to["release_date"] = date.first_day if date else None
        set_to["release_precision"] = date.precision.value if date else None
    return set_to
