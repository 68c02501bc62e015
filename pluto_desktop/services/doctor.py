"""Whether everything is there that Pluto needs, and whether the library is whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pluto_desktop.domain.errors import KnownError
from pluto_desktop.domain.health import Finding
from pluto_desktop.domain.library import Health
from pluto_desktop.domain.sentences import sentence
from pluto_desktop.ports.probes import Probe
from pluto_desktop.services.library import LibraryCare

_LABEL = "Library"


class Doctor:
    """Runs every probe and looks at the library; what is not well is a finding, not the end."""

    def __init__(self, probes: Sequence[Probe], care: LibraryCare) -> None:
        self._probes = probes
        self._care = care

    def examine(self) -> Iterator[Finding]:
        """Yield findings as they come in. Changes nothing. Any worker thread."""
        for probe in self._probes:
            yield probe()
        try:
            yield self._examine_library()
        except KnownError as error:
            yield Finding("library", _LABEL, "could not be looked at", sentence(error))

    def _examine_library(self) -> Finding:
        state = self._care.inspect()
        where = str(state.folder)
        if state.error is not None:
            advice = sentence(state.error)
            if state.backup is not None:
                advice += " “pluto library repair” puts the last good backup back."
            return Finding("library", _LABEL, f"{where}: {state.health.value.replace('_', ' ')}", advice)
        if state.health is Health.NEW:
            return Finding("library", _LABEL, f"{where}: not there yet; opening Pluto makes it")
        problems = self._care.integrity()
        if problems:
            first = problems[0]
            found = f"{first.file}: {first.detail} ({len(problems)} found)"
            return Finding("library", _LABEL, found, "Close Pluto and run “pluto library repair”; nothing is deleted.")
        backups = len(self._care.list_backups())
        held = "1 backup" if backups == 1 else f"{backups or 'no'} backups"
        return Finding("library", _LABEL, f"{where}: whole, with {held}")
