"""``pluto push NAME``: bring this device's library, or some of its songs, into a shared one."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING, Any

from pluto_desktop.cli.framework import (
    EXIT_DONE,
    EXIT_PARTLY,
    EXIT_UNREACHABLE,
    library_of,
    password_of,
    print_json,
)
from pluto_desktop.cli.songs_named import rows_named
from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.progress import Progress
from pluto_desktop.domain.sentences import sentence

if TYPE_CHECKING:
    from pluto_desktop.domain.ids import SongId
    from pluto_desktop.services.browse import Browse
    from pluto_desktop.services.shared.push import PushReport


def add_parser(subparsers: Any, common: argparse.ArgumentParser) -> None:
    """Add the command to the command line."""
    parser = subparsers.add_parser(
        "push",
        parents=[common],
        help="bring this device's songs into a shared library",
        description="Bring the songs of this device's library (--library), or those named, into a shared library. Each "
        "file is sent once; begun again, it goes on where it stopped.",
    )
    parser.add_argument("into", metavar="NAME", help="the shared library, as “pluto connect --list” calls it")
    parser.add_argument("songs", nargs="*", metavar="SONG", help="a song's title or its id; without any, all songs")


def run(args: argparse.Namespace) -> int:
    """Push and tell what became of it."""
    from pluto_desktop.bootstrap.libraries import make_shared_libraries
    from pluto_desktop.bootstrap.shared import open_backend

    libraries = make_shared_libraries()
    profile = libraries.get(args.into)
    password = password_of(profile, libraries.find_password(profile))
    with library_of(args) as services, open_backend(profile, password) as backend:
        report = backend.push_from(services).run(_wanted(services.browse, args.songs), _teller(args), CancelToken())
    if args.json:
        print_json(_as_json(report))
    else:
        _say(report)
    if report.stopped is not None:
        return EXIT_UNREACHABLE
    return EXIT_PARTLY if report.failed else EXIT_DONE


def _wanted(browse: Browse, names: list[str]) -> list[SongId]:
    from pluto_desktop.domain.views import SongQuery

    if not names:
        return browse.list_song_ids(SongQuery())
    return [row.id for name in names for row in rows_named(browse, name)]


def _teller(args: argparse.Namespace) -> Any:
    live = sys.stderr.isatty() and not args.json

    def tell(progress: Progress) -> None:
        if live:
            print(f"\r\x1b[K{progress.done:,} of {progress.total:,} songs", end="", file=sys.stderr, flush=True)

    return tell


def _as_json(report: PushReport) -> dict[str, object]:
    answer: dict[str, object] = {
        "pushed": report.pushed,
        "already": report.already,
        "seconds": round(report.seconds, 3),
        "errors": [{"id": song_id, "reason": sentence(error)} for song_id, error in report.failed],
    }
    if report.stopped is not None:
        answer["stopped"] = sentence(report.stopped)
    return answer


def _say(report: PushReport) -> None:
    if sys.stderr.isatty():
        print("\r\x1b[K", end="", file=sys.stderr)
    for _, error in report.failed:
        print(sentence(error), file=sys.stderr)
    if report.stopped is not None:
        print(sentence(report.stopped), file=sys.stderr)
    print(f"{report.pushed:,} pushed, {report.already:,} already there, {len(report.failed):,} failed.")
