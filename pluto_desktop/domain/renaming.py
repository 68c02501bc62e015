"""What renaming an artist changes of a song. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pluto_desktop.domain.names import fold


def renamed_fields(song: Mapping[str, Any], old: str, new: str) -> dict[str, Any]:
    """Return the fields of a song, in plain form, that name an artist, with the other name; {} where none does.

    A credit that names both, as after two artists became one, names the new one once, where the first of them stood.
    """
    folded, changed = fold(old), {}
    names = [new if fold(name) == folded else name for name in song["credits"]]
    once = [name for place, name in enumerate(names) if fold(name) not in map(fold, names[:place])]
    if any(fold(name) == folded for name in song["credits"]) and once != song["credits"]:
        changed["credits"] = once
    title, album_artist = song["album"]
    if title and fold(album_artist) == folded and album_artist != new:
        changed["album"] = [title, new]
    return changed
