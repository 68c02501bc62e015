"""Words in audio files, in memory."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from pluto_desktop.domain.errors import Invalid
from pluto_desktop.lyrics.document import Document, Timing
from pluto_desktop.lyrics.formats import KINDS
from pluto_desktop.ports.audio_files import AudioFile
from tests.fakes.files import FakeFiles


class FakeLyricsTagger:
    """Fulfils LyricsTagger for the files of a FakeFiles."""

    def __init__(self, files: FakeFiles) -> None:
        self._files = files

    def embed(self, source: Path, document: Document, target: Path) -> AudioFile:
        before = self._files.read(source)
        if source.suffix not in {".mp3", ".flac", ".m4a"}:
            raise Invalid("embed_format", path=str(source))
        text = KINDS["txt" if document.timing is Timing.NONE else "elrc"].write(document)
        sound, _, _ = self._files.files[source]
        self._files.put(str(target), sound, replace(before.tags, lyrics=text, all_lyrics=(("", text),)))
        return self._files.read(target)
