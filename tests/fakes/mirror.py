"""A mirror kept in memory."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from pluto_desktop.domain.changes import Changes
from pluto_desktop.domain.ids import SongId
from pluto_desktop.domain.shared import FeedPosition, Pulled, SharedSong, SongPage
from pluto_desktop.ports.mirror import MirrorState


class FakeMirror:
    """Fulfils Mirror; ``songs`` are those that are here."""

    def __init__(self) -> None:
        self.songs: dict[SongId, SharedSong] = {}
        self._came: set[SongId] = set()
        self._state = MirrorState()

    def state(self) -> MirrorState:
        return self._state

    def begin(self, library_id: str, position: FeedPosition) -> None:
        self._came.clear()
        self._state = MirrorState(library_id, position)

    def put_page(self, page: SongPage) -> Changes:
        self._came |= {each.song.id for each in page.songs}
        if page.songs:
            self._state = replace(self._state, after=page.songs[-1].song.id)
        return self._put(page.songs)

    def complete(self) -> Changes:
        gone = self.songs.keys() - self._came
        for song_id in gone:
            del self.songs[song_id]
        self._state = replace(self._state, complete=True, after=None)
        return Changes(songs=frozenset(gone), albums=True, artists=True) if gone else Changes()

    def apply(self, pulled: Pulled) -> Changes:
        self._state = replace(self._state, position=pulled.position)
        return self._put(pulled.songs)

    def list_present(self, ids: Sequence[SongId]) -> dict[SongId, int]:
        return {song_id: self.songs[song_id].song.version for song_id in ids if song_id in self.songs}

    def _put(self, songs: Iterable[SharedSong]) -> Changes:
        changes = Changes()
        for each in songs:
            before = self.songs.pop(each.song.id, None)
            now = None if each.deleted else each
            if now is not None:
                self.songs[each.song.id] = now
            if before != now:
                changes |= _change(each.song.id, before, now)
        return changes


def _change(song_id: SongId, before: SharedSong | None, now: SharedSong | None) -> Changes:
    song = frozenset({song_id})
    if before is None or now is None:
        return Changes(song, albums=True, artists=True, lyrics=now is not None and now.lyrics is not None)
    old, new = before.song, now.song
    return Changes(
        song,
        albums=(old.album, old.release_date, before.cover, old.added_at_ms)
        != (new.album, new.release_date, now.cover, new.added_at_ms),
        artists=(old.artists, old.album) != (new.artists, new.album),
        lyrics=before.lyrics != now.lyrics,
    )
