"""Words into audio files: into a copy, or into the file of a song itself."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from pluto_desktop.domain.changes import Changes
from pluto_desktop.domain.errors import Invalid
from pluto_desktop.domain.ids import SongId
from pluto_desktop.lyrics.document import Document
from pluto_desktop.ports.audio_files import LyricsTagger
from pluto_desktop.services.write_tags import WriteTags

HELD_AS = "elrc"
"""Tags hold what this format holds, and ID3 every language besides."""


class EmbedWords:
    """Writes words into audio files. Any worker thread; never the GUI thread."""

    def __init__(self, tagger: LyricsTagger, tags: Callable[[], WriteTags]) -> None:
        self._tagger, self._tags = tagger, tags

    def into_copy(self, source: Path, document: Document, target: Path) -> None:
        """Write words into a copy of an audio file.

        Raises Invalid("lyrics_empty") and what :meth:`LyricsTagger.embed` raises; then nothing was written.
        """
        _refuse_empty(document, source)
        self._tagger.embed(source, document, target)

    def in_place(self, song_id: SongId, source: Path, document: Document) -> Changes:
        """Write words into the file of a song itself; nothing else of the song changes.

        Raises Invalid("lyrics_empty") and what :meth:`WriteTags.write_words` raises.
        """
        _refuse_empty(document, source)
        return self._tags().write_words(song_id, document)


def _refuse_empty(document: Document, source: Path) -> None:
    if not any(line.texts for line in document.lines):
        raise Invalid("lyrics_empty", path=str(source))
