"""Measuring how loud songs are, where their tags do not say, so that all can be brought to one loudness."""

from __future__ import annotations

from pluto_desktop.domain.changes import Changes
from pluto_desktop.domain.ids import SongId
from pluto_desktop.ports.audio_files import LoudnessMeter
from pluto_desktop.ports.catalogue import CatalogueReader, CatalogueWriter


class MeasureLoudness:
    """Measures songs and stores their gain. Synchronous; for a worker thread, it takes up to seconds a song."""

    def __init__(self, meter: LoudnessMeter, reader: CatalogueReader, writer: CatalogueWriter) -> None:
        self._meter, self._reader, self._writer = meter, reader, writer

    def measure(self, song_id: SongId) -> Changes:
        """Measure a song unless its gain is known or its file is elsewhere.

        Raises NotFound or Invalid for the song or its file; then nothing was stored.
        """
        medium = self._reader.get_song(song_id).song
        if medium is None or medium.gain_db is not None:
            return Changes()
        location = self._reader.find_location(medium.sha256)
        if location is None:
            return Changes()
        loudness = self._meter.measure(location.path)
        return self._writer.set_gain(medium.sha256, loudness.gain_db, loudness.peak)
