"""Where settings are kept. What a setting is, is declared in :mod:`pluto_desktop.domain.settings`."""

from __future__ import annotations

from typing import Protocol


class SettingsStore(Protocol):
    """Raw values by key. Safe from any thread; writing is atomic and lasts."""

    def load_all(self) -> dict[str, object]:
        """Return every stored value; an unreadable store is set aside and counts as empty."""
        ...

    def save_all(self, values: dict[str, object]) -> None:
        """Replace the stored values. Raises Denied where the place cannot be written."""
        ...
