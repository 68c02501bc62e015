"""From what a person says of a song to an edit that is kept, and sent when the servers can be reached."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pluto_desktop.domain.errors import Invalid, NotFound
from pluto_desktop.domain.ids import SongId
from pluto_desktop.domain.shared import AlbumName, CommandKind, Credits, SongFields
from pluto_desktop.domain.shared_json import fields_to_json
from pluto_desktop.domain.songs import MediaKind, NewSong, Song
from pluto_desktop.lyrics.document import Document
from pluto_desktop.ports.audio_files import TagReader
from pluto_desktop.ports.catalogue import CatalogueReader
from pluto_desktop.ports.outbox import Covers, PendingEdit, PendingMedium
from pluto_desktop.services.import_song import SongFiles, SongMaker
from pluto_desktop.services.shared.publish import Publish

_COVER_BYTES = 16 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class NewFiles:
    """Files that a change of a song brings; None leaves that medium as it is."""

    audio: Path | None = None
    bgm: Path | None = None
    cover: Path | None = None


class EditShared:
    """Makes edits of the shared library. Any worker thread. What is kept is sent by :class:`Publish`."""

    def __init__(self, publish: Publish, catalogue: CatalogueReader, tags: TagReader, covers: Covers) -> None:
        self._publish, self._catalogue, self._tags, self._covers = publish, catalogue, tags, covers

    def add_song(self, files: SongFiles, said: SongFields) -> PendingEdit:
        """Add the song of some files; what is ``said`` counts more than their tags."""
        read = SongMaker(self._tags)(files)
        if read.error is not None:
            raise read.error
        if read.bgm_error is not None:
            raise read.bgm_error
        assert read.song is not None
        fields, media = self.fields_of_new(read.song)
        return self._publish.keep(CommandKind.ADD, _over(fields, said), media)

    def update_song(self, song_id: SongId, said: SongFields, files: NewFiles) -> PendingEdit:
        """Change what is said of a song, and the media that files are given for. Raises NotFound, Invalid."""
        song = self._catalogue.get_song(song_id)
        media = [
            self._read(path, kind)
            for path, kind in ((files.audio, MediaKind.SONG), (files.bgm, MediaKind.BGM))
            if path is not None
        ]
        if files.cover is not None:
            media.append(self._covers.put(_picture(files.cover)))
        fields = _with_media(said, media)
        if not fields.given:
            raise Invalid("nothing_to_change")
        return self._publish.keep(
            CommandKind.UPDATE,
            fields,
            media,
            song_id=song_id,
            base_version=song.version,
            base=self._base(song, fields),
        )

    def delete_song(self, song_id: SongId) -> PendingEdit:
        """Delete a song; within the grace period that can be taken back."""
        song = self._catalogue.get_song(song_id)
        return self._publish.keep(
            CommandKind.DELETE, SongFields(), song_id=song_id, base_version=song.version, base=self._all(song)
        )

    def restore_song(self, song_id: SongId, version: int) -> PendingEdit:
        """Take a deletion back; ``version`` is that of the deleted song."""
        return self._publish.keep(CommandKind.RESTORE, SongFields(), song_id=song_id, base_version=version)

    def fields_of_new(self, song: NewSong) -> tuple[SongFields, list[PendingMedium]]:
        """Return a new song as the fields and media of a command."""
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
            given=_SAID_OF_NEW,
        )
        return _with_media(fields, media), media

    def _read(self, path: Path, kind: MediaKind) -> PendingMedium:
        read = SongMaker(self._tags)(SongFiles(path))
        if read.error is not None:
            raise read.error
        assert read.song is not None
        assert read.song.song is not None
        return PendingMedium(replace(read.song.song, kind=kind), path)

    def _base(self, song: Song, fields: SongFields) -> Mapping[str, Any]:
        """Return what the song was, of the fields that are changed: so a clash can be shown without the server."""
        return {name: said for name, said in self._all(song).items() if name in fields.given}

    def _all(self, song: Song) -> dict[str, Any]:
        return fields_to_json(fields_of(song, self._catalogue.find_lyrics(song.id)))


def fields_of(song: Song, words: Document | None) -> SongFields:
    """Return everything a song is as fields."""
    return SongFields(
        title=song.title,
        romanised=song.romanised,
        credits=Credits(tuple(credit.name for credit in song.artists)),
        album=AlbumName(song.album.title, song.album.album_artist) if song.album is not None else AlbumName(""),
        place=(song.disc, song.track),
        release_date=song.release_date,
        genres=song.genres,
        tags=song.tags,
        notes=song.notes,
        language=song.language,
        popularity=song.popularity,
        song=song.song.sha256 if song.song is not None else None,
        bgm=song.bgm.sha256 if song.bgm is not None else None,
        cover=song.cover,
        lyrics=words.to_json() if words is not None else None,
        given=_SAID_OF_NEW | _MEDIA,
    )


_MEDIA = frozenset(kind.value for kind in MediaKind)
_SAID_OF_NEW = frozenset(
    {
        "title", "romanised", "credits", "album", "place", "release_date", "genres", "tags", "notes", "language",
        "popularity", "lyrics",
    }
)  # fmt: skip


def _with_media(fields: SongFields, media: list[PendingMedium]) -> SongFields:
    hashes = {pending.medium.kind.value: pending.medium.sha256 for pending in media}
    return replace(fields, **hashes, given=fields.given | hashes.keys())  # type: ignore[arg-type]


def _over(fields: SongFields, said: SongFields) -> SongFields:
    """Return fields with what is said put over them."""
    return replace(fields, **{name: getattr(said, name) for name in said.given}, given=fields.given | said.given)


def _picture(path: Path) -> bytes:
    try:
        data = path.read_bytes() if path.stat().st_size <= _COVER_BYTES else b""
    except FileNotFoundError as error:
        raise NotFound("file_missing", path=str(path)) from error
    except OSError as error:
        raise Invalid("file_unreadable", path=str(path)) from error
    if not data:
        raise Invalid("cover_unusable", path=str(path))
    return data
