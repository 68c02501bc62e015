"""Bytes of media remembered in memory, so many and no more, for people who want none of them kept on this device."""

from __future__ import annotations

import threading
from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.ports.shared_media import SharedMedia

BOUND = 192 * 1024 * 1024
"""Bytes: some four albums as mp3, or one that is not compressed much."""


@dataclass(slots=True)
class _Remembered:
    """Pieces of one file by where they begin; ``end`` is where the file ends, once that was seen."""

    starts: list[int] = field(default_factory=list)
    pieces: list[bytes] = field(default_factory=list)
    size: int = 0
    end: int | None = None

    def find(self, place: int) -> bytes:
        """Return what is remembered from a place on, b"" where nothing is."""
        at = bisect_right(self.starts, place) - 1
        return self.pieces[at][place - self.starts[at] :] if at >= 0 else b""

    def add(self, place: int, piece: bytes) -> None:
        at = bisect_right(self.starts, place)
        self.starts.insert(at, place)
        self.pieces.insert(at, piece)
        self.size += len(piece)


class RememberedMedia:
    """Fulfils SharedMedia by another one, whose bytes it remembers: those read last, at most ``bound``. Any thread."""

    def __init__(self, media: SharedMedia, bound: int = BOUND) -> None:
        self._media, self._bound = media, bound
        self._lock = threading.Lock()
        self._files: OrderedDict[str, _Remembered] = OrderedDict()
        self._total = 0

    def read(self, file_id: str, first: int, cancel: CancelToken) -> Iterator[bytes]:
        """Yield the bytes of a file from a place on: those that are remembered, and from there on those that come."""
        place = first
        while piece := self._find(file_id, place):
            cancel.raise_if_cancelled()
            place += len(piece)
            yield piece
        if self._ends_at(file_id, place):
            return
        for piece in self._media.read(file_id, place, cancel):
            self._remember(file_id, place, piece)
            place += len(piece)
            yield piece
        self._note_end(file_id, place)

    def put(self, file_id: str, source: BinaryIO, sent: Callable[[int], None], cancel: CancelToken) -> str:
        """Store a file."""
        return self._media.put(file_id, source, sent, cancel)

    def find_size(self, file_id: str) -> int | None:
        """Return how many bytes a file has."""
        return self._media.find_size(file_id)

    def delete(self, file_id: str) -> None:
        """Delete a file."""
        self._media.delete(file_id)

    def list_files(self) -> Iterator[tuple[str, int]]:
        """Yield the id and age of every file."""
        return self._media.list_files()

    def list_broken_off(self) -> list[str]:
        """Return the ids of which only parts are there."""
        return self._media.list_broken_off()

    def _find(self, file_id: str, place: int) -> bytes:
        with self._lock:
            known = self._files.get(file_id)
            if known is None:
                return b""
            self._files.move_to_end(file_id)
            return known.find(place)

    def _ends_at(self, file_id: str, place: int) -> bool:
        with self._lock:
            known = self._files.get(file_id)
            return known is not None and known.end == place

    def _remember(self, file_id: str, place: int, piece: bytes) -> None:
        with self._lock:
            known = self._files.setdefault(file_id, _Remembered())
            self._files.move_to_end(file_id)
            known.add(place, piece)
            self._total += len(piece)
            while self._total > self._bound:
                self._total -= self._files.popitem(last=False)[1].size

    def _note_end(self, file_id: str, place: int) -> None:
        with self._lock:
            if file_id in self._files:
                self._files[file_id].end = place
