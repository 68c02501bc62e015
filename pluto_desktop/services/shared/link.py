"""The one keeper of the connections to both servers of a shared library."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from pluto_desktop.domain.errors import Cancelled
from pluto_desktop.ports.batches import OperationHistory
from pluto_desktop.ports.editors import Editors
from pluto_desktop.ports.shared import SharedReader, SharedWriter
from pluto_desktop.ports.shared_media import SharedMedia
from pluto_desktop.ports.song_edits import SongHistory
from pluto_desktop.services.shared.breaker import Breaker, Health
from pluto_desktop.services.shared.retry import Again

Call = TypeVar("Call")


class Closable(Protocol):
    """What holds connections."""

    def close(self) -> None:
        """Close them."""
        ...


class Catalogue(SharedReader, SharedWriter, SongHistory, OperationHistory, Editors, Closable, Protocol):
    """The catalogue's server."""


class Media(SharedMedia, Closable, Protocol):
    """The media's server."""


Part = TypeVar("Part", bound=Closable)


class Line(Generic[Part]):
    """The way to one server: made when first needed, behind a breaker of its own. Any thread."""

    def __init__(self, make: Callable[[], Part], breaker: Breaker, again: Again) -> None:
        self._make, self.breaker, self._again = make, breaker, again
        self._lock = threading.Lock()
        self._part: Part | None = None
        self._closed = False

    def once(self, ask: Callable[[Part], Call], *, patient: bool = False) -> Call:
        """Ask the server one time. Raises Cancelled once the line is closed."""
        with self.breaker.call(patient=patient):
            return ask(self._get())

    def repeatedly(self, ask: Callable[[Part], Call]) -> Call:
        """Ask what may be asked twice without harm, again where no answer came."""
        return self._again.call(lambda: self.once(ask))

    def close(self) -> None:
        """Close the connections, if there are any."""
        with self._lock:
            part, self._part, self._closed = self._part, None, True
        if part is not None:
            part.close()

    def _get(self) -> Part:
        with self._lock:
            if self._closed:
                raise Cancelled
            if self._part is None:
                self._part = self._make()
            return self._part


@dataclass(frozen=True, slots=True)
class LinkHealth:
    """How the two servers fare, each on its own."""

    catalogue: Health
    media: Health


class Link:
    """Both servers of one library. Nothing connects before it is asked; one that fails does not touch the other."""

    def __init__(self, catalogue: Line[Catalogue], media: Line[Media]) -> None:
        self.catalogue, self.media = catalogue, media

    @property
    def health(self) -> LinkHealth:
        """How the servers fare."""
        return LinkHealth(self.catalogue.breaker.health, self.media.breaker.health)

    def try_now(self) -> None:
        """Let the next call to each server try it, however long it was to be spared."""
        self.catalogue.breaker.forgive()
        self.media.breaker.forgive()

    def close(self) -> None:
        """Close every connection; calls from now on end with Cancelled."""
        try:
            self.catalogue.close()
        finally:
            self.media.close()


def open_link(catalogue: Callable[[], Catalogue], media: Callable[[], Media]) -> Link:
    """Return a link whose parts are made by these when they are first needed."""
    again = Again(time.monotonic, time.sleep, random.SystemRandom().random)
    return Link(Line(catalogue, _breaker(), again), Line(media, _breaker(), again))


def _breaker() -> Breaker:
    return Breaker(time.monotonic, lambda: time.time_ns() // 1_000_000)
