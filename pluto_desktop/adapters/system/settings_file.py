"""The settings as one small JSON file, replaced whole at every change."""

from __future__ import annotations

import json
import logging
import os
import threading
from pathlib import Path

from pluto_desktop.domain.errors import Denied

_log = logging.getLogger(__name__)


class SettingsFile:
    """Fulfils SettingsStore. A file that cannot be read as settings is set aside beside itself and counts as empty."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()

    def load_all(self) -> dict[str, object]:
        """Return every stored value; {} where there is no file, or none that can be read."""
        with self._lock:
            try:
                values = json.loads(self._path.read_bytes())
            except FileNotFoundError:
                return {}
            except OSError as error:
                _log.info("the settings in %s cannot be read: %s", self._path, error)
                return {}
            except (ValueError, RecursionError):
                values = None
            if isinstance(values, dict):
                return values
            self._set_aside()
            return {}

    def save_all(self, values: dict[str, object]) -> None:
        """Replace the stored values: after a crash either the old file is there or the new one.

        Raises Denied("settings_unwritable") where the place cannot be written.
        """
        text = json.dumps(values, ensure_ascii=False, indent=2, sort_keys=True)
        fresh = self._path.with_name(f"{self._path.name}.{os.getpid()}.new")
        with self._lock:
            try:
                self._path.parent.mkdir(parents=True, exist_ok=True)
                with fresh.open("wb") as file:
                    file.write(text.encode("utf-8", "surrogatepass"))
                    file.flush()
                    os.fsync(file.fileno())
                fresh.replace(self._path)
            except OSError as error:
                raise Denied("settings_unwritable", path=str(self._path)) from error

    def _set_aside(self) -> None:
        aside = self._path.with_name(f"{self._path.name}.damaged")
        try:
            self._path.replace(aside)
        except OSError as error:
            _log.info("the damaged settings in %s stay where they are: %s", self._path, error)
        else:
            _log.info("the settings in %s could not be read and were set aside as %s", self._path, aside)
