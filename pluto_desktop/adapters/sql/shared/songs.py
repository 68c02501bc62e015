"""Songs of the shared library, read whole: one statement however many."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from typing import Any

from sqlalchemy import Column, Connection, Select, Table, Text, any_, bindparam, cast, func, select
from sqlalchemy.dialects.postgresql import ARRAY, aggregate_order_by

from pluto_desktop.adapters.sql.shared import tables as t
from pluto_desktop.domain.dates import DatePrecision, ReleaseDate
from pluto_desktop.domain.ids import AlbumId, ArtistId, LyricsId, MediaHash, SongId
from pluto_desktop.domain.shared import SharedAlbum, SharedArtist, SharedSong
from pluto_desktop.domain.songs import AlbumRef, ArtistCredit, MediaKind, Medium, Song

_m = t.metadata.c
_PARTS = ((t.songs, _m.song_id), (t.bgm, _m.bgm_id), (t.covers, _m.cover_id))


def _statement() -> Select[Any]:
    """Return the statement. Ids come as text: made into objects and back they took a sixth of a page's time."""
    credit = t.artist_credits.c
    listed = func.jsonb_agg(aggregate_order_by(func.jsonb_build_array(credit.artist_id, credit.name), credit.position))
    credits_ = select(listed).where(credit.song_id == _m.id).scalar_subquery()
    joined = t.metadata.outerjoin(t.albums, t.albums.c.id == _m.album_id)
    joined = joined.outerjoin(t.lyrics, t.lyrics.c.id == _m.lyrics_id)
    of_media = []
    for part, referring in _PARTS:
        medium = t.media.alias(f"{part.name}_media")
        joined = joined.outerjoin(part, part.c.id == referring).outerjoin(
            medium, medium.c.sha256 == part.c.media_sha256
        )
        c = medium.c
        of_media += [c.sha256, c.size, c.format, c.duration_ms, c.sound_hash, c.gain_db, c.peak]
    return select(
        cast(_m.id, Text),
        _m.song_name,
        _m.romanised,
        cast(_m.album_id, Text),
        t.albums.c.title,
        t.albums.c.album_artist,
        _m.disc,
        _m.track,
        _m.release_date,
        _m.release_precision,
        _m.genres,
        _m.tags,
        _m.notes,
        _m.language,
        _m.popularity,
        cast(_m.lyrics_id, Text),
        t.lyrics.c.document,
        _m.created_at,
        _m.version,
        _m.deleted_at.is_not(None),
        cast(_m.merged_into, Text),
        credits_,
        *of_media,
    ).select_from(joined)


def _names(table: Table, *names: Column[Any]) -> Select[Any]:
    c = table.c
    said = (c.version, c.deleted_at.is_not(None), cast(c.merged_into, Text))
    return select(cast(c.id, Text), *names, *said).where(c.id == _IDS)


_IDS = any_(cast(bindparam("ids", type_=ARRAY(Text)), ARRAY(t.ID)))
_SONGS = _statement()
_ONE = _SONGS.where(_m.id == bindparam("id", type_=t.ID))
_THESE = _SONGS.where(_m.id == _IDS)
_FIRST = _SONGS.where(_m.deleted_at.is_(None)).order_by(_m.id).limit(bindparam("limit"))
_NEXT = _FIRST.where(_m.id > bindparam("after", type_=t.ID))
_ARTISTS = _names(t.artists, t.artists.c.artist_name)
_ALBUMS = _names(t.albums, t.albums.c.title, t.albums.c.album_artist)


def find_song(connection: Connection, song_id: SongId) -> SharedSong | None:
    """Return a song, deleted or not, in one statement."""
    if not t.is_id(song_id):
        return None
    row = connection.execute(_ONE, {"id": song_id}).one_or_none()
    return None if row is None else _song(row)


def list_these(connection: Connection, ids: Iterable[str]) -> tuple[SharedSong, ...]:
    """Return songs by their ids, deleted ones too."""
    return tuple(_song(row) for row in connection.execute(_THESE, {"ids": list(ids)}))


def list_page(connection: Connection, after: SongId | None, limit: int) -> tuple[SharedSong, ...]:
    """Return the songs that are not deleted, in the order of their ids."""
    if after is None:
        rows = connection.execute(_FIRST, {"limit": limit})
    else:
        rows = connection.execute(_NEXT, {"limit": limit, "after": after})
    return tuple(_song(row) for row in rows)


def list_referred(
    connection: Connection,
    songs: Sequence[SharedSong],
    artists: Iterable[str] = (),
    albums: Iterable[str] = (),
    *,
    known: Container[str] = (),
) -> tuple[tuple[SharedArtist, ...], tuple[SharedAlbum, ...]]:
    """Return the artists and albums that songs refer to, but for those that are known, and those named besides."""
    referred = {credit.artist_id for each in songs for credit in each.song.artists}
    artist_ids = {*artists, *(artist for artist in referred if artist not in known)}
    on_albums = {each.song.album.id for each in songs if each.song.album is not None}
    album_ids = {*albums, *(album for album in on_albums if album not in known)}
    found = connection.execute(_ARTISTS, {"ids": list(artist_ids)}) if artist_ids else ()
    made = tuple(SharedArtist(*row) for row in found)
    found = connection.execute(_ALBUMS, {"ids": list(album_ids)}) if album_ids else ()
    return made, tuple(SharedAlbum(*row) for row in found)


def _song(row: Sequence[Any]) -> SharedSong:
    """Return what a row of the statement says."""
    (
        song_id, title, romanised, album_id, album, album_artist, disc, track, day, precision, genres, tags, notes,
        language, popularity, lyrics_id, document, created_at, version, deleted, merged_into, credits_, *of_media,
    ) = row  # fmt: skip
    sound, without_voice, cover = (
        _medium(kind, *of_media[start : start + 7]) if of_media[start] is not None else None
        for start, kind in ((0, MediaKind.SONG), (7, MediaKind.BGM), (14, MediaKind.COVER))
    )
    song = Song(
        id=SongId(song_id),
        title=title,
        romanised=romanised,
        artists=tuple(ArtistCredit(ArtistId(artist), name) for artist, name in credits_ or ()),
        album=None if album_id is None else AlbumRef(AlbumId(album_id), album, album_artist),
        disc=disc,
        track=track,
        release_date=None if day is None else ReleaseDate.of(day, DatePrecision(precision)),
        genres=tuple(genres),
        tags=tuple(tags),
        notes=notes,
        language=language,
        popularity=popularity,
        duration_ms=None if sound is None else sound.duration_ms,
        song=sound,
        bgm=without_voice,
        cover=None if cover is None else cover.sha256,
        lyrics_id=None if lyrics_id is None else LyricsId(lyrics_id),
        added_at_ms=int(created_at.timestamp() * 1000),
        version=version,
    )
    return SharedSong(song, document, cover, deleted, merged_into)


def _medium(kind: MediaKind, sha256: str, size: int, form: str, *facts: Any) -> Medium:
    """Return a medium as what it is to this song: it may have been published as something else."""
    return Medium(MediaHash(sha256), size, form, kind, *facts)
