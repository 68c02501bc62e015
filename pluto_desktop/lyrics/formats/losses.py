"""What a format cannot hold of a document: to be said before it is written."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

from pluto_desktop.lyrics.document import Document, Line
from pluto_desktop.lyrics.formats.choose import first_text, languages_in_order, one_a_script, tag_for, timed_words, told
from pluto_desktop.lyrics.formats.kinds import KINDS, Kind


@dataclass(frozen=True, slots=True)
class Loss:
    """Something that a file will not hold: ``what`` (a key of :data:`SENTENCES`) and of how many lines it is lost.

    ``named`` tells which: languages, voices, or the keys of the metadata; "" where there is nothing to name.
    """

    what: str
    count: int
    named: str = ""


SENTENCES: dict[str, str] = {
    "line_times": "Lines that lose their times: {count}.",
    "word_times": "Lines that lose the times of their words: {count}.",
    "second_language": "Lines that lose further languages ({named}): {count}.",
    "language_names": "Lines whose language ({named}) is not told: {count}.",
    "agents": "Lines that lose who sings them ({named}): {count}.",
    "background": "Lines of background voices that are not told apart any more, or are left out: {count}.",
    "untimed_lines": "Lines left out because they have no time: {count}.",
    "open_ends": "Lines given an end because theirs is not known: {count}.",
    "overlaps": "Lines that end sooner because the next one begins: {count}.",
    "metadata": "What is said of the song ({named}) is lost.",
}
"""What each loss means, with ``{count}`` and ``{named}``; translated where it is shown."""


def losses(document: Document, name: str) -> tuple[Loss, ...]:
    """Return what the format of that name cannot hold of a document, in the order of :data:`SENTENCES`."""
    kind = KINDS[name]
    found = (Loss(what, *_RULES[what](document, kind)) for what in SENTENCES)
    return tuple(loss for loss in found if loss.count)


def _line_times(document: Document, kind: Kind) -> tuple[int, str]:
    return _unless("times", kind, (line for line in document.lines if line.start_ms is not None))


def _word_times(document: Document, kind: Kind) -> tuple[int, str]:
    order = languages_in_order(document)
    written = _written(document, kind, order)
    lost = (
        line
        for line in document.lines
        if any(word.start_ms is not None for word in line.words)
        and ("words" not in kind.holds or not any(timed_words(line, code) for code in written.get(line.id, ())))
    )
    return sum(1 for _ in lost), ""


def _second_language(document: Document, kind: Kind) -> tuple[int, str]:
    written = _written(document, kind, languages_in_order(document))
    lost = [set(line.texts) - set(written[line.id]) for line in document.lines]
    return sum(1 for codes in lost if codes), ", ".join(sorted(set().union(*lost)))


def _language_names(document: Document, kind: Kind) -> tuple[int, str]:
    if "languages" in kind.holds:
        return 0, ""
    written = _written(document, kind, languages_in_order(document))
    texts = [(code, line.texts[code]) for line in document.lines for code in written[line.id]]
    tag = tag_for(texts, document.metadata.get("language", "")) if "language" in kind.metadata else ""
    lost = [code for code, text in texts if told(text, tag) not in {code, ""}]
    return len(lost), ", ".join(sorted(set(lost)))


def _agents(document: Document, kind: Kind) -> tuple[int, str]:
    lost = [line.agent for line in document.lines if line.agent and not re.fullmatch(kind.agents or "(?!)", line.agent)]
    if kind.name == "ultrastar" and not lost and any(line.agent for line in document.lines):
        silent = sum(1 for line in document.lines if not line.agent)
        return silent, "v1" if silent else ""
    return len(lost), ", ".join(sorted(set(lost)))


def _background(document: Document, kind: Kind) -> tuple[int, str]:
    return _unless("background", kind, (line for line in document.lines if line.background))


def _untimed(document: Document, kind: Kind) -> tuple[int, str]:
    lines = [line for line in document.lines if line.texts]
    untimed = [line for line in lines if line.start_ms is None]
    if kind.name in {"lrc", "elrc"} and len(untimed) == len(lines):
        return 0, ""  # it is then written as plain text
    return _unless("untimed", kind, untimed)


def _open_ends(document: Document, kind: Kind) -> tuple[int, str]:
    if "times" not in kind.holds:
        return 0, ""
    return _unless("open_ends", kind, (line for line in document.lines if _is_open(line)))


def _overlaps(document: Document, kind: Kind) -> tuple[int, str]:
    if "times" not in kind.holds:
        return 0, ""
    timed = [line for line in document.lines if line.start_ms is not None]
    if "words" in kind.holds:
        timed = [line for line in timed if not (line.background and line.words)]
    over = (one for one, other in pairwise(timed) if (one.end_ms or 0) > (other.start_ms or 0))
    return _unless("overlaps", kind, over)


def _metadata(document: Document, kind: Kind) -> tuple[int, str]:
    keys = [key for key, value in document.metadata.items() if value and key != "language"]
    lost = [] if kind.metadata == {"*"} else [key for key in keys if key not in kind.metadata]
    return len(lost), ", ".join(lost)


_RULES: dict[str, Callable[[Document, Kind], tuple[int, str]]] = {
    "line_times": _line_times,
    "word_times": _word_times,
    "second_language": _second_language,
    "language_names": _language_names,
    "agents": _agents,
    "background": _background,
    "untimed_lines": _untimed,
    "open_ends": _open_ends,
    "overlaps": _overlaps,
    "metadata": _metadata,
}


def _unless(held: str, kind: Kind, lines: object) -> tuple[int, str]:
    assert hasattr(lines, "__iter__")
    return (0 if held in kind.holds else sum(1 for _ in lines)), ""


def _is_open(line: Line) -> bool:
    return line.start_ms is not None and (
        line.end_ms is None or any(word.start_ms is not None and word.end_ms is None for word in line.words)
    )


def _written(document: Document, kind: Kind, order: list[str]) -> dict[str, list[str]]:
    """Return, by line id, the languages that are written."""
    if "languages" in kind.holds:
        return {line.id: list(line.texts) for line in document.lines}
    if "scripts" in kind.holds:
        return {line_id: list(texts) for line_id, texts in one_a_script(document).items()}
    return {line.id: [first_text(line, order)[0]] if line.texts else [] for line in document.lines}
