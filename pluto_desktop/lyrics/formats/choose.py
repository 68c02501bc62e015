"""What writers share: which texts of a line are written, how a file names its languages, and when a line ends."""

from __future__ import annotations

import itertools
from collections import Counter
from dataclasses import replace

from pluto_desktop.lyrics.document import Document, Line, Word
from pluto_desktop.lyrics.languages import ENGLISH, TELUGU, language_of, script_of

SHOWN_MS = 5000
"""How long a last line is shown in a format where every line ends and nobody knows when."""


def languages_in_order(document: Document) -> list[str]:
    """Return the languages of a document: Telugu first, what most lines are in before others, transliterations last."""
    count = Counter(language for line in document.lines for language in line.texts)
    return sorted(count, key=lambda code: (code.endswith("-Latn"), code != TELUGU, -count[code], code))


def one_a_script(document: Document) -> dict[str, dict[str, str]]:
    """Return, by line id, the texts that can stand beside each other where only the script tells languages apart."""
    order = languages_in_order(document)
    chosen: dict[str, dict[str, str]] = {}
    for line in document.lines:
        scripts = set[str]()
        kept = chosen[line.id] = {}
        for language in sorted(line.texts, key=order.index):
            script = script_of(line.texts[language])
            if script not in scripts:
                scripts.add(script)
                kept[language] = line.texts[language]
    return chosen


def first_text(line: Line, order: list[str]) -> tuple[str, str]:
    """Return the language and text of a line where only one is written: the first that has timed words, else any."""
    timed = {word.lang for word in line.words if word.start_ms is not None}
    by_order = sorted(line.texts, key=lambda code: (code not in timed, order.index(code)))
    return (by_order[0], line.texts[by_order[0]]) if by_order else ("", "")


def language_tag(document: Document) -> str:
    """Return how a file names its languages so that each text is read as what it is, "" where that needs no name."""
    texts = [(language, text) for line in document.lines for language, text in line.texts.items()]
    return tag_for(texts, document.metadata.get("language", ""))


def tag_for(texts: list[tuple[str, str]], said: str) -> str:
    """Return the first tag with which texts are read as the languages beside them: what is ``said``, none, theirs."""
    order = sorted({language for language, _ in texts}, key=lambda code: (code.endswith("-Latn"), code != TELUGU, code))
    for tag in (said, "", ",".join(order), order[0].split("-")[0] if order else ""):
        if all(told(text, tag) in {language, ""} for language, text in texts):
            return tag
    return said or ",".join(order)


def told(text: str, tag: str) -> str:
    """Return the language that a text is read as in a file with this tag; "" for one without letters."""
    script = script_of(text)
    named = tuple(part.strip().casefold() for part in tag.split(",") if part.strip())
    return language_of(script, named) if script else ""


def closed(document: Document) -> Document:
    """Return the timed lines of a document, each with an end, and so are their words."""
    starts = sorted({line.start_ms for line in document.lines if line.start_ms is not None})
    following = dict(itertools.pairwise(starts))
    lines = []
    for line in document.lines:
        if line.start_ms is None or not line.texts:
            continue
        end = line.end_ms
        if end is None:
            last = max((w.end_ms or w.start_ms or 0 for w in line.words), default=0)
            end = following.get(line.start_ms, max(line.start_ms + SHOWN_MS, last))
        lines.append(replace(line, end_ms=end))
    return replace(document, lines=tuple(lines))


def timed_words(line: Line, language: str) -> tuple[Word, ...]:
    """Return the words of a text where all have a start, in order, and joined are that text; else ()."""
    words = tuple(word for word in line.words if word.lang == language)
    starts = [word.start_ms for word in words if word.start_ms is not None]
    if not words or len(starts) < len(words) or starts != sorted(starts):
        return ()
    return words if "".join(word.text for word in words) == line.texts.get(language) else ()


def word_end(words: tuple[Word, ...], index: int, line_end_ms: int | None) -> int | None:
    """Return when a word ends: its own end, the next word's start, or the line's end."""
    own = words[index].end_ms
    following = words[index + 1].start_ms if index + 1 < len(words) else line_end_ms
    return own if own is not None and (following is None or own <= following or index + 1 == len(words)) else following


def flat(text: str) -> str:
    """Return a text on one line, its spaces at the ends kept."""
    return " ".join(text.replace("\r", "\n").split("\n"))


def is_english_only(tag: str) -> bool:
    """Whether a tag says no more than that the words are English."""
    return tag in {"", ENGLISH}
