"""A real VLC that tests listen to."""

from __future__ import annotations

import threading
from collections.abc import Callable

from pluto_desktop.adapters.vlc import VlcPlayer
from pluto_desktop.ports.player import PlayerEvent, TimeReported

LIMIT_S = 30
"""What has not come by then never comes."""


class Listener:
    """A player and what it has said; ``arguments`` go to libvlc."""

    def __init__(self, *arguments: str) -> None:
        self.player = VlcPlayer(arguments)
        self.events: list[PlayerEvent] = []
        self._arrived = threading.Condition()
        self.player.set_listener(self._take)

    def _take(self, event: PlayerEvent) -> None:
        with self._arrived:
            self.events.append(event)
            self._arrived.notify_all()

    def wait(self, there: Callable[[PlayerEvent], bool]) -> PlayerEvent:
        with self._arrived:
            assert self._arrived.wait_for(lambda: any(map(there, self.events)), LIMIT_S), self.events
            return next(event for event in self.events if there(event))

    def forget(self) -> None:
        with self._arrived:
            self.events.clear()

    def wait_for_sound(self, after_ms: float = 0.0) -> None:
        self.wait(lambda event: isinstance(event, TimeReported) and event.position_ms > after_ms)
