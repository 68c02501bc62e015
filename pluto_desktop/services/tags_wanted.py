"""What a file's tags are to say of its song, and where they say something else. Pure."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from pluto_desktop.domain.ids import MediaHash
from pluto_desktop.domain.songs import Song
from pluto_desktop.lyrics.document import Document
from pluto_desktop.lyrics.formats import read
from pluto_desktop.ports.audio_files import FileTags, NewTags

FIELDS = (
    "title", "artists", "album", "album_artist", "disc", "track", "date", "genres", "language", "comment", "lyrics",
    "cover",
)  # fmt: skip
"""The fields that are written, in the order in which a person reads them."""

_ONLY_SAID = frozenset({"language", "comment", "lyrics", "cover"})
"""What an import takes from elsewhere too, or not at all: where the song has none of it the file keeps its own."""


@dataclass(frozen=True, slots=True)
class TagChange:
    """One field of a file that says something else than the song, as text before and after, "" for nothing.

    Of ``lyrics`` the texts are numbers of lines. Of ``cover`` they are ``yes``, or nothing.
    """

    field: str
    before: str
    after: str


def tags_of(song: Song, words: Document | None, cover: bytes | None, given: Collection[str] = FIELDS) -> NewTags:
    """Return what the tags of a song's file are to say; of the fields ``given``, those of which there is something.

    A song's notes are the comment. An album artist who is the first artist need not be said.
    """
    said = FileTags(
        title=song.title,
        artists=tuple(credit.name for credit in song.artists),
        album=song.album.title if song.album is not None else "",
        album_artist=song.album.album_artist if song.album is not None else "",
        disc=song.disc,
        track=song.track,
        date=str(song.release_date) if song.release_date is not None else "",
        genres=song.genres,
        language=song.language,
        comment=song.notes,
        cover=cover,
    )
    there = {field for field in _ONLY_SAID - {"lyrics"} if getattr(said, field)}
    if words is not None and any(line.texts for line in words.lines):
        there.add("lyrics")
    return NewTags(said, frozenset(given) & (there | (set(FIELDS) - _ONLY_SAID)), words)


def changes_of(now: FileTags, cover: MediaHash | None, wanted: FileTags, new: NewTags, song: Song) -> list[TagChange]:
    """Return where a file says something else than it is to say.

    ``now`` is what its tags say and ``cover`` the hash of the picture in it; ``wanted`` is what would be read of it.
    """
    changes = []
    for field in FIELDS:
        if field not in new.given:
            continue
        if field == "cover":
            if wanted.cover is not None and cover != song.cover:
                changes.append(TagChange(field, "yes" if cover is not None else "", "yes"))
        elif field == "lyrics":
            if sorted(wanted.all_lyrics) != sorted(now.all_lyrics):
                changes.append(TagChange(field, _lines(now.lyrics), _lines(wanted.lyrics)))
        elif getattr(now, field) != getattr(wanted, field) and not _goes_without(field, now, wanted):
            changes.append(TagChange(field, _text(getattr(now, field)), _text(getattr(wanted, field))))
    return changes


def _goes_without(field: str, now: FileTags, wanted: FileTags) -> bool:
    """Return whether a file need not say a field: whose album it is goes without saying where it is its artist's."""
    return field == "album_artist" and not now.album_artist and (wanted.album_artist,) == wanted.artists[:1]


def _text(value: Any) -> str:
    if isinstance(value, tuple):
        return ", ".join(value)
    return "" if value is None else str(value)


def _lines(lyrics: str) -> str:
    if not lyrics:
        return ""
    return str(sum(1 for line in read(lyrics).document.lines if line.texts))
