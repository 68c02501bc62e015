"""A libvlc medium whose bytes come from what arrives instead of a file."""

from __future__ import annotations

import ctypes
import logging
from typing import Any

from pluto_desktop.adapters.vlc.arriving import Arriving
from pluto_desktop.domain.errors import Cancelled, KnownError

_log = logging.getLogger(__name__)

_PIECE = 64 * 1024
_FAILED = -1


class StreamMedia:
    """The callbacks of one medium. Called on libvlc's threads; keep it for as long as the medium lives."""

    def __init__(self, vlc: Any, instance: Any, source: Arriving) -> None:
        self._source = source
        self._position = 0
        self._callbacks = (
            vlc.CallbackDecorators.MediaOpenCb(self._open),
            vlc.CallbackDecorators.MediaReadCb(self._read),
            vlc.CallbackDecorators.MediaSeekCb(self._seek),
            vlc.CallbackDecorators.MediaCloseCb(self._end),
        )
        self.media: Any = instance.media_new_callbacks(*self._callbacks, None)

    def close(self) -> None:
        """Let go whoever waits for bytes; to be called before the player is stopped."""
        self._source.close()

    def _open(self, _opaque: Any, data: Any, size: Any) -> int:
        data[0] = None  # libvlc hands this back; the position is kept here
        size[0] = self._source.size
        self._position = 0
        return 0

    def _read(self, _opaque: Any, buffer: Any, length: int) -> int:
        try:
            piece = self._source.read(self._position, min(length, _PIECE))
        except Cancelled:
            return _FAILED
        except KnownError as error:
            _log.info("a medium on its way stopped: %s", error)
            return _FAILED
        ctypes.memmove(buffer, piece, len(piece))
        self._position += len(piece)
        return len(piece)

    def _seek(self, _opaque: Any, offset: int) -> int:
        self._position = offset
        return 0

    def _end(self, _opaque: Any) -> None:
        self._position = 0
