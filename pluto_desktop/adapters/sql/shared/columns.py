"""What a command says, as it is kept, and the columns of ``metadata`` that hold it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pluto_desktop.adapters.sql.keys import clean, fold
from pluto_desktop.domain.shared_json import date_from_json
from pluto_desktop.search.folding import skeleton

_LINES = frozenset({"title", "romanised", "notes", "language"})
_SETS = frozenset({"genres", "tags", "credits"})


def kept(plain: Mapping[str, Any]) -> dict[str, Any]:
    """Return plain fields as they are kept: names without control characters, empty ones left out."""
    return {name: _kept(name, value) for name, value in plain.items()}


def _kept(name: str, value: Any) -> Any:
    if name in _LINES:
        return clean(value)
    if name in _SETS:
        return [text for text in map(clean, value) if text]
    if name == "album":
        title, album_artist = map(clean, value)
        return [title, album_artist] if title else ["", ""]
    return _storable(value) if name == "lyrics" else value


def _storable(value: Any) -> Any:
    """Return a JSON value without what the server's text cannot hold: NUL and half surrogates."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode().replace("\0", "")
    if isinstance(value, Mapping):
        return {_storable(key): _storable(item) for key, item in value.items()}
    return [_storable(item) for item in value] if isinstance(value, list | tuple) else value


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
