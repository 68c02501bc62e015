"""A song by field, in the plain form of :mod:`pluto_desktop.domain.shared_json`: how edits are compared and merged."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from pluto_desktop.domain.ids import AlbumId, ArtistId, MediaHash
from pluto_desktop.domain.shared import FIELDS, AlbumName, Credits, SharedSong, SongFields
from pluto_desktop.domain.shared_json import fields_from_json, fields_to_json
from pluto_desktop.domain.songs import AlbumRef, ArtistCredit, MediaKind, Medium

Plain = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Merged:
    """What remains to be changed of a song, and the fields that both sides changed to different things."""

    changes: Mapping[str, Any]
    clashes: tuple[str, ...]


def plain_fields(fields: SongFields, names: Iterable[str] = FIELDS) -> Plain:
    """Return the named fields in plain form, given or not."""
    return fields_to_json(fields, names)


def plain_song(shared: SharedSong, names: Iterable[str] = FIELDS) -> Plain:
    """Return fields of a song in plain form, all of them unless names are given."""
    song = shared.song
    return plain_fields(
        SongFields(
            title=song.title,
            romanised=song.romanised,
            credits=Credits(tuple(credit.name for credit in song.artists)),
            album=AlbumName(song.album.title, song.album.album_artist) if song.album else AlbumName(""),
            place=(song.disc, song.track),
            release_date=song.release_date,
            genres=song.genres,
            tags=song.tags,
            notes=song.notes,
            language=song.language,
            popularity=song.popularity,
            song=song.song.sha256 if song.song else None,
            bgm=song.bgm.sha256 if song.bgm else None,
            cover=song.cover,
            lyrics=shared.lyrics,
        ),
        names,
    )


def merge(
    base: Mapping[str, Any] | None,
    theirs: Mapping[str, Any],
    mine: Mapping[str, Any],
    merge_lyrics: Callable[[Any, Any, Any], Any | None],
) -> Merged:
    """Merge my edit into theirs, field by field, by what both started from.

    Without a base every field that differs from theirs is a clash. Words that both changed are given to
    ``merge_lyrics`` (base, theirs, mine), which returns None where they clash.
    """
    changes, clashes = {}, []
    for name, value in mine.items():
        if value == theirs[name]:
            continue
        if base is not None and theirs[name] == base[name]:
            changes[name] = value
        elif base is None:
            clashes.append(name)
        elif value != base[name]:
            both = merge_lyrics(base[name], theirs[name], value) if name == "lyrics" else None
            if both is None:
                clashes.append(name)
            else:
                changes[name] = both
    return Merged(changes, tuple(clashes))


def overlaid(theirs: SharedSong, mine: Mapping[str, Any], media: Iterable[Medium] = ()) -> SharedSong:
    """Return a song as it would be with my fields over theirs. Artists and albums that are new have no id."""
    fields = fields_from_json(mine)
    song, known = theirs.song, {medium.sha256: medium for medium in media}
    known |= {medium.sha256: medium for medium in (song.song, song.bgm, theirs.cover) if medium is not None}

    def medium(sha256: MediaHash | None, kind: MediaKind) -> Medium | None:
        return None if sha256 is None else replace(known.get(sha256, Medium(sha256, 0, "", kind)), kind=kind)

    said: Plain = {
        name: getattr(fields, name)
        for name in fields.given & {"title", "romanised", "release_date", "genres", "tags", "notes", "language",
                                    "popularity", "cover"}
    }  # fmt: skip
    if "credits" in fields.given:
        ids = {credit.name: credit.artist_id for credit in song.artists}
        said["artists"] = tuple(ArtistCredit(ids.get(name, ArtistId("")), name) for name in fields.credits.names)
    if "album" in fields.given:
        name = fields.album
        same = song.album is not None and (song.album.title, song.album.album_artist) == (name.title, name.album_artist)
        ref = song.album if same else AlbumRef(AlbumId(""), name.title, name.album_artist)
        said["album"] = ref if name.title else None
    if "place" in fields.given:
        said["disc"], said["track"] = fields.place
    if "song" in fields.given:
        said["song"] = medium(fields.song, MediaKind.SONG)
    if "bgm" in fields.given:
        said["bgm"] = medium(fields.bgm, MediaKind.BGM)
    return SharedSong(
        song=replace(song, **said),
        lyrics=fields.lyrics if "lyrics" in fields.given else theirs.lyrics,
        cover=medium(fields.cover, MediaKind.COVER) if "cover" in fields.given else theirs.cover,
    )
