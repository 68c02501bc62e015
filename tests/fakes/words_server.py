"""A server of words, kept in memory."""

from __future__ import annotations

from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.errors import KnownError
from pluto_desktop.domain.online_words import AskedSong, FoundWords

_EXACT_MS = 2_000


class FakeWordsServer:
    """Fulfils WordsServer; with ``error`` it raises that."""

    def __init__(self, *found: FoundWords, name: str = "words.test") -> None:
        self.name = name
        self.has = list(found)
        self.asked: list[AskedSong] = []
        self.error: KnownError | None = None

    def find(self, song: AskedSong, cancel: CancelToken) -> list[FoundWords]:
        """Return what is known of that title, first what is of the same artist and length."""
        cancel.raise_if_cancelled()
        self.asked.append(song)
        if self.error is not None:
            raise self.error
        named = [one for one in self.has if one.title.casefold() == song.title.casefold()]
        return sorted(named, key=lambda one: not self._is_exact(one, song))

    def _is_exact(self, one: FoundWords, song: AskedSong) -> bool:
        near = abs((one.duration_ms or 0) - (song.duration_ms or 0)) <= _EXACT_MS
        return bool(song.artist) and one.artist == song.artist and near
