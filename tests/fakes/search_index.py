"""The search index in memory: the same answers as the tables give, by looking at everything."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.ids import AlbumId, ArtistId, SongId
from pluto_desktop.domain.songs import NewSong
from pluto_desktop.domain.views import SongFilter
from pluto_desktop.lyrics.document import Document
from pluto_desktop.ports.search_index import LineCandidate, NameCandidate, SongCandidate
from pluto_desktop.search.folding import joined_keys, query_words, skeleton

Terms = Sequence[Sequence[tuple[str, bool]]]


@dataclass
class _Entry:
    song: NewSong
    candidate: SongCandidate

    @property
    def title_words(self) -> list[str]:
        return f"{self.candidate.title_skeleton} {self.candidate.romanised_skeleton}".split()

    @property
    def words(self) -> list[str]:
        return [*self.title_words, *self.candidate.artist_skeleton.split(), *self.candidate.album_skeleton.split()]


class FakeSearchIndex:
    """Fulfils SearchIndex over songs given to :meth:`add`, the more popular first."""

    def __init__(self, songs: Iterable[NewSong] = ()) -> None:
        self.asked = 0
        self.failure: Exception | None = None
        self._entries: list[_Entry] = []
        for song in songs:
            self.add(song)

    def add(self, song: NewSong) -> SongId:
        song_id = song.id or SongId(f"song-{len(self._entries):04d}")
        artist, roman = ", ".join(song.artists), skeleton(song.romanised)
        candidate = SongCandidate(
            id=song_id,
            title=song.title,
            romanised=song.romanised,
            artist=artist,
            album=song.album,
            year=song.release_date.year if song.release_date else None,
            title_skeleton=skeleton(song.title),
            artist_skeleton=skeleton(artist),
            album_skeleton=skeleton(song.album),
            popularity=song.popularity,
            romanised_skeleton="" if roman == skeleton(song.title) else roman,
            duration_ms=song.song.duration_ms if song.song else None,
        )
        self._entries.append(_Entry(song, candidate))
        self._entries.sort(key=lambda entry: -entry.candidate.popularity.bit_length())
        return song_id

    @contextmanager
    def asking(self, cancel: CancelToken | None = None) -> Iterator[None]:
        self.asked += 1
        if self.failure is not None:
            raise self.failure
        if cancel is not None:
            cancel.raise_if_cancelled()
        yield

    def songs_by_joined_prefix(self, prefix: str, limit: int, wanted: SongFilter) -> list[SongCandidate]:
        return [
            entry.candidate
            for entry in self._let_through(wanted)
            if any(
                key.startswith(prefix)
                for folded in (entry.candidate.title_skeleton, entry.candidate.romanised_skeleton)
                for key in joined_keys(folded)
            )
        ][:limit]

    def songs_by_terms(
        self, terms: Terms, limit: int, wanted: SongFilter, *, title_only: bool = False
    ) -> list[SongCandidate]:
        return [
            entry.candidate
            for entry in self._let_through(wanted)
            if _holds(entry.title_words if title_only else entry.words, terms)
        ][:limit]

    def songs_filtered(self, limit: int, wanted: SongFilter) -> list[SongCandidate]:
        return [entry.candidate for entry in self._let_through(wanted)][:limit]

    def lines_by_terms(self, terms: Terms, limit: int) -> list[LineCandidate]:
        found: list[LineCandidate] = []
        for entry in self._entries:
            lines = Document.from_json(entry.song.lyrics).lines if entry.song.lyrics else ()
            for number, line in enumerate(lines, 1):
                text = next((text for text in line.texts.values() if _holds(skeleton(text).split(), terms)), None)
                if text is not None:
                    song = entry.candidate
                    found.append(
                        LineCandidate(
                            song.id, song.title, song.artist, text, skeleton(text), line.start_ms, number,
                            song.popularity,
                        )
                    )  # fmt: skip
                    break
        return found[:limit]

    def artists_by_terms(self, terms: Terms, limit: int) -> list[NameCandidate]:
        names = [name for entry in self._entries for name in dict.fromkeys(entry.song.artists)]
        return [
            NameCandidate(ArtistId(name), name, "", skeleton(name), names.count(name))
            for name in dict.fromkeys(names)
            if _holds(skeleton(name).split(), terms)
        ][:limit]

    def albums_by_terms(self, terms: Terms, limit: int) -> list[NameCandidate]:
        names = [entry.song.album for entry in self._entries if entry.song.album]
        return [
            NameCandidate(AlbumId(name), name, "", skeleton(name), names.count(name))
            for name in dict.fromkeys(names)
            if _holds(skeleton(name).split(), terms)
        ][:limit]

    def vocabulary(self) -> list[tuple[str, int]]:
        words = [word for entry in self._entries for word in set(entry.words)]
        return [(word, words.count(word)) for word in sorted(set(words))]

    def edited_songs(self) -> frozenset[SongId]:
        return frozenset()

    def songs_elsewhere(self, songs: Sequence[SongId]) -> frozenset[SongId]:
        away = (entry for entry in self._entries if entry.song.song is not None and entry.song.song_location is None)
        return frozenset(songs) & {entry.candidate.id for entry in away}

    def vocabulary_version(self) -> int:
        return len(self._entries)

    def _let_through(self, wanted: SongFilter) -> list[_Entry]:
        return [entry for entry in self._entries if _wanted(entry, wanted)]


def _holds(words: Sequence[str], terms: Terms) -> bool:
    return all(
        any(word.startswith(term) if prefix else word == term for term, prefix in group for word in words)
        for group in terms
    )


def _wanted(entry: _Entry, wanted: SongFilter) -> bool:
    song, year = entry.song, entry.candidate.year
    if not _holds(entry.candidate.artist_skeleton.split(), [[(word, True)] for word in query_words(wanted.artist)]):
        return False
    if not _holds(entry.candidate.album_skeleton.split(), [[(word, True)] for word in query_words(wanted.album)]):
        return False
    if wanted.language and song.language != wanted.language:
        return False
    if wanted.year_from is not None and (year is None or year < wanted.year_from):
        return False
    if wanted.year_to is not None and (year is None or year > wanted.year_to):
        return False
    there = {name for name, value in (("bgm", song.bgm), ("lyrics", song.lyrics), ("audio", song.song)) if value}
    return wanted.has <= there and not wanted.has_not & there
