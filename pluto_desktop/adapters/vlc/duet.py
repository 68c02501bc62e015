"""A deck that takes the song's music without voice along: a second media player, in step, one of the two silent.

libvlc offers nothing of the kind, but two of its players started together stay together within some milliseconds, and
the silent one can be brought nearer by another speed for a moment, which nobody hears.
"""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from pluto_desktop.adapters.vlc.deck import Deck, Report
from pluto_desktop.adapters.vlc.media import MediaFacts
from pluto_desktop.playback.fade import STEP_S, Fade
from pluto_desktop.playback.in_step import InStep
from pluto_desktop.ports.player import (
    Bgm,
    BgmJoined,
    BgmLeft,
    Equaliser,
    PlayerEvent,
    Source,
    StateChanged,
    TimeReported,
)

_JOIN_MS = 120.0
"""How long a medium takes from being opened to its first sound, about: it is opened that much ahead of the song."""
_JOIN_ANYHOW_S = 4.0


class Duet(Deck):
    """Plays a song and, where it has one, its music without voice. The player's worker thread only.

    The one that is heard leads: positions are told from it, and the other one follows it.
    """

    def __init__(self, vlc: Any, instance: Any, report: Report) -> None:
        super().__init__(vlc, instance, report)
        self.bgm: Deck | None = None
        self._offset_ms = 0
        self._voice = Fade(1.0)
        self._heard_share = self._wanted = 1.0
        self._joining_s: float | None = None
        self._greeted = False
        self._held = False
        self._step = InStep()
        self._nudged: Deck | None = None
        self._nudge_end_s = 0.0

    # ---- the music without voice

    def make_bgm(self) -> Deck:
        """Return another deck that tells the player what it hears."""
        return Deck(self._vlc, self._instance, self._report)

    def set_bgm(self, bgm: Bgm | None, facts: MediaFacts | None, voice: float) -> None:
        """Take it along from here on, or no more. ``facts`` are those of its file; ``voice`` is 0 to 1."""
        self._drop_bgm()
        self._wanted = voice
        if bgm is None or facts is None:
            return
        now = time.monotonic()
        if self.bgm is None:
            self.bgm = self.make_bgm()
        self._offset_ms = bgm.offset_ms
        sounds = self.clock.running and not self.clock.holding
        self._joining_s, self._greeted = now if sounds else None, False
        place_ms = self._place_of_bgm(self.clock.position_ms(now)) + (_JOIN_MS * self.clock.rate if sounds else 0.0)
        self._held = place_ms < 0
        self.bgm.sound_like(self)
        self.bgm.load(
            self.token,
            bgm.path,
            facts,
            start_ms=max(0, round(place_ms)),
            paused=self.paused or self._held,
            gain_db=self._gain_db,
            source=bgm.source,
        )
        self.bgm.clock.set_rate(self.clock.rate, now)
        self.bgm.media_player.set_rate(self.clock.rate)
        self._step.begin(now, rate=self.clock.rate, settled=True)
        self._voice.put(1.0 if sounds else voice)
        self._step.mixed = not sounds and 0.0 < voice < 1.0
        self._put_shares(now)

    def set_voice(self, share: float) -> None:
        """Cross-fade to a share of the voice; where nothing is taken along, it is kept for what joins."""
        self._wanted = share
        if self._has_bgm and self._joining_s is None:
            self._fade_to(share)

    def set_bgm_offset(self, offset_ms: int) -> None:
        """Shift the music without voice against the song."""
        if self._has_bgm and offset_ms != self._offset_ms:
            position_ms = self._position_ms()
            self._offset_ms = offset_ms
            self._seek_bgm_alone(position_ms)

    def hear_bgm(self, name: str, value: float, at_s: float) -> list[PlayerEvent]:
        """Take in what libvlc says of the music without voice; return what it is to others."""
        bgm = self.bgm
        assert bgm is not None
        if name in {"ended", "error"}:
            return [self._lose_bgm(bgm.failure(broken=name == "error"), at_s)]
        event = bgm.hear(name, value, at_s)
        if isinstance(event, StateChanged):
            self._step.begin(at_s, rate=self.clock.rate, settled=True)
        if not isinstance(event, TimeReported):
            return self._greet() if name == "paused" else []
        position_ms = event.position_ms - self._offset_ms
        leads, events = self._bgm_leads, self._greet()
        if leads:
            events.append(TimeReported(self.token, position_ms, at_s))
        if not bgm.clock.holding:
            self._step.report(position_ms, at_s, leader=leads)
            events += self._follow(at_s)
        return events

    def hear_song(self, event: PlayerEvent | None, at_s: float) -> list[PlayerEvent]:
        """Compare what libvlc said of the song with the music beside it; return what it is to others."""
        events: list[PlayerEvent] = (
            [] if event is None or (self._bgm_leads and isinstance(event, TimeReported)) else [event]
        )
        if not self._has_bgm:
            return events
        if isinstance(event, StateChanged):
            self._step.begin(at_s, rate=self.clock.rate, settled=True)
        elif isinstance(event, TimeReported) and not self.clock.holding:
            self._step.report(event.position_ms, at_s, leader=not self._bgm_leads)
            events += self._follow(at_s)
        return events

    def due_s(self) -> float | None:
        """Return when :meth:`tick` is to be called; None while there is nothing to wait for."""
        now = time.monotonic()
        times = [now + STEP_S] if self._heard_share != self._voice.target else []
        if self._nudged is not None:
            times.append(self._nudge_end_s)
        if (start_s := self._start_of_bgm_s(now)) is not None:
            times.append(start_s)
        return min(times, default=None)

    def tick(self) -> None:
        """Do what is due: a step of a cross-fade, the end of another speed, the first sound of a music that waits."""
        now = time.monotonic()
        if self._heard_share != self._voice.target:
            self._put_shares(now)
        if self._nudged is not None and now >= self._nudge_end_s:
            self._end_nudge()
            self._step.begin(now, rate=self.clock.rate)
        start_s = self._start_of_bgm_s(now)
        if start_s is not None and now >= start_s and self.bgm is not None:
            self._held = False
            self.bgm.set_paused(False)

    # ---- what is done to a deck is done to both

    def load(
        self,
        token: int,
        path: Path,
        facts: MediaFacts,
        *,
        start_ms: int,
        paused: bool,
        gain_db: float,
        source: Source | None = None,
    ) -> None:
        """Stop both, and start another song, alone at first."""
        self._voice.put(1.0)
        self._heard_share = self._wanted = self._share = 1.0
        super().load(token, path, facts, start_ms=start_ms, paused=paused, gain_db=gain_db, source=source)

    def stop(self) -> None:
        """Stop both."""
        self._drop_bgm()
        super().stop()

    def set_paused(self, paused: bool) -> None:
        """Pause or resume both."""
        self._end_nudge()
        super().set_paused(paused)
        if self._has_bgm and not self._held:
            assert self.bgm is not None
            self.bgm.set_paused(paused)

    def seek(self, position_ms: float) -> None:
        """Go to a position with both."""
        self._end_nudge()
        super().seek(position_ms)
        if self._has_bgm:
            assert self.bgm is not None
            start_ms = self.landing.start_ms(self.landing.sent_ms(position_ms))
            self._seek_bgm(start_ms, self.bgm.landing.after_s - self.landing.after_s)

    def set_rate(self, rate: float) -> None:
        """Change the speed of both."""
        self._end_nudge()
        if self._has_bgm:
            assert self.bgm is not None
            self.bgm.clock.set_rate(rate, time.monotonic())
            self.bgm.media_player.set_rate(rate)
        super().set_rate(rate)  # it seeks where it plays, and takes the other along
        self._step.begin(time.monotonic(), rate=rate)

    def set_volume(self, percent: int) -> None:
        """Set the volume of both."""
        super().set_volume(percent)
        if self.bgm is not None:
            self.bgm.set_volume(percent)

    def set_gain(self, gain_db: float) -> None:
        """Change the gain of both: one music, in the balance it was mixed in."""
        super().set_gain(gain_db)
        if self.bgm is not None:
            self.bgm.set_gain(gain_db)

    def set_muted(self, muted: bool) -> None:
        """Silence both, or none."""
        super().set_muted(muted)
        if self.bgm is not None:
            self.bgm.set_muted(muted)

    def set_output(self, device: str) -> None:
        """Let both go to a device."""
        super().set_output(device)
        if self.bgm is not None:
            self.bgm.set_output(device)

    def follow_outputs(self) -> None:
        """Devices came or went."""
        super().follow_outputs()
        if self.bgm is not None:
            self.bgm.follow_outputs()

    def set_equaliser(self, equaliser: Equaliser | None) -> None:
        """Use an equaliser for both, or none."""
        super().set_equaliser(equaliser)
        if self.bgm is not None:
            self.bgm.set_equaliser(equaliser)

    def close(self) -> None:
        """Free both media players."""
        super().close()
        if self.bgm is not None:
            self.bgm.close()

    # ---- within

    @property
    def _has_bgm(self) -> bool:
        return self.bgm is not None and self.bgm.loaded

    @property
    def _bgm_leads(self) -> bool:
        return self._has_bgm and not self._held and self._joining_s is None and self._voice.target < 0.5

    def _position_ms(self) -> float:
        """Return where the song is, by the one that is heard."""
        now = time.monotonic()
        if self._bgm_leads and self.bgm is not None and not self.bgm.clock.holding:
            return self.bgm.clock.position_ms(now) - self._offset_ms
        return self.clock.position_ms(now)

    def _start_of_bgm_s(self, now_s: float) -> float | None:
        """Return when music that waits for the song to come to it is to be started; None where none waits."""
        if not self._held or self.bgm is None or not self.clock.running or self.clock.holding:
            return None
        left_ms = -self._place_of_bgm(self.clock.position_ms(now_s)) / self.clock.rate
        return now_s + left_ms / 1000.0 - self.bgm.facts.first_sound_s

    def _place_of_bgm(self, position_ms: float) -> float:
        return position_ms + self._offset_ms

    def _seek_bgm(self, position_ms: float, later_s: float) -> None:
        """Let the music begin where it belongs when the song is at a position; wait where it has not begun.

        Its first sound comes ``later_s`` after the song is there.
        """
        bgm = self.bgm
        assert bgm is not None
        place_ms = self._place_of_bgm(position_ms) + later_s * 1000.0 * self.clock.rate
        held, self._held = self._held, place_ms < 0
        bgm.seek(bgm.landing.nearest_ms(place_ms))
        if held != self._held:
            bgm.set_paused(self._held or self.paused)
        self._step.begin(time.monotonic(), rate=self.clock.rate, settled=True)

    def _seek_bgm_alone(self, position_ms: float) -> None:
        """Let the music go to where it belongs while the song goes on."""
        assert self.bgm is not None
        self._seek_bgm(position_ms, 0.0 if self.paused else self.bgm.landing.after_s)

    def _fade_to(self, share: float) -> None:
        now, led = time.monotonic(), self._bgm_leads
        self._voice.send(share, now)
        self._step.mixed = 0.0 < share < 1.0
        if led != self._bgm_leads:
            if self._nudged is not None:
                self._end_nudge()
                self._step.begin(now, rate=self.clock.rate)
            self._step.swap()
        self._put_shares(now)

    def _put_shares(self, now_s: float) -> None:
        share = self._heard_share = self._voice.share(now_s)
        self.set_share(share)
        if self._has_bgm and self.bgm is not None:
            self.bgm.set_share(1.0 - share)

    def _follow(self, now_s: float) -> list[PlayerEvent]:
        """Bring the silent one nearer; let the music join once it is in step."""
        if self._nudged is not None or self._held or self.paused:
            return []
        follower = self if self._bgm_leads else self.bgm
        assert follower is not None
        if self._joining_s is not None and (self._step.near or now_s - self._joining_s > _JOIN_ANYHOW_S):
            self._joining_s = None
            self._fade_to(self._wanted)
            return self._greet()
        lost = self._step.far or (self._joining_s is not None and self._step.apart_ms is not None)
        if lost and follower is self.bgm:
            self._seek_bgm_alone(self.clock.position_ms(time.monotonic()))
        elif (nudge := self._step.nudge()) is not None:
            self._nudged, self._nudge_end_s = follower, time.monotonic() + nudge.seconds
            follower.media_player.set_rate(self.clock.rate * nudge.factor)
        return []

    def _greet(self) -> list[PlayerEvent]:
        """Tell once that the music has joined."""
        if self._greeted or self._joining_s is not None:
            return []
        self._greeted = True
        return [BgmJoined(self.token)]

    def _end_nudge(self) -> None:
        if self._nudged is not None:
            self._nudged.media_player.set_rate(self.clock.rate)
            self._nudged = None

    def _drop_bgm(self) -> None:
        self._end_nudge()
        self._held, self._joining_s = False, None
        if self.bgm is not None:
            self.bgm.stop()
        self._voice.send(1.0, time.monotonic())

    def _lose_bgm(self, code: str, at_s: float) -> PlayerEvent:
        self._drop_bgm()
        self._put_shares(at_s)
        return BgmLeft(self.token, code)
