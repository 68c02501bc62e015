"""Words from a server that speaks as LRCLIB does (https://lrclib.net/docs)."""

from __future__ import annotations

import json
import math
import time
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from pluto_desktop.adapters.web.fetching import fetch
from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.errors import Invalid
from pluto_desktop.domain.online_words import AskedSong, FoundWords
from pluto_desktop.domain.web_address import WebAddress

PATIENCE_S = 15.0
_LONGEST_NAME = 200
"""Letters of a name that are sent: in Telugu each takes nine in an address, and servers take some 8,000 in all."""
_LENGTHS_S = range(1, 3601)
"""Lengths that the API takes."""
_DAY_S = 86_400
_MOST = 50


class LrclibServer:
    """Fulfils WordsServer with the API's ``get``, which knows one song exactly, and ``search``, which finds more."""

    def __init__(self, address: WebAddress, patience_s: float = PATIENCE_S) -> None:
        self._address, self._patience_s = address, patience_s

    @property
    def name(self) -> str:
        """The server's host."""
        return self._address.server

    def find(self, song: AskedSong, cancel: CancelToken) -> list[FoundWords]:
        """Ask for the very song, then for those of its name."""
        until_s = time.monotonic() + self._patience_s
        names = {"track_name": song.title[:_LONGEST_NAME]}
        found: list[FoundWords] = []
        if song.artist:  # without an artist the API knows no song exactly
            names["artist_name"] = song.artist[:_LONGEST_NAME]
            exactly = {**names, **({"album_name": song.album[:_LONGEST_NAME]} if song.album else {})}
            seconds = round((song.duration_ms or 0) / 1000)
            if seconds in _LENGTHS_S:
                exactly["duration"] = str(seconds)
            record = self._ask("get", exactly, until_s, cancel)
            found += [] if record is None else self._read([record])
        records = self._ask("search", names, until_s, cancel)
        if records is not None and not isinstance(records, list):
            raise Invalid("words_server_odd", server=self.name)
        return found + self._read((records or [])[:_MOST])

    def _ask(self, what: str, parameters: Mapping[str, str], until_s: float, cancel: CancelToken) -> Any:
        """Return what the JSON of an answer holds; None where the server has nothing."""
        data = fetch(self._address, f"/api/{what}?{urlencode(parameters, errors='replace')}", until_s, cancel)
        try:
            return None if data is None else json.loads(data)
        except (ValueError, RecursionError) as error:
            raise Invalid("words_server_odd", server=self.name) from error

    def _read(self, records: list[Any]) -> list[FoundWords]:
        """Return the records that are of the API's form; where none is, this is another kind of server."""
        known = [record for record in records if isinstance(record, dict) and "trackName" in record]
        if records and not known:
            raise Invalid("words_server_odd", server=self.name)
        return [
            FoundWords(
                title=_text(record, "trackName"),
                artist=_text(record, "artistName"),
                album=_text(record, "albumName"),
                duration_ms=_milliseconds(record.get("duration")),
                instrumental=record.get("instrumental") is True,
                synced=_text(record, "syncedLyrics"),
                plain=_text(record, "plainLyrics"),
            )
            for record in known
        ]


def _text(record: Mapping[str, Any], key: str) -> str:
    """Return a text; halves of characters, which JSON may hold and no file can, are replaced."""
    value = record.get(key)
    return value.encode("utf-8", "replace").decode("utf-8").strip("\r\n") if isinstance(value, str) else ""


def _milliseconds(seconds: object) -> int | None:
    if isinstance(seconds, bool) or not isinstance(seconds, int | float) or not math.isfinite(seconds):
        return None
    return round(seconds * 1000) if 0 < seconds < _DAY_S else None
