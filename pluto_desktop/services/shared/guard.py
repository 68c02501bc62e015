"""What keeps a mirror from being changed like a library of this device."""

from __future__ import annotations

from typing import NoReturn

from pluto_desktop.domain.errors import Denied
from pluto_desktop.domain.ids import SongId
from pluto_desktop.lyrics.document import Document


class RefusingWriter:
    """Fulfils LyricsWriter and refuses: a shared library is changed on its servers only. Any thread."""

    def __init__(self, name: str) -> None:
        self._name = name

    def set_lyrics(self, song_id: SongId, document: Document | None) -> NoReturn:  # noqa: ARG002 - the port's
        """Raise Denied("shared_library")."""
        raise Denied("shared_library", name=self._name)
