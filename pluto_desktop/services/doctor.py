"""Whether everything is there that Pluto needs, and whether the library is whole."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from pluto_desktop.domain.errors import KnownError
from pluto_desktop.domain.health import Finding
from pluto_desktop.domain.library import Health
from pluto_desktop.domain.sentences import sentence
from pluto_desktop.ports.probes import Probe
from pluto_desktop.services.library import LibraryCare
from pluto_desktop.services.playing_values import Heard

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


def examine_sound(heard: Heard, offsets_ms: Mapping[str, int]) -> Iterator[Finding]:
    """Yield what there is to know of how the music is heard; ``offsets_ms`` are those of the output devices."""
    yield Finding("player", "Player", heard.player or heard.unavailable_reason or "nothing was played yet")
    yield finding_of_clock(heard.clock_error_ms)
    device = heard.output_label or heard.output or "the system's choice"
    offset_ms = offsets_ms.get(heard.output, 0)
    shift = f"{abs(offset_ms)} ms {'later' if offset_ms > 0 else 'earlier'}" if offset_ms else "when they are sung"
    yield Finding("output", "Output device", f"{device}; words are shown {shift} there")


def finding_of_clock(error_ms: float | None) -> Finding:
    """Return in words how far the position shown is off the sound, by the clock's own estimate."""
    found = "not known; it is once a song has played for some seconds"
    if error_ms is not None:
        found = f"within {max(error_ms, 0.1):.1f} ms of what VLC gives to the output, by its last reports"
    return Finding("clock", "Clock", found)
