"""Filters and orders of the catalogue in memory."""

from __future__ import annotations

import re
import time
import unicodedata
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pluto_desktop.domain.ids import SongId
from pluto_desktop.domain.songs import Song
from pluto_desktop.domain.views import SongFilter, SongQuery, Sort, Source, Span, TextField
from pluto_desktop.lyrics.document import Timing
from pluto_desktop.search.folding import query_words, skeleton

if TYPE_CHECKING:
    from tests.fakes.catalogue import FakeCatalogue


def fold(text: str) -> str:
    text = unicodedata.normalize("NFKD", text.casefold())
    return " ".join(re.sub("[\u0300-\u036f]", "", text).split())


def let_through(catalogue: FakeCatalogue, song: Song, wanted: SongFilter) -> bool:
    words = catalogue.words.get(song.id)
    has = {
        "lyrics": words is not None,
        "times": words is not None and words.timing is not Timing.NONE,
        "words": words is not None and words.timing is Timing.WORD,
        "heart": song.id in catalogue.personal.favourites,
        "here": song.song is not None and song.song.sha256 in catalogue.locations,
        "bgm": song.bgm is not None,
        "cover": song.cover is not None,
        "audio": song.song is not None,
    }
    year = song.release_date.year if song.release_date else None
    album = song.album.title if song.album else ""
    return (
        _from_a_word(wanted.artist, [credit.name for credit in song.artists])
        and _from_a_word(wanted.album, [album])
        and _from_a_word(wanted.genre, song.genres)
        and (not wanted.language or wanted.language in {song.language, *(words.languages if words else ())})
        and (wanted.year_from is None or (year is not None and year >= wanted.year_from))
        and (wanted.year_to is None or (year is not None and year <= wanted.year_to))
        and all(has.get(name, False) for name in wanted.has)
        and all(not has.get(name, True) for name in wanted.has_not)
        and all(_holds(catalogue, song, test.field, test.text) is not test.negated for test in wanted.more)
        and _begins_words(wanted.text, f"{song.title} {song.romanised} {song.artist} {album}")
        and _within(wanted.length_ms, song.duration_ms)
        and _in_time(catalogue, song, wanted)
    )


def _holds(catalogue: FakeCatalogue, song: Song, field: TextField, text: str) -> bool:
    if field is TextField.TAG:
        return any(f" {skeleton(text)}" in f" {skeleton(tag)}" for tag in song.tags)
    return let_through(catalogue, song, replace(SongFilter(), **{field.value: text}))


def _begins_words(wanted: str, text: str) -> bool:
    return all(any(word.startswith(part) for word in skeleton(text).split()) for part in query_words(wanted))


def _within(span: Span, number: int | None) -> bool:
    if number is None:
        return span == Span()
    return (span.first is None or number >= span.first) and (span.last is None or number <= span.last)


def _in_time(catalogue: FakeCatalogue, song: Song, wanted: SongFilter) -> bool:
    plays = [at for played, at, _ in catalogue.personal.plays if played == song.id]
    last = max(plays, default=None)

    def since(days: int) -> int:
        return time.time_ns() // 1_000_000 - days * 86_400_000

    return (
        _within(wanted.plays, len(plays))
        and (wanted.added_within_days is None or song.added_at_ms >= since(wanted.added_within_days))
        and (wanted.added_before_days is None or song.added_at_ms < since(wanted.added_before_days))
        and (wanted.played_within_days is None or (last is not None and last >= since(wanted.played_within_days)))
        and (wanted.not_played_days is None or last is None or last < since(wanted.not_played_days))
    )


def _from_a_word(wanted: str, texts: Any) -> bool:
    return not wanted or any(f" {fold(wanted)}" in f" {fold(text)}" for text in texts)


def ordered(catalogue: FakeCatalogue, query: SongQuery) -> list[SongId]:
    sort, descending, rule = query.sort, query.descending, query.selection
    if rule is not None and sort is Sort.NATURAL and rule.limit is None:
        sort, descending = rule.sort, rule.descending != descending
    songs = [song for song in _of_source(catalogue, query) if let_through(catalogue, song, query.filter)]
    if sort is Sort.NATURAL:
        return [song.id for song in (reversed(songs) if descending else songs)]
    if sort is Sort.RANDOM:
        return [song.id for song in sorted(songs, key=lambda song: hash((query.key, song.id)), reverse=descending)]
    by_roman = sorted(songs, key=lambda song: (_roman(song), song.id))
    known = [song for song in by_roman if _key(catalogue, song, sort) not in {None, ""}]
    unknown = [song for song in by_roman if _key(catalogue, song, sort) in {None, ""}]
    known.sort(key=lambda song: _key(catalogue, song, sort), reverse=descending)
    return [song.id for song in known + unknown]


def _roman(song: Song) -> str:
    return fold(song.romanised or song.title)


def _key(catalogue: FakeCatalogue, song: Song, sort: Sort) -> Any:
    row = catalogue.row(song)
    return {
        Sort.TITLE: fold(song.title),
        Sort.ROMANISED: _roman(song),
        Sort.ARTIST: fold(song.artists[0].name) if song.artists else "",
        Sort.ALBUM: fold(row.album),
        Sort.YEAR: row.year,
        Sort.GENRE: fold(row.genre),
        Sort.DURATION: song.duration_ms,
        Sort.PLAYS: row.plays,
        Sort.POPULARITY: song.popularity,
        Sort.ADDED: song.added_at_ms,
        Sort.PLAYED: max((at for played, at, _ in catalogue.personal.plays if played == song.id), default=-1),
    }[sort]


def _of_source(catalogue: FakeCatalogue, query: SongQuery) -> list[Song]:
    songs = list(catalogue.songs.values())
    mine = catalogue.personal
    by_id = catalogue.songs
    match query.source:
        case Source.FAVOURITES:
            return [by_id[song] for song in reversed(list(mine.favourites)) if song in by_id]
        case Source.RECENTLY_ADDED:
            return sorted(songs, key=lambda song: -song.added_at_ms)
        case Source.RECENTLY_PLAYED:
            last = {song: at for song, at, _ in sorted(mine.plays, key=lambda play: play[1])}
            return [by_id[song] for song in sorted(last, key=lambda song: -last[song]) if song in by_id]
        case Source.ALBUM:
            held = [song for song in songs if song.album is not None and song.album.id == query.key]
            return sorted(held, key=lambda song: (song.disc or 999, song.track or 999, _roman(song)))
        case Source.ARTIST:
            held = [song for song in songs if query.key in {credit.artist_id for credit in song.artists}]
            return sorted(held, key=lambda song: (str(song.release_date or "9999"), _roman(song)))
        case Source.PLAYLIST:
            return [
                by_id[song] for key, held in mine._songs.items() if key == query.key for song in held if song in by_id
            ]
        case Source.GENRE:
            songs = [song for song in songs if fold(query.key) in {fold(genre) for genre in song.genres}]
        case Source.FOLDER:
            held = [(catalogue.locations.get(song.song.sha256), song) for song in songs if song.song is not None]
            there = [(place.path, song) for place, song in held if place and place.path.parent == Path(query.key)]
            return [song for _, song in sorted(there, key=lambda pair: pair[0])]
        case Source.SMART:
            rule = query.selection
            if rule is None:
                return sorted(songs, key=lambda song: (_roman(song), song.id))
            whole = SongQuery(key=query.key, filter=rule.filter, sort=rule.sort, descending=rule.descending)
            return [by_id[song] for song in ordered(catalogue, whole)[: rule.limit]]
        case Source.ON_DEVICE:
            songs = [song for song in songs if song.song is not None and song.song.sha256 in catalogue.locations]
    return sorted(songs, key=lambda song: (_roman(song), song.id))
