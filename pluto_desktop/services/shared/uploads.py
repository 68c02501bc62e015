"""Bringing the bytes of a medium to the shared library, under a lease."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress

from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.errors import Conflict, Invalid, KnownError, NotFound
from pluto_desktop.domain.ids import OperationId
from pluto_desktop.domain.shared import Published, Upload
from pluto_desktop.ports.outbox import PendingMedium
from pluto_desktop.ports.shared import SharedWriter
from pluto_desktop.ports.shared_media import SharedMedia

_HEARTBEAT_S = 20.0
"""How often a lease is extended while bytes are on their way; leases last several times as long."""

_TRIES = 3
"""So often bytes are sent whose lease ran out meanwhile, as where a device slept: the sweeper has taken them."""

Sent = Callable[[int], None]


class Uploader:
    """Sends media, each attempt under a fresh file id. Any worker thread."""

    def __init__(self, writer: SharedWriter, media: SharedMedia, clock: Callable[[], float] = time.monotonic) -> None:
        self._writer, self._media, self._clock = writer, media, clock

    def send(self, op_id: OperationId, pending: PendingMedium, sent: Sent, cancel: CancelToken) -> Published:
        """Return the medium with the file that holds its bytes, whole; they are sent unless they are there already.

        ``sent`` is told the bytes sent so far. Raises Invalid("file_changed") where the file no longer has the bytes
        of its hash, NotFound("file_missing"), Cancelled, and what the ports raise. What a failed attempt left behind
        is nobody's: it is swept when its lease has passed. Bytes that the sweeper took meanwhile are sent again.
        """
        for _ in range(_TRIES - 1):
            try:
                return self._send(op_id, pending, sent, cancel)
            except Conflict as error:
                if error.code != "upload_expired":
                    raise
        return self._send(op_id, pending, sent, cancel)

    def _send(self, op_id: OperationId, pending: PendingMedium, sent: Sent, cancel: CancelToken) -> Published:
        upload = self._writer.begin_upload(op_id, pending.medium.sha256)
        if upload.present:
            sent(pending.medium.size)
            return Published(pending.medium, upload.file_id)
        try:
            self._stream(upload, pending, sent, cancel)
        except BaseException:
            # The lease would pass by itself; given up now, the bytes are swept sooner.
            with suppress(KnownError):
                self._writer.drop_upload(upload)
            raise
        return Published(pending.medium, upload.file_id)

    def _stream(self, upload: Upload, pending: PendingMedium, sent: Sent, cancel: CancelToken) -> None:
        extended = self._clock()

        def told(count: int) -> None:
            nonlocal extended
            if self._clock() - extended >= _HEARTBEAT_S:
                self._writer.extend_upload(upload)
                extended = self._clock()
            sent(count)

        try:
            with pending.path.open("rb") as source:
                sha256 = self._media.put(upload.file_id, source, told, cancel)
        except FileNotFoundError as error:
            raise NotFound("file_missing", path=str(pending.path)) from error
        except OSError as error:
            raise Invalid("file_unreadable", path=str(pending.path)) from error
        if sha256 != pending.medium.sha256:
            raise Invalid("file_changed", path=str(pending.path))
        self._writer.extend_upload(upload)
