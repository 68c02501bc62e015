"""Finding how a song and its music without voice lie against each other, once for each pair."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace

from pluto_desktop.domain.bgm import BgmOffset
from pluto_desktop.domain.errors import KnownError
from pluto_desktop.domain.ids import SongId
from pluto_desktop.ports.audio_files import Aligner
from pluto_desktop.ports.catalogue import CatalogueReader
from pluto_desktop.ports.personal import BgmMemory

_log = logging.getLogger(__name__)


class AlignBgm:
    """Compares songs with their music without voice and remembers what was found. Any worker; takes a second or so."""

    def __init__(self, reader: CatalogueReader, memory: BgmMemory, make_aligner: Callable[[], Aligner]) -> None:
        self._reader, self._memory, self._make_aligner = reader, memory, make_aligner

    def __call__(self, song_id: SongId, *, anew: bool = False) -> BgmOffset | None:
        """Return how the two lie; compared where nobody has yet, or ``anew``.

        None where one of them is not on this device, or cannot be decoded. Two that are not alike lie at 0: better
        than anywhere. Raises NotFound("song_not_found").
        """
        song = self._reader.get_song(song_id)
        if song.song is None or song.bgm is None:
            return None
        known = self._memory.find_bgm_offset(song.song.sha256, song.bgm.sha256)
        if known is not None and not anew:
            return known
        places = [self._reader.find_location(medium.sha256) for medium in (song.song, song.bgm)]
        if places[0] is None or places[1] is None:
            return None
        try:
            found = self._make_aligner().align(places[0].path, places[1].path)
        except KnownError as error:
            _log.info("a song and its music without voice were not compared: %s", error)
            return None
        if found.unlike:
            found = replace(found, offset_ms=0)
        self._memory.set_bgm_offset(song.song.sha256, song.bgm.sha256, found)
        return found
