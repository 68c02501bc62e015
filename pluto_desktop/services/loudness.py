"""Measuring how loud songs are, where their tags do not say, so that all can be brought to one loudness."""

from __future__ import annotations

import logging
from collections.abc import Callable

from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.errors import KnownError
from pluto_desktop.domain.ids import MediaHash
from pluto_desktop.ports.audio_files import LoudnessMeter
from pluto_desktop.ports.catalogue import CatalogueWriter, UnmeasuredMedia

_AT_ONCE = 8

_log = logging.getLogger(__name__)


class MeasureLoudness:
    """Measures the songs whose tags do not say how loud they are, a few at a time. Any worker thread."""

    def __init__(
        self, unmeasured: UnmeasuredMedia, writer: CatalogueWriter, make_meter: Callable[[], LoudnessMeter]
    ) -> None:
        self._unmeasured = unmeasured
        self._writer = writer
        self._make_meter = make_meter
        self._given_up: set[MediaHash] = set()

    def run_once(self, cancel: CancelToken) -> int:
        """Measure the next few files and return how many are worth coming back for; 0 when all is done.

        A file that cannot be measured is left alone until the next start. Raises Cancelled between two files.
        """
        wanted = self._unmeasured.list_unmeasured(_AT_ONCE + len(self._given_up))
        waiting = [location for location in wanted if location.sha256 not in self._given_up]
        meter = self._make_meter() if waiting else None
        for location in waiting:
            cancel.raise_if_cancelled()
            assert meter is not None
            try:
                loudness = meter.measure(location.path)
            except KnownError as error:
                _log.info("the loudness of %s is not known: %s", location.path, error)
                self._given_up.add(location.sha256)
            else:
                self._writer.set_gain(location.sha256, loudness.gain_db, loudness.peak)
        return len(waiting)
