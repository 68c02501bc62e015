"""What is done to the texts of lines, in one language or in several. Pure: a document in, another out."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from pluto_desktop.lyrics.document import Document, Line, Word
from pluto_desktop.lyrics.languages import ROMANISED, TELUGU
from pluto_desktop.lyrics.romanise import romanise
from pluto_desktop.lyrics.timing.moments import put


def new_line(texts: dict[str, str] | None = None) -> Line:
    """Return a line without times. Its id is one that no other program gives, so that two people's lines stay apart."""
    return Line(secrets.token_hex(6), None, None, texts or {})


def set_text(document: Document, index: int, language: str, text: str) -> Document:
    """Give a line another text in a language; "" takes it away. Word times of a text that changed are forgotten."""
    line = document.lines[index]
    text = " ".join(text.split())
    if line.texts.get(language, "") == text:
        return document
    return put(document, index, _with_text(line, language, text))


def split_line(document: Document, index: int, language: str, at: int) -> Document:
    """Part a line in two before a character of its text in a language; nothing where one part would be empty.

    Its other texts are parted at the gap between words that lies nearest to the same share of them. Of the times the
    first part keeps the start and the second one the end; words go where their text goes.
    """
    line = document.lines[index]
    text = line.texts.get(language, "")
    if not text[:at].strip() or not text[at:].strip():
        return document
    cuts = {name: at if name == language else _gap(other, at / len(text)) for name, other in line.texts.items()}
    first = {name: other[: cuts[name]].strip() for name, other in line.texts.items()}
    second = {name: other[cuts[name] :].strip() for name, other in line.texts.items()}
    left: list[Word] = []
    right: list[Word] = []
    begun = dict.fromkeys(line.texts, 0)
    for word in line.words:
        whole = begun.get(word.lang, 0) < cuts.get(word.lang, 0)
        (left if whole else right).append(word)
        begun[word.lang] = begun.get(word.lang, 0) + len(word.text)
    starts = [word.start_ms for word in right if word.start_ms is not None]
    middle = starts[0] if starts else None
    one = replace(line, texts=_told(first), end_ms=middle, words=_fitting(left, first))
    two = replace(new_line(_told(second)), start_ms=middle, end_ms=line.end_ms if middle is not None else None,
                  words=_fitting(right, second), agent=line.agent, background=line.background)  # fmt: skip
    lines = document.lines
    return replace(document, lines=(*lines[:index], one, two, *lines[index + 1 :]))


def merge_lines(document: Document, index: int) -> Document:
    """Make one line of a line and the one after it; nothing where there is none."""
    if not 0 <= index < len(document.lines) - 1:
        return document
    one, two = document.lines[index : index + 2]
    names = dict.fromkeys((*one.texts, *two.texts))
    texts = {name: f"{one.texts.get(name, '')} {two.texts.get(name, '')}".strip() for name in names}
    words = [replace(word, text=f"{word.text.rstrip()} ") for word in one.words[-1:]] if two.texts else []
    joined = replace(
        one,
        start_ms=one.start_ms if one.start_ms is not None else two.start_ms,
        end_ms=two.end_ms if two.start_ms is not None or one.start_ms is None else one.end_ms,
        texts=texts,
        words=_fitting([*one.words[:-1], *(words or one.words[-1:]), *two.words], texts),
    )
    return replace(document, lines=(*document.lines[:index], joined, *document.lines[index + 2 :]))


def insert_line(document: Document, index: int) -> Document:
    """Put an empty line before one, or at the end."""
    return replace(document, lines=(*document.lines[:index], new_line(), *document.lines[index:]))


def remove_lines(document: Document, indexes: Collection[int]) -> Document:
    """Take lines out."""
    return replace(document, lines=tuple(line for at, line in enumerate(document.lines) if at not in indexes))


def paste_text(document: Document, language: str, text: str) -> Document:
    """Make a whole text the words in a language: a line of it for each line that has any text, the rest at the end.

    What the document had in that language is replaced; lines of it that then have no text are taken out. In a document
    without lines an empty row parts verses.
    """
    rows = [" ".join(row.split()) for row in text.strip().splitlines()]
    kept = [_with_text(line, language, "") for line in document.lines]
    spoken = [at for at, line in enumerate(kept) if line.texts]
    if not spoken:
        keep_times = [line for line in kept if line.start_ms is not None]
        return replace(document, lines=tuple(_laid_on(keep_times, language, rows)))
    sung = [row for row in rows if row]
    for at, row in zip(spoken, sung, strict=False):
        kept[at] = _with_text(kept[at], language, row)
    empty = {at for at, line in enumerate(document.lines) if line.texts and not kept[at].texts}
    rest = [new_line({language: row}) for row in sung[len(spoken) :]]
    return replace(document, lines=(*(line for at, line in enumerate(kept) if at not in empty), *rest))


def taken_in(document: Document, other: Document) -> Document:
    """Return a document with another one's texts beside its own, or the other one in its place.

    They go beside where they are in languages that are not there yet and there are as many lines; times stay then.
    """
    sung = [sum(bool(line.texts) for line in each.lines) for each in (document, other)]
    if sung[0] != sung[1] or not sung[0] or set(document.languages) & set(other.languages):
        return other
    for language in other.languages:
        rows = [line.texts.get(language, "") for line in other.lines if line.texts]
        places = [at for at, line in enumerate(document.lines) if line.texts]
        for at, row in zip(places, rows, strict=True):
            document = set_text(document, at, language, row)
    return document


def push_down(document: Document, index: int, language: str) -> Document:
    """Move the texts in a language one line down from a line on, which has none then.

    Telugu takes what it is in Latin letters along.
    """
    for name in _together(language):
        column = [line.texts.get(name, "") for line in document.lines]
        column[index:] = ["", *column[index:]]
        lines = list(document.lines)
        if column[-1]:
            lines.append(new_line())
        document = replace(document, lines=tuple(_in_column(lines, name, column)))
    return document


def pull_up(document: Document, index: int, language: str) -> Document:
    """Move the texts in a language one line up from a line on; that line's is put behind the text it comes to.

    Telugu takes what it is in Latin letters along.
    """
    for name in _together(language):
        column = [line.texts.get(name, "") for line in document.lines]
        if index > 0:
            column[index - 1] = f"{column[index - 1]} {column[index]}".strip()
            del column[index]
        else:
            del column[0]
        document = replace(document, lines=tuple(_in_column(document.lines, name, [*column, ""])))
    return document


def romanise_lines(document: Document, indexes: Collection[int] | None = None) -> Document:
    """Write the Telugu of lines, or of all, in Latin letters where that is not there yet."""
    lines = [
        _with_text(line, ROMANISED, romanise(line.texts[TELUGU], lengths=True))
        if (indexes is None or at in indexes) and TELUGU in line.texts and ROMANISED not in line.texts
        else line
        for at, line in enumerate(document.lines)
    ]
    return replace(document, lines=tuple(lines))


def _together(language: str) -> tuple[str, ...]:
    return (TELUGU, ROMANISED) if language == TELUGU else (language,)


def _with_text(line: Line, language: str, text: str) -> Line:
    if line.texts.get(language, "") == text:
        return line
    texts = {name: other for name, other in line.texts.items() if name != language or text}
    if text:
        texts[language] = text
    return replace(line, texts=texts, words=tuple(word for word in line.words if word.lang != language))


def _in_column(lines: Iterable[Line], language: str, column: list[str]) -> list[Line]:
    return [_with_text(line, language, text) for line, text in zip(lines, column, strict=False)]


def _laid_on(timed: list[Line], language: str, rows: list[str]) -> list[Line]:
    """Return lines of these texts; as far as there are lines with times but no text, those."""
    free = iter(timed)
    laid = []
    for row in rows:
        line = next(free, None) if row else None
        if line is None:
            line = new_line()
        laid.append(replace(line, texts={language: row} if row else {}, words=()))
    return laid


def _gap(text: str, share: float) -> int:
    """Return the start of the word nearest to a share of a text."""
    starts = [at for at in range(1, len(text)) if text[at - 1].isspace() and not text[at].isspace()]
    return min(starts, key=lambda at: abs(at - share * len(text)), default=len(text))


def _told(texts: dict[str, str]) -> dict[str, str]:
    return {name: text for name, text in texts.items() if text}


def _fitting(words: Sequence[Word], texts: dict[str, str]) -> tuple[Word, ...]:
    """Return the words of those languages whose text they are."""
    found: list[Word] = []
    for language, text in texts.items():
        own = [word for word in words if word.lang == language]
        if own:
            own[-1] = replace(own[-1], text=own[-1].text.rstrip())
            if "".join(word.text for word in own) == text:
                found += own
    return tuple(found)
