"""A small JSON file that is replaced whole at every change."""

from __future__ import annotations

import json
import logging
import os
import threading
from pathlib import Path

_log = logging.getLogger(__name__)


class JsonFile:
    """One JSON object in a file. One that cannot be read as such is set aside beside itself and counts as empty."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.Lock()

    def load(self) -> dict[str, object]:
        """Return the object; {} where there is no file, or none that can be read."""
        with self._lock:
            try:
                values = json.loads(self.path.read_bytes())
            except FileNotFoundError:
                return {}
            except OSError as error:
                _log.info("%s cannot be read: %s", self.path, error)
                return {}
            except (ValueError, RecursionError):
                values = None
            if isinstance(values, dict):
                return values
            self._set_aside()
            return {}

    def save(self, values: dict[str, object]) -> None:
        """Replace the object: after a crash either the old file is there or the new one. Raises OSError."""
        text = json.dumps(values, ensure_ascii=False, indent=2, sort_keys=True)
        fresh = self.path.with_name(f"{self.path.name}.{os.getpid()}.new")
        with self._lock:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with fresh.open("wb") as file:
                file.write(text.encode("utf-8", "surrogatepass"))
                file.flush()
                os.fsync(file.fileno())
            fresh.replace(self.path)

    def _set_aside(self) -> None:
        aside = self.path.with_name(f"{self.path.name}.damaged")
        try:
            self.path.replace(aside)
        except OSError as error:
            _log.info("the damaged %s stays where it is: %s", self.path, error)
        else:
            _log.info("%s could not be read and was set aside as %s", self.path, aside)
