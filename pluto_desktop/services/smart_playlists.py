"""Smart playlists: saved searches, whose songs are those that the rule lets through at any time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.changes import Changes
from pluto_desktop.domain.errors import Invalid, NotFound
from pluto_desktop.domain.ids import PlaylistId, SongId
from pluto_desktop.domain.playlists import Playlist, Rule
from pluto_desktop.domain.songs import SongRow
from pluto_desktop.domain.views import SongQuery, Source
from pluto_desktop.ports.catalogue import CatalogueReader
from pluto_desktop.ports.personal import Playlists
from pluto_desktop.services.rules import resolved, selection_of


@dataclass(frozen=True, slots=True)
class Preview:
    """What a rule would choose now: how many songs, and the first of them."""

    songs: int
    first: tuple[SongRow, ...]


@dataclass(frozen=True, slots=True)
class Deleted:
    """A smart playlist that was deleted, as it can be brought back; ``position`` counts from 0."""

    id: PlaylistId
    name: str
    rule: Rule
    position: int


class SmartPlaylists:
    """Makes, changes and counts smart playlists. Synchronous; may be called from any worker thread."""

    def __init__(self, playlists: Playlists, reader: CatalogueReader) -> None:
        self._playlists = playlists
        self._reader = reader

    def create(self, name: str, rule: Rule, playlist_id: PlaylistId | None = None) -> Playlist:
        """Make a smart playlist. Raises Invalid for an empty name or a rule that is not understood.

        ``playlist_id`` is the id that its preview was shown with; without it one is drawn.
        """
        selection_of(rule)
        return self._playlists.create_smart_playlist(name, rule, playlist_id)

    def change(self, playlist_id: PlaylistId, name: str, rule: Rule) -> Changes:
        """Give a smart playlist a name and a rule. Raises what :meth:`create` raises, and NotFound."""
        selection_of(rule)
        return self._playlists.change_smart_playlist(playlist_id, name, rule)

    def get_rule(self, playlist_id: PlaylistId) -> Rule:
        """Return the rule of a smart playlist. Raises NotFound."""
        rule = self._playlists.find_rule(playlist_id)
        if rule is None:
            raise NotFound("playlist_not_found", name=playlist_id)
        return rule

    def preview(self, rule: Rule, key: str = "", first: int = 8) -> Preview:
        """Return what a rule would choose; ``key`` is the playlist's id, which an order by chance hangs on."""
        query = SongQuery(Source.SMART, key, selection=selection_of(rule))
        ids = self._reader.list_song_ids(query, first)
        return Preview(self._reader.count_songs(query), tuple(self._reader.list_song_rows(ids)))

    def counts(self, cancel: CancelToken) -> dict[PlaylistId, int | None]:
        """Return how many songs each smart playlist has now; None where its rule is not understood.

        Raises Cancelled before the next playlist once nobody wants to know.
        """
        counted = {}
        for playlist in self._playlists.list_playlists():
            if playlist.smart:
                cancel.raise_if_cancelled()
                counted[playlist.id] = self._count(playlist.id)
        return counted

    def list_songs(self, playlist_id: PlaylistId) -> Sequence[SongId]:
        """Return the songs of a smart playlist now, in its order. Raises NotFound and Invalid."""
        return self._reader.list_song_ids(resolved(SongQuery(Source.SMART, playlist_id), self._playlists))

    def copy(self, playlist_id: PlaylistId) -> Playlist:
        """Make a playlist of the songs that a smart one has now; it stays as it is from then on."""
        return self._playlists.create_playlist(self._find(playlist_id).name, self.list_songs(playlist_id))

    def delete(self, playlist_id: PlaylistId) -> Deleted:
        """Delete a smart playlist; return what :meth:`bring_back` needs."""
        rule = self.get_rule(playlist_id)
        ids = [playlist.id for playlist in self._playlists.list_playlists()]
        deleted = Deleted(playlist_id, self._find(playlist_id).name, rule, ids.index(playlist_id))
        self._playlists.delete_playlist(playlist_id)
        return deleted

    def bring_back(self, deleted: Deleted) -> Playlist:
        """Make a deleted smart playlist again, in its place; an order by chance is the same, for so is the id."""
        playlist = self._playlists.create_smart_playlist(deleted.name, deleted.rule, deleted.id)
        self._playlists.move_playlist(playlist.id, deleted.position)
        return playlist

    def _count(self, playlist_id: PlaylistId) -> int | None:
        try:
            return self._reader.count_songs(resolved(SongQuery(Source.SMART, playlist_id), self._playlists))
        except (Invalid, NotFound):
            return None

    def _find(self, playlist_id: PlaylistId) -> Playlist:
        for playlist in self._playlists.list_playlists():
            if playlist.id == playlist_id:
                return playlist
        raise NotFound("playlist_not_found", name=playlist_id)
