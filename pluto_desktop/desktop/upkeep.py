"""What begins a little after the window is there: media keys, the library's upkeep, memory given back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from pluto_desktop.desktop.main_window import MainWindow
from pluto_desktop.desktop.notifier import Notifier
from pluto_desktop.desktop.parts import JoinMediaKeys, Parts, WindowControls
from pluto_desktop.desktop.preferences import Preferences
from pluto_desktop.desktop.tasks import Lane, TaskRunner
from pluto_desktop.services.playing_values import GainMode

_KEYS_MS = 1_500
_FIRST_MS = 4_000
_BREATH_MS = 500
_REST_MS = 2_000
_AGAIN_MS = 6 * 60 * 60 * 1_000


class UpkeepDesk(QObject):
    """Starts the upkeep a few seconds after the window, and measures loudness while ReplayGain is used."""

    changed = Signal(object)
    """The :class:`Changes` that the upkeep found."""

    def __init__(
        self,
        parts: Parts,
        runner: TaskRunner,
        preferences: Preferences,
        notifier: Notifier,
        window: MainWindow,
        open_files: Callable[[Sequence[Path]], None],
    ) -> None:
        super().__init__(window)
        self._window, self._open_files = window, open_files
        self._leave_media_keys: Callable[[], None] | None = None
        self._parts, self._runner, self._preferences, self._notifier = parts, runner, preferences, notifier
        self._soon = QTimer(self, interval=_BREATH_MS, singleShot=True)
        self._soon.timeout.connect(self._measure)
        preferences.changed.connect(self._setting_changed)
        self._rest = QTimer(self, interval=_REST_MS, singleShot=True)
        self._rest.timeout.connect(self._give_back)
        self.rest_soon()
        QTimer.singleShot(_KEYS_MS, self, self._load_media_keys)
        # A window may stay open for weeks: each day's backup is due all the same.
        self.again = QTimer(self, interval=_AGAIN_MS)
        self.again.timeout.connect(self._keep)
        if not parts.read_only:
            QTimer.singleShot(_FIRST_MS, self, self._keep)
            self.again.start()

    def rest_soon(self) -> None:
        """Say that large work is done: what it needed is given back when nothing followed for a moment."""
        self._rest.start()

    def close(self) -> None:
        """Leave the media keys."""
        if self._leave_media_keys is not None:
            self._leave_media_keys()

    def _load_media_keys(self) -> None:
        parts = self._parts
        self._runner.run(self, "keys", Lane.CPU, lambda _token: parts.media_keys(), self._join_media_keys)

    def _join_media_keys(self, join: JoinMediaKeys) -> None:
        window = self._window
        self._leave_media_keys = join(
            WindowControls(
                window.come_forward,
                window.quit,
                lambda path: self._open_files([path]),
                lambda: self._preferences.switch("desktop.notify") and not window.isActiveWindow(),
            )
        )

    def _keep(self) -> None:
        parts = self._parts
        self._runner.run(self, "upkeep", Lane.LONG, parts.keep, self._kept, self._notifier.fail)

    def _kept(self, changes: object) -> None:
        self.changed.emit(changes)
        self._soon.start()
        self.rest_soon()

    def _give_back(self) -> None:
        parts = self._parts
        self._runner.run(self, "give back", Lane.LONG, lambda _token: parts.give_back())

    def _setting_changed(self, key: str, _value: object) -> None:
        if key == "playback.replaygain":
            self._soon.start()

    def _measure(self) -> None:
        if self._parts.read_only or self._preferences.text("playback.replaygain") == GainMode.OFF:
            return
        self._runner.run(self, "loudness", Lane.LONG, self._parts.measure_loudness, self._measured, self._notifier.fail)

    def _measured(self, waiting: int) -> None:
        if waiting:
            self._soon.start()
