"""``pluto catalog import FILE`` and ``pluto catalog export FILE``: songs as rows of CSV or JSON lines."""

from __future__ import annotations

import argparse
import sys
from typing import Any

from pluto_desktop.cli.framework import EXIT_DONE, EXIT_PARTLY, library_of, named_path, print_json
from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.progress import Progress
from pluto_desktop.domain.sentences import sentence

_REASONS = 20


def add_parser(subparsers: Any, common: argparse.ArgumentParser) -> None:
    """Add the command to the command line."""
    parser = subparsers.add_parser(
        "catalog",
        parents=[common],
        help="bring a list of songs in or out as CSV or JSON lines",
        description="Bring a list of songs in or out as a CSV file (.csv) or as JSON lines (.jsonl), with the columns "
        "id, title, artist, album, release_date, language, plays and lyrics; only title is needed.",
    )
    actions = parser.add_subparsers(dest="action", required=True, metavar="import|export")
    for action, what in (("import", "bring songs in; a song that is there already is brought up to date"),
                         ("export", "write every song into a file")):  # fmt: skip
        sub = actions.add_parser(action, parents=[common], help=what, description=f"{what.capitalize()}.")
        sub.add_argument("file", metavar="FILE", type=named_path, help="a file ending in .csv or .jsonl")


def run(args: argparse.Namespace) -> int:
    """Bring rows in or out."""
    return _import(args) if args.action == "import" else _export(args)


def _import(args: argparse.Namespace) -> int:
    with library_of(args, writes=True) as services:
        report = services.exchange.import_file(args.file, _quiet if args.json else _tell, CancelToken())
    if args.json:
        print_json(
            {
                "added": report.added,
                "updated": report.updated,
                "unchanged": report.unchanged,
                "skipped": len(report.errors),
                "seconds": round(report.seconds, 3),
                "errors": [{"line": row.line, "reason": row.reason} for row in report.errors],
                **({"stopped": sentence(report.stopped)} if report.stopped is not None else {}),
            }
        )
    else:
        for row in report.errors[:_REASONS]:
            print(row.reason, file=sys.stderr)
        if len(report.errors) > _REASONS:
            print(f"… and {len(report.errors) - _REASONS:,} more; --json lists them all.", file=sys.stderr)
        if report.stopped is not None:
            print(sentence(report.stopped), file=sys.stderr)
        print(
            f"{report.added:,} added, {report.updated:,} updated, {report.unchanged:,} unchanged, "
            f"{len(report.errors):,} skipped."
        )
    return EXIT_PARTLY if report.errors or report.stopped is not None else EXIT_DONE


def _export(args: argparse.Namespace) -> int:
    with library_of(args) as services:
        count = services.exchange.export_file(args.file)
    if args.json:
        print_json({"exported": count, "file": str(args.file)})
    else:
        print(f"{count:,} songs written to “{args.file}”.")
    return EXIT_DONE


def _quiet(_progress: Progress) -> None:
    pass


def _tell(progress: Progress) -> None:
    if sys.stderr.isatty():
        print(f"{progress.done:,} rows are in the library.", file=sys.stderr)
