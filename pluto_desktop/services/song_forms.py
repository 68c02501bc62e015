"""The form of a song: opened with what was begun before, kept while it is typed, saved as one edit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.changes import Changes
from pluto_desktop.domain.drafts import SELECTION, Draft, DraftKind
from pluto_desktop.domain.ids import MediaHash, OperationId, SongId
from pluto_desktop.domain.shared_json import fields_from_json, fields_to_json
from pluto_desktop.domain.song_fields import Plain
from pluto_desktop.domain.song_form import FORM_FIELDS, SongDraft, read_draft
from pluto_desktop.domain.songs import Song
from pluto_desktop.lyrics.document import Document
from pluto_desktop.ports.catalogue import CatalogueReader
from pluto_desktop.ports.drafts import Drafts
from pluto_desktop.ports.outbox import PendingEdit
from pluto_desktop.services.edit_songs import EditSongs, NewFiles, Seen, fields_of


@dataclass(frozen=True, slots=True)
class OpenedSong:
    """A song as its form shows it.

    ``draft`` is what was begun and not saved, carried over to what the song is now, kept at ``kept_at_ms`` (ms since
    1970; None where nothing was begun). ``waits`` is whether an edit of the song waits on this device. ``song_file``
    and ``bgm_file`` are where its media lie here, if they do.
    """

    song: Song
    draft: SongDraft
    words: Document | None = None
    kept_at_ms: int | None = None
    waits: bool = False
    song_file: Path | None = None
    bgm_file: Path | None = None


@dataclass(frozen=True, slots=True)
class Begun:
    """What was begun in an editor and not saved: which kind of draft, of which songs, and what a single one is called.

    It is one song but for what was typed for many.
    """

    kind: DraftKind
    songs: tuple[SongId, ...]
    title: str = ""


@dataclass(frozen=True, slots=True)
class Deleted:
    """A song that was deleted, the operation that did it, and what looks different now."""

    song_id: SongId
    op_id: OperationId
    changes: Changes


class SongForms:
    """Opens, keeps and saves forms of songs. Any worker thread; no server is waited for.

    Without ``sent_later`` edits are done at once. With it they wait on this device and ``sent_later`` is called, so
    that whoever follows the servers sends them.
    """

    def __init__(
        self,
        catalogue: CatalogueReader,
        drafts: Drafts,
        edit: Callable[[], EditSongs],
        sent_later: Callable[[], None] | None = None,
    ) -> None:
        self._catalogue, self._drafts, self._edit = catalogue, drafts, edit
        self._sent_later = sent_later

    def open(self, song_id: SongId) -> OpenedSong:
        """Return a song with what was begun on it. Raises NotFound."""
        song = self._catalogue.get_song(song_id)
        now = self._plain(song)
        draft, kept_at = SongDraft(now, song.version), None
        kept = self._drafts.find_draft(DraftKind.SONG, song_id)
        if kept is not None and kept.base_version is not None:
            draft = SongDraft.from_json(kept.body, kept.base_version).carried(now, song.version)
            kept_at = kept.updated_at_ms if draft else None
        rows = self._catalogue.list_song_rows([song_id])
        return OpenedSong(
            song,
            draft,
            self._catalogue.find_lyrics(song_id),
            kept_at,
            waits=bool(rows) and rows[0].waiting,
            song_file=self._file(song.song.sha256 if song.song else None),
            bgm_file=self._file(song.bgm.sha256 if song.bgm else None),
        )

    def list_begun(self) -> list[Begun]:
        """Return what was begun in a form, or as words that are timed, and not saved, the newest first.

        Of songs that are gone nothing is told: what was begun on them is never shown again.
        """
        drafts = sorted(
            (draft for kind in DraftKind for draft in self._drafts.list_drafts(kind)),
            key=lambda draft: -draft.updated_at_ms,
        )
        begun = [
            (draft.kind, tuple(map(SongId, draft.body[SELECTION] if draft.kind is DraftKind.MANY else (draft.id,))))
            for draft in drafts
        ]
        rows = self._catalogue.list_song_rows(list({song for _, songs in begun for song in songs}))
        titles = {row.id: row.title for row in rows}
        return [
            Begun(kind, songs, "" if kind is DraftKind.MANY else titles[songs[0]])
            for kind, songs in begun
            if titles.keys() >= set(songs)
        ]

    def keep(self, song_id: SongId, draft: SongDraft) -> int | None:
        """Keep what was begun, on the disk when this returns; return when that was, None where nothing is left."""
        if not draft:
            self._drafts.forget_draft(DraftKind.SONG, song_id)
            return None
        return self._drafts.keep_draft(Draft(DraftKind.SONG, song_id, draft.version, draft.to_json()))

    def give_up(self, song_id: SongId, given_up: SongDraft) -> None:
        """Keep of what was begun on a song only what was typed since it stood like this. Raises NotFound."""
        self.keep(song_id, self.open(song_id).draft.without(given_up))

    def save(self, song_id: SongId, draft: SongDraft) -> Changes:
        """Save what a draft changes, as one edit.

        Raises Conflict("song_changed") where somebody changed the same field since the draft was carried over last
        (in shared mode that is told where edits wait), Invalid("nothing_to_change"), NotFound, Denied("disk_full"). The
        draft is forgotten only where the edit was done or waits.
        """
        reading = read_draft(draft)
        for problem in reading.problems.values():
            raise problem
        removed = {name: None for name, path in draft.files.items() if not path}
        given = {name: Path(path) for name, path in draft.files.items() if path}
        files = NewFiles(given.get("song"), given.get("bgm"), given.get("cover"))
        edit = self._edit()
        said = fields_from_json({**reading.changes, **removed})
        kept = edit.update_song(song_id, said, files, Seen(draft.version, draft.base))
        self._go(edit, kept)
        self._drafts.forget_draft(DraftKind.SONG, song_id)
        named = set(reading.changes) & {"credits", "album"}
        return Changes(songs=frozenset({song_id}), albums=bool(named or removed or given), artists=bool(named))

    def delete(self, song_id: SongId) -> Deleted:
        """Delete a song with what was begun on it. Raises as :meth:`save`."""
        edit = self._edit()
        kept = edit.delete_song(song_id)
        self._go(edit, kept)
        self._drafts.forget_draft(DraftKind.SONG, song_id)
        return Deleted(song_id, kept.command.op_id, _all_of(song_id))

    def _go(self, edit: EditSongs, kept: PendingEdit) -> None:
        """Do an edit, or let it be sent."""
        if self._sent_later is None:
            edit.send(kept, CancelToken(), once=True)
        else:
            self._sent_later()

    def _plain(self, song: Song) -> Plain:
        said = fields_to_json(fields_of(song, None))
        return {name: said[name] for name in FORM_FIELDS}

    def _file(self, medium: MediaHash | None) -> Path | None:
        location = None if medium is None else self._catalogue.find_location(medium)
        return None if location is None else location.path


def _all_of(song_id: SongId) -> Changes:
    return Changes(songs=frozenset({song_id}), albums=True, artists=True, playlists=True, favourites=True)
