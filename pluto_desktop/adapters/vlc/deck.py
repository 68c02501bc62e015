"""One libvlc media player with what is loaded in it. Two decks make a player without gaps."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from pluto_desktop.adapters.vlc.arriving import Arriving, arriving
from pluto_desktop.adapters.vlc.landing import Landing
from pluto_desktop.adapters.vlc.media import MediaFacts, tempo_bias_ms
from pluto_desktop.adapters.vlc.outputs import choose_output
from pluto_desktop.adapters.vlc.stream import StreamMedia
from pluto_desktop.playback.clock import PlaybackClock
from pluto_desktop.ports.player import (
    Equaliser,
    LengthKnown,
    PlayerEvent,
    PlayerState,
    Sought,
    Source,
    StateChanged,
    TimeReported,
)

Report = Callable[["Deck", int, str, float, float], None]
"""Called on libvlc's threads with (deck, generation, name, value, monotonic seconds); it only posts."""

_EVENTS = {
    "MediaPlayerOpening": "opening",
    "MediaPlayerPlaying": "playing",
    "MediaPlayerPaused": "paused",
    "MediaPlayerEndReached": "ended",
    "MediaPlayerEncounteredError": "error",
    "MediaPlayerBuffering": "buffering",
    "MediaPlayerTimeChanged": "time",
    "MediaPlayerLengthChanged": "length",
    "MediaPlayerAudioDevice": "sound",
    "MediaPlayerAudioVolume": "sound",
}
_FLAT_PREAMP_DB = 12.0
_LATE_S = 3.0
"""When libvlc says times so long after it was sent somewhere, they are of there, whatever it said of its buffer."""
_ENOUGH = 100.0
_CUT_SHORT_MS = 2_000.0


class Deck:
    """A media player. Every method belongs to the player's worker thread.

    ``generation`` grows with each medium, so that what libvlc still says of an earlier one can be told apart.
    """

    def __init__(self, vlc: Any, instance: Any, report: Report) -> None:
        self._vlc, self._instance = vlc, instance
        self.media_player: Any = instance.media_player_new()
        self.clock = PlaybackClock()
        self.generation = self.token = 0
        self.path: Path | None = None
        self.facts = MediaFacts()
        self.length_ms = 0
        self.paused = False
        self._gain_db = 0.0
        self._share = 1.0
        self._volume, self._muted, self._output = 80, False, ""
        self._equaliser: Equaliser | None = None
        self._tuned = False
        self._media: Any = None
        self._stream: StreamMedia | None = None
        self._arriving: Arriving | None = None
        self._reported = False
        self._sent_s = 0.0
        self._awaited_ms: float | None = None
        self._start_ms = 0
        self._place_ms = 0.0
        self._report = report
        manager = self.media_player.event_manager()
        for event, name in _EVENTS.items():
            manager.event_attach(getattr(vlc.EventType, event), self._on_event, name)

    @property
    def loaded(self) -> bool:
        """Whether there is a medium."""
        return self.path is not None

    @property
    def reader(self) -> str:
        """What takes the medium apart; "" where there is none."""
        if not self.loaded:
            return ""
        return "libavformat" if ":demux=avformat" in self.facts.options else "VLC itself"

    @property
    def landing(self) -> Landing:
        """What is to be expected of a seek in the medium."""
        return (None if self._arriving is None else self._arriving.landing) or self.facts.landing

    def sound_after_s(self, position_ms: float) -> float:
        """Return how long after libvlc has buffered enough the sound is at the position that it was sent to last."""
        landing = self.landing
        early_ms = position_ms - landing.start_ms(self._place_ms)
        return landing.after_s + early_ms / 1000.0 / self.clock.rate

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
        """Stop, and start another medium (or get it ready, paused)."""
        self.stop()
        self.token, self.path, self.facts, self.paused = token, path, facts, paused
        self._gain_db, self.length_ms, self._reported = gain_db, 0, False
        self._arriving = None if source is None else arriving(path, source)
        options = [*facts.options]
        self._start_ms = start_ms if self._arriving is not None and self._arriving.by_bytes else 0
        self._place_ms = self.landing.sent_ms(start_ms) if self._arriving is None else float(start_ms)
        if start_ms and not self._start_ms:
            options.append(f":start-time={self._place_ms / 1000:.3f}")
        if paused:
            options.append(":start-paused")
        self._stream = None if self._arriving is None else StreamMedia(self._vlc, self._instance, self._arriving)
        media = self._instance.media_new_path(path) if self._stream is None else self._stream.media
        for option in options:
            media.add_option(option)
        self.media_player.set_media(media)
        self._media = media
        self._sent_s = time.monotonic()
        self._awaited_ms = float(start_ms)
        self.clock.start(float(start_ms), time.monotonic(), running=False)
        self.media_player.play()
        self._tuned = False
        self.tune()

    def stop(self) -> None:
        """Stop and forget the medium; libvlc's stop waits for its threads."""
        if self.loaded:
            if self._stream is not None:
                self._stream.close()  # libvlc's threads may be waiting for bytes
            self.media_player.stop()
            self._media.release()
            self._media = self._stream = self._arriving = None
        self.generation += 1
        self.path, self.token = None, 0

    def set_paused(self, paused: bool) -> None:
        """Pause or resume."""
        self.paused = paused
        self.media_player.set_pause(int(paused))

    def seek(self, position_ms: float) -> None:
        """Go to a position; :class:`Sought` is said once libvlc has buffered what comes from there."""
        self._place_ms = self.landing.sent_ms(position_ms)
        place_ms = round(self._place_ms) if self._arriving is None else self._arriving.go(position_ms)
        self._start_ms, self._awaited_ms, self._sent_s = 0, position_ms, time.monotonic()
        self.clock.seek(position_ms, self._sent_s)
        self.media_player.set_time(place_ms)

    def set_rate(self, rate: float) -> None:
        """Change the speed; what was queued at the old one is thrown away by seeking to where we are."""
        now = time.monotonic()
        playing = self.clock.running and not self.clock.holding
        position_ms = self.clock.position_ms(now)
        self.clock.set_rate(rate, now)
        self.media_player.set_rate(rate)
        if playing:
            self.seek(position_ms)

    def set_volume(self, percent: int) -> None:
        """Set the volume, changed by the medium's gain."""
        self._volume = percent
        self._put_volume()

    def set_gain(self, gain_db: float) -> None:
        """Change the medium's gain."""
        self._gain_db = gain_db
        self._put_volume()

    def set_share(self, share: float) -> None:
        """Sound with a share (0 to 1) of the amplitude."""
        self._share = share
        self._put_volume()

    def sound_like(self, other: Deck) -> None:
        """Take over how another deck is set to sound, but for its share."""
        self._gain_db = other._gain_db
        self.set_volume(other._volume)
        self.set_muted(other._muted)
        self.set_equaliser(other._equaliser)
        self.set_output(other._output)

    def set_muted(self, muted: bool) -> None:
        """Silence the sound, or not."""
        self._muted = muted
        self.media_player.audio_set_mute(muted)

    def set_output(self, device: str) -> None:
        """Let the sound go to a device; "" is the system's default."""
        self._output = device
        choose_output(self._vlc, self.media_player, device)

    def follow_outputs(self) -> None:
        """Devices came or went: go to the one that was wanted, or away from where it is no more."""
        if self._output:
            choose_output(self._vlc, self.media_player, self._output)

    def tune(self) -> None:
        """Set how it sounds as soon as the medium's output is open: libvlc opens a new one and forgets it all.

        Called with every report; once it succeeded, the person may well set another volume in the system's mixer.
        """
        if self._tuned or not self._put_volume():
            return
        self._tuned = True
        self.media_player.audio_set_mute(self._muted)
        self.follow_outputs()

    def _put_volume(self) -> bool:
        """Whether there was an output to take it. libvlc's volume is the cube root of the amplitude."""
        percent = round(self._volume * 10 ** (self._gain_db / 60) * self._share ** (1 / 3))
        return bool(self.media_player.audio_set_volume(percent) == 0)

    def set_equaliser(self, equaliser: Equaliser | None) -> None:
        """Use an equaliser, or none. libvlc's is at full level with a pre-amplifier of 12 dB."""
        self._equaliser = equaliser
        if equaliser is None:
            self.media_player.set_equalizer(None)
            return
        native = self._vlc.AudioEqualizer()
        native.set_preamp(max(-20.0, min(20.0, _FLAT_PREAMP_DB + equaliser.preamp_db)))
        for band, gain_db in enumerate(equaliser.bands_db[:10]):
            native.set_amp_at_index(max(-20.0, min(20.0, gain_db)), band)
        self.media_player.set_equalizer(native)

    def hear(self, name: str, value: float, at_s: float) -> PlayerEvent | None:
        """Take in a report of libvlc's; return what it is to others, None where it says nothing new."""
        self.tune()
        match name:
            case "sound":
                return None
            case "time":
                position_ms = self._audible(value, at_s)
                return None if position_ms is None else TimeReported(self.token, position_ms, at_s)
            case "buffering":
                return self._buffered(value, at_s)
            case "length":
                self.length_ms = int(value)
                return LengthKnown(self.token, self.length_ms)
            case "playing":
                self.clock.resume(at_s)
            case "paused":
                self.clock.pause(at_s)
        if self._start_ms and name in {"playing", "paused"}:
            Deck.seek(self, self._start_ms)  # only now its head was read; what plays beside it has its own
        return StateChanged(self.token, PlayerState(name), at_s)

    def _buffered(self, percent: float, at_s: float) -> PlayerEvent | None:
        """Say when the sound of where it was sent is expected, now that libvlc has enough of it."""
        awaited_ms = self._awaited_ms
        if awaited_ms is None or percent < _ENOUGH:
            return None
        self._awaited_ms = None
        sounds_s = at_s + self.sound_after_s(awaited_ms)
        self.clock.presume(sounds_s)
        return Sought(self.token, awaited_ms, sounds_s)

    def _audible(self, raw_ms: float, at_s: float) -> float | None:
        """Turn libvlc's report into the audible position; None where it is of before a seek, or only repeats that."""
        if self._awaited_ms is not None:
            if at_s - self._sent_s < _LATE_S:
                return None
            self._awaited_ms = None
        bias_ms = self.facts.bias_ms if self._arriving is None else self._arriving.bias_ms
        position_ms = max(0.0, raw_ms - bias_ms - tempo_bias_ms(self.clock.rate, self.facts.block_ms))
        self.clock.report(position_ms, at_s)
        self._reported = True
        return position_ms

    def seconds_to(self, position_ms: float) -> float | None:
        """Return in how many seconds the sound will be at a position, below zero where it is past that.

        None while it stands, or where nobody can say: of a medium that still arrives, until it sounds after a seek.
        """
        if not self.clock.counting or (self._stream is not None and self.clock.holding):
            return None
        return (position_ms - self.clock.position_ms(time.monotonic())) / 1000.0 / self.clock.rate

    def ends_at_s(self) -> float | None:
        """Return when the sound will end; None while that cannot be said exactly."""
        if self.length_ms <= 0 or not self.facts.exact_length or self.clock.holding or not self.clock.running:
            return None
        now = time.monotonic()
        return now + (self.length_ms - self.clock.position_ms(now)) / 1000.0 / self.clock.rate

    def failure(self, *, broken: bool) -> str:
        """Return why the medium ended too soon (a code), "" where it was simply over."""
        stats = self._vlc.MediaStats()
        decoded = bool(self._media.get_stats(stats)) and stats.decoded_audio > 0
        if broken or not (self._reported or (decoded and self.length_ms > 0)):
            return "not_audio"
        missing_ms = self.length_ms - self.clock.position_ms(time.monotonic())
        return "cut_short" if self.facts.exact_length and missing_ms > _CUT_SHORT_MS else ""

    def close(self) -> None:
        """Free the media player."""
        self.stop()
        self.media_player.release()

    def _on_event(self, event: Any, name: str) -> None:
        value = 0.0
        if name == "time":
            value = float(event.u.new_time)
        elif name == "length":
            value = float(event.u.new_length)
        elif name == "buffering":
            value = float(event.u.new_cache)
        self._report(self, self.generation, name, value, time.monotonic())
