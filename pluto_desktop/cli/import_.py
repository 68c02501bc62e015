"""``pluto import PATH…``: add music to the library."""

from __future__ import annotations

import argparse
import sys
import time
from typing import TYPE_CHECKING, Any

from pluto_desktop.cli.framework import (
    EXIT_DONE,
    EXIT_INTERRUPTED,
    EXIT_PARTLY,
    EXIT_WRONG,
    ctrl_c_cancels,
    library_of,
    named_path,
    print_json,
)
from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.progress import Progress
from pluto_desktop.domain.sentences import sentence

if TYPE_CHECKING:
    from pluto_desktop.services.import_report import ImportReport

_EVERY_S = 0.2
_REASONS = 20


def add_parser(subparsers: Any, common: argparse.ArgumentParser) -> None:
    """Add the command to the command line."""
    parser = subparsers.add_parser(
        "import",
        parents=[common],
        help="add music to the library",
        description="Add the music in files and folders. Your files stay where they are and are never changed; adding "
        "a folder again adds only what is new.",
    )
    parser.add_argument("paths", nargs="+", metavar="PATH", type=named_path, help="a file or a folder")
    parser.add_argument("--copy", action="store_true", help="keep copies in the library's own folder")


def run(args: argparse.Namespace) -> int:
    """Add music and tell what became of it."""
    cancel = CancelToken()
    tell = (lambda _progress: None) if args.json else _Teller()
    with library_of(args, writes=True) as services, ctrl_c_cancels(cancel):
        report = services.remembering(services.importing).run(args.paths, tell, cancel, copy=args.copy)
    if args.json:
        print_json(_as_json(report))
    else:
        _say(report)
    return _exit_code(report)


class _Teller:
    """Shows progress on one line of standard error."""

    def __init__(self) -> None:
        self._last = 0.0
        self._live = sys.stderr.isatty()

    def __call__(self, progress: Progress) -> None:
        now = time.monotonic()
        if not self._live or progress.total is None or now - self._last < _EVERY_S:
            return
        self._last = now
        left = progress.seconds_left
        rest = f" · {left:.0f} s left" if left is not None else ""
        text = f"{progress.done:,} of {progress.total:,} files · {progress.per_second:,.0f} a second{rest}"
        print(f"\r\x1b[K{text}", end="", file=sys.stderr, flush=True)


def _say(report: ImportReport) -> None:
    if sys.stderr.isatty():
        print("\r\x1b[K", end="", file=sys.stderr)
    for left_out in report.errors[:_REASONS]:
        print(left_out.reason, file=sys.stderr)
    if len(report.errors) > _REASONS:
        print(f"… and {len(report.errors) - _REASONS:,} more; --json lists them all.", file=sys.stderr)
    if report.stopped is not None:
        print(sentence(report.stopped), file=sys.stderr)
    completed = f" ({report.completed:,} got words or a cover)" if report.completed else ""
    print(f"{report.added:,} added, {report.already:,} already there{completed}, {report.skipped:,} skipped.")


def _as_json(report: ImportReport) -> dict[str, object]:
    answer: dict[str, object] = {
        "added": report.added,
        "already": report.already,
        "skipped": report.skipped,
        "seconds": round(report.seconds, 3),
        "errors": [{"path": str(left_out.path), "reason": left_out.reason} for left_out in report.errors],
    }
    if report.completed:
        answer["completed"] = report.completed
    if report.stopped is not None:
        answer["stopped"] = sentence(report.stopped)
    if report.cancelled:
        answer["cancelled"] = True
    return answer


def _exit_code(report: ImportReport) -> int:
    if report.cancelled:
        return EXIT_INTERRUPTED
    if report.errors and not report.added and not report.already:
        return EXIT_WRONG
    return EXIT_PARTLY if report.errors or report.stopped is not None else EXIT_DONE
