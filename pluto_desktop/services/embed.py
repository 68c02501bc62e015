"""Words into audio files: into a copy, or into the file itself."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.changes import Changes
from pluto_desktop.domain.errors import Denied, Invalid
from pluto_desktop.lyrics.document import Document
from pluto_desktop.ports.audio_files import LyricsTagger
from pluto_desktop.ports.files import MediaFolder
from pluto_desktop.services.import_music import ImportMusic

HELD_AS = "elrc"
"""Tags hold what this format holds, and ID3 every language besides."""


class EmbedWords:
    """Writes words into audio files. Any worker thread; never the GUI thread."""

    def __init__(self, tagger: LyricsTagger, media: MediaFolder, importing: Callable[[], ImportMusic]) -> None:
        self._tagger, self._media, self._importing = tagger, media, importing

    def into_copy(self, source: Path, document: Document, target: Path) -> None:
        """Write words into a copy of an audio file.

        Raises Invalid("lyrics_empty") and what :meth:`LyricsTagger.embed` raises; then nothing was written.
        """
        self._write(source, document, target)

    def in_place(self, source: Path, document: Document) -> Changes:
        """Write words into an audio file itself, and tell the library, if it knows the file, that only tags changed.

        Raises Denied("embed_kept") for a file that the library keeps under the hash of its bytes.
        """
        if self._media.holds(source):
            raise Denied("embed_kept", path=str(source))
        self._write(source, document, source)
        return self._importing().run([source], lambda _progress: None, CancelToken()).changes

    def _write(self, source: Path, document: Document, target: Path) -> None:
        if not any(line.texts for line in document.lines):
            raise Invalid("lyrics_empty", path=str(source))
        self._tagger.embed(source, document, target)
