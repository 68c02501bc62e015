"""A catalogue kept in memory, for services and views that need songs but no disk."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from pluto_desktop.domain.changes import Changes, Edited
from pluto_desktop.domain.dates import ReleaseDate
from pluto_desktop.domain.errors import NotFound
from pluto_desktop.domain.ids import AlbumId, ArtistId, LyricsId, MediaHash, OperationId, SongId, new_id
from pluto_desktop.domain.songs import (
    AlbumRef,
    AlbumRow,
    ArtistCredit,
    ArtistRow,
    Location,
    MediaKind,
    Medium,
    NewSong,
    Song,
    SongRow,
)
from pluto_desktop.domain.views import AlbumSort, SongFilter, SongQuery
from pluto_desktop.lyrics.document import Document
from pluto_desktop.lyrics.formats import write_lrc
from pluto_desktop.ports.catalogue import Beside, CatalogueRow, Counts, KnownFile, ReadyWords, WordedRows
from tests.fakes.personal import FakePersonal
from tests.fakes.queries import fold, let_through, ordered


class FakeCatalogue:
    """Fulfils CatalogueReader, CatalogueWriter, KnownFiles, CatalogueExchange and ArtistNames."""

    def __init__(self, personal: FakePersonal | None = None) -> None:
        self.personal = personal or FakePersonal()
        self.songs: dict[SongId, Song] = {}
        self.words: dict[SongId, Document] = {}
        self.locations: dict[MediaHash, Location] = {}
        self.unreachable: set[Path] = set()
        self.covers: dict[MediaHash, bytes] = {}
        self._artists: dict[str, ArtistId] = {}
        self._albums: dict[tuple[str, str], AlbumRef] = {}
        self.merged: set[MediaHash] = set()
        self._removed: dict[MediaHash, Song] = {}
        self._out: dict[SongId, Song] = {}
        self._unworded: set[SongId] = set()
        self._brought: dict[SongId, int] = {}
        self._clock = time.time_ns() // 1_000_000

    def counts(self) -> Counts:
        hearts = sum(song in self.songs for song in self.personal.favourites)
        return Counts(len(self.songs), len(self.list_albums()), len(self.list_artists()), hearts)

    def list_song_ids(self, query: SongQuery, limit: int | None = None) -> list[SongId]:
        return ordered(self, query)[:limit]

    def count_songs(self, query: SongQuery) -> int:
        return len(ordered(self, query))

    def list_song_rows(self, ids: Sequence[SongId]) -> list[SongRow]:
        return [self.row(self.songs[song_id]) for song_id in ids if song_id in self.songs]

    def row(self, song: Song) -> SongRow:
        words = self.words.get(song.id)
        return SongRow(
            id=song.id,
            title=song.title,
            romanised=song.romanised,
            artist=song.artist,
            album=song.album.title if song.album else "",
            album_id=song.album.id if song.album else None,
            year=song.release_date.year if song.release_date else None,
            genre=", ".join(song.genres),
            duration_ms=song.duration_ms,
            lyrics_languages=words.languages if words else (),
            has_bgm=song.bgm is not None,
            has_audio=song.song is not None,
            reachable=self._reachable(song),
            favourite=song.id in self.personal.favourites,
            plays=sum(play[0] == song.id for play in self.personal.plays),
            popularity=song.popularity,
            added_at_ms=song.added_at_ms,
            cover=song.cover,
            disc=song.disc,
            track=song.track,
        )

    def get_song(self, song_id: SongId) -> Song:
        if song_id not in self.songs:
            raise NotFound("song_not_found", name=song_id)
        song = self.songs[song_id]
        return replace(song, reachable=self._reachable(song))

    def list_songs(self, ids: Sequence[SongId]) -> list[Song]:
        return [self.get_song(song_id) for song_id in ids if song_id in self.songs]

    def list_songs_named(self, name: str) -> list[SongRow]:
        same = [song for song in self.songs.values() if song.id == name or fold(song.title) == fold(name)]
        return [self.row(song) for song in sorted(same, key=lambda song: (-song.popularity, song.id))]

    def find_lyrics(self, song_id: SongId) -> Document | None:
        return self.words.get(song_id)

    def list_albums(self, order: AlbumSort = AlbumSort.TITLE, wanted: SongFilter | None = None) -> list[AlbumRow]:
        wanted = wanted or SongFilter()
        rows = {}
        for song in self.songs.values():
            if song.album is not None and let_through(self, song, wanted):
                rows.setdefault(song.album.id, []).append(song)
        albums = [self._album(songs) for songs in rows.values()]
        newest = {key: max(song.added_at_ms for song in songs) for key, songs in rows.items()}
        keys = {
            AlbumSort.TITLE: lambda album: (fold(album.title), fold(album.artist)),
            AlbumSort.ARTIST: lambda album: (fold(album.artist), album.year or 9999, fold(album.title)),
            AlbumSort.YEAR: lambda album: (-(album.year or 0), fold(album.title)),
            AlbumSort.RECENTLY_ADDED: lambda album: (-newest[album.id], fold(album.title)),
        }
        return sorted(albums, key=keys[order])

    def list_artists(self) -> list[ArtistRow]:
        rows = []
        for name, artist_id in self._artists.items():
            held = [s for s in self.songs.values() if artist_id in {credit.artist_id for credit in s.artists}]
            if held:
                shown = next(c.name for c in held[0].artists if c.artist_id == artist_id)
                albums = {song.album.id for song in held if song.album}
                rows.append((name, ArtistRow(artist_id, shown, len(held), len(albums))))
        return [row for _, row in sorted(rows, key=lambda pair: pair[0])]

    def list_genres(self) -> list[tuple[str, int]]:
        counted: dict[str, int] = {}
        for song in self.songs.values():
            for genre in song.genres:
                counted[genre] = counted.get(genre, 0) + 1
        return sorted(counted.items(), key=lambda pair: fold(pair[0]))

    def list_genre_names(self) -> list[str]:
        return [name for name, _ in self.list_genres()]

    def list_album_artists(self) -> list[str]:
        return sorted({song.album.album_artist for song in self.songs.values() if song.album} - {""}, key=fold)

    def list_tags(self) -> list[str]:
        return sorted({tag for song in self.songs.values() for tag in song.tags}, key=fold)

    def list_folders(self) -> list[tuple[Path, int]]:
        counted: dict[Path, int] = {}
        for song in self.songs.values():
            if song.song is not None and song.song.sha256 in self.locations:
                folder = self.locations[song.song.sha256].path.parent
                counted[folder] = counted.get(folder, 0) + 1
        return sorted(counted.items())

    def find_cover(self, cover: MediaHash) -> bytes | None:
        return self.covers.get(cover)

    def find_location(self, medium: MediaHash) -> Location | None:
        return self.locations.get(medium)

    def find_song_with(self, medium: MediaHash) -> SongId | None:
        return next(iter(self._songs_of(medium)), None)

    def data_version(self) -> int:
        return 0

    def get_artist(self, artist_id: ArtistId) -> ArtistRow:
        for row in self.list_artists():
            if row.id == artist_id:
                return row
        raise NotFound("artist_not_found", name=artist_id)

    def get_album(self, album_id: AlbumId) -> AlbumRow:
        for row in self.list_albums():
            if row.id == album_id:
                return row
        raise NotFound("album_not_found", name=album_id)

    def list_album_media(self, album: AlbumId) -> list[Medium]:
        on_album = [song for song in self.songs.values() if song.album is not None and song.album.id == album]
        return [song.song for song in on_album if song.song is not None]

    def list_unmeasured(self, limit: int) -> list[Location]:
        media = {song.song.sha256 for song in self.songs.values() if song.song and song.song.gain_db is None}
        return [
            known.location for known in self.list_known_files() if known.location.sha256 in media and known.reachable
        ][:limit]

    def iterate_paths(self, at_once: int = 4_000) -> Iterator[list[tuple[Path, bool]]]:
        paths = sorted(location.path for location in self.locations.values())
        for start in range(0, len(paths), at_once):
            yield [(path, path not in self.unreachable) for path in paths[start : start + at_once]]

    def list_known_files(self) -> list[KnownFile]:
        return [
            KnownFile(
                place,
                song.id,
                medium.kind.value,
                medium.sound_hash,
                place.path not in self.unreachable,
                medium.duration_ms if medium is song.song else None,
                medium is song.song and song.id not in self.words and song.id not in self._unworded,
                medium is song.song and song.cover is None,
                self._brought.get(song.id) if medium is song.song else None,
            )
            for song in self.songs.values()
            for medium in (song.song, song.bgm)
            if medium is not None and (place := self.locations.get(medium.sha256)) is not None
        ]

    def list_files_in(self, folder: Path) -> list[KnownFile]:
        return [known for known in self.list_known_files() if known.location.path.parent == folder]

    def list_files_under(self, path: Path) -> list[KnownFile]:
        files = sorted(self.list_known_files(), key=lambda known: known.location.path)
        return [known for known in files if known.location.path.is_relative_to(path)]

    def list_files_with(self, sha256: MediaHash) -> list[KnownFile]:
        return [known for known in self.list_known_files() if known.location.sha256 == sha256]

    def list_files_sounding(self, sound_hash: str) -> list[KnownFile]:
        return [known for known in self.list_known_files() if sound_hash and known.sound_hash == sound_hash]

    def was_removed(self, sha256: MediaHash, sound_hash: str) -> bool:
        media = [song.song for song in self._out.values() if song.song is not None]
        return any(one.sha256 == sha256 or (one.sound_hash == sound_hash != "") for one in media)

    def was_merged(self, sha256: MediaHash) -> bool:
        return sha256 in self.merged

    def list_files_of(self, songs: Sequence[SongId]) -> list[KnownFile]:
        return [known for known in self.list_known_files() if known.song_id in songs]

    def add_songs(self, songs: Sequence[NewSong]) -> list[SongId]:
        self._clock += 1
        return [self._add(song) for song in songs]

    def replace_medium(self, song_id: SongId, medium: Medium, location: Location, song: NewSong | None) -> Changes:
        held = self.get_song(song_id)
        if song is not None:
            kept = replace(song, tags=held.tags, notes=held.notes, popularity=held.popularity)
            held = self._described(held, kept)
        self.songs[song_id] = self._with(held, medium, location)
        wordless = song_id not in {*self.words, *self._unworded}
        worded = song is not None and song.lyrics is not None and wordless
        if worded and song is not None and song.lyrics is not None:
            self._bring_words(song_id, song.lyrics)
        return Changes(songs=frozenset({song_id}), albums=song is not None, artists=song is not None, lyrics=worded)

    def attach_bgm(self, song_id: SongId, medium: Medium, location: Location) -> Changes:
        return self.replace_medium(song_id, replace(medium, kind=MediaKind.BGM), location, None)

    def add_beside(self, found: Sequence[Beside]) -> Changes:
        given: set[SongId] = set()
        worded = covered = False
        for each in found:
            held = self.songs.get(each.song_id)
            if held is None:
                continue
            kept = each.song_id in {*self.words, *self._unworded} and each.song_id not in self._brought
            if each.lyrics is not None and not kept and self._bring_words(each.song_id, each.lyrics):
                given.add(each.song_id)
                worded = True
            if each.cover_bytes is not None and held.cover is None:
                cover = MediaHash(hashlib.sha256(each.cover_bytes).hexdigest())
                self.covers[cover] = each.cover_bytes
                self.songs[each.song_id] = replace(self.songs[each.song_id], cover=cover)
                given.add(each.song_id)
                covered = True
        return Changes(songs=frozenset(given), albums=covered, lyrics=worded)

    def set_locations(self, locations: Iterable[Location]) -> Changes:
        touched: set[SongId] = set()
        for location in locations:
            self._locate(location)
            touched |= self._songs_of(location.sha256)
        return Changes(songs=frozenset(touched))

    def set_reachable(self, reachable: Mapping[Path, bool]) -> Changes:
        touched: set[SongId] = set()
        for place in self.locations.values():
            there = reachable.get(place.path)
            if there is not None and there is (place.path in self.unreachable):
                touched |= self._songs_of(place.sha256)
        self.unreachable |= {path for path, there in reachable.items() if not there}
        self.unreachable -= {path for path, there in reachable.items() if there}
        return Changes(songs=frozenset(touched))

    def edit_lyrics(self, song_id: SongId, document: Document | None) -> Edited:
        return Edited(OperationId(new_id()), self.set_lyrics(song_id, document))

    def set_lyrics(self, song_id: SongId, document: Document | None) -> Changes:
        held = self.get_song(song_id)
        self._brought.pop(song_id, None)
        if self.words.pop(song_id, None) is not None and document is None:
            self._unworded.add(song_id)
        lyrics_id = None
        if document is not None:
            self.words[song_id] = document
            lyrics_id = held.lyrics_id or LyricsId(new_id())
        self.songs[song_id] = replace(held, lyrics_id=lyrics_id)
        return Changes(songs=frozenset({song_id}), lyrics=True)

    def set_gain(self, medium: MediaHash, gain_db: float, peak: float) -> Changes:
        for song_id in self._songs_of(medium):
            held = self.songs[song_id]
            if held.song is not None and held.song.sha256 == medium:
                self.songs[song_id] = replace(held, song=replace(held.song, gain_db=gain_db, peak=peak))
        return Changes(songs=frozenset(self._songs_of(medium)))

    def remove_songs(self, ids: Sequence[SongId]) -> Changes:
        held = [self.songs.pop(song_id) for song_id in ids if song_id in self.songs]
        self._out |= {song.id: song for song in held}
        self._removed |= {song.song.sha256: song for song in held if song.song is not None}
        removed = frozenset(song.id for song in held)
        self.personal.gone |= removed
        return Changes(songs=removed, albums=True, artists=True) if removed else Changes()

    def restore_songs(self, ids: Sequence[SongId]) -> Changes:
        back = {song_id: self._out.pop(song_id) for song_id in ids if song_id in self._out}
        self.songs |= back
        self.personal.gone -= back.keys()
        return Changes(songs=frozenset(back), albums=True, artists=True) if back else Changes()

    @staticmethod
    def ready_words(document: Document) -> Document:
        return document

    def merge_rows(self, rows: WordedRows) -> tuple[int, int]:
        added = updated = 0
        for row, words in list(rows):
            document = _document(words)
            same = [
                song.id
                for song in self.songs.values()
                if row.id != song.id
                and (fold(song.title), fold(song.artist), fold(song.album.title if song.album else ""))
                == (fold(row.title), fold(", ".join(_artists(row))), fold(row.album))
            ]
            song_id = SongId(row.id) if row.id in self.songs else next(iter(same), None)
            if song_id is None:
                new = _new(row, document)
                self.add_songs([new])
                added += 1
                continue
            before = (self.songs[song_id], self.words.get(song_id))
            self._merge(song_id, row, document)
            updated += before != (self.songs[song_id], self.words.get(song_id))
        return added, updated

    def iterate_rows(self) -> Iterator[tuple[CatalogueRow, Document | None]]:
        for song in list(self.songs.values()):
            row = CatalogueRow(
                title=song.title,
                artist="; ".join(credit.name for credit in song.artists),
                album=song.album.title if song.album else "",
                release_date=str(song.release_date or ""),
                language=song.language,
                plays=song.popularity,
                id=song.id,
            )
            yield row, self.words.get(song.id)

    def _merge(self, song_id: SongId, row: CatalogueRow, document: Document | None) -> None:
        held = self.songs[song_id]
        new = _new(row, None)
        fields = {
            "title": row.title or held.title,
            "artists": self._credits(new) or held.artists,
            "album": (self._album_of(new) if row.album else None) or held.album,
            "release_date": new.release_date or held.release_date,
            "language": row.language or held.language,
            "popularity": row.plays or held.popularity,
        }
        self.songs[song_id] = replace(held, **fields)
        before = self.words.get(song_id)
        if document is not None and not (before and row.lyrics and write_lrc(before).split() == row.lyrics.split()):
            self.set_lyrics(song_id, document)

    def _add(self, song: NewSong) -> SongId:
        back = self._removed.pop(song.song.sha256, None) if song.song is not None and song.id is None else None
        song_id = song.id or (back.id if back else SongId(new_id()))
        self.personal.gone.discard(song_id)
        held = self._described(back or Song(id=song_id, title=song.title, added_at_ms=self._clock), song)
        for medium, location in ((song.song, song.song_location), (song.bgm, song.bgm_location)):
            if medium is not None:
                held = self._with(held, medium, location)
        self.songs[song_id] = replace(held, version=1)
        if song.lyrics is not None:
            self._bring_words(song_id, song.lyrics)
        return song_id

    def _bring_words(self, song_id: SongId, lyrics: Mapping[str, Any]) -> bool:
        document = Document.from_json(lyrics)
        if document == self.words.get(song_id):
            return False
        self.set_lyrics(song_id, document)
        self._brought[song_id] = self._clock
        return True

    def _described(self, held: Song, song: NewSong) -> Song:
        cover = held.cover
        if song.cover_bytes is not None:
            cover = MediaHash(hashlib.sha256(song.cover_bytes).hexdigest())
            self.covers[cover] = song.cover_bytes
        return replace(
            held,
            title=song.title,
            romanised=song.romanised,
            artists=self._credits(song),
            album=self._album_of(song),
            disc=song.disc,
            track=song.track,
            release_date=song.release_date,
            genres=song.genres,
            tags=song.tags,
            notes=song.notes,
            language=song.language,
            popularity=song.popularity,
            cover=cover,
        )

    def _with(self, held: Song, medium: Medium, location: Location | None) -> Song:
        if location is not None:
            self._locate(location)
        if medium.kind is MediaKind.BGM:
            return replace(held, bgm=medium, version=held.version + 1)
        return replace(held, song=medium, duration_ms=medium.duration_ms, version=held.version + 1)

    def _locate(self, location: Location) -> None:
        for sha, place in list(self.locations.items()):
            if place.path == location.path:
                del self.locations[sha]
        self.locations[location.sha256] = location
        self.unreachable.discard(location.path)

    def _credits(self, song: NewSong) -> tuple[ArtistCredit, ...]:
        return tuple(
            ArtistCredit(self._artists.setdefault(fold(name), ArtistId(new_id())), name) for name in song.artists
        )

    def _album_of(self, song: NewSong) -> AlbumRef | None:
        if not song.album:
            return None
        owner = song.album_artist or (song.artists[0] if song.artists else "")
        key = fold(song.album), fold(owner)
        return self._albums.setdefault(key, AlbumRef(AlbumId(new_id()), song.album, owner))

    def _album(self, songs: list[Song]) -> AlbumRow:
        album = songs[0].album
        assert album is not None
        years = [song.release_date.year for song in songs if song.release_date]
        covers = [song.cover for song in songs if song.cover]
        cover = covers[0] if covers else None
        return AlbumRow(album.id, album.title, album.album_artist, min(years, default=None), len(songs), cover)

    def _reachable(self, song: Song) -> bool:
        if song.song is None:
            return True
        place = self.locations.get(song.song.sha256)
        return place is not None and place.path not in self.unreachable

    def _songs_of(self, medium: MediaHash) -> set[SongId]:
        return {
            song.id
            for song in self.songs.values()
            if medium in {held.sha256 for held in (song.song, song.bgm) if held is not None}
        }


def _artists(row: CatalogueRow) -> tuple[str, ...]:
    return tuple(name.strip() for name in row.artist.split(";") if name.strip())


def _document(words: Document | ReadyWords | None) -> Document | None:
    return Document.from_json(json.loads(words.document)) if isinstance(words, ReadyWords) else words


def _new(row: CatalogueRow, document: Document | None) -> NewSong:
    return NewSong(
        title=row.title,
        artists=_artists(row),
        album=row.album,
        release_date=ReleaseDate.parse(row.release_date),
        language=row.language,
        popularity=row.plays,
        lyrics=None if document is None else document.to_json(),
        id=SongId(row.id) if row.id else None,
    )
