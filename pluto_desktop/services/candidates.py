"""Which candidates are worth ranking: what matches as it sounds, and only where that is little, what is misspelt."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from pluto_desktop.domain.ids import SongId
from pluto_desktop.domain.views import SongFilter
from pluto_desktop.ports.search_index import SearchIndex, SongCandidate
from pluto_desktop.search.folding import joined
from pluto_desktop.search.vocabulary import Vocabulary

Group = Sequence[tuple[str, bool]]
"""Terms of which one must be there: (skeleton, whether it is only a beginning)."""

_ENOUGH = 60
_SOME = 30
_NEAR, _INSIDE = 12, 8
"""Spellings of a word that are tried: each is looked up, many times where there are several words."""
_FEW = 3
_SURE_FROM = 12
"""Letters from which on any song in which all of them sound as typed is the one that is meant."""
_LINE_FROM = 4
"""Words of three letters and more from which on a line that holds them near each other is no chance."""
_MISSPELT = 80
_MISSPELT_FROM = 4
"""Letters from which on a misspelling is thought of."""


@dataclass(slots=True)
class Candidates:
    """The songs that might be meant; ``groups`` are the spellings that were tried too, if they were."""

    songs: dict[SongId, SongCandidate] = field(default_factory=dict)
    groups: list[Group] = field(default_factory=list)

    def add(self, songs: Iterable[SongCandidate]) -> None:
        """Add what one question brought."""
        for song in songs:
            self.songs.setdefault(song.id, song)


def begins(part: str) -> Group:
    """Return the group of one word that may go on."""
    return [(part, True)]


def candidates(
    index: SearchIndex,
    parts: Sequence[str],
    wanted: SongFilter,
    vocabulary: Callable[[], Vocabulary],
    *,
    as_typed: bool = False,
) -> Candidates:
    """Return the songs worth ranking for the skeleton words typed so far; ``vocabulary`` is asked for if needed.

    ``as_typed`` says that a line of lyrics holds them all: many of them are then the words of a song, without a slip.
    """
    found = Candidates()
    whole = joined(parts)
    if len(whole) > 2:
        found.add(index.songs_by_joined_prefix(whole, _ENOUGH if len(parts) > 1 else _SOME, wanted))
    if len(found.songs) < _ENOUGH or len(parts) == 1:
        found.add(index.songs_by_terms([begins(part) for part in parts], _ENOUGH, wanted))
    if len(whole) <= 3 and len(parts) == 1:
        found.add(index.songs_by_terms([begins(parts[0])], 40, wanted, title_only=True))
    if len(parts) == 1:
        found.add(index.songs_by_terms([[(parts[0], False)]], 40, wanted, title_only=True))
    of_a_line = as_typed and sum(len(part) > 2 for part in parts) >= _LINE_FROM
    if (found.songs or of_a_line) and len(whole) >= _SURE_FROM:
        return found
    if len(found.songs) < _FEW and len(whole) >= _MISSPELT_FROM:
        _add_misspelt(found, index, parts, wanted, vocabulary())
        if len(found.songs) < _FEW and len(whole) >= 6:
            found.add(index.songs_by_joined_prefix(whole[:5], 100, wanted))
    return found


def _add_misspelt(
    found: Candidates, index: SearchIndex, parts: Sequence[str], wanted: SongFilter, vocabulary: Vocabulary
) -> None:
    last = len(parts) - 1
    unknown = [at for at, part in enumerate(parts) if not vocabulary.knows(part, open_end=at == last)]
    found.groups = [
        _spellings(part, vocabulary, last=at == last) if at in unknown or not unknown else begins(part)
        for at, part in enumerate(parts)
    ]
    found.add(index.songs_by_terms(found.groups, _MISSPELT, wanted))
    if len(found.songs) >= _FEW:
        return
    if unknown and len(unknown) < len(parts):
        # A slip may also make another word of the library.
        everything = [_spellings(part, vocabulary, last=at == last) for at, part in enumerate(parts)]
        found.add(index.songs_by_terms(everything, _MISSPELT, wanted))
    if len(found.songs) >= _FEW:
        return
    if len(parts) == 1:
        _add_halves(found, index, parts, wanted)
        return
    # A word that is in no song like this (joined, split, or badly typed) is left out, one at a time; of the others,
    # those that are words of the library are taken as typed.
    groups = [found.groups[at] if at in unknown else begins(part) for at, part in enumerate(parts)]
    for left_out in range(len(parts)):
        rest = [group for at, group in enumerate(groups) if at != left_out]
        found.add(index.songs_by_terms(rest, _MISSPELT // 2, wanted))
    if len(found.songs) < 40:
        _add_halves(found, index, parts, wanted)


def _add_halves(found: Candidates, index: SearchIndex, parts: Sequence[str], wanted: SongFilter) -> None:
    """Two slips in one word: its first half is taken to be right."""
    for halved, part in enumerate(parts):
        if len(part) > _MISSPELT_FROM:
            half = part[: max(2, len(part) // 2)]
            groups = [begins(half if at == halved else other) for at, other in enumerate(parts)]
            found.add(index.songs_by_terms(groups, _ENOUGH, wanted))


def _spellings(part: str, vocabulary: Vocabulary, *, last: bool) -> Group:
    near = [(term, False) for term in vocabulary.near(part, open_end=last, limit=_NEAR)]
    first_wrong = [(part[1:], True), (part[1] + part[0] + part[2:], True)] if len(part) > 3 else []
    inside = [(term, False) for term in vocabulary.inside(part, open_end=last, limit=_INSIDE)]
    return [(part, True), *near, *inside, *first_wrong]
