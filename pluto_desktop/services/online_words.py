"""Words that a server knows for a song: looked for when a person asks, taken or declined by them."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.errors import Invalid, NotFound
from pluto_desktop.domain.ids import SongId
from pluto_desktop.domain.online_words import AskedSong, FoundWords
from pluto_desktop.domain.songs import Song
from pluto_desktop.lyrics.document import Document, Timing
from pluto_desktop.lyrics.formats import ReadWarning, read
from pluto_desktop.ports.catalogue import CatalogueReader
from pluto_desktop.ports.online_words import WordsServer
from pluto_desktop.ports.personal import DeviceState
from pluto_desktop.services.words import Attached, Words

_DECLINED = "declined_words:"
"""What was declined for a song is remembered under this name and the song's id."""
_MOST_DECLINED = 200
_FAR_MS = 86_400_000


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Words that a server has for a song. ``key`` tells these very words from others, whichever record has them.

    ``longer_by_ms`` is by how much the server's song is longer than the one here, None where a length is not known;
    ``refused`` is whether these have no times and the song's words have: then they cannot take their place.
    """

    key: str
    server: str
    title: str
    artist: str
    album: str
    duration_ms: int | None
    longer_by_ms: int | None
    instrumental: bool
    document: Document
    warnings: tuple[ReadWarning, ...] = ()
    declined: bool = False
    refused: bool = False


@dataclass(frozen=True, slots=True)
class Suggestions:
    """What a server has for a song: the likeliest first, what was declined last.

    ``timing`` is that of the words which the song has already, None where it has none.
    """

    song_id: SongId
    server: str
    asked: AskedSong
    timing: Timing | None
    found: tuple[Suggestion, ...]


class OnlineWords:
    """Asks a server of words, and makes what it has the words of songs. Any worker thread; never the GUI thread."""

    def __init__(self, reader: CatalogueReader, words: Words, memory: DeviceState, server: WordsServer) -> None:
        self._reader, self._words, self._memory, self._server = reader, words, memory, server

    def look(self, song_id: SongId, cancel: CancelToken) -> Suggestions:
        """Ask the server for the words of a song. Raises NotFound, and what :class:`WordsServer` raises."""
        song = self._reader.get_song(song_id)
        before = self._reader.find_lyrics(song_id)
        timing = before.timing if before is not None and before.lines else None
        asked = AskedSong(song.title, song.artist, song.album.title if song.album is not None else "", song.duration_ms)
        declined = self._declined(song_id)
        best: dict[str, Suggestion] = {}
        for found in self._server.find(asked, cancel):
            made = self._suggestion(song, found)
            if made is None or (made.key in best and _nearness(best[made.key]) <= _nearness(made)):
                continue
            worse = timing not in {None, Timing.NONE} and made.document.timing is Timing.NONE
            best[made.key] = replace(made, declined=made.key in declined, refused=worse and not made.instrumental)
        return Suggestions(song_id, self._server.name, asked, timing, tuple(sorted(best.values(), key=_rank)))

    def accept(self, song_id: SongId, suggestion: Suggestion, *, replaces: bool) -> Attached | None:
        """Make what was suggested the words of a song; None where it has words that may not be replaced.

        Raises Invalid("words_keep_times") where words with times would give way to some without, NotFound(
        "words_instrumental"), and what setting words raises; then nothing was changed.
        """
        song = self._reader.get_song(song_id)
        if not suggestion.document.lines:
            raise NotFound("words_instrumental", name=song.title, server=suggestion.server)
        before = self._reader.find_lyrics(song_id)
        if before is not None and before.lines:
            if before.timing is not Timing.NONE and suggestion.document.timing is Timing.NONE:
                raise Invalid("words_keep_times", name=song.title)
            if not replaces:
                return None
        edited = self._words.set_words(song_id, suggestion.document)
        return Attached(song_id, edited, suggestion.document, suggestion.warnings)

    def decline(self, song_id: SongId, suggestion: Suggestion) -> None:
        """Remember that a person does not want these words for a song."""
        declined = [key for key in self._declined(song_id) if key != suggestion.key]
        self._memory.save_state(_DECLINED + song_id, [*declined, suggestion.key][-_MOST_DECLINED:])

    def _declined(self, song_id: SongId) -> Sequence[str]:
        stored = self._memory.load_state(_DECLINED + song_id)
        return [str(key) for key in stored] if isinstance(stored, list) else []

    def _suggestion(self, song: Song, found: FoundWords) -> Suggestion | None:
        """Return what was found as it is shown; None where there is nothing to read in it."""
        text, kind = (found.synced, "lrc") if found.synced.strip() else (found.plain, "txt")
        parsed = read(text.encode(), found.duration_ms, kind=kind)
        instrumental = found.instrumental or not parsed.document.lines
        if instrumental and not found.instrumental:
            return None
        said = parsed.document.metadata.get("by", "")
        source = f"{said} ({self._server.name})" if said else self._server.name
        document = replace(parsed.document, metadata={**parsed.document.metadata, "by": source})
        lengths = found.duration_ms, song.duration_ms
        return Suggestion(
            key=hashlib.sha256(text.encode()).hexdigest()[:16] if not instrumental else "instrumental",
            server=self._server.name,
            title=found.title,
            artist=found.artist,
            album=found.album,
            duration_ms=found.duration_ms,
            longer_by_ms=lengths[0] - lengths[1] if lengths[0] is not None and lengths[1] is not None else None,
            instrumental=instrumental,
            document=Document() if instrumental else document,
            warnings=() if instrumental else parsed.warnings,
        )


def _nearness(one: Suggestion) -> int:
    return _FAR_MS if one.longer_by_ms is None else abs(one.longer_by_ms)


def _rank(one: Suggestion) -> tuple[bool, bool, bool, int]:
    """Return the place in the order: words with times first, of these the song whose length is nearest."""
    return one.declined, one.instrumental, one.document.timing is Timing.NONE, _nearness(one)
