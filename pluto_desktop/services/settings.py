"""What a person has chosen: read, changed and watched by key."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

from pluto_desktop.domain.errors import Invalid
from pluto_desktop.domain.settings import SETTINGS, Value, setting
from pluto_desktop.ports.settings import SettingsStore

Listener = Callable[[str, Value], None]
"""Called with a key and its new value on the thread that set it."""

_log = logging.getLogger(__name__)


class Settings:
    """The settings with their values. Safe from any thread; reading touches no disk after the first time.

    Stored values that do not fit (another version wrote them, or a hand) count as not set; keys this version does not
    know are kept as they are, so that going back to an older Pluto loses nothing.
    """

    def __init__(self, store: SettingsStore) -> None:
        self._store = store
        self._lock = threading.RLock()
        self._raw: dict[str, object] | None = None
        self._values: dict[str, Value] = {}
        self._listeners: list[Listener] = []

    def get(self, key: str) -> Value:
        """Return the value of a setting, its default where none is set. Raises UnknownSetting."""
        declared = setting(key)
        with self._lock:
            self._load()
            return self._values.get(key, declared.default)

    def get_switch(self, key: str) -> bool:
        """Return an on-off setting."""
        value = self.get(key)
        assert isinstance(value, bool), key
        return value

    def get_whole(self, key: str) -> int:
        """Return a setting that is a whole number."""
        value = self.get(key)
        assert isinstance(value, int), key
        return value

    def get_decimal(self, key: str) -> float:
        """Return a setting that is a decimal number."""
        value = self.get(key)
        assert isinstance(value, float), key
        return value

    def get_text(self, key: str) -> str:
        """Return a setting that is text or a choice."""
        value = self.get(key)
        assert isinstance(value, str), key
        return value

    def get_decimals(self, key: str) -> tuple[float, ...]:
        """Return a setting that is several decimal numbers."""
        value = self.get(key)
        assert isinstance(value, tuple), key
        return tuple(item for item in value if isinstance(item, float))

    def get_texts(self, key: str) -> tuple[str, ...]:
        """Return a setting that is several texts."""
        value = self.get(key)
        assert isinstance(value, tuple), key
        return tuple(item for item in value if isinstance(item, str))

    def set(self, key: str, value: object) -> None:
        """Check, keep and tell a new value; nothing happens where it is the present one.

        Raises UnknownSetting, Invalid("setting_invalid") (nothing changed), Denied("settings_unwritable") (the value
        holds until the program ends).
        """
        checked = setting(key).check(value)
        with self._lock:
            if self.get(key) == checked:
                return
            assert self._raw is not None
            self._values[key] = checked
            self._raw[key] = list(checked) if isinstance(checked, tuple) else checked
            raw = dict(self._raw)
            listeners = tuple(self._listeners)
        try:
            self._store.save_all(raw)
        finally:
            for listener in listeners:
                listener(key, checked)

    def reset(self, key: str) -> None:
        """Set a setting to its default."""
        self.set(key, setting(key).default)

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Call ``listener`` at every change; the function returned ends that."""
        with self._lock:
            self._listeners.append(listener)

        def leave() -> None:
            with self._lock:
                if listener in self._listeners:
                    self._listeners.remove(listener)

        return leave

    def _load(self) -> None:
        if self._raw is not None:
            return
        self._raw = dict(self._store.load_all())
        for key, declared in SETTINGS.items():
            if key not in self._raw:
                continue
            try:
                self._values[key] = declared.check(self._raw[key])
            except Invalid as error:
                _log.info("the stored setting %s is not used: %s", key, error)
