"""A medium that plays while it arrives: one filler brings its bytes, from where the player wants them first."""

from __future__ import annotations

import threading
from bisect import bisect_right
from collections.abc import Callable, Iterator

from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.errors import Cancelled, Denied, KnownError, NotFound, Offline, Timeout
from pluto_desktop.domain.songs import Location
from pluto_desktop.ports.files import PartialFile

ReadFrom = Callable[[int, CancelToken], Iterator[bytes]]
"""Yields a medium's bytes from a place on, as they come."""

_WAIT_S = 30.0
"""A player that has waited for one byte so long is told that it will not come."""
_SOON = 256 * 1024
"""What lies no further ahead than this is waited for: it comes sooner than what would be asked for anew."""
_NOTE_BYTES = 1024 * 1024
"""After how many bytes it is written down which are here: so many come twice after a kill."""
_COMES_AGAIN = (Offline, Timeout, Denied)
"""What may pass, and leaves what is here of use."""


def _tell_nobody(_bytes: int) -> None:
    pass


class Coverage:
    """Which bytes are there: ascending stretches ``[first, last)`` that do not touch. Not safe for several threads."""

    def __init__(self) -> None:
        self._firsts: list[int] = []
        self._lasts: list[int] = []

    def add(self, first: int, last: int) -> None:
        """Note that bytes are there."""
        start = bisect_right(self._lasts, first - 1)
        end = bisect_right(self._firsts, last)
        if start < end:
            first, last = min(first, self._firsts[start]), max(last, self._lasts[end - 1])
        self._firsts[start:end], self._lasts[start:end] = [first], [last]

    def stretches(self) -> list[tuple[int, int]]:
        """Return all stretches, ascending."""
        return list(zip(self._firsts, self._lasts, strict=True))

    def end_from(self, place: int) -> int:
        """Return up to where the bytes from a place on are there; the place itself where it is not."""
        at = bisect_right(self._firsts, place) - 1
        return max(place, self._lasts[at]) if at >= 0 and self._lasts[at] > place else place

    def first_gap(self, after: int, size: int) -> int | None:
        """Return the first byte that is missing at or after a place, else before it; None where all are there."""
        for start in (after, 0):
            gap = self.end_from(start)
            if gap < size:
                return gap
        return None


class ArrivingMedium:
    """Fulfils the player's Source while :meth:`fill` runs on a worker. Safe from any thread."""

    def __init__(self, size: int, part: PartialFile, read_from: ReadFrom) -> None:
        self.size = size
        self._part, self._read_from = part, read_from
        self._coverage = Coverage()
        for first, last in part.list_covered():
            self._coverage.add(first, min(last, size))
        self._changed = threading.Condition()
        self._wanted = 0
        self._jump = False
        self._place = 0
        self._reading: CancelToken | None = None
        self._waiting = 0
        self._closed = False
        self._error: KnownError | None = None

    # -- the player's side --

    def read(self, first: int, count: int) -> bytes:
        """Return bytes from a place on, waiting until they have come."""
        if first >= self.size:
            return b""
        with self._changed:
            if self._coverage.end_from(first) == first:
                self._wanted, self._jump = first, True
                if self._reading is not None and not self._place <= first < self._place + _SOON:
                    self._reading.cancel()  # what is asked for next would only keep the line from what is wanted
                self._changed.notify_all()
            self._waiting += 1
            self._changed.wait_for(
                lambda: self._closed or self._error is not None or self._coverage.end_from(first) > first, _WAIT_S
            )
            self._waiting -= 1
            if self._closed:
                raise Cancelled
            last = self._coverage.end_from(first)
            if last == first:
                raise self._error or Timeout("server_timeout", server="MongoDB")
        return self._part.read(first, min(count, last - first))

    def here(self, first: int) -> int:
        """Return up to which byte all are here from a place on."""
        with self._changed:
            return self._coverage.end_from(first)

    def close(self) -> None:
        """Let the player go; what is missing may still be filled."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()

    @property
    def wanted(self) -> bool:
        """Whether no player let it go, and nothing stopped the filler."""
        with self._changed:
            return not self._closed and self._error is None

    def wait_for_start(self, seconds: float) -> None:
        """Wait until the first bytes are here. Raises what stopped the filler, and Timeout("server_timeout")."""
        with self._changed:
            came = self._changed.wait_for(lambda: self._error is not None or self._coverage.stretches(), seconds)
            if self._error is not None:
                raise self._error
            if not came:
                raise Timeout("server_timeout", server="MongoDB")

    def abandon(self) -> None:
        """Give it up before it is filled: nobody wants it any more."""
        self.close()
        self._part.leave()

    # -- the filler's side --

    def fill(self, cancel: CancelToken, tell: Callable[[int], None] = _tell_nobody) -> Location:
        """Bring everything, what the player waits for first, verify it and put it in its place.

        ``tell`` hears now and then how many bytes are here. Raises what reading raises, Cancelled,
        Invalid("medium_changed"), Denied("disk_full"); the player is told too. What is here then is gone on with by
        the next attempt, unless it is of no use.
        """
        try:
            while (place := self._next_place()) is not None:
                try:
                    self._fill_from(place, cancel, tell)
                except Timeout:
                    # After a seek the line still carries what was on its way: an answer then comes late once.
                    if not self._player_waits:
                        raise
            return self._part.finish()
        except KnownError as error:
            self._fail(error)
            if isinstance(error, _COMES_AGAIN):
                self._leave()
            self._part.abandon()
            raise
        except Cancelled:
            self.close()
            self._leave()
            raise

    @property
    def _player_waits(self) -> bool:
        with self._changed:
            return self._waiting > 0 and not self._closed

    def _leave(self) -> None:
        if stretches := self._coverage.stretches():
            self._part.note(stretches)
        self._part.leave()

    def _next_place(self) -> int | None:
        with self._changed:
            self._jump = False
            return self._coverage.first_gap(self._wanted, self.size)

    def _fill_from(self, place: int, cancel: CancelToken, tell: Callable[[int], None]) -> None:
        began, reading = place, cancel.part()
        with self._changed:
            self._place, self._reading = place, reading
        try:
            place = self._fill_by(reading, place, tell)
        except Cancelled:
            cancel.raise_if_cancelled()
            return  # the player went elsewhere
        finally:
            with self._changed:
                self._reading = None
        if place == began:
            raise NotFound("medium_lost", medium="")

    def _fill_by(self, reading: CancelToken, place: int, tell: Callable[[int], None]) -> int:
        """Bring bytes until there are no more or others are wanted; return up to where."""
        noted = place
        for piece in self._read_from(place, reading):
            reading.raise_if_cancelled()
            self._part.write(place, piece)
            with self._changed:
                self._coverage.add(place, place + len(piece))
                place += len(piece)
                self._place = place
                self._changed.notify_all()
                here = self._coverage.stretches()
            tell(sum(last - first for first, last in here))
            if place - noted >= _NOTE_BYTES:
                noted = place
                self._part.note(here)
            with self._changed:
                # Elsewhere the player waits; or from here on everything is there.
                if (self._jump and self._coverage.end_from(self._wanted) == self._wanted) or (
                    self._coverage.end_from(place) > place
                ):
                    break
        return place

    def _fail(self, error: KnownError) -> None:
        with self._changed:
            self._error = error
            self._changed.notify_all()
