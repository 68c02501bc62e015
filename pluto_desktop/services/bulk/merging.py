"""Merging songs into one: what is known of each, side by side, and the edit that a person's choice becomes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from pluto_desktop.domain.batches import Batch, PlainSong
from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.ids import SongId
from pluto_desktop.domain.shared import FIELDS
from pluto_desktop.domain.shared_json import fields_from_json, fields_to_json
from pluto_desktop.domain.song_fields import Plain
from pluto_desktop.domain.songs import Song, SongRow
from pluto_desktop.lyrics.document import Document
from pluto_desktop.ports.catalogue import CatalogueReader
from pluto_desktop.services.edit_many import EditMany
from pluto_desktop.services.edit_songs import fields_of

MOST = 6
"""Songs that can be looked at side by side."""
_CHOSEN = tuple(name for name in FIELDS if name != "popularity")
"""The fields of which a person chooses one song's value; popularity is nobody's to choose."""
_EMPTY: tuple[object, ...] = (None, "", [], ["", ""], [None, None])
"""What a field says that says nothing, in plain form."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One of the songs that are to become one; ``plain`` are its fields in plain form, its words among them."""

    song: Song
    row: SongRow
    words: Document | None
    plain: Plain

    @property
    def id(self) -> SongId:
        """Its id."""
        return self.song.id

    def says(self, name: str) -> bool:
        """Whether a field says anything."""
        return self.plain[name] not in _EMPTY


class MergeSongs:
    """Looks at songs and merges them. Any worker thread; no server is waited for."""

    def __init__(self, catalogue: CatalogueReader, many: Callable[[], EditMany]) -> None:
        self._catalogue, self._many = catalogue, many

    def look(self, ids: Sequence[SongId]) -> list[Candidate]:
        """Return songs in the given order; those that are gone are left out."""
        rows = {row.id: row for row in self._catalogue.list_song_rows(ids)}
        found = []
        for song in self._catalogue.list_songs(ids):
            words = self._catalogue.find_lyrics(song.id)
            if song.id in rows:
                found.append(Candidate(song, rows[song.id], words, fields_to_json(fields_of(song, words))))
        return found

    def merge(
        self, songs: Sequence[Candidate], keep: SongId, chosen: Mapping[str, SongId], cancel: CancelToken
    ) -> Batch:
        """Keep one song, with others' values for the ``chosen`` fields. Raises what :meth:`EditMany.merge` does.

        What somebody changed since :meth:`look` is left alone and told of.
        """
        by_id = {one.id: one for one in songs}
        kept = by_id[keep]
        said = {
            name: value for name, whose in chosen.items() if (value := by_id[whose].plain[name]) != kept.plain[name]
        }
        gone = [one.id for one in songs if one.id != keep]
        seen = {one.id: PlainSong(one.song.version, one.plain) for one in songs}
        title = kept.song.title
        return self._many().merge(keep, gone, fields_from_json(said), title=title, seen=seen, cancel=cancel)


def best_of(songs: Sequence[Candidate]) -> Candidate:
    """Return the song that is the likeliest to be kept: with sound, words, plays and the most that is said of it."""

    def worth(one: Candidate) -> tuple[bool, bool, int, int]:
        said = sum(one.says(name) for name in _CHOSEN)
        return one.says("song"), one.says("lyrics"), one.row.plays, said

    return max(songs, key=worth)


def differing(songs: Sequence[Candidate]) -> list[str]:
    """Return the fields that are not the same in all songs."""
    return [name for name in _CHOSEN if any(one.plain[name] != songs[0].plain[name] for one in songs)]


def proposed(songs: Sequence[Candidate], keep: SongId) -> dict[str, SongId]:
    """Return whose value of each differing field counts: that of the kept song, or of the first that has one."""
    kept = next(one for one in songs if one.id == keep)
    return {name: next((one.id for one in (kept, *songs) if one.says(name)), keep) for name in differing(songs)}
