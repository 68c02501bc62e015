"""What the rule of a smart playlist comes to: which songs, in which order, and how many."""

from __future__ import annotations

from dataclasses import replace

from pluto_desktop.domain.errors import Invalid, NotFound
from pluto_desktop.domain.ids import PlaylistId
from pluto_desktop.domain.playlists import LARGEST_LIMIT, Rule
from pluto_desktop.domain.views import Selection, SongQuery, Source
from pluto_desktop.ports.personal import Playlists


def selection_of(rule: Rule) -> Selection:
    """Return what a rule chooses.

    Raises Invalid for words that are not understood (:func:`pluto_desktop.search.rules.read_rule`), and ``rule_limit``
    for a number of songs that no rule has.
    """
    from pluto_desktop.search.rules import read_rule  # noqa: PLC0415 - lists are read before anyone needs a rule

    if rule.limit is not None and not 0 < rule.limit <= LARGEST_LIMIT:
        raise Invalid("rule_limit", limit=LARGEST_LIMIT)
    return Selection(read_rule(rule.words), rule.sort, rule.descending, rule.limit)


def resolved(query: SongQuery, playlists: Playlists) -> SongQuery:
    """Return a query whose smart playlist's rule, as it is now, is worked out; any other as it is.

    Raises NotFound where there is no such smart playlist, and what :func:`selection_of` raises.
    """
    if query.source is not Source.SMART or query.selection is not None:
        return query
    rule = playlists.find_rule(PlaylistId(query.key))
    if rule is None:
        raise NotFound("playlist_not_found", name=query.key)
    return replace(query, selection=selection_of(rule))
