"""Changing many songs: read, planned, shown, and then written as one."""

from __future__ import annotations

from collections.abc import Callable, Container, Sequence
from dataclasses import dataclass

from pluto_desktop.domain.batches import Batch
from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.ids import SongId
from pluto_desktop.domain.progress import ReportProgress
from pluto_desktop.domain.shared_json import fields_to_json
from pluto_desktop.domain.song_form import FORM_FIELDS
from pluto_desktop.ports.catalogue import CatalogueReader
from pluto_desktop.services.bulk.operations import Operation, Shared
from pluto_desktop.services.bulk.plan import BulkSong, Plan, plan, shared_texts
from pluto_desktop.services.edit_many import EditMany
from pluto_desktop.services.edit_songs import fields_of

_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Gathered:
    """Songs as they were when they were read, and what they share by box. Songs that are gone are not among them."""

    songs: tuple[BulkSong, ...]
    shared: dict[str, Shared]


class BulkEdits:
    """Reads and plans on any worker; what is written is one operation. No server is waited for."""

    def __init__(self, catalogue: CatalogueReader, many: Callable[[], EditMany]) -> None:
        self._catalogue, self._many = catalogue, many

    def gather(self, ids: Sequence[SongId], cancel: CancelToken) -> Gathered:
        """Read songs in the given order; 10,000 take about a second. Raises Cancelled."""
        songs = self._read(ids, cancel)
        return Gathered(songs, shared_texts(songs))

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
