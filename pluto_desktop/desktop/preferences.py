"""The settings as the window sees them: written off the GUI thread, told on it."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from pluto_desktop.desktop.notifier import Notifier
from pluto_desktop.desktop.tasks import Lane, TaskRunner
from pluto_desktop.domain.settings import Value
from pluto_desktop.services.settings import Settings


class Preferences(QObject):
    """Reads and sets settings by key; GUI thread only. A value set here is told at once and written soon."""

    changed = Signal(str, object)
    """A setting changed, here or elsewhere: its key and its value."""

    _told = Signal(str, object)

    def __init__(self, settings: Settings, runner: TaskRunner, notifier: Notifier) -> None:
        super().__init__()
        self._runner = runner
        self._notifier = notifier
        self._ahead: dict[str, Value] = {}
        self.settings = settings
        self._told.connect(self._take)
        self._leave = settings.subscribe(self._told.emit)

    def get(self, key: str) -> Value:
        """Return a setting's value, one that is not yet written included."""
        return self._ahead[key] if key in self._ahead else self.settings.get(key)

    def switch(self, key: str) -> bool:
        """Return an on-off setting."""
        return self.get(key) is True

    def whole(self, key: str) -> int:
        """Return a setting that is a whole number."""
        value = self.get(key)
        assert isinstance(value, int), key
        return value

    def text(self, key: str) -> str:
        """Return a setting that is text."""
        value = self.get(key)
        assert isinstance(value, str), key
        return value

    def set(self, key: str, value: Value) -> None:
        """Change a setting. A place that cannot be written is told; the value holds until the program ends."""
        if self.get(key) == value:
            return
        self._ahead[key] = value
        self.changed.emit(key, value)
        self._runner.run(
            self, "set", Lane.WRITE, lambda _token: self.settings.set(key, value), None, self._notifier.fail
        )

    def close(self) -> None:
        """Listen no more."""
        self._leave()

    def _take(self, key: str, value: Value) -> None:
        if key in self._ahead:
            if self._ahead[key] == value:
                del self._ahead[key]
            return
        self.changed.emit(key, value)
