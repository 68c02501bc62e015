"""Editing a library of this device alone: what is edited is done at once, and nothing ever waits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.errors import Invalid
from pluto_desktop.domain.ids import OperationId, SongId, new_id
from pluto_desktop.domain.shared import CommandKind, Committed, Published, SongCommand, SongFields
from pluto_desktop.domain.songs import Location, MediaKind
from pluto_desktop.ports.catalogue import CatalogueReader
from pluto_desktop.ports.files import MediaFolder
from pluto_desktop.ports.outbox import PendingEdit, PendingMedium
from pluto_desktop.ports.song_edits import SongWriter


class EditHere:
    """Fulfils SongEdits with the library's own catalogue and its folder of media. Any worker thread."""

    waits = False

    def __init__(self, writer: SongWriter, catalogue: CatalogueReader, folder: MediaFolder) -> None:
        self._writer, self._catalogue, self._folder = writer, catalogue, folder

    def keep(
        self,
        kind: CommandKind,
        fields: SongFields,
        media: Sequence[PendingMedium] = (),
        *,
        song_id: SongId | None = None,
        base_version: int | None = None,
        base: Mapping[str, Any] | None = None,
    ) -> PendingEdit:
        """Make an edit; its bytes are copied into the library, where revisions find them again.

        Bytes that the library knows a place of stay in that place. Raises Denied("disk_full"),
        NotFound("file_missing"), Invalid("file_changed"), Invalid("title_empty").
        """
        if kind is CommandKind.ADD and not fields.title.strip():
            raise Invalid("title_empty")
        placed = tuple(self._placed(pending) for pending in media)
        command = SongCommand(OperationId(new_id()), kind, song_id or SongId(new_id()), base_version, fields)
        return PendingEdit(command, placed, base)

    def send(self, edit: PendingEdit, cancel: CancelToken) -> Committed:
        """Do an edit in one transaction."""
        cancel.raise_if_cancelled()
        media = tuple(Published(pending.medium, str(pending.path)) for pending in edit.media)
        return self._writer.commit(replace(edit.command, media=media))

    def give_up(self, op_id: OperationId) -> None:
        """Nothing is left of an edit that was not done."""

    def _placed(self, pending: PendingMedium) -> PendingMedium:
        medium = pending.medium
        if medium.kind is MediaKind.COVER or self._folder.holds(pending.path):
            return pending
        known = self._catalogue.find_location(medium.sha256)
        if known is not None and _is_as_noted(known):
            return PendingMedium(medium, known.path)
        return PendingMedium(medium, self._folder.adopt(pending.path, medium.sha256, pending.path.suffix).path)


def _is_as_noted(location: Location) -> bool:
    try:
        found = location.path.stat()
    except OSError:
        return False
    return (found.st_size, found.st_mtime_ns) == (location.size, location.mtime_ns)
