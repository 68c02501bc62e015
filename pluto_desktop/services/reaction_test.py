"""Finding how long a person takes to tap when something is heard and seen: cues that come unevenly."""

from __future__ import annotations

import time
from bisect import bisect_right
from collections.abc import Callable
from pathlib import Path

from pluto_desktop.playback.click_taps import Found
from pluto_desktop.playback.cue_taps import CUES_MS, answer_at, find_reaction
from pluto_desktop.ports.player import Player
from pluto_desktop.services.playing import Post
from pluto_desktop.services.tap_test import TapTest


class ReactionTest(TapTest):
    """Plays cues, each of which a person answers with a tap.

    The device's delay, :attr:`output_offset_ms`, is taken away: what is left is the person's.
    """

    def __init__(self, player: Player, track: Path, post: Post, *, now: Callable[[], float] = time.monotonic) -> None:
        super().__init__(player, track, post, now=now)
        self.output_offset_ms = 0
        """How much later than the player believes the output sounds: its listening offset."""
        self._answered = -1

    def forget(self) -> None:
        """Count answers anew; the cues go on."""
        super().forget()
        self._answered = -1

    def tap(self) -> bool:
        """Take in a tap, now, and return whether it counts: one for each cue, neither a guess nor far too late."""
        answer = answer_at(self._heard_ms) if self.sounding else None
        if answer is None or answer.cue == self._answered:
            return False
        self._answered = answer.cue
        self._taps.append(answer.after_ms)
        return True

    @property
    def found(self) -> Found | None:
        """What the taps tell, None while there are too few."""
        return find_reaction(self._taps)

    def since_cue_ms(self) -> float | None:
        """Return how long ago the last cue was heard; None while nothing sounds, or before the first."""
        heard = self._heard_ms
        cue = bisect_right(CUES_MS, heard) - 1
        return heard - CUES_MS[cue] if self.sounding and cue >= 0 else None

    @property
    def _heard_ms(self) -> float:
        return self.position_ms - self.output_offset_ms

    def _play(self) -> None:
        self._answered = -1
        super()._play()
