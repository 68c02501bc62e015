"""Settings kept in memory."""

from __future__ import annotations

import json

from pluto_desktop.domain.errors import Denied


class FakeSettingsStore:
    """Fulfils SettingsStore; ``read_only`` makes saving fail as a disk would."""

    def __init__(self, values: dict[str, object] | None = None) -> None:
        self.values = dict(values or {})
        self.read_only = False

    def load_all(self) -> dict[str, object]:
        return json.loads(json.dumps(self.values))

    def save_all(self, values: dict[str, object]) -> None:
        if self.read_only:
            raise Denied("settings_unwritable", path="memory")
        self.values = json.loads(json.dumps(values))
