"""Commands of the shared library as JSON: how they wait on the device, and how revisions are told."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from pluto_desktop.domain.dates import ReleaseDate
from pluto_desktop.domain.ids import MediaHash
from pluto_desktop.domain.shared import AlbumName, Credits, SongFields
from pluto_desktop.domain.songs import MediaKind, Medium

_PLAIN: Mapping[str, Callable[[SongFields], Any]] = {
    "credits": lambda fields: list(fields.credits.names),
    "album": lambda fields: [fields.album.title, fields.album.album_artist],
    "place": lambda fields: list(fields.place),
    "release_date": lambda fields: date_to_json(fields.release_date),
    "genres": lambda fields: list(fields.genres),
    "tags": lambda fields: list(fields.tags),
    "lyrics": lambda fields: None if fields.lyrics is None else dict(fields.lyrics),
}
"""How fields are written that are not written as they are."""


def fields_to_json(fields: SongFields, names: Iterable[str] | None = None) -> dict[str, Any]:
    """Return what is given of a song, by field, or the fields of these names, given or not; sorted by name."""
    wanted = sorted(fields.given if names is None else names)
    return {name: _PLAIN[name](fields) if name in _PLAIN else getattr(fields, name) for name in wanted}


def fields_from_json(said: Mapping[str, Any]) -> SongFields:
    """Return the fields that :func:`fields_to_json` wrote."""
    read: dict[str, Any] = dict(said)
    if "credits" in read:
        read["credits"] = Credits(tuple(read["credits"]))
    if "album" in read:
        read["album"] = AlbumName(*read["album"])
    if "place" in read:
        read["place"] = (read["place"][0], read["place"][1])
    if "release_date" in read:
        read["release_date"] = date_from_json(read["release_date"])
    for name in ("genres", "tags"):
        if name in read:
            read[name] = tuple(read[name])
    return SongFields(**read, given=frozenset(said))


def date_to_json(date: ReleaseDate | None) -> list[int] | None:
    """Return as much of a date as is known, the year first."""
    if date is None:
        return None
    return [part for part in (date.year, date.month, date.day) if part is not None]


def date_from_json(said: list[int] | None) -> ReleaseDate | None:
    """Return the date that :func:`date_to_json` wrote."""
    return None if said is None else ReleaseDate(*said)


def medium_to_json(medium: Medium) -> dict[str, Any]:
    """Return a medium without its bytes."""
    return {
        "sha256": medium.sha256,
        "size": medium.size,
        "format": medium.format,
        "kind": medium.kind.value,
        "duration_ms": medium.duration_ms,
        "sound_hash": medium.sound_hash,
        "gain_db": medium.gain_db,
        "peak": medium.peak,
    }


def medium_from_json(said: Mapping[str, Any]) -> Medium:
    """Return the medium that :func:`medium_to_json` wrote."""
    return Medium(**{**said, "sha256": MediaHash(said["sha256"]), "kind": MediaKind(said["kind"])})
