"""The media of a shared library in memory."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from typing import BinaryIO

from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.errors import NotFound

PIECE = 64 * 1024


class FakeSharedMedia:
    """Fulfils SharedMedia. ``lost`` are the ids of files that lack a part; ``error`` is raised by every call."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self.ages: dict[str, int] = {}
        self.lost: set[str] = set()
        self.broken_off: set[str] = set()
        self.error: Exception | None = None
        self.calls = 0

    def put(self, file_id: str, source: BinaryIO, sent: Callable[[int], None], cancel: CancelToken) -> str:
        self._called()
        data = b""
        while piece := source.read(PIECE):
            cancel.raise_if_cancelled()
            data += piece
            sent(len(data))
        cancel.raise_if_cancelled()
        self.files[file_id], self.ages[file_id] = data, 0
        return hashlib.sha256(data).hexdigest()

    def read(self, file_id: str, first: int, cancel: CancelToken) -> Iterator[bytes]:
        self._called()
        if file_id not in self.files or file_id in self.lost:
            raise NotFound("medium_lost", file_id=file_id)
        data = self.files[file_id]
        for at in range(first, len(data), PIECE):
            cancel.raise_if_cancelled()
            self._raise_error()
            yield data[at : at + PIECE]

    def find_size(self, file_id: str) -> int | None:
        self._called()
        return None if file_id in self.lost or file_id not in self.files else len(self.files[file_id])

    def delete(self, file_id: str) -> None:
        self._called()
        self.files.pop(file_id, None)
        self.ages.pop(file_id, None)
        self.broken_off.discard(file_id)

    def break_off(self, file_id: str) -> None:
        """Leave of a file what is there when its sender dies."""
        self.delete(file_id)
        self.broken_off.add(file_id)

    def list_files(self) -> Iterator[tuple[str, int]]:
        self._called()
        yield from self.ages.items()

    def list_broken_off(self) -> list[str]:
        self._called()
        return sorted(self.broken_off)

    def close(self) -> None:
        """Nothing is open."""

    def _called(self) -> None:
        self.calls += 1
        self._raise_error()

    def _raise_error(self) -> None:
        if self.error is not None:
            raise self.error
