"""The bytes of the shared library. Implemented by MongoDB's GridFS.

Synchronous, any worker thread. Raises Offline, Timeout, Denied like :mod:`pluto_desktop.ports.shared`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import BinaryIO, Protocol

from pluto_desktop.domain.cancel import CancelToken


class SharedMedia(Protocol):
    """Files by id: written once, whole or not there, read in ranges."""

    def put(self, file_id: str, source: BinaryIO, sent: Callable[[int], None], cancel: CancelToken) -> str:
        """Store all that ``source`` gives under an id that was never used and return its SHA-256.

        ``sent`` is told the bytes sent so far, now and then. It returns when a majority of the servers has the file
        on disk. Raises Cancelled; what was sent is then removed or left to the sweeper.
        """
        ...

    def read(self, file_id: str, first: int, cancel: CancelToken) -> Iterator[bytes]:
        """Yield the bytes of a file from byte ``first`` on, in pieces as they come.

        Raises NotFound("medium_lost") where the file is not there or lacks a part.
        """
        ...

    def find_size(self, file_id: str) -> int | None:
        """Return how many bytes a file has, None where there is none or a part is missing."""
        ...

    def delete(self, file_id: str) -> None:
        """Delete a file; nothing happens where there is none. Administrators only."""
        ...

    def list_files(self) -> Iterator[tuple[str, int]]:
        """Yield the id and age (seconds, by the server's clock) of every file."""
        ...

    def list_broken_off(self) -> list[str]:
        """Return the ids of which only parts are there: files on their way, and those that never became whole."""
        ...
