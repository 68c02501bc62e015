"""What was imported lately: what came in, and what was left out and why, so that a curator can see to it later."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any

from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.changes import Changes
from pluto_desktop.domain.errors import Conflict, Denied, Invalid, KnownError, NotFound, Offline, Timeout
from pluto_desktop.domain.progress import ReportProgress
from pluto_desktop.ports.personal import DeviceState
from pluto_desktop.services.import_report import AddsMusic, ImportError_, ImportReport

_STATE = "imports"
_MOST = 20
_MOST_PATHS = 50
MOST_REASONS = 200
"""So many reasons are remembered of an import."""

_KINDS: dict[str, type[KnownError]] = {
    kind.__name__: kind for kind in (Offline, Timeout, Conflict, Denied, NotFound, Invalid)
}


@dataclass(frozen=True, slots=True)
class PastImport:
    """An import that ended at ``at_ms`` (since 1970).

    ``paths`` are the first files and folders, ``more_paths`` is how many there were beyond them. ``errors`` are the
    first :data:`MOST_REASONS` of the ``skipped`` files and folders. ``asked`` is whether a person asked for it; a
    folder that is followed is looked through by itself. The rest is as in :class:`ImportReport` and :class:`AddsMusic`.
    """

    at_ms: int
    paths: tuple[Path, ...]
    added: int = 0
    already: int = 0
    skipped: int = 0
    errors: tuple[ImportError_, ...] = ()
    cancelled: bool = False
    stopped: KnownError | None = None
    asked: bool = True
    copy: bool = False
    more_paths: int = 0


_guard = Lock()
"""Two imports of a window may end at once, on two workers."""


class Imports:
    """Remembers the newest imports, on this device and with its library. Any worker thread."""

    def __init__(self, state: DeviceState, now: Callable[[], float] = time.time) -> None:
        self._state, self._now = state, now

    def list_imports(self) -> list[PastImport]:
        """Return the imports, the newest first; one that an older or newer Pluto wrote otherwise is left out."""
        found = []
        for row in self._rows():
            with suppress(KeyError, TypeError, ValueError):
                found.append(_from_json(row))
        return found

    def remember(self, paths: Sequence[Path], report: ImportReport, *, asked: bool, copy: bool = False) -> None:
        """Remember an import that ended now.

        Of those nobody asked for only what brought songs, or broke off for another reason than the one before it.
        """
        done = PastImport(
            round(self._now() * 1000),
            tuple(Path(os.path.abspath(path)) for path in paths[:_MOST_PATHS]),  # noqa: PTH100 - links stay what they are
            report.added, report.already, report.skipped, report.errors[:MOST_REASONS],
            report.cancelled, report.stopped, asked, copy, max(0, len(paths) - _MOST_PATHS),
        )  # fmt: skip
        with _guard:
            rows = self._rows()
            row = _to_json(done)
            if not asked and not report.added:
                if report.stopped is None:
                    return
                if any(isinstance(one, dict) and _same_trouble(one, row) for one in rows[:1]):
                    return
            self._state.save_state(_STATE, [row, *rows[: _MOST - 1]])

    def _rows(self) -> list[Any]:
        stored = self._state.load_state(_STATE)
        return stored if isinstance(stored, list) else []


class RememberedImport:
    """Fulfils AddsMusic by another one, and remembers what became of it. Any worker thread."""

    def __init__(self, adds: AddsMusic, imports: Imports, *, asked: bool = True) -> None:
        self._adds, self._imports, self._asked = adds, imports, asked

    def run(
        self,
        paths: Sequence[Path],
        report: ReportProgress,
        cancel: CancelToken,
        copy: bool = False,
        on_changes: Callable[[Changes], None] | None = None,
    ) -> ImportReport:
        """Add music, as :class:`AddsMusic` says."""
        done = self._adds.run(paths, report, cancel, copy=copy, on_changes=on_changes)
        with suppress(KnownError):  # a full disk was told of already: what is in the library counts
            self._imports.remember(paths, done, asked=self._asked, copy=copy)
        return done


def _to_json(done: PastImport) -> dict[str, Any]:
    return {
        "at_ms": done.at_ms, "paths": [_path_to_json(path) for path in done.paths],
        "added": done.added, "already": done.already, "skipped": done.skipped,
        "errors": [[_path_to_json(one.path), *_error_to_json(one.error)] for one in done.errors],
        "cancelled": done.cancelled, "stopped": None if done.stopped is None else _error_to_json(done.stopped),
        "asked": done.asked, "copy": done.copy, "more_paths": done.more_paths,
    }  # fmt: skip


def _from_json(row: dict[str, Any]) -> PastImport:
    return PastImport(
        int(row["at_ms"]), tuple(_path_from_json(path) for path in row["paths"]),
        int(row["added"]), int(row["already"]), int(row["skipped"]),
        tuple(ImportError_(_path_from_json(path), _error_from_json(error)) for path, *error in row["errors"]),
        bool(row["cancelled"]), None if row["stopped"] is None else _error_from_json(row["stopped"]),
        bool(row["asked"]), bool(row.get("copy")), int(row.get("more_paths", 0)),
    )  # fmt: skip


def _same_trouble(one: dict[str, Any], other: dict[str, Any]) -> bool:
    return (one.get("paths"), one.get("stopped")) == (other["paths"], other["stopped"])


def _path_to_json(path: Path) -> str:
    return os.fsencode(path).decode("latin-1")  # a name may be no text: its bytes are kept, one letter each


def _path_from_json(text: str) -> Path:
    return Path(os.fsdecode(text.encode("latin-1")))


def _error_to_json(error: KnownError) -> list[Any]:
    params = {
        name: value if isinstance(value, int | float | str) else str(value) for name, value in error.params.items()
    }
    return [type(error).__name__, error.code, params]


def _error_from_json(row: list[Any]) -> KnownError:
    kind, code, params = row
    return _KINDS[kind](code, **params)
