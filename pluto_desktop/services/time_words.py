"""The words of a song while somebody times them: opened with what was begun before, kept at every step, saved once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.changes import Changes
from pluto_desktop.domain.drafts import Draft, DraftKind
from pluto_desktop.domain.edits import UNKNOWN_VERSION
from pluto_desktop.domain.ids import SongId
from pluto_desktop.domain.shared import SongFields
from pluto_desktop.lyrics.document import Document
from pluto_desktop.lyrics.merging import merge_documents
from pluto_desktop.ports.catalogue import CatalogueReader
from pluto_desktop.ports.drafts import Drafts
from pluto_desktop.ports.personal import Offsets
from pluto_desktop.services.edit_songs import EditSongs, NewFiles, Seen


@dataclass(frozen=True, slots=True)
class SeenWords:
    """The words a person began from: the song's version (UNKNOWN_VERSION of words no version had), and its words."""

    version: int
    document: Document | None


@dataclass(frozen=True, slots=True)
class OpenedWords:
    """The words of a song as they are timed.

    ``document`` is what was begun and not saved where ``kept_at_ms`` tells when it was kept (ms since 1970), else what
    the song has. ``line`` is where the person was, None where that is not known. ``joined`` tells that somebody else
    changed other lines meanwhile, and that both are in ``document``. ``output_offsets_ms`` are the listening offsets
    by output device. ``language`` is what the song is said to be in, "" where nobody said.
    """

    song_id: SongId
    title: str
    duration_ms: int | None
    document: Document
    seen: SeenWords
    line: int | None = None
    kept_at_ms: int | None = None
    joined: bool = False
    output_offsets_ms: Mapping[str, int] = field(default_factory=dict)
    language: str = ""


class TimeWords:
    """Opens, keeps and saves words. Any worker thread; no server is waited for.

    Without ``sent_later`` an edit is done at once. With it the edit waits on this device and ``sent_later`` is called,
    so that whoever follows the servers sends it.
    """

    def __init__(
        self,
        catalogue: CatalogueReader,
        drafts: Drafts,
        offsets: Offsets,
        edit: Callable[[], EditSongs],
        sent_later: Callable[[], None] | None = None,
    ) -> None:
        self._catalogue, self._drafts, self._offsets = catalogue, drafts, offsets
        self._edit, self._sent_later = edit, sent_later

    @property
    def waits(self) -> bool:
        """Whether what is saved waits on this device until it is sent."""
        return self._sent_later is not None

    def open(self, song_id: SongId) -> OpenedWords:
        """Return the words of a song, or what was begun of them. Raises NotFound("song_not_found")."""
        song = self._catalogue.get_song(song_id)
        now = SeenWords(song.version, self._catalogue.find_lyrics(song_id))
        document, seen, line, kept_at, joined = now.document or Document(), now, None, None, False
        draft = self._drafts.find_draft(DraftKind.WORDS, song_id)
        if draft is not None:
            document, line, kept_at = _document(draft.body["words"]), draft.body.get("line"), draft.updated_at_ms
            document, seen, joined = _carried(document, _seen(draft), now)
        return OpenedWords(
            song_id,
            song.title,
            song.duration_ms,
            document,
            seen,
            line,
            kept_at,
            joined,
            dict(self._offsets.output_offsets_ms()),
            song.language or "",
        )

    def keep(self, song_id: SongId, document: Document, line: int, seen: SeenWords) -> int | None:
        """Keep what was begun, on the disk when this returns; return when that was (ms since 1970).

        Words that are again what they were are no draft: None.
        """
        if document == (seen.document or Document()):
            self._drafts.forget_draft(DraftKind.WORDS, song_id)
            return None
        base = None if seen.document is None else seen.document.to_json()
        body = {"words": document.to_json(), "base": base, "line": line}
        return self._drafts.keep_draft(Draft(DraftKind.WORDS, song_id, seen.version, body))

    def forget(self, song_id: SongId) -> OpenedWords:
        """Give up what was begun, and return what the song has. Raises NotFound."""
        self._drafts.forget_draft(DraftKind.WORDS, song_id)
        return self.open(song_id)

    def save(self, song_id: SongId, document: Document, seen: SeenWords) -> Changes:
        """Make the words those of the song, as one edit; what was begun is forgotten only where that was done or waits.

        Raises Conflict("song_changed") where somebody else changed the same lines meanwhile (in shared mode that is
        told where edits wait), NotFound, Denied("disk_full").
        """
        edit = self._edit()
        words = document.to_json() if document.lines else None
        before = None if seen.document is None else seen.document.to_json()
        said = SongFields(lyrics=words, given=frozenset({"lyrics"}))
        kept = edit.update_song(song_id, said, NewFiles(), Seen(seen.version, {"lyrics": before}))
        if self._sent_later is None:
            edit.send(kept, CancelToken(), once=True)
        else:
            self._sent_later()
        self._drafts.forget_draft(DraftKind.WORDS, song_id)
        return Changes(songs=frozenset({song_id}), lyrics=True)

    def go_on(self, song_id: SongId, sent: Document) -> OpenedWords:
        """Return the words to go on with, after ``sent`` was saved or a person chose about it where it clashed.

        What was begun since then stays, as a change of what the song has now. Raises NotFound.
        """
        draft = self._drafts.find_draft(DraftKind.WORDS, song_id)
        if draft is not None:
            now = self._now(song_id)
            begun = _document(draft.body["words"])
            document, seen, _ = _carried(begun, SeenWords(UNKNOWN_VERSION, sent), now)
            self.keep(song_id, document, draft.body.get("line") or 0, seen)
        return self.open(song_id)

    def _now(self, song_id: SongId) -> SeenWords:
        return SeenWords(self._catalogue.get_song(song_id).version, self._catalogue.find_lyrics(song_id))


def _carried(mine: Document, seen: SeenWords, now: SeenWords) -> tuple[Document, SeenWords, bool]:
    """Return the words with what somebody else did to other lines, what they are a change of, and whether they did.

    Where both changed the same the words stay, and what they are a change of: saving them tells.
    """
    if seen.document == now.document:
        return mine, now, False
    sides = (None if each is None else each.to_json() for each in (seen.document, now.document, mine))
    merged = merge_documents(*sides)
    return (mine, seen, False) if merged is None else (Document.from_json(merged), now, True)


def _seen(draft: Draft) -> SeenWords:
    base = draft.body.get("base")
    return SeenWords(draft.base_version or 0, None if base is None else _document(base))


def _document(body: Any) -> Document:
    return Document.from_json(body)
