"""Finding the listening offset: clicks through a player of its own, on the output that is to be measured."""

from __future__ import annotations

from pluto_desktop.playback.click_taps import EVERY_MS, Found, find_offset, lateness_ms
from pluto_desktop.services.tap_test import TapTest


class ListeningTest(TapTest):
    """Plays even clicks, to which a person taps along."""

    def tap(self) -> None:
        """Take in a tap, now. One made before the first click is heard does not count."""
        if self.sounding:
            self._taps.append(lateness_ms(self.position_ms))

    @property
    def found(self) -> Found | None:
        """What the taps tell, None while there are too few."""
        return find_offset(self._taps)

    def since_click_ms(self, offset_ms: int) -> float | None:
        """Return how long ago the last click was heard, by an offset; None while nothing sounds."""
        return (self.position_ms - offset_ms) % EVERY_MS if self.sounding else None
