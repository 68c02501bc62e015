"""A server that knows the words of songs."""

from __future__ import annotations

from typing import Protocol

from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.online_words import AskedSong, FoundWords


class WordsServer(Protocol):
    """Looks for words. Any worker thread."""

    @property
    def name(self) -> str:
        """What the server is called in sentences: its host."""
        ...

    def find(self, song: AskedSong, cancel: CancelToken) -> list[FoundWords]:
        """Return what the server has for a song, the likeliest first; [] where it has nothing. Changes nothing.

        Ends within some seconds, at once when cancelled. Each error names the ``server``: Offline("server_unknown",
        "server_refused", "server_unreachable", "words_server_broke", "words_server_busy"),
        Timeout("words_server_slow"), Denied("words_server_certificate"), Invalid("words_server_odd",
        "words_server_large", and "words_server_elsewhere" with ``other``); Cancelled.
        """
        ...
