"""Splitting a song's files into two songs: what it has, and the edit that a person's choice becomes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pluto_desktop.domain.batches import PlainSong
from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.errors import Invalid
from pluto_desktop.domain.ids import MediaHash, SongId
from pluto_desktop.domain.shared_json import fields_from_json, fields_to_json
from pluto_desktop.domain.song_fields import Plain
from pluto_desktop.domain.song_split import Goes, MergedSong, can_be_split, given_back, part
from pluto_desktop.domain.songs import Song
from pluto_desktop.lyrics.document import Document
from pluto_desktop.ports.catalogue import CatalogueReader
from pluto_desktop.services.edit_many import EditMany, Split
from pluto_desktop.services.edit_songs import fields_of
from pluto_desktop.services.new_songs import on_album_of


@dataclass(frozen=True, slots=True)
class SplitLook:
    """A song that is to be split, as it is looked at.

    ``plain`` are its fields in plain form, ``words`` its words; ``files`` says where its media with sound lie on this
    device, by field, if they do; ``merged`` are the songs that were merged into it.
    """

    song: Song
    plain: Plain
    words: Document | None
    files: Mapping[str, Path]
    merged: tuple[MergedSong, ...] = ()

    @property
    def can_be_split(self) -> bool:
        """Whether a new song can be made of it."""
        return can_be_split(self.plain)


class SplitSongs:
    """Looks at songs and splits them. Any worker thread; no server is waited for."""

    def __init__(self, catalogue: CatalogueReader, many: Callable[[], EditMany]) -> None:
        self._catalogue, self._many = catalogue, many

    def look(self, song_id: SongId) -> SplitLook:
        """Return what a song has. Raises NotFound; Invalid("nothing_to_split") where nothing can be done with it."""
        song, words = self._catalogue.get_song(song_id), self._catalogue.find_lyrics(song_id)
        plain = fields_to_json(fields_of(song, words))
        media = {"song": song.song, "bgm": song.bgm}
        found = {name: self._find(medium.sha256) for name, medium in media.items() if medium is not None}
        files = {name: path for name, path in found.items() if path is not None}
        look = SplitLook(song, plain, words, files, tuple(self._many().list_merged(song_id)))
        if not look.can_be_split and not look.merged:
            raise Invalid("nothing_to_split", name=song.title)
        return look

    def split(self, look: SplitLook, goes: Mapping[str, Goes], said: Mapping[str, Any], cancel: CancelToken) -> Split:
        """Make a new song of what goes to it; it is ``said``, in plain form, what else it is than the old one.

        Unless that says a place on the album it has none: that is the old one's. Raises what
        :func:`~pluto_desktop.domain.song_split.part` and :meth:`EditMany.split` do.
        """
        parted = part(look.plain, goes)
        begun = {**look.plain, "place": [None, None], "popularity": 0}
        new = on_album_of(fields_from_json({**begun, **said, **parted.taken}))
        return self._split(look, parted.left, new, cancel)

    def bring_back(self, look: SplitLook, gone: SongId, goes: Mapping[str, Goes], cancel: CancelToken) -> Split:
        """Let a song that was merged into the one that was looked at be one of its own again, with what is to go back.

        Raises what :meth:`EditMany.split` does.
        """
        merged = next(one for one in look.merged if one.song_id == gone)
        return self._split(look, given_back(merged, goes), gone, cancel)

    def _split(self, look: SplitLook, left: Plain, other: Any, cancel: CancelToken) -> Split:
        seen = PlainSong(look.song.version, look.plain)
        return self._many().split(look.song.id, fields_from_json(left), other, seen=seen, cancel=cancel)

    def _find(self, sha256: MediaHash) -> Path | None:
        location = self._catalogue.find_location(sha256)
        return None if location is None else location.path
