"""What of the library needs a curator's attention, counted, listed and told of single songs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from pluto_desktop.domain.attention import Need, Pair, Survey, find_twins, pair_of
from pluto_desktop.domain.ids import SongId
from pluto_desktop.ports.attention import AttentionReader
from pluto_desktop.ports.personal import DeviceState

_APART = "attention.apart"
"""Pairs of songs that a person said are no duplicates are remembered under this name, on this device."""

NeedsOf = dict[SongId, tuple[Need, ...]]


class Attention:
    """Looks the library through. It holds no list: a :class:`Survey` is given back to it. Any worker thread."""

    def __init__(self, reader: AttentionReader, state: DeviceState) -> None:
        self._reader, self._state = reader, state

    def survey(self) -> Survey:
        """Count everything; of 100,000 songs that takes some tenths of a second."""
        twins = find_twins(self._reader.list_alike(), self._apart())
        counts, songs = self._reader.count_needs(twins)
        return Survey({**counts, Need.DUPLICATE: len(twins)}, songs, twins)

    def list_songs(self, need: Need | None, survey: Survey) -> list[SongId]:
        """Return the songs with a reason, by name (duplicates next to each other); with any reason where it is None."""
        if need is Need.DUPLICATE:
            return list(survey.twins)
        return self._reader.list_needing(need, survey.twins)

    def needs_of(self, songs: Sequence[SongId], survey: Survey) -> NeedsOf:
        """Return why each of some songs needs attention; songs that do not are left out."""
        found = self._reader.needs_of(songs)
        for song in songs:
            if song in survey.twins:
                needs = {*found.get(song, ()), Need.DUPLICATE}
                found[song] = tuple(need for need in Need if need in needs)
        return found

    def set_apart(self, song: SongId, others: Sequence[SongId]) -> None:
        """Remember that a song is no duplicate of others."""
        pairs = self._apart() | {pair_of(song, other) for other in others}
        self._state.save_state(_APART, sorted(pairs))

    def _apart(self) -> frozenset[Pair]:
        kept = cast("list[Any]", self._state.load_state(_APART) or [])
        return frozenset((SongId(one), SongId(other)) for one, other in kept)
