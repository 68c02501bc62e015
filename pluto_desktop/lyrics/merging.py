"""Two edits of the same words made into one, three ways by line; documents in their stored form (JSON). Pure.

The three ways are those of diff3 (Khanna, Kunal and Pierce, A Formal Investigation of Diff3, 2007), with the ids of
lines in place of a comparison of texts.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pluto_desktop.domain.edits import Side
from pluto_desktop.lyrics.document import Document

Json = Mapping[str, Any]
ORDER = "/order"
"""The key of a clash about the order of the lines, which both sides changed."""
METADATA = "/metadata/"
"""What the keys of clashes about what is said of the words begin with; those of lines are the lines' ids."""
_GONE = object()


@dataclass(frozen=True, slots=True)
class LineClash:
    """Something of the words that both sides changed to different things: a line, mostly.

    ``base``, ``theirs`` and ``mine`` are the line in its stored form, None where there is no such line; for the order
    of all lines they are lists of ids, for what is said of the words they are texts. Lines that both put into the same
    place are chosen about one by one: of mine ``theirs`` is None, and to choose that is to leave the line out.
    """

    key: str
    base: Any
    theirs: Any
    mine: Any


@dataclass(frozen=True, slots=True)
class MergedWords:
    """What two edits of the same words come to.

    ``document`` is None while something is not chosen. ``clashes`` are all that was or is to be chosen, in the order
    of the lines; ``by_themselves`` are the ids of lines that only one side changed, put in or took out.
    """

    document: dict[str, Any] | None
    clashes: tuple[LineClash, ...] = ()
    by_themselves: tuple[str, ...] = ()


def _nothing(_key: str) -> None:
    return None


def merge_documents(base: Json | None, theirs: Json | None, mine: Json | None) -> dict[str, Any] | None:
    """Return both edits as one document, None where they clash.

    They clash where both changed one line to different things, one changed what the other took out, both put
    something into the same place, or both moved lines.
    """
    merged = merge_words(base, theirs, mine)
    return None if merged is None else merged.document


def merge_words(
    base: Json | None, theirs: Json | None, mine: Json | None, chosen: Callable[[str], Side | None] = _nothing
) -> MergedWords | None:
    """Merge two edits with what is chosen, by key, where they clash.

    Return None where only all words of one side can be chosen: one of the three has none, or ids of lines are not
    unlike.
    """
    if base is None or theirs is None or mine is None:
        return None
    was, there, here = ({str(line.get("id")): line for line in document["lines"]} for document in (base, theirs, mine))
    if any(len(lines) != len(each["lines"]) for lines, each in ((was, base), (there, theirs), (here, mine))):
        return None
    merging = _Merging(chosen)
    lines = merging.merge(was, there, here)
    order = merging.order(was, there, here, lines)
    names = [
        {METADATA + name: text for name, text in each.get("metadata", {}).items()} for each in (base, theirs, mine)
    ]
    metadata = merging.merge(*names)
    place = {key: at for at, key in enumerate((*order, *metadata))}
    clashes = tuple(sorted(merging.clashes.values(), key=lambda clash: place.get(clash.key, -1)))
    alone = tuple(key for key in merging.by_themselves if not key.startswith(METADATA))
    if any(chosen(clash.key) is None for clash in clashes):
        return MergedWords(None, clashes, alone)
    kept = [lines[key] for key in order if lines[key] is not _GONE and not merging.left_out(key)]
    said = {name.removeprefix(METADATA): text for name, text in metadata.items() if text is not _GONE}
    whole = {**theirs, "metadata": said, "lines": kept}
    return MergedWords(whole | {"timing": Document.from_json(whole).timing.value}, clashes, alone)


class _Merging:
    """One merging under way: what was found to clash, and what was chosen about it."""

    def __init__(self, chosen: Callable[[str], Side | None]) -> None:
        self._chosen = chosen
        self.clashes: dict[str, LineClash] = {}
        self.by_themselves: list[str] = []

    def merge(self, base: Json, theirs: Json, mine: Json) -> dict[str, Any]:
        """Return what has become of each value; one that is gone is so marked."""
        merged = {}
        for key in {**base, **theirs, **mine}:
            was, there, here = (each.get(key, _GONE) for each in (base, theirs, mine))
            clashing = there not in (was, here) and here != was
            if clashing:
                self._clash(key, was, there, here)
                merged[key] = here if self._chosen(key) is Side.MINE else there
            else:
                merged[key] = here if there == was else there
                if merged[key] != was and here != there:
                    self.by_themselves.append(key)
        return merged

    def order(self, base: Json, theirs: Json, mine: Json, lines: Json) -> list[str]:
        """Return all ids in an order that keeps both sides' moves and new lines."""
        was = list(base)
        there, here = (_with_clashing(list(side), was, self.clashes) for side in (theirs, mine))
        old = set(was) & set(there) & set(here)
        ways = [[each for each in side if each in old] for side in (was, there, here)]
        leading, following, leads = here, there, mine
        if ways[1] != ways[0]:
            leading, following, leads = there, here, theirs
            if ways[2] not in (ways[0], ways[1]):
                self.clashes[ORDER] = LineClash(ORDER, was, list(theirs), list(mine))
                if self._chosen(ORDER) is Side.MINE:
                    leading, following, leads = here, there, mine
        follows = theirs if leads is mine else mine
        known = set(was) | set(leading)
        new = [each for each in following if each not in known]
        gaps = {each: _before(each, following, old) for each in new}
        rivals = {each: _before(each, leading, old) for each in leading if each not in set(was) | set(following)}
        for each, gap in gaps.items():
            if gap in rivals.values() and each in follows:
                self._clash_added(each, follows, mine)
        for each, gap in rivals.items():
            if gap in gaps.values() and each in leads:
                self._clash_added(each, leads, mine)
        placed = list(leading)
        for each in new:
            at = following.index(each)
            place = next((placed.index(other) + 1 for other in reversed(following[:at]) if other in placed), 0)
            placed.insert(place, each)
        return [each for each in placed if each in lines]

    def left_out(self, key: str) -> bool:
        """Whether a line that one side put in was chosen to be left out."""
        clash = self.clashes.get(key)
        return clash is not None and (clash.mine if self._chosen(key) is Side.MINE else clash.theirs) is None

    def _clash_added(self, key: str, lines: Json, mine: Json) -> None:
        """Note a line that was put where the other side put one, too."""
        if lines is mine:
            self._clash(key, _GONE, _GONE, lines[key])
        else:
            self._clash(key, _GONE, lines[key], _GONE)

    def _clash(self, key: str, *sides: Any) -> None:
        self.clashes[key] = LineClash(key, *(None if each is _GONE else each for each in sides))


def _with_clashing(side: list[str], was: Sequence[str], clashes: Mapping[str, LineClash]) -> list[str]:
    """Return a side's ids with the old lines that it took out and the other changed, in their old places."""
    for at, each in enumerate(was):
        if each in clashes and each not in side:
            side.insert(next((side.index(other) + 1 for other in reversed(was[:at]) if other in side), 0), each)
    return side


def _before(line: str, side: Sequence[str], old: set[str]) -> str | None:
    """Return the old line that a new one stands behind, None at the beginning."""
    return next((each for each in reversed(side[: side.index(line)]) if each in old), None)
