"""What is done to the times of lines. Pure: a document in, another out; indexes are those of the document's lines."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

from pluto_desktop.lyrics.document import Document, Line, Word
from pluto_desktop.lyrics.verses import verses

Move = Callable[[int], int]
"""Where a moment goes."""


def put(document: Document, index: int, line: Line) -> Document:
    """Return a document with another line in place of one."""
    return replace(document, lines=(*document.lines[:index], line, *document.lines[index + 1 :]))


def set_start(document: Document, index: int, start_ms: int) -> Document:
    """Let a line start somewhere else; its words go with it, and an end that would lie before it is forgotten."""
    line = document.lines[index]
    end = line.end_ms if line.end_ms is not None and line.end_ms > start_ms else None
    by = start_ms - line.start_ms if line.start_ms is not None else 0
    return put(document, index, replace(line, start_ms=start_ms, end_ms=end, words=_moved(line.words, by)))


def set_end(document: Document, index: int, end_ms: int | None) -> Document:
    """Let a line end somewhere; nothing where that would be before it starts. The last word ends there too."""
    line = document.lines[index]
    if end_ms is not None and (line.start_ms is None or end_ms <= line.start_ms):
        return document
    words = line.words
    if words and words[-1].start_ms is not None:
        last = words[-1]
        fits = end_ms is None or (last.start_ms or 0) < end_ms
        words = (*words[:-1], replace(last, end_ms=end_ms if fits else None))
    return put(document, index, replace(line, end_ms=end_ms, words=words))


def set_span(document: Document, index: int, start_ms: int, end_ms: int | None) -> Document:
    """Let a line be sung from here to there, as its block was dragged: moved whole, or by one of its ends."""
    line = document.lines[index]
    length = None if line.end_ms is None or line.start_ms is None else line.end_ms - line.start_ms
    if start_ms != line.start_ms and end_ms is not None and length == end_ms - start_ms:
        by = start_ms - (line.start_ms or 0)
        moved = replace(line, start_ms=start_ms, end_ms=end_ms, words=_moved(line.words, by))
        return put(document, index, moved)
    if start_ms != line.start_ms:
        document = set_start(document, index, start_ms)
    return document if end_ms == document.lines[index].end_ms else set_end(document, index, end_ms)


def forget_times(document: Document, indexes: Collection[int]) -> Document:
    """Take the times of lines away, those of their words too."""
    lines = [
        replace(line, start_ms=None, end_ms=None, words=()) if index in indexes else line
        for index, line in enumerate(document.lines)
    ]
    return replace(document, lines=tuple(lines))


def forget_words(document: Document, indexes: Collection[int]) -> Document:
    """Take the times of words away from lines; those of the lines stay."""
    lines = [replace(line, words=()) if index in indexes else line for index, line in enumerate(document.lines)]
    return replace(document, lines=tuple(lines))


def shift(document: Document, by_ms: int, indexes: Collection[int] | None = None) -> Document:
    """Move lines, or all, by some time; nothing goes before the song's start."""
    return map_times(document, lambda at: max(0, at + by_ms), indexes)


def stretch(document: Document, first: tuple[int, int], second: tuple[int, int]) -> Document:
    """Stretch the words between two anchors, each (where it is now, where it belongs), in milliseconds.

    What is before the first goes with it, what is after the second goes with that. Nothing changes where the anchors
    are in no order.
    """
    (now, right), (late_now, late_right) = sorted((first, second))
    if late_now <= now or late_right <= right:
        return document

    def move(at: int) -> int:
        if at <= now:
            return max(0, at + right - now)
        if at >= late_now:
            return at + late_right - late_now
        return right + round((at - now) * (late_right - right) / (late_now - now))

    return map_times(document, move)


def map_times(document: Document, move: Move, indexes: Collection[int] | None = None) -> Document:
    """Move every time of lines and their words, or of all, each by itself."""
    lines = [
        replace(
            line,
            start_ms=_to(line.start_ms, move),
            end_ms=_to(line.end_ms, move),
            words=_words(line.words, move),
        )
        if indexes is None or index in indexes
        else line
        for index, line in enumerate(document.lines)
    ]
    return replace(document, lines=tuple(lines))


def find_repeated(document: Document, index: int) -> range | None:
    """Return the earlier lines, all with a start, whose times fit the lines from ``index`` on; None where none do.

    The same words are the best sign, in as many lines as they go on; else the verse before with as many lines.
    """
    lines = document.lines
    best: range | None = None
    for begin in range(index):
        length = 0
        while (
            index + length < len(lines) and begin + length < index and _repeats(lines, begin + length, index + length)
        ):
            length += 1
        if length and (best is None or length >= len(best)):
            best = range(begin, begin + length)
    if best is not None:
        return best
    parts = verses(document)
    here = next((verse for verse in parts if index in verse), None)
    if here is None or index != here.start:
        return None
    alike = [verse for verse in parts if verse.stop <= index and len(verse) == len(here) and _timed(lines, verse)]
    return alike[-1] if alike else None


def repeat_times(document: Document, source: range, target: int, start_ms: int) -> Document:
    """Give the lines from ``target`` on the times of earlier ones, the first of them starting at ``start_ms``.

    Words are copied with their times where a line's text is the same.
    """
    begun = document.lines[source.start].start_ms
    if begun is None:
        return document
    by = start_ms - begun
    lines = list(document.lines)
    for offset, index in enumerate(source):
        if target + offset >= len(lines):
            break
        earlier, line = lines[index], lines[target + offset]
        same = earlier.texts == line.texts
        lines[target + offset] = replace(
            line,
            start_ms=None if earlier.start_ms is None else max(0, earlier.start_ms + by),
            end_ms=None if earlier.end_ms is None else max(0, earlier.end_ms + by),
            words=_moved(earlier.words, by) if same else (),
        )
    return replace(document, lines=tuple(lines))


def _repeats(lines: Sequence[Line], earlier: int, later: int) -> bool:
    one, other = lines[earlier], lines[later]
    if not one.texts and not other.texts:
        return True
    return bool(one.texts) and one.texts == other.texts and one.start_ms is not None


def _timed(lines: Sequence[Line], verse: range) -> bool:
    return all(lines[index].start_ms is not None for index in verse)


def _moved(words: tuple[Word, ...], by_ms: int) -> tuple[Word, ...]:
    return _words(words, lambda at: max(0, at + by_ms)) if by_ms else words


def _words(words: tuple[Word, ...], move: Move) -> tuple[Word, ...]:
    return tuple(
        replace(word, start_ms=_to(word.start_ms, move), end_ms=_to(word.end_ms, move)) for word in words
    )  # fmt: skip


def _to(at: int | None, move: Move) -> int | None:
    return None if at is None else move(at)
