"""A media store in memory."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from typing import BinaryIO

from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.errors import Conflict, KnownError, NotFound

_PIECE = 1000


class FakeSharedMedia:
    """Fulfils SharedMedia. ``error`` is raised by the next call that sends or reads, and forgotten."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self.ages: dict[str, int] = {}
        self.error: KnownError | None = None
        self.calls: list[tuple[str, str]] = []

    def put(self, file_id: str, source: BinaryIO, sent: Callable[[int], None], cancel: CancelToken) -> str:
        self._call("put", file_id)
        if file_id in self.files:
            raise Conflict("upload_expired")
        data = b""
        while piece := source.read(_PIECE):
            cancel.raise_if_cancelled()
            data += piece
            sent(len(data))
        self.files[file_id] = data
        return hashlib.sha256(data).hexdigest()

    def read(self, file_id: str, first: int, cancel: CancelToken) -> Iterator[bytes]:
        self._call("read", file_id)
        if file_id not in self.files:
            raise NotFound("medium_lost", medium=file_id)
        for at in range(first, len(self.files[file_id]), _PIECE):
            cancel.raise_if_cancelled()
            yield self.files[file_id][at : at + _PIECE]

    def find_size(self, file_id: str) -> int | None:
        return len(self.files[file_id]) if file_id in self.files else None

    def delete(self, file_id: str) -> None:
        self.calls.append(("delete", file_id))
        self.files.pop(file_id, None)

    def list_files(self) -> Iterator[tuple[str, int]]:
        return iter([(file_id, self.ages.get(file_id, 0)) for file_id in self.files])

    def _call(self, name: str, file_id: str) -> None:
        self.calls.append((name, file_id))
        error, self.error = self.error, None
        if error is not None:
            raise error
