"""The words of a song as the pane shows them, and how far they are shifted against what is heard."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pluto_desktop.domain.changes import Edited
from pluto_desktop.domain.errors import Invalid
from pluto_desktop.domain.ids import SongId
from pluto_desktop.lyrics.document import Document
from pluto_desktop.lyrics.formats import Parsed, ReadWarning
from pluto_desktop.lyrics.languages import ROMANISED, TELUGU
from pluto_desktop.ports.catalogue import CatalogueReader, LyricsEditor
from pluto_desktop.ports.personal import Offsets
from pluto_desktop.services.lyrics_files import read_lyrics

MAX_OFFSET_MS = 10_000
"""A listening offset is never larger than this, in either direction."""


@dataclass(frozen=True, slots=True)
class WordsView:
    """The words of one song, ready to be shown.

    ``romanised_by_us`` tells whether Telugu of it is in Latin letters only by our own spelling. ``offset_ms`` is the
    song's listening offset, ``output_offsets_ms`` that of each output device; positive shows the words later.
    """

    song_id: SongId
    document: Document | None
    romanised_by_us: bool = False
    offset_ms: int = 0
    output_offsets_ms: Mapping[str, int] | None = None

    @property
    def empty(self) -> bool:
        """Whether there is nothing to read."""
        return self.document is None or not self.document.lines


@dataclass(frozen=True, slots=True)
class Attached:
    """What became of a file of lyrics that was given to a song; the edit takes the place of the words it had."""

    song_id: SongId
    edited: Edited
    document: Document
    warnings: tuple[ReadWarning, ...]


class Words:
    """Reading and changing the words of songs. Any worker thread; never the GUI thread."""

    def __init__(self, reader: CatalogueReader, editor: LyricsEditor, offsets: Offsets) -> None:
        self._reader = reader
        self._editor = editor
        self._offsets = offsets

    def words_of(self, song_id: SongId) -> WordsView:
        """Return the words of a song with its offsets; a song without words gives an empty view."""
        document = self._reader.find_lyrics(song_id)
        lines = document.lines if document is not None else ()
        return WordsView(
            song_id,
            document,
            romanised_by_us=any(TELUGU in line.texts and ROMANISED not in line.texts for line in lines),
            offset_ms=self._offsets.song_offset_ms(song_id),
            output_offsets_ms=dict(self._offsets.output_offsets_ms()),
        )

    def attach_file(self, song_id: SongId, path: Path) -> Attached:
        """Read a file of lyrics and make it the words of a song; what was there is replaced.

        Raises Invalid(``lyrics_too_large``, ``lyrics_not_text``, ``lyrics_empty``), NotFound(``file_missing``),
        Denied(``file_unreadable``), each with ``path``; then nothing was changed.
        """
        parsed = read_words(path, self._reader.get_song(song_id).duration_ms)
        edited = self._editor.edit_lyrics(song_id, parsed.document)
        return Attached(song_id, edited, parsed.document, parsed.warnings)

    def set_words(self, song_id: SongId, document: Document | None) -> Edited:
        """Give a song these words, or take them away."""
        return self._editor.edit_lyrics(song_id, document)

    def set_song_offset(self, song_id: SongId, offset_ms: int) -> int:
        """Remember a song's listening offset and return it as kept, within ±10 s."""
        kept = max(-MAX_OFFSET_MS, min(MAX_OFFSET_MS, offset_ms))
        self._offsets.set_song_offset_ms(song_id, kept)
        return kept

    def set_output_offset(self, device: str, offset_ms: int) -> int:
        """Remember the listening offset of an output device ("" is the default one) and return it as kept."""
        kept = max(-MAX_OFFSET_MS, min(MAX_OFFSET_MS, offset_ms))
        self._offsets.set_output_offset_ms(device, kept)
        return kept


def read_words(path: Path, duration_ms: int | None) -> Parsed:
    """Read a file of lyrics for a song of that length.

    Raises Invalid(``lyrics_too_large``, ``lyrics_not_text``, ``lyrics_empty``), NotFound(``file_missing``),
    Denied(``file_unreadable``), each with ``path``.
    """
    parsed = read_lyrics([path], duration_ms)
    if not parsed.document.lines:
        raise Invalid("lyrics_empty", path=str(path))
    return parsed
