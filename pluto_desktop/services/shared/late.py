"""Editing a shared library before anybody connected to it: only what sends or asks reaches for its servers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.ids import OperationId, SongId
from pluto_desktop.domain.shared import CommandKind, Committed, Revision, SharedSong, SongFields
from pluto_desktop.ports.outbox import PendingEdit, PendingMedium
from pluto_desktop.ports.song_edits import SongHistory
from pluto_desktop.services.shared.keep_edits import KeepEdits
from pluto_desktop.services.shared.publish import Publish


class SentLater:
    """Fulfils SongEdits: edits are kept without servers and without a password. Any worker thread."""

    waits = True

    def __init__(self, kept: KeepEdits, publish: Callable[[], Publish]) -> None:
        """``publish`` may ask the keyring, and raises NotFound("password_needed") where that has no answer."""
        self._kept, self._publish = kept, publish

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
        """Keep an edit on this device, as :meth:`KeepEdits.keep` does."""
        return self._kept.keep(kind, fields, media, song_id=song_id, base_version=base_version, base=base)

    def send(self, edit: PendingEdit, cancel: CancelToken) -> Committed:
        """Send an edit, as :meth:`Publish.send` does."""
        return self._publish().send(edit, cancel)

    def give_up(self, op_id: OperationId) -> None:
        """Forget an edit that will not be sent, as :meth:`Publish.give_up` does."""
        self._publish().give_up(op_id)


class LateHistory:
    """Fulfils SongHistory by one that is connected to when it is first asked. Any worker thread."""

    def __init__(self, history: Callable[[], SongHistory]) -> None:
        self._history = history

    def get_song(self, song_id: SongId) -> SharedSong:
        """Return a song, as the servers have it."""
        return self._history().get_song(song_id)

    def list_revisions(self, song_id: SongId) -> list[Revision]:
        """Return the edits of a song, as the servers know them."""
        return self._history().list_revisions(song_id)
