"""Rows of songs as CSV and as JSON lines. Pure: text in, rows or errors with their line numbers out."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import TextIO

from pluto_desktop.domain.dates import ReleaseDate
from pluto_desktop.domain.errors import Invalid, KnownError
from pluto_desktop.domain.sentences import sentence
from pluto_desktop.ports.catalogue import CatalogueRow

FIELDS = ("id", "title", "artist", "album", "release_date", "language", "plays", "lyrics")
_LONGEST_FIELD = 4 * 1024 * 1024
_HALVES = re.compile("[\ud800-\udfff]")
_MOST_PLAYS = 2**53


@dataclass(frozen=True, slots=True)
class RowError:
    """A row that could not be used; ``line`` counts from 1 and is where the row begins."""

    line: int
    error: KnownError

    @property
    def reason(self) -> str:
        """The English sentence."""
        return sentence(self.error)


def read_csv(file: TextIO, path: str) -> Iterator[CatalogueRow | RowError]:
    """Yield the rows of a CSV file; its first row names the columns, in any order, unknown ones are passed over.

    The file is open with ``newline=""`` and ``errors="surrogateescape"``. Raises Invalid("exchange_no_title") where
    no column is a title.
    """
    csv.field_size_limit(_LONGEST_FIELD)
    reader = csv.reader(file)
    names: list[str] | None = None
    while True:
        line = reader.line_num + 1
        try:
            values = next(reader)
        except StopIteration:
            break
        except csv.Error:
            yield RowError(line, Invalid("row_unreadable", line=line))
            continue
        if names is None:
            names = [value.strip().casefold().replace(" ", "_") for value in values]
            if "title" not in names:
                break
        elif any(values):
            yield _row(dict(zip(names, values, strict=False)), line, len(values) > len(names))
    if names is None or "title" not in names:
        raise Invalid("exchange_no_title", path=path)


def read_jsonl(file: Iterable[str]) -> Iterator[CatalogueRow | RowError]:
    """Yield the rows of a file with one JSON object a line; empty lines are passed over."""
    for line, text in enumerate(file, start=1):
        if not text.strip():
            continue
        try:
            values = json.loads(text)
        except (ValueError, RecursionError):
            values = None
        if isinstance(values, dict):
            yield _row(values, line, too_many=False)
        else:
            yield RowError(line, Invalid("row_unreadable", line=line))


def write_csv(file: TextIO, rows: Iterable[CatalogueRow]) -> int:
    """Write rows as CSV and return how many there were; the file is open with ``newline=""``."""
    writer = csv.DictWriter(file, FIELDS, lineterminator="\n")
    writer.writeheader()
    count = 0
    for row in rows:
        writer.writerow(asdict(row))
        count += 1
    return count


def write_jsonl(file: TextIO, rows: Iterable[CatalogueRow]) -> int:
    """Write rows as JSON lines and return how many there were."""
    count = 0
    for row in rows:
        values = asdict(row)
        file.write(json.dumps({name: values[name] for name in FIELDS}, ensure_ascii=False) + "\n")
        count += 1
    return count


def _row(values: dict[str, object], line: int, too_many: bool) -> CatalogueRow | RowError:
    texts = {name: _text(values.get(name)) for name in FIELDS}
    code = ""
    if too_many:
        code = "row_too_long"
    elif any(text is None for text in texts.values()):
        code = "row_unreadable"
    if code:
        return RowError(line, Invalid(code, line=line))
    title, date, plays = (texts[name] or "" for name in ("title", "release_date", "plays"))
    if not title.strip():
        return RowError(line, Invalid("row_without_title", line=line))
    if date.strip() and ReleaseDate.parse(date) is None:
        return RowError(line, Invalid("row_bad_date", line=line, value=date[:40]))
    count = _count(plays)
    if count is None:
        return RowError(line, Invalid("row_bad_plays", line=line, value=plays[:40]))
    return CatalogueRow(
        title=title.strip(),
        artist=(texts["artist"] or "").strip(),
        album=(texts["album"] or "").strip(),
        release_date=date.strip(),
        language=(texts["language"] or "").strip(),
        plays=count,
        lyrics=texts["lyrics"] or "",
        id=(texts["id"] or "").strip(),
    )


def _text(value: object) -> str | None:
    """Return a field as text, "" where it is missing, None where it cannot be text: a list, or bytes of no encoding."""
    if value is None:
        return ""
    if isinstance(value, bool | list | dict):
        return None
    text = str(value)
    return text if text.isascii() or _HALVES.search(text) is None else None


def _count(text: str) -> int | None:
    text = text.strip()
    if not text:
        return 0
    try:
        count = float(text)
    except ValueError:
        return None
    return int(count) if 0 <= count <= _MOST_PLAYS and count == int(count) else None
