"""``pluto library``: look after the files of the library."""

from __future__ import annotations

import argparse
import sys
from typing import Any

from pluto_desktop.cli.framework import (
    EXIT_DONE,
    EXIT_PARTLY,
    EXIT_WRONG,
    library_of,
    made_at,
    named_path,
    print_json,
)
from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.errors import NotFound
from pluto_desktop.domain.library import Backup, Health
from pluto_desktop.domain.sentences import sentence
from pluto_desktop.services.library import LibraryCare


def add_parser(subparsers: Any, common: argparse.ArgumentParser) -> None:
    """Declare the command and what it can do."""
    parser = subparsers.add_parser("library", help="keep the library safe", parents=[common])
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    actions.add_parser("check", parents=[common], help="read every page of the library; exit code 1 where one is bad")
    actions.add_parser("backup", parents=[common], help="back the library up, unless that was done today")
    actions.add_parser("backups", parents=[common], help="list the backups, newest first")
    repair = actions.add_parser("repair", parents=[common], help="put the last good backup in place of damaged files")
    export = actions.add_parser("export", parents=[common], help="write the library into one archive file")
    export.add_argument("archive", metavar="FILE", type=named_path)
    export.add_argument("--with-music", action="store_true", help="take the song files that lie elsewhere too")
    restore = actions.add_parser("restore", parents=[common], help="make the library anew from an archive file")
    restore.add_argument("archive", metavar="FILE", type=named_path)
    restore.add_argument("--set-aside", action="store_true", help="rename the library that is there already")
    repair.add_argument("--anew", action="store_true", help="make damaged files new and empty instead")


def run(args: argparse.Namespace) -> int:
    """Do what was asked."""
    from pluto_desktop import bootstrap

    care = bootstrap.make_library_care(args.library)
    match args.action:
        case "export":
            return _export(args)
        case "restore":
            return _restore(args)
        case "backups":
            return _list_backups(care, as_json=args.json)
    if care.inspect().health is Health.NEW:
        raise NotFound("library_not_found", path=str(args.library))
    match args.action:
        case "check":
            return _check(care, as_json=args.json)
        case "backup":
            return _back_up(care, as_json=args.json)
    return _repair(care, anew=args.anew, as_json=args.json)


def _check(care: LibraryCare, *, as_json: bool) -> int:
    state = care.inspect()
    problems = care.integrity() if state.opens else []
    note = sentence(state.error) if state.error is not None else ""
    if as_json:
        found = [{"file": str(problem.file), "detail": problem.detail} for problem in problems]
        print_json({"health": state.health.value, "note": note, "problems": found})
    elif state.opens:
        print(note or f"The library in “{state.folder}” is {'damaged inside' if problems else state.health.value}.")
        for problem in problems:
            print(f"{problem.file}: {problem.detail}")
    if not state.opens:
        print(note, file=sys.stderr)
        return EXIT_WRONG
    return EXIT_PARTLY if problems else EXIT_DONE


def _back_up(care: LibraryCare, *, as_json: bool) -> int:
    backup = care.back_up_daily()
    if as_json:
        print_json({"backup": _as_json(backup) if backup is not None else None})
    elif backup is not None:
        print(f"The library was backed up to “{backup.folder}”.")
    else:
        print("Nothing was due: today's backup is there already.")
    return EXIT_DONE


def _list_backups(care: LibraryCare, *, as_json: bool) -> int:
    backups = care.list_backups()
    if as_json:
        print_json({"backups": [_as_json(backup) for backup in backups]})
    else:
        for backup in backups:
            print(f"{made_at(backup.made_at_ms)}  {backup.folder}")
    return EXIT_DONE


def _repair(care: LibraryCare, *, anew: bool, as_json: bool) -> int:
    done = care.start_anew() if anew else care.restore_backup()
    if as_json:
        print_json(
            {
                "repaired": [str(path) for path in done.files],
                "set_aside": [str(path) for path in done.set_aside],
                "backup": _as_json(done.backup) if done.backup is not None else None,
            }
        )
    elif not done.files:
        print("The library is whole. Nothing was changed.")
    else:
        source = f"from the backup of {made_at(done.backup.made_at_ms)}" if done.backup is not None else "new and empty"
        print(f"Put in place {source}: {', '.join(path.name for path in done.files)}.")
        for path in done.set_aside:
            print(f"The damaged file is kept as “{path}”.")
    return EXIT_DONE


def _export(args: argparse.Namespace) -> int:
    with library_of(args) as services:
        done = services.export.run(args.archive.absolute(), lambda _: None, CancelToken(), with_music=args.with_music)
    if args.json:
        print_json({"archive": str(done.path), "files": done.files, "left_out": done.left_out})
    else:
        print(f"The library is in “{done.path}” ({done.files} files).")
        if done.left_out:
            print(f"{done.left_out} song files lie outside the library and were not taken; --with-music takes them.")
    return EXIT_DONE


def _restore(args: argparse.Namespace) -> int:
    from pluto_desktop import bootstrap

    restore = bootstrap.make_restore()
    done = restore.run(args.archive, args.library, lambda _: None, CancelToken(), set_aside=args.set_aside)
    if args.json:
        aside = None if done.set_aside is None else str(done.set_aside)
        print_json({"library": str(done.folder), "files": done.files, "set_aside": aside})
    else:
        print(f"The library in “{done.folder}” is restored ({done.files} files).")
        if done.set_aside is not None:
            print(f"What was there before is kept as “{done.set_aside}”.")
    return EXIT_DONE


def _as_json(backup: Backup) -> dict[str, object]:
    return {"folder": str(backup.folder), "made_at_ms": backup.made_at_ms, "files": list(backup.files)}
