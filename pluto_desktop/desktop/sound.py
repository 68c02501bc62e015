"""Carries what the person set about the sound to the session, and back."""

from __future__ import annotations

from PySide6.QtCore import QObject

from pluto_desktop.desktop.models.playback import PlaybackModel
from pluto_desktop.desktop.preferences import Preferences
from pluto_desktop.services.playing_values import GainMode


class SoundSettings(QObject):
    """ReplayGain and the equaliser follow the settings, at the start and at every change."""

    def __init__(self, model: PlaybackModel, preferences: Preferences, parent: QObject) -> None:
        super().__init__(parent)
        self._session = model.session
        self._preferences = preferences
        preferences.changed.connect(self._changed)
        self._set_gain()
        if preferences.switch("playback.equaliser_on"):
            self._set_equaliser()

    def _changed(self, key: str, _value: object) -> None:
        if key.startswith("playback.replaygain"):
            self._set_gain()
        elif key.startswith("playback.equaliser") and key != "playback.equaliser_preset":
            self._set_equaliser()

    def _set_gain(self) -> None:
        mode = GainMode(self._preferences.text("playback.replaygain"))
        preamp = self._preferences.get("playback.replaygain_preamp_db")
        self._session.set_gain(mode, preamp if isinstance(preamp, float) else 0.0)

    def _set_equaliser(self) -> None:
        bands = self._preferences.get("playback.equaliser_bands_db")
        preamp = self._preferences.get("playback.equaliser_preamp_db")
        if not self._preferences.switch("playback.equaliser_on") or not isinstance(bands, tuple):
            self._session.set_equaliser(None)
            return
        gains = [band for band in bands if isinstance(band, float)]
        self._session.set_equaliser(gains, preamp if isinstance(preamp, float) else 0.0)
