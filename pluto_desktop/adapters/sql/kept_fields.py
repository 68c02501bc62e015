"""What a command says of a song, as both catalogues keep it. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pluto_desktop.adapters.sql.keys import clean

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
