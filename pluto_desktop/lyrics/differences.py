"""What was done to words, line by line; documents in their stored form (JSON). Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

Json = Mapping[str, Any]


class LineKind(StrEnum):
    """What was done to a line."""

    ADDED = "added"
    GONE = "gone"
    CHANGED = "changed"
    TIMED = "timed"
    """Its text is as it was; its times, or those of its words, are others."""


@dataclass(frozen=True, slots=True)
class LineChange:
    """One line that is not as it was: its text before and after, in all its languages, and when it begins (ms)."""

    kind: LineKind
    before: str = ""
    after: str = ""
    before_ms: int | None = None
    after_ms: int | None = None


def compare_words(before: Json | None, after: Json | None) -> list[LineChange]:
    """Return the lines that differ, in the order of the words as they are now; each that is gone where it stood.

    Lines are known by their ids. Where the two have none in common the words came from elsewhere, and lines with the
    same texts are taken for the same.
    """
    old, new = (_lines(each) for each in (before, after))
    keys = [[_key(line, at) for at, line in enumerate(lines)] for lines in (old, new)]
    if not set(keys[0]) & set(keys[1]):
        keys = [_by_text(lines) for lines in (old, new)]
    was, now = (dict(zip(ids, lines, strict=True)) for ids, lines in zip(keys, (old, new), strict=True))
    changes: list[LineChange] = []
    waiting = [key for key in was if key not in now]
    for key, line in now.items():
        if key in was:
            place = list(was).index(key) if waiting else 0
            while waiting and list(was).index(waiting[0]) < place:
                changes.append(_gone(was[waiting.pop(0)]))
        change = _change(was.get(key), line)
        if change is not None:
            changes.append(change)
    return changes + [_gone(was[key]) for key in waiting]


def _lines(document: Json | None) -> Sequence[Json]:
    return [] if document is None else list(document.get("lines", ()))


def _key(line: Json, at: int) -> str:
    return str(line.get("id", at))


def _by_text(lines: Sequence[Json]) -> list[str]:
    """Return what a line is known by where ids say nothing: its text, and the how manieth of that text it is."""
    seen: dict[str, int] = {}
    keys = []
    for line in lines:
        text = _text(line)
        seen[text] = seen.get(text, 0) + 1
        keys.append(f"{seen[text]} {text}")
    return keys


def _text(line: Json) -> str:
    texts: Mapping[str, str] = line.get("texts", {})
    return " / ".join(texts[language] for language in sorted(texts, reverse=True) if texts[language])


def _gone(line: Json) -> LineChange:
    return LineChange(LineKind.GONE, before=_text(line), before_ms=line.get("start_ms"))


def _change(was: Json | None, now: Json) -> LineChange | None:
    after, after_ms = _text(now), now.get("start_ms")
    if was is None:
        return LineChange(LineKind.ADDED, after=after, after_ms=after_ms)
    before, before_ms = _text(was), was.get("start_ms")
    if before != after:
        return LineChange(LineKind.CHANGED, before, after, before_ms, after_ms)
    if _times(was) != _times(now):
        return LineChange(LineKind.TIMED, before, after, before_ms, after_ms)
    return None


def _times(line: Json) -> list[tuple[Any, Any]]:
    return [(each.get("start_ms"), each.get("end_ms")) for each in (line, *line.get("words", ()))]
