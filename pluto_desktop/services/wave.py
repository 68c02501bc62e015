"""A song's wave form: worked out once for each medium, then kept."""

from __future__ import annotations

import logging
from collections.abc import Callable

from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.errors import Denied, NotFound
from pluto_desktop.domain.ids import SongId
from pluto_desktop.domain.peaks import Peaks
from pluto_desktop.domain.progress import Progress, ReportProgress
from pluto_desktop.ports.catalogue import CatalogueReader
from pluto_desktop.ports.peaks import PeaksMaker, PeaksStore

_log = logging.getLogger(__name__)


def _tell_nobody(_progress: Progress) -> None:
    pass


class SongPeaks:
    """Finds the wave form of songs. Any worker thread."""

    def __init__(self, reader: CatalogueReader, store: PeaksStore, make_maker: Callable[[], PeaksMaker]) -> None:
        """``make_maker`` loads what decodes: it is called once there is something to decode."""
        self._reader, self._store, self._make_maker = reader, store, make_maker

    def __call__(self, song_id: SongId, cancel: CancelToken, progress: ReportProgress = _tell_nobody) -> Peaks:
        """Return the wave form of a song's sound with voice: kept, or worked out now and kept from then on.

        Raises NotFound("song_not_found"), NotFound("no_audio_here") while its sound is not, or not whole, on this
        device, NotFound("file_missing"), Invalid("not_audio"), Cancelled.
        """
        song = self._reader.get_song(song_id)
        if song.song is None:
            raise NotFound("no_audio_here", name=song.title)
        kept = self._store.find(song.song.sha256)
        if kept is not None:
            return kept
        location = self._reader.find_location(song.song.sha256)
        if location is None or not location.path.exists():
            raise NotFound("no_audio_here", name=song.title)
        made = self._make_maker().make(location.path, cancel, progress)
        try:
            self._store.keep(song.song.sha256, made)
        except Denied as error:
            _log.info("the wave form of %s is not kept: %s", song_id, error)
        return made
