"""Lets the library's upkeep run in the background, without anybody noticing."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from pluto_desktop.desktop.notifier import Notifier
from pluto_desktop.desktop.parts import Parts
from pluto_desktop.desktop.preferences import Preferences
from pluto_desktop.desktop.tasks import Lane, TaskRunner
from pluto_desktop.services.playing_values import GainMode

_FIRST_MS = 4_000
_BREATH_MS = 500


class UpkeepDesk(QObject):
    """Starts the upkeep a few seconds after the window, and measures loudness while ReplayGain is used."""

    changed = Signal(object)
    """The :class:`Changes` that the upkeep found."""

    def __init__(
        self, parts: Parts, runner: TaskRunner, preferences: Preferences, notifier: Notifier, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._parts, self._runner, self._preferences, self._notifier = parts, runner, preferences, notifier
        self._soon = QTimer(self, interval=_BREATH_MS, singleShot=True)
        self._soon.timeout.connect(self._measure)
        preferences.changed.connect(self._setting_changed)
        if not parts.read_only:
            QTimer.singleShot(_FIRST_MS, self, self._keep)

    def _keep(self) -> None:
        parts = self._parts
        self._runner.run(self, "upkeep", Lane.CPU, parts.keep, self._kept, self._notifier.fail)

    def _kept(self, changes: object) -> None:
        self.changed.emit(changes)
        self._soon.start()

    def _setting_changed(self, key: str, _value: object) -> None:
        if key == "playback.replaygain":
            self._soon.start()

    def _measure(self) -> None:
        if self._parts.read_only or self._preferences.text("playback.replaygain") == GainMode.OFF:
            return
        self._runner.run(self, "loudness", Lane.CPU, self._parts.measure_loudness, self._measured, self._notifier.fail)

    def _measured(self, waiting: int) -> None:
        if waiting:
            self._soon.start()
