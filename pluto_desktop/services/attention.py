"""What of the library needs a curator's attention, counted, listed and told of single songs."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any, cast

from pluto_desktop.domain.attention import Need, Pair, find_groups, needs_in, pair_of
from pluto_desktop.domain.ids import SongId
from pluto_desktop.domain.survey import Survey, make_survey
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
        """Look everything through; of 100,000 songs that takes some tenths of a second."""
        return make_survey(self._reader.look(), find_groups(self._reader.list_alike(), self._apart()))

    def follow(self, survey: Survey, songs: Collection[SongId]) -> Survey:
        """Return the survey after songs changed, came or went; of a few that takes some hundredths of a second."""
        changed = survey.mates_of(songs)
        groups = find_groups(self._reader.list_alike(changed), self._apart())
        with_mates = changed.union(*(group.songs for group in groups.values()))
        return survey.changed(changed, self._reader.look(with_mates), groups)

    def needs_of(self, songs: Sequence[SongId], survey: Survey) -> NeedsOf:
        """Return why each of some songs needs attention; songs that do not are left out."""
        lacks = self._reader.look(songs)
        found = NeedsOf()
        for song, bits in zip(lacks.songs, lacks.needs, strict=True):
            needs = {*needs_in(bits), *((Need.DUPLICATE,) if song in survey.twins else ())}
            if needs:
                found[song] = tuple(need for need in Need if need in needs)
        return found

    def set_apart(self, song: SongId, others: Sequence[SongId]) -> None:
        """Remember that a song is no duplicate of others."""
        pairs = self._apart() | {pair_of(song, other) for other in others}
        self._state.save_state(_APART, sorted(pairs))

    def _apart(self) -> frozenset[Pair]:
        kept = cast("list[Any]", self._state.load_state(_APART) or [])
        return frozenset((SongId(one), SongId(other)) for one, other in kept)
