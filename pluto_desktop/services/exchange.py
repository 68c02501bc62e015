"""The catalogue as a file: bringing rows of songs in, taking all of them out."""

from __future__ import annotations

import codecs
import contextlib
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TextIO

from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.errors import Cancelled, Denied, Invalid, KnownError, NotFound
from pluto_desktop.domain.progress import Progress, ReportProgress
from pluto_desktop.lyrics.document import Document
from pluto_desktop.lyrics.formats import KINDS
from pluto_desktop.lyrics.formats import read as read_lyrics
from pluto_desktop.lyrics.formats.losses import losses
from pluto_desktop.ports.catalogue import CatalogueExchange, CatalogueRow, ReadyWords
from pluto_desktop.ports.files import WorkPool
from pluto_desktop.services.exchange_formats import RowError, read_csv, read_jsonl, write_csv, write_jsonl
from pluto_desktop.services.whole_file import whole_file

_CHUNK = 100_000
_CHUNK_LYRICS = 50_000_000
_TTML_FOR = frozenset({"second_language", "language_names"})
_CSV, _JSONL = frozenset({".csv"}), frozenset({".jsonl", ".ndjson"})


@dataclass(frozen=True, slots=True)
class ExchangeReport:
    """What bringing rows in did. ``stopped`` is what ended it early; what came before is in the library."""

    added: int = 0
    updated: int = 0
    unchanged: int = 0
    seconds: float = 0.0
    errors: tuple[RowError, ...] = ()
    cancelled: bool = False
    stopped: KnownError | None = None


class Exchange:
    """Brings rows of songs in and out; any worker thread. ``pool`` reads the lyrics of large files on every core."""

    def __init__(self, rows: CatalogueExchange, pool: WorkPool) -> None:
        self._rows = rows
        self._pool = pool

    def import_file(self, path: Path, report: ReportProgress, cancel: CancelToken) -> ExchangeReport:
        """Merge a CSV or JSON-lines file, in chunks that each are in whole or not at all.

        Raises Invalid (``exchange_format``, ``exchange_no_title``), NotFound("file_missing"),
        Denied("file_unreadable") before anything was changed.
        """
        started = time.perf_counter()
        added = updated = done = 0
        errors: list[RowError] = []
        stopped: KnownError | None = None
        chunk: list[CatalogueRow] = []
        lyrics = 0
        with _opened(path) as file:
            for row in _rows_of(file, path):
                if isinstance(row, RowError):
                    errors.append(row)
                    continue
                chunk.append(row)
                lyrics += len(row.lyrics)
                if len(chunk) < _CHUNK and lyrics < _CHUNK_LYRICS:
                    continue
                try:
                    new, changed = self._merge(chunk, cancel)
                except KnownError as error:
                    stopped = error
                    break
                if cancel.cancelled:
                    break
                added, updated, done = added + new, updated + changed, done + len(chunk)
                chunk, lyrics = [], 0
                report(Progress(done, None, len(errors), time.perf_counter() - started))
        if stopped is None and not cancel.cancelled and chunk:
            try:
                new, changed = self._merge(chunk, cancel)
                added, updated, done = added + new, updated + changed, done + len(chunk)
            except KnownError as error:
                stopped = error
        seconds = time.perf_counter() - started
        report(Progress(done, done, len(errors), seconds))
        return ExchangeReport(added, updated, done - added - updated, seconds, tuple(errors), cancel.cancelled, stopped)

    def export_file(self, path: Path) -> int:
        """Write every song into a CSV or JSON-lines file and return how many; the file is there whole or not at all.

        Raises Invalid("exchange_format"), Denied("disk_full") or Denied("exchange_unwritable").
        """
        ending = path.suffix.lower()
        if ending not in _CSV | _JSONL:
            raise Invalid("exchange_format", path=str(path))
        rows = (_exported(row, document) for row, document in self._rows.iterate_rows())
        with whole_file(path, "exchange_unwritable", newline="" if ending in _CSV else "\n") as file:
            return write_csv(file, rows) if ending in _CSV else write_jsonl(file, rows)

    def _merge(self, rows: list[CatalogueRow], cancel: CancelToken) -> tuple[int, int]:
        """Merge a chunk and return how many were added and how many updated; none where it was cancelled."""
        try:
            return self._rows.merge_rows(_Worded(rows, self._pool, ReadWords(self._rows.ready_words), cancel))
        except Cancelled:
            return 0, 0


class _Worded:
    """Fulfils WordedRows: words are read in the workers while those of earlier rows are written. Drawn once."""

    def __init__(self, rows: Sequence[CatalogueRow], pool: WorkPool, read: ReadWords, cancel: CancelToken) -> None:
        self._rows = rows
        self._pool = pool
        self._read = read
        self._cancel = cancel

    def __len__(self) -> int:
        return len(self._rows)

    def __iter__(self) -> Iterator[tuple[CatalogueRow, Document | ReadyWords | None]]:
        """Yield the rows in order, each when its words are read. Raises Cancelled."""
        texts = list(dict.fromkeys(row.lyrics for row in self._rows if row.lyrics.strip()))
        reading = self._pool.each(self._read, list(enumerate(texts)), self._cancel)
        words: dict[str, Document | ReadyWords] = {}
        for row in self._rows:
            while row.lyrics.strip() and row.lyrics not in words:
                batch = next(reading, None)
                if batch is None:
                    raise Cancelled
                words.update((texts[place], ready) for place, ready in batch)
            yield row, words.get(row.lyrics)
        self._cancel.raise_if_cancelled()


@dataclass(frozen=True, slots=True)
class ReadWords:
    """Reads lyrics and readies them for the catalogue; runs in the workers."""

    ready: Callable[[Document], Document | ReadyWords]

    def __call__(self, text: tuple[int, str]) -> tuple[int, Document | ReadyWords]:
        """Return the place of a text with the words it holds."""
        return text[0], self.ready(read_lyrics(text[1]).document)


def _exported(row: CatalogueRow, document: Document | None) -> CatalogueRow:
    if document is None or not document.lines:
        return row
    # Three languages, or two in one script, are more than LRC can tell apart.
    kind = "ttml" if any(loss.what in _TTML_FOR for loss in losses(document, "elrc")) else "elrc"
    return replace(row, lyrics=KINDS[kind].write(document))


def _rows_of(file: TextIO, path: Path) -> Iterator[CatalogueRow | RowError]:
    return read_csv(file, str(path)) if path.suffix.lower() in _CSV else read_jsonl(file)


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[TextIO]:
    """Open a file of rows as text, whatever its byte order mark says; bytes of no encoding survive to be reported."""
    if path.suffix.lower() not in _CSV | _JSONL:
        raise Invalid("exchange_format", path=str(path))
    try:
        with path.open("rb") as raw:
            wide = raw.read(2) in {codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE}
        encoding, errors = ("utf-16", "replace") if wide else ("utf-8-sig", "surrogateescape")
        with path.open(encoding=encoding, errors=errors, newline="") as file:
            yield file
    except FileNotFoundError as error:
        raise NotFound("file_missing", path=str(path)) from error
    except OSError as error:
        raise Denied("file_unreadable", path=str(path)) from error
