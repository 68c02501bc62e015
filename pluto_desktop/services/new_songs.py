"""New songs as edits: what was read of files becomes a command with its media."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Protocol

from pluto_desktop.domain.ids import SongId
from pluto_desktop.domain.shared import AlbumName, CommandKind, Credits, SongFields
from pluto_desktop.domain.songs import MediaKind, NewSong
from pluto_desktop.ports.outbox import Covers, PendingEdit, PendingMedium

MEDIA = frozenset(kind.value for kind in MediaKind)
"""The fields of a song that are media."""
SAID_OF_NEW = frozenset(
    {
        "title", "romanised", "credits", "album", "place", "release_date", "genres", "tags", "notes", "language",
        "popularity", "lyrics",
    }
)  # fmt: skip
"""The fields that are said of every new song."""


class KeepsEdits(Protocol):
    """Where edits begin. Any worker thread."""

    def keep(
        self,
        kind: CommandKind,
        fields: SongFields,
        media: Sequence[PendingMedium] = (),
        *,
        song_id: SongId | None = None,
        base_version: int | None = None,
        base: Mapping[str, Any] | None = None,
    ) -> PendingEdit:
        """Make an edit, whose bytes are kept from here on.

        Raises Denied("disk_full"), NotFound("file_missing"), Invalid("file_changed"), Invalid("title_empty").
        """
        ...


class NewSongs:
    """Makes the edits that add songs. Any worker thread; no server is asked."""

    def __init__(self, edits: KeepsEdits, covers: Covers) -> None:
        self._edits, self._covers = edits, covers

    def add(self, song: NewSong, said: SongFields = SongFields()) -> PendingEdit:  # noqa: B008 - frozen
        """Make the edit that adds a song; what is ``said`` counts more than what was read. Raises as ``keep``."""
        fields, media = self._fields_of(song)
        over = {name: getattr(said, name) for name in said.given}
        fields = replace(fields, **over, given=fields.given | said.given)
        return self._edits.keep(CommandKind.ADD, on_album_of(fields), media)

    def _fields_of(self, song: NewSong) -> tuple[SongFields, list[PendingMedium]]:
        media = [
            PendingMedium(medium, location.path)
            for medium, location in ((song.song, song.song_location), (song.bgm, song.bgm_location))
            if medium is not None and location is not None
        ]
        if song.cover_bytes is not None:
            media.append(self._covers.put(song.cover_bytes))
        fields = SongFields(
            title=song.title,
            romanised=song.romanised,
            credits=Credits(song.artists),
            album=AlbumName(song.album, song.album_artist),
            place=(song.disc, song.track),
            release_date=song.release_date,
            genres=song.genres,
            tags=song.tags,
            notes=song.notes,
            language=song.language,
            popularity=song.popularity,
            lyrics=song.lyrics,
            given=SAID_OF_NEW,
        )
        return with_media(fields, media), media


def with_media(fields: SongFields, media: Sequence[PendingMedium]) -> SongFields:
    """Return fields that refer to media."""
    hashes = {pending.medium.kind.value: pending.medium.sha256 for pending in media}
    return replace(fields, **hashes, given=fields.given | hashes.keys())  # type: ignore[arg-type]


def on_album_of(fields: SongFields, artists: Sequence[str] = ()) -> SongFields:
    """Return fields whose album, where nobody is named, is the first artist's, as it is when music is imported."""
    if "album" not in fields.given or not fields.album.title or fields.album.album_artist:
        return fields
    names = fields.credits.names if "credits" in fields.given else artists
    return replace(fields, album=AlbumName(fields.album.title, names[0])) if names else fields
