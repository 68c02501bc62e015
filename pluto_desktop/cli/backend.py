"""``pluto backend init|status|verify|sweep``: look after the servers of a shared library."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from pluto_desktop.cli.framework import EXIT_DONE, EXIT_PARTLY, password_of, print_json
from pluto_desktop.domain.cancel import CancelToken

if TYPE_CHECKING:
    from pluto_desktop.bootstrap.shared import Backend
    from pluto_desktop.domain.shared import Broken, SharedLibrary


_DAY_S = 24 * 3600.0
_MOST_DAYS = 36_500


def _days(text: str) -> float:
    try:
        days = float(text)
    except ValueError:
        days = -1.0
    if not 0 <= days <= _MOST_DAYS:
        raise argparse.ArgumentTypeError(f"a number of days from 0 to {_MOST_DAYS} is needed, not {text}")
    return days


def add_parser(subparsers: Any, common: argparse.ArgumentParser) -> None:
    """Add the command to the command line."""
    parser = subparsers.add_parser("backend", parents=[common], help="look after the servers of a shared library")
    actions = parser.add_subparsers(dest="action", required=True, metavar="init|status|verify|sweep")
    texts = {
        "init": "make a shared library on the servers, or bring it up to date",
        "status": "tell what library the servers hold",
        "verify": "look whether every reference has its bytes and every file an owner",
        "sweep": "delete what nobody refers to any more",
    }
    for name, text in texts.items():
        action = actions.add_parser(name, parents=[common], help=text)
        action.add_argument(
            "line", metavar="LINE", help="pluto://user@host/database?mongo=host/database; the password is asked for"
        )
        if name == "verify":
            action.add_argument("--deep", action="store_true", help="read every byte and compare the hashes")
        if name == "sweep":
            action.add_argument(
                "--keep-changes",
                metavar="DAYS",
                type=_days,
                help="how long the list of changes is kept (90 days unless told otherwise): a device that was away for "
                "longer compares the whole library when it is back",
            )


def run(args: argparse.Namespace) -> int:
    """Do what was asked."""
    from pluto_desktop.bootstrap.shared import open_backend
    from pluto_desktop.domain.profiles import parse_line

    profile, password = parse_line(args.line)
    with open_backend(profile, password_of(profile, password)) as backend:
        if args.action == "init":
            return _tell_library(args, backend.initialise(), backend.media_rights())
        if args.action == "status":
            backend.media.ping()
            return _tell_library(args, backend.catalogue.identify(), backend.media_rights())
        if args.action == "sweep":
            return _sweep(args, backend)
        return _tell_findings(args, backend.verify.run(CancelToken(), deep=args.deep))


def _tell_library(args: argparse.Namespace, library: SharedLibrary, media_rights: str) -> int:
    if args.json:
        print_json(
            {
                "id": library.id,
                "schema_version": library.schema_version,
                "readable": library.readable,
                "writable": library.writable,
                "role": library.role.value,
                "user": library.user,
                "media_rights": media_rights,
            }
        )
    else:
        print(f"Library {library.id}, schema {library.schema_version}; {library.user} is its {library.role.value}.")
        if media_rights == "nearest":
            print(
                "The media's server knows rights to whole databases only: a curator could delete bytes by other means."
            )
    return EXIT_DONE if library.readable else EXIT_PARTLY


def _sweep(args: argparse.Namespace, backend: Backend) -> int:
    swept = backend.sweep(None if args.keep_changes is None else args.keep_changes * _DAY_S).run_once(CancelToken())
    if args.json:
        print_json({"uploads": swept.uploads, "media": swept.media, "orphans": swept.orphans, "changes": swept.changes})
    else:
        print(
            f"{swept.uploads:,} uploads, {swept.media:,} media, {swept.orphans:,} files without owner and"
            f" {swept.changes:,} old changes deleted."
        )
    return EXIT_DONE


def _tell_findings(args: argparse.Namespace, found: list[Broken]) -> int:
    by_kind = {what: [one for one in found if one.what == what] for what in ("broken", "waiting", "orphan")}
    if args.json:
        print_json({what: [{"of": one.of, "songs": list(one.songs)} for one in ones] for what, ones in by_kind.items()})
    else:
        for one in found:
            songs = f" (songs {', '.join(one.songs)})" if one.songs else ""
            print(f"{one.what}: {one.of}{songs}")
        print(", ".join(f"{len(ones):,} {what}" for what, ones in by_kind.items()) + ".")
    return EXIT_PARTLY if by_kind["broken"] or by_kind["orphan"] else EXIT_DONE
