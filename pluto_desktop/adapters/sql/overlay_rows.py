"""Songs as they will be: what the shared library said of them, with the edits that wait laid over it.

Nothing is written here but the sweeping of names that only an edit brought.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from pluto_desktop.adapters.sql.keys import fold
from pluto_desktop.adapters.sql.songs_read import list_songs
from pluto_desktop.domain.edits import EditState
from pluto_desktop.domain.ids import AlbumId, ArtistId, MediaHash, SongId, new_id
from pluto_desktop.domain.shared import CommandKind, SharedAlbum, SharedArtist, SharedSong
from pluto_desktop.domain.song_fields import merge, overlaid, plain_fields, plain_song
from pluto_desktop.domain.songs import MediaKind, Medium, Song
from pluto_desktop.lyrics.merging import merge_documents
from pluto_desktop.lyrics.romanise import romanise_title
from pluto_desktop.ports.outbox import PendingEdit

_REST = """SELECT m.id, m.deleted_at IS NOT NULL, m.merged_into, ly.document, md.sha256, md.size, md.format
FROM metadata m LEFT JOIN lyrics ly ON ly.id = m.lyrics_id LEFT JOIN covers c ON c.id = m.cover_id
LEFT JOIN media md ON md.sha256 = c.media_sha256 WHERE m.id IN (SELECT value FROM json_each(?))"""
_MEDIA = """SELECT sha256, size, format, kind, duration_ms, sound_hash, gain_db, peak FROM media
WHERE sha256 IN (SELECT value FROM json_each(?))"""
_ARTISTS = """SELECT id, artist_name, version, deleted_at IS NOT NULL, merged_into FROM artists
WHERE id IN (SELECT value FROM json_each(:ids))
OR (deleted_at IS NULL AND folded IN (SELECT value FROM json_each(:folded)))"""
_ALBUMS = """SELECT id, title, album_artist, version, deleted_at IS NOT NULL, merged_into FROM albums
WHERE id IN (SELECT value FROM json_each(:ids))
OR (deleted_at IS NULL AND folded IN (SELECT value FROM json_each(:folded)))"""
# Version 0 and a name: no server ever told of it.
_UNTOLD = {
    "artists": """DELETE FROM artists WHERE version = 0 AND artist_name <> ''
AND NOT EXISTS (SELECT 1 FROM artist_credits WHERE artist_id = artists.id)
AND NOT EXISTS (SELECT 1 FROM metadata WHERE artist_id = artists.id)""",
    "albums": """DELETE FROM albums WHERE version = 0 AND title <> ''
AND NOT EXISTS (SELECT 1 FROM metadata WHERE album_id = albums.id)""",
}


def read_shared(connection: sqlite3.Connection, song_id: SongId) -> SharedSong | None:
    """Return a song as the mirror has it, gone or not; None where it has none of that id."""
    return list_shared(connection, [song_id]).get(song_id)


def list_shared(connection: sqlite3.Connection, ids: Sequence[SongId]) -> dict[SongId, SharedSong]:
    """Return songs as the mirror has them, gone or not."""
    rests = {row[0]: row[1:] for row in connection.execute(_REST, (json.dumps(list(ids)),)).fetchall()}
    return {song.id: _shared(song, rests[song.id]) for song in list_songs(connection, ids, gone=True)}


def _shared(song: Song, rest: Sequence[Any]) -> SharedSong:
    deleted, merged, document, sha256, size, kind = rest
    if song.romanised == romanise_title(song.title):
        song = replace(song, romanised="")  # worked out here; of another title it would be another
    return SharedSong(
        song,
        None if document is None else json.loads(document),
        None if sha256 is None else Medium(MediaHash(sha256), size, kind, MediaKind.COVER),
        bool(deleted),
        None if merged is None else SongId(merged),
    )


def find_media(connection: sqlite3.Connection, edits: Iterable[PendingEdit]) -> dict[MediaHash, Medium]:
    """Return the media that edits refer to: those they bring, and of the others those that are known here."""
    listed = list(edits)
    wanted = {sha256 for edit in listed for sha256 in _referred(edit)}
    rows = connection.execute(_MEDIA, (json.dumps(sorted(wanted)),)) if wanted else ()
    known = {row[0]: Medium(row[0], row[1], row[2], MediaKind(row[3]), *row[4:]) for row in rows}
    return known | {pending.medium.sha256: pending.medium for edit in listed for pending in edit.media}


def _referred(edit: PendingEdit) -> Iterable[MediaHash]:
    fields = edit.command.fields
    return (sha256 for sha256 in (fields.song, fields.bgm, fields.cover) if sha256 is not None)


def laid_over(
    song_id: SongId, under: SharedSong | None, edits: Iterable[PendingEdit], media: Mapping[MediaHash, Medium]
) -> SharedSong:
    """Return a song as it will be when the edits are done, in their order; ``media`` are those they refer to.

    A deletion that clashes does not count: what somebody else made of the song is to be seen.
    """
    shared = under or SharedSong(Song(song_id, ""), deleted=True)
    for edit in edits:
        match edit.command.kind:
            case CommandKind.DELETE:
                if edit.state is not EditState.CONFLICT:
                    shared = replace(shared, deleted=True, merged_into=edit.command.merged_into)
            case CommandKind.RESTORE:
                shared = replace(shared, deleted=False, merged_into=None)
            case _:
                shared = _edited(shared, edit, media)
    return shared


def _edited(shared: SharedSong, edit: PendingEdit, media: Mapping[MediaHash, Medium]) -> SharedSong:
    fields = edit.command.fields
    mine = plain_fields(fields, sorted(fields.given))
    if edit.base is not None and mine.keys() <= edit.base.keys():
        merged = merge(edit.base, plain_song(shared, mine), mine, merge_documents)
        mine = {**{name: mine[name] for name in merged.clashes}, **merged.changes}
    laid = overlaid(shared, mine, media.values())
    song = laid.song
    if "song" in mine:
        song = replace(song, duration_ms=song.song.duration_ms if song.song else None)
    if edit.command.kind is CommandKind.ADD and not song.added_at_ms:
        song = replace(song, added_at_ms=edit.created_at_ms)
    return laid if song is laid.song else replace(laid, song=song)


def with_names(
    connection: sqlite3.Connection, songs: Sequence[SharedSong]
) -> tuple[list[SharedArtist], list[SharedAlbum], list[SharedSong]]:
    """Return songs with all that they refer to; names nobody told of are found here, or get an id of this device."""
    names = _Names(connection, songs)
    named = [names.named(shared) for shared in songs]
    return list(names.artists.values()), list(names.albums.values()), named


class _Names:
    def __init__(self, connection: sqlite3.Connection, songs: Sequence[SharedSong]) -> None:
        credits_ = [credit for shared in songs for credit in shared.song.artists]
        albums = [shared.song.album for shared in songs if shared.song.album is not None]
        self.artists: dict[str, SharedArtist] = {}
        self.albums: dict[str, SharedAlbum] = {}
        self._artist_ids: dict[str, ArtistId] = {}
        self._album_ids: dict[tuple[str, str], AlbumId] = {}
        wanted = _wanted((credit.artist_id, credit.name) for credit in credits_)
        for row_id, name, version, deleted, merged in connection.execute(_ARTISTS, wanted):
            self.artists[row_id] = SharedArtist(ArtistId(row_id), name, version, bool(deleted), merged)
            if not deleted:
                self._artist_ids[fold(name)] = ArtistId(row_id)
        wanted = _wanted((album.id, album.title) for album in albums)
        for row_id, title, artist, version, deleted, merged in connection.execute(_ALBUMS, wanted):
            self.albums[row_id] = SharedAlbum(AlbumId(row_id), title, artist, version, bool(deleted), merged)
            if not deleted:
                self._album_ids[fold(title), fold(artist)] = AlbumId(row_id)

    def named(self, shared: SharedSong) -> SharedSong:
        song = shared.song
        artists = tuple(
            credit
            if _stands(self.artists.get(credit.artist_id))
            else replace(credit, artist_id=self._artist(credit.name))
            for credit in song.artists
        )
        album = song.album
        if album is not None and not _stands(self.albums.get(album.id)):
            album = replace(album, id=self._album(album.title, album.album_artist))
        return replace(shared, song=replace(song, artists=artists, album=album))

    def _artist(self, name: str) -> ArtistId:
        artist_id = self._artist_ids.get(fold(name))
        if artist_id is None:
            artist_id = self._artist_ids[fold(name)] = ArtistId(new_id())
            self.artists[artist_id] = SharedArtist(artist_id, name, version=0)
        return artist_id

    def _album(self, title: str, album_artist: str) -> AlbumId:
        key = fold(title), fold(album_artist)
        album_id = self._album_ids.get(key)
        if album_id is None:
            album_id = self._album_ids[key] = AlbumId(new_id())
            self.albums[album_id] = SharedAlbum(album_id, title, album_artist, version=0)
        return album_id


def _stands(name: SharedArtist | SharedAlbum | None) -> bool:
    """Whether a song may go on referring to a name: one of this device's own gives way to one that came."""
    return name is not None and not (name.deleted and name.version == 0)


def _wanted(pairs: Iterable[tuple[str, str]]) -> Mapping[str, Any]:
    ids, names = set[str](), set[str]()
    for row_id, name in pairs:
        ids.add(row_id)
        names.add(fold(name))
    return {"ids": json.dumps(sorted(ids)), "folded": json.dumps(sorted(names), ensure_ascii=False)}


def sweep_names(connection: sqlite3.Connection) -> None:
    """Delete the artists and albums that only an edit brought and no song has any more."""
    for statement in _UNTOLD.values():
        connection.execute(statement)
