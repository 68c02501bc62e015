"""How the music sounds: volume, speed, where the sound goes, even loudness."""

from __future__ import annotations

from collections.abc import Sequence

from pluto_desktop.playback.gain import applied_gain_db
from pluto_desktop.ports.player import Equaliser, Player
from pluto_desktop.services.playing_memory import Remembered
from pluto_desktop.services.playing_values import GainMode, Playable


class Sound:
    """Holds what was set and tells the player. The session's thread only."""

    def __init__(self, player: Player) -> None:
        self._player = player
        self.volume, self.muted, self.output = 80, False, ""
        self._rate, self._practice_rate = 1.0, 0.0
        self.outputs: tuple[tuple[str, str], ...] = ()
        self._share = 1.0
        self.gain_mode, self._preamp_db, self._prevent_clipping = GainMode.OFF, 0.0, True

    @property
    def rate(self) -> float:
        """The speed that is heard: that of practising, while one practises."""
        return self._practice_rate or self._rate

    @property
    def practising(self) -> bool:
        """Whether one practises."""
        return bool(self._practice_rate)

    def set_volume(self, percent: int) -> None:
        """Set the volume, 0 to 100; making it louder ends being muted."""
        percent = max(0, min(100, percent))
        if percent > self.volume and self.muted:
            self.set_muted(False)
        self.volume = percent
        self._put_volume()

    def fade(self, share: float) -> None:
        """Play with a share (0 to 1) of the volume; the volume that is shown stays."""
        if share != self._share:
            self._share = share
            self._put_volume()

    def set_muted(self, muted: bool) -> None:
        """Silence the sound, or not."""
        self.muted = muted
        self._player.set_muted(muted)

    def set_rate(self, rate: float) -> None:
        """Set the speed, 0.5 to 1.5; while one practises, that of practising, which is not remembered here."""
        rate = max(0.5, min(1.5, rate))
        if self._practice_rate:
            self._practice_rate = rate
        else:
            self._rate = rate
        self._player.set_rate(rate)

    def practise(self, rate: float | None) -> None:
        """Begin to practise at a speed, or end it (None): then the speed is the one from before."""
        before, self._practice_rate = self.rate, 0.0 if rate is None else max(0.5, min(1.5, rate))
        if self.rate != before:
            self._player.set_rate(self.rate)

    def set_output(self, device: str) -> None:
        """Play on an output device; "" is the system's default."""
        self.output = device
        self._player.set_output(device)

    def set_equaliser(self, bands_db: Sequence[float] | None, preamp_db: float) -> None:
        """Use ten bands of gain in decibels and a pre-amplifier, or none."""
        self._player.set_equaliser(None if bands_db is None else Equaliser(preamp_db, tuple(bands_db)))

    def set_gain(self, mode: GainMode, preamp_db: float, *, prevent_clipping: bool) -> None:
        """Set ReplayGain; :meth:`gain_of` says what it means for a song."""
        self.gain_mode, self._preamp_db, self._prevent_clipping = mode, preamp_db, prevent_clipping

    def gain_of(self, playable: Playable) -> float:
        """Return the gain to play a song with, in decibels."""
        if self.gain_mode is GainMode.OFF:
            return 0.0
        loudness = playable.loudness
        if self.gain_mode is GainMode.ALBUM and playable.album_loudness.gain_db is not None:
            loudness = playable.album_loudness
        return applied_gain_db(loudness, preamp_db=self._preamp_db, prevent_clipping=self._prevent_clipping)

    def restore(self, left: Remembered) -> None:
        """Take up what an earlier session left."""
        self.volume, self.muted, self._rate, self.output = left.volume, left.muted, left.rate, left.output
        self._put_volume()
        self._player.set_muted(self.muted)
        self._player.set_rate(self.rate)
        if self.output:
            self._player.set_output(self.output)

    def to_save(self) -> dict[str, object]:
        """Return what the next session is to know."""
        return {"volume": self.volume, "muted": self.muted, "rate": self._rate, "output": self.output}

    def _put_volume(self) -> None:
        self._player.set_volume(round(self.volume * self._share))
