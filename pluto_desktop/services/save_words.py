"""The words of a song into a file: what each format would lose, and the writing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from pluto_desktop.domain.changes import Changes
from pluto_desktop.domain.errors import NotFound
from pluto_desktop.domain.ids import SongId
from pluto_desktop.lyrics.document import Document
from pluto_desktop.lyrics.formats import KINDS
from pluto_desktop.lyrics.formats.losses import Loss, losses
from pluto_desktop.ports.catalogue import CatalogueReader
from pluto_desktop.ports.files import MediaFolder
from pluto_desktop.services.embed import HELD_AS, EmbedWords
from pluto_desktop.services.lyrics_files import write_lyrics


@dataclass(frozen=True, slots=True)
class Savable:
    """The words of a song and where they may go.

    ``losses`` tells for the name of each format what it cannot hold. ``audio`` is the song's file on this device, None
    where none is; ``own`` whether words may be written into that file itself.
    """

    song_id: SongId
    name: str
    document: Document
    losses: Mapping[str, tuple[Loss, ...]]
    audio: Path | None = None
    own: bool = False

    @property
    def embedded_losses(self) -> tuple[Loss, ...]:
        """What the tags of an audio file cannot hold."""
        return self.losses[HELD_AS]


class SaveWords:
    """Writes the words of songs to files. Any worker thread; never the GUI thread."""

    def __init__(
        self, reader: CatalogueReader, media: MediaFolder, embed: Callable[[], EmbedWords], *, edits: bool
    ) -> None:
        self._reader, self._media, self._embed, self._edits = reader, media, embed, edits

    def look(self, song_id: SongId, document: Document | None = None) -> Savable:
        """Return what can be saved of a song, of other words than its own where a ``document`` is given.

        Raises NotFound("no_words") with ``name``, NotFound("song_not_found").
        """
        song = self._reader.get_song(song_id)
        document = document or self._reader.find_lyrics(song_id)
        if document is None or not document.lines:
            raise NotFound("no_words", name=song.title)
        location = self._reader.find_location(song.song.sha256) if song.song is not None else None
        audio = location.path if location is not None and location.path.exists() else None
        own = self._edits and audio is not None and not self._media.holds(audio)
        told = {kind: losses(document, kind) for kind in KINDS}
        return Savable(song_id, song.title, document, told, audio, own)

    def save(self, words: Savable, kind: str, path: Path) -> None:
        """Write them as a file of a format. Raises Denied("lyrics_unwritable", "disk_full") with ``path``."""
        write_lyrics(words.document, kind, path)

    def embed_copy(self, words: Savable, path: Path) -> None:
        """Write them into a copy of the song's audio file. Raises what :class:`EmbedWords` raises."""
        assert words.audio is not None
        self._embed().into_copy(words.audio, words.document, path)

    def embed_own(self, words: Savable) -> Changes:
        """Write them into the song's audio file itself. Raises what :class:`EmbedWords` raises."""
        assert words.audio is not None
        return self._embed().in_place(words.song_id, words.audio, words.document)
