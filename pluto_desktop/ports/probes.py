"""Looking at the system around the program."""

from __future__ import annotations

from typing import Protocol

from pluto_desktop.domain.health import Finding


class Probe(Protocol):
    """Looks at one thing."""

    def __call__(self) -> Finding:
        """Return what was found. May take a second; raises nothing for what a person could mend."""
        ...
