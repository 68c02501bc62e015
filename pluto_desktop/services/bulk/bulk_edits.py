"""Changing many songs: read, planned, shown, and then written as one."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from pluto_desktop.domain.batches import Batch
from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.drafts import SELECTION, Draft, DraftKind
from pluto_desktop.domain.ids import SongId
from pluto_desktop.domain.progress import ReportProgress
from pluto_desktop.domain.shared_json import fields_to_json
from pluto_desktop.domain.song_form import FIELD_OF, FORM_FIELDS
from pluto_desktop.ports.catalogue import CatalogueReader
from pluto_desktop.ports.drafts import Drafts
from pluto_desktop.services.bulk.operations import Operation, Shared
from pluto_desktop.services.bulk.plan import BulkSong, Plan, plan, shared_texts
from pluto_desktop.services.edit_many import EditMany
from pluto_desktop.services.edit_songs import fields_of

_AT_ONCE = 500
_MOST_DRAFTS = 20
"""Selections of which what was typed is kept; who chooses other songs again and again never sees the oldest again."""


@dataclass(frozen=True, slots=True)
class Gathered:
    """Songs as they were when they were read, and what they share by box. Songs that are gone are not among them.

    ``typed`` are the boxes that were typed into for these very songs, and never written.
    """

    songs: tuple[BulkSong, ...]
    shared: Mapping[str, Shared]
    typed: Mapping[str, str]


class BulkEdits:
    """Reads and plans on any worker; what is written is one operation. No server is waited for."""

    def __init__(self, catalogue: CatalogueReader, many: Callable[[], EditMany], drafts: Drafts) -> None:
        self._catalogue, self._many, self._drafts = catalogue, many, drafts

    def gather(self, ids: Sequence[SongId], cancel: CancelToken) -> Gathered:
        """Read songs in the given order; 10,000 take about a second. Raises Cancelled."""
        songs = self._read(ids, cancel)
        kept = self._drafts.find_draft(DraftKind.MANY, _id_of(ids))
        typed = {} if kept is None else {box: text for box, text in kept.body.items() if box in FIELD_OF}
        return Gathered(songs, shared_texts(songs), typed)

    def keep(self, ids: Sequence[SongId], typed: Mapping[str, str]) -> None:
        """Keep what was typed for songs, on the disk when this returns; forget it where that is nothing."""
        if not typed:
            self._drafts.forget_draft(DraftKind.MANY, _id_of(ids))
            return
        self._drafts.keep_draft(Draft(DraftKind.MANY, _id_of(ids), None, {**typed, SELECTION: list(ids)}))
        for old in self._drafts.list_drafts(DraftKind.MANY)[_MOST_DRAFTS:]:
            self._drafts.forget_draft(DraftKind.MANY, old.id)

    def plan(self, ids: Sequence[SongId], operation: Operation, cancel: CancelToken, report: ReportProgress) -> Plan:
        """Return what an operation would do to songs as they are now. Raises Invalid, Cancelled."""
        return plan(self._read(ids, cancel), operation, cancel, report)

    def apply(
        self, made: Plan, without: Container[int], title: str, cancel: CancelToken, report: ReportProgress
    ) -> Batch:
        """Write a plan, but for the changes at places ``without``, as one operation of this title.

        Raises what :meth:`EditMany.apply` raises; cancelled, nothing was changed.
        """
        return self._many().apply(made.edits(without), title=title, cancel=cancel, progress=report)

    def _read(self, ids: Sequence[SongId], cancel: CancelToken) -> tuple[BulkSong, ...]:
        found: list[BulkSong] = []
        for at in range(0, len(ids), _AT_ONCE):
            cancel.raise_if_cancelled()
            for song in self._catalogue.list_songs(ids[at : at + _AT_ONCE]):
                said = fields_to_json(fields_of(song, None))
                found.append(BulkSong(song.id, song.version, {name: said[name] for name in FORM_FIELDS}))
        return tuple(found)


def _id_of(ids: Sequence[SongId]) -> str:
    """Return what stands for a selection, in whatever order it is listed."""
    return sha256("\n".join(sorted(ids)).encode()).hexdigest()
