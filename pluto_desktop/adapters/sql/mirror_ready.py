"""What the shared library tells, made ready as rows of the mirror: pure, and cheap to send to another process."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from pluto_desktop.adapters.sql.insert import described_as, stored_words
from pluto_desktop.adapters.sql.keys import clean, fold, roman_key
from pluto_desktop.adapters.sql.mirror_rows import MirrorRow
from pluto_desktop.adapters.sql.names import Name
from pluto_desktop.adapters.sql.search_lyrics import lines_of
from pluto_desktop.domain.shared import ReadyPage, SharedAlbum, SharedArtist, SharedSong, SongPage
from pluto_desktop.domain.songs import Medium, NewSong, Song
from pluto_desktop.search.folding import skeleton

Row = tuple[Any, ...]
Names = dict[str, Name]


class ReadySong(NamedTuple):
    """A song's row, what is known of its media, and its lines as :func:`~.search_lyrics.lines_of` gives them."""

    row: MirrorRow
    media: tuple[Row, ...]
    lines: tuple[str, str] | None


class ReadyRows(NamedTuple):
    """Rows of artists and albums, their columns and then whether they are deleted; and songs."""

    artists: list[Row]
    albums: list[Row]
    songs: list[ReadySong]


def ready_page(page: SongPage, known: Names | None = None) -> ReadyPage:
    """Return a page of the first pull made ready. ``known`` has the names of earlier pages, and then of this one."""
    last = page.songs[-1].song.id if page.songs else None
    return ReadyPage(ready_rows(page.artists, page.albums, page.songs, known), len(page.songs), last, page.after)


def ready_rows(
    artists: Sequence[SharedArtist],
    albums: Sequence[SharedAlbum],
    songs: Sequence[SharedSong],
    known: Names | None = None,
    *,
    lined: bool = True,
) -> ReadyRows:
    """Return songs, and the names that they refer to, as rows; names that are not among them are ``known``.

    Without ``lined`` the lines of words are left to whoever puts them: most songs that change keep theirs.
    """
    artist_rows, album_rows = [_artist_row(artist) for artist in artists], [_album_row(album) for album in albums]
    names: Names = {} if known is None else known
    names |= {row[0]: Name(row[0], row[4]) for row in artist_rows}
    names |= {row[0]: Name(row[0], row[6]) for row in album_rows}
    return ReadyRows(artist_rows, album_rows, [_ready_song(song, names, lined=lined) for song in songs])


def _ready_song(shared: SharedSong, names: Names, *, lined: bool) -> ReadySong:
    song = shared.song
    media = tuple(_medium_row(medium) for medium in (song.song, song.bgm, shared.cover) if medium is not None)
    worded = lined and shared.lyrics is not None and not shared.deleted
    lines = lines_of(shared.lyrics or {}) if worded else None
    return ReadySong(_row(shared, names), media, lines)


def _row(shared: SharedSong, names: Names) -> MirrorRow:
    song = shared.song
    credits_ = [[str(credit.artist_id), name] for credit in song.artists if (name := clean(credit.name))]
    words = stored_words(shared.lyrics) if shared.lyrics is not None else None
    fields = {
        "id": song.id,
        **described_as(
            _as_new(song), names[credits_[0][0]] if credits_ else None, names[song.album.id] if song.album else None
        ),
        "duration_ms": song.duration_ms,
        "song_id": song.song.sha256 if song.song else None,
        "bgm_id": song.bgm.sha256 if song.bgm else None,
        "cover_id": shared.cover.sha256 if shared.cover else None,
        # Words that came without an id of theirs go by their song's.
        "lyrics_id": (song.lyrics_id or song.id) if words else None,
        "merged_into": shared.merged_into,
        "created_at": song.added_at_ms,
        "version": song.version,
    }
    return MirrorRow(fields, shared.deleted, words, credits_, [name for name in map(clean, song.genres) if name])


def _as_new(song: Song) -> NewSong:
    # Without its album, which the shared library names by id.
    return NewSong(
        title=song.title,
        romanised=song.romanised,
        artists=tuple(credit.name for credit in song.artists),
        disc=song.disc,
        track=song.track,
        release_date=song.release_date,
        genres=song.genres,
        tags=song.tags,
        notes=song.notes,
        language=song.language,
        popularity=song.popularity,
    )


def _medium_row(medium: Medium) -> Row:
    return (
        medium.sha256, medium.size, medium.format, medium.kind.value, medium.duration_ms, medium.sound_hash,
        medium.gain_db, medium.peak,
    )  # fmt: skip


def _artist_row(artist: SharedArtist) -> Row:
    name = clean(artist.name)
    return (
        artist.id, name, fold(name), skeleton(name), roman_key(name, ""), artist.merged_into, artist.version,
        artist.deleted,
    )  # fmt: skip


def _album_row(album: SharedAlbum) -> Row:
    title, artist = clean(album.title), clean(album.album_artist)
    return (
        album.id, title, artist, fold(title), fold(artist), skeleton(title), roman_key(title, ""),
        roman_key(artist, "") if artist else "", album.merged_into, album.version, album.deleted,
    )  # fmt: skip
