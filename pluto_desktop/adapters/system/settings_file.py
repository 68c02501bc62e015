"""The settings as one small JSON file, replaced whole at every change."""

from __future__ import annotations

from pathlib import Path

from pluto_desktop.adapters.system.json_file import JsonFile
from pluto_desktop.domain.errors import Denied


class SettingsFile:
    """Fulfils SettingsStore. A file that cannot be read as settings is set aside beside itself and counts as empty."""

    def __init__(self, path: Path) -> None:
        self._file = JsonFile(path)

    def load_all(self) -> dict[str, object]:
        """Return every stored value; {} where there is no file, or none that can be read."""
        return self._file.load()

    def save_all(self, values: dict[str, object]) -> None:
        """Replace the stored values: after a crash either the old file is there or the new one.

        Raises Denied("settings_unwritable") where the place cannot be written.
        """
        try:
            self._file.save(values)
        except OSError as error:
            raise Denied("settings_unwritable", path=str(self._file.path)) from error
