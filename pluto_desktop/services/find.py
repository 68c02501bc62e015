"""Finding songs, lines of lyrics, artists and albums while a person types."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.ids import AlbumId, ArtistId, MediaHash, SongId
from pluto_desktop.ports.search_index import LineCandidate, NameCandidate, SearchIndex, SongCandidate
from pluto_desktop.search.folding import query_words
from pluto_desktop.search.marks import Mark, find_marks
from pluto_desktop.search.query import Chip, Misread, parse
from pluto_desktop.search.ranking import NOISE, SURE, Text, Typed, best, match, score, worth_of_popularity
from pluto_desktop.search.vocabulary import Vocabulary
from pluto_desktop.services.candidates import Group, begins, candidates

Marks = tuple[Mark, ...]

_LINES_FROM = 3
"""Letters from which on lyrics are looked at: fewer are in every song."""
_LONGEST = 400
"""Characters of a query that are looked at: nobody types more, and what was pasted by mistake must not take minutes."""
_SMALL = 5000
"""Words of a vocabulary that is read again without anyone noticing."""
_READ_AGAIN_S = 60.0


@dataclass(frozen=True, slots=True)
class SongHit:
    """A song that was found; marks are spans of characters in the text of the same name."""

    id: SongId
    title: str
    romanised: str
    artist: str
    album: str
    year: int | None
    duration_ms: int | None
    cover: MediaHash | None
    marks: Marks = ()
    artist_marks: Marks = ()
    album_marks: Marks = ()
    waiting: bool = False
    """Whether an edit of it waits to be sent to the shared library."""
    away: bool = False
    """Whether its sound is not here and cannot be had just now."""


@dataclass(frozen=True, slots=True)
class LineHit:
    """A line of lyrics that was found. ``start_ms`` is None where the words have no times; ``number`` from 1."""

    song_id: SongId
    title: str
    artist: str
    text: str
    start_ms: int | None
    number: int
    cover: MediaHash | None
    marks: Marks = ()
    waiting: bool = False
    """Whether an edit of its song waits to be sent to the shared library."""
    away: bool = False
    """Whether the sound of its song is not here and cannot be had just now."""


@dataclass(frozen=True, slots=True)
class ArtistHit:
    """An artist that was found."""

    id: ArtistId
    name: str
    songs: int
    marks: Marks = ()


@dataclass(frozen=True, slots=True)
class AlbumHit:
    """An album that was found."""

    id: AlbumId
    title: str
    artist: str
    songs: int
    cover: MediaHash | None
    marks: Marks = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found for a query, best first in each group, and the filters that were understood."""

    query: str
    took_ms: float
    songs: tuple[SongHit, ...] = ()
    lines: tuple[LineHit, ...] = ()
    artists: tuple[ArtistHit, ...] = ()
    albums: tuple[AlbumHit, ...] = ()
    chips: tuple[Chip, ...] = ()
    misread: tuple[Misread, ...] = ()
    """Filters that were not understood, and so were looked for as text."""

    @property
    def empty(self) -> bool:
        """Whether nothing was found."""
        return not (self.songs or self.lines or self.artists or self.albums)


class Find:
    """Answers queries. Safe from any thread; several may be answered at once."""

    def __init__(self, index: SearchIndex) -> None:
        self._index = index
        self._vocabulary: tuple[int, Vocabulary] | None = None
        self._reading = threading.Lock()
        self._read_again_at = 0.0

    def warm(self) -> None:
        """Read the words of the library, so that the first slip of the finger costs no more than others.

        Takes some 150 ms for a large library, whose words are not read again within a minute: while songs are being
        added each look finds others, and slips are only forgiven in their words a little later. From a worker thread.
        """
        version = self._index.vocabulary_version()
        with self._reading:
            known, now = self._vocabulary, time.monotonic()
            if known is not None and (known[0] == version or (len(known[1]) >= _SMALL and now < self._read_again_at)):
                return
            self._vocabulary = version, Vocabulary(self._index.vocabulary())
            self._read_again_at = now + _READ_AGAIN_S

    def mark_away(self, answer: Answer) -> Answer:
        """Return an answer that says which songs cannot be heard while the servers of a shared library are away."""
        asked = {song.id for song in answer.songs} | {line.song_id for line in answer.lines}
        away = self._index.songs_elsewhere(sorted(asked))
        songs = tuple(replace(song, away=song.id in away) for song in answer.songs)
        return replace(answer, songs=songs, lines=tuple(replace(hit, away=hit.song_id in away) for hit in answer.lines))

    def answer(
        self,
        query: str,
        cancel: CancelToken | None = None,
        *,
        songs: int = 6,
        lines: int = 3,
        artists: int = 3,
        albums: int = 3,
    ) -> Answer:
        """Return what is found for what was typed so far, at most so many of each. Raises Cancelled."""
        started = time.perf_counter()
        asked = parse(query[:_LONGEST])
        typed = Typed(asked.text, tuple(query_words(asked.text)))
        with self._index.asking(cancel):
            if typed.parts:
                heard = self._lines(typed, lines) if asked.filter.empty else ()
                found = candidates(self._index, typed.parts, asked.filter, self._known_words, as_typed=len(heard) > 0)
                slips = found.groups
                answer = Answer(
                    query,
                    0.0,
                    _ranked_songs(typed, found.songs.values(), songs),
                    heard,
                    self._artists(typed, slips, artists) if asked.filter.empty else (),
                    self._albums(typed, slips, albums) if asked.filter.empty else (),
                    asked.chips,
                )
            elif asked.chips:
                popular = self._index.songs_filtered(songs, asked.filter)
                answer = Answer(query, 0.0, tuple(_song(song, ()) for song in popular), chips=asked.chips)
            else:
                answer = Answer(query, 0.0)
            answer = _marked(answer, self._index.edited_songs())
        took_ms = (time.perf_counter() - started) * 1000
        return replace(answer, took_ms=took_ms, misread=asked.misread)

    def _known_words(self) -> Vocabulary:
        known = self._vocabulary
        if known is None or (len(known[1]) < _SMALL and known[0] != self._index.vocabulary_version()):
            self.warm()
        assert self._vocabulary is not None
        return self._vocabulary[1]

    def _lines(self, typed: Typed, limit: int) -> tuple[LineHit, ...]:
        if len(typed.joined) < _LINES_FROM or not limit:
            return ()
        # One or two letters that were typed last are in every line: they count in the ranking only.
        groups = [begins(part) for part in typed.parts[:-1] if len(part) > 1]
        if len(typed.parts[-1]) >= _LINES_FROM or not groups:
            groups.append(begins(typed.parts[-1]))
        found = self._index.lines_by_terms(groups, limit * 8)
        by_id = {line.song_id: line for line in found}
        chosen = best(((_worth_of_line(typed, line), line.song_id) for line in found), limit)
        return tuple(_line(by_id[SongId(song_id)], typed.parts) for song_id in chosen)

    def _artists(self, typed: Typed, slips: Sequence[Group], limit: int) -> tuple[ArtistHit, ...]:
        found = self._index.artists_by_terms(_exact(typed.parts), limit * 6)
        found = found or (self._index.artists_by_terms(slips, limit * 6) if slips else [])
        return tuple(
            ArtistHit(ArtistId(name.id), name.name, name.songs, find_marks(name.name, typed.parts))
            for name in _ranked_names(typed, found, limit)
        )

    def _albums(self, typed: Typed, slips: Sequence[Group], limit: int) -> tuple[AlbumHit, ...]:
        found = self._index.albums_by_terms(_exact(typed.parts), limit * 6)
        found = found or (self._index.albums_by_terms(slips, limit * 6) if slips else [])
        return tuple(
            AlbumHit(
                AlbumId(name.id), name.name, name.detail, name.songs, name.cover, find_marks(name.name, typed.parts)
            )
            for name in _ranked_names(typed, found, limit)
        )


def _marked(answer: Answer, edited: frozenset[SongId]) -> Answer:
    """Mark the songs that are shown as they will be."""
    if not edited:
        return answer
    songs = tuple(replace(song, waiting=song.id in edited) for song in answer.songs)
    return replace(
        answer, songs=songs, lines=tuple(replace(hit, waiting=hit.song_id in edited) for hit in answer.lines)
    )


def _exact(parts: Sequence[str]) -> list[Group]:
    return [begins(part) for part in parts]


def _ranked_songs(typed: Typed, found: Iterable[SongCandidate], limit: int) -> tuple[SongHit, ...]:
    by_id = {song.id: song for song in found}
    matches = {song.id: _match_of_song(typed, song) for song in by_id.values()}
    # What is only distantly alike would disturb beside what was surely meant.
    least = NOISE if max(matches.values(), default=0.0) >= SURE else float("-inf")
    scored = (
        (value + worth_of_popularity(by_id[song_id].popularity), song_id)
        for song_id, value in matches.items()
        if value >= least
    )
    return tuple(_song(by_id[SongId(song_id)], typed.parts) for song_id in best(scored, limit))


def _match_of_song(typed: Typed, song: SongCandidate) -> float:
    beside = f"{song.artist} {song.album}"
    folded = f"{song.artist_skeleton} {song.album_skeleton}"
    value = match(typed, Text(song.title, song.title_skeleton, beside, folded))
    if song.romanised_skeleton:
        value = max(value, match(typed, Text(song.romanised, song.romanised_skeleton, beside, folded)))
    return value


def _worth_of_line(typed: Typed, line: LineCandidate) -> float:
    return score(typed, Text(line.text, line.skeleton), line.popularity)


def _ranked_names(typed: Typed, found: Sequence[NameCandidate], limit: int) -> list[NameCandidate]:
    by_id = {str(name.id): name for name in found}
    scored = ((score(typed, Text(name.name, name.skeleton), name.songs), str(name.id)) for name in found)
    return [by_id[name_id] for name_id in best(scored, limit)]


def _song(song: SongCandidate, parts: Sequence[str]) -> SongHit:
    return SongHit(
        song.id,
        song.title,
        song.romanised,
        song.artist,
        song.album,
        song.year,
        song.duration_ms,
        song.cover,
        find_marks(song.title, parts),
        find_marks(song.artist, parts, alike=False),
        find_marks(song.album, parts, alike=False),
    )


def _line(line: LineCandidate, parts: Sequence[str]) -> LineHit:
    return LineHit(
        line.song_id,
        line.title,
        line.artist,
        line.text,
        line.start_ms,
        line.number,
        line.cover,
        find_marks(line.text, parts),
    )
