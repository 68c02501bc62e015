"""``pluto connect``: know shared libraries, and say which one opens."""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from typing import Any

from pluto_desktop.cli.framework import EXIT_DONE, EXIT_UNREACHABLE, EXIT_WRONG, password_of, print_json
from pluto_desktop.domain.connections import ConnectionAnswer
from pluto_desktop.domain.errors import Denied, KnownError, Offline, Timeout
from pluto_desktop.domain.profiles import CACHES, MONGO_PORT, POSTGRES_PORT, Profile, format_hosts, parse_line
from pluto_desktop.domain.sentences import sentence
from pluto_desktop.services.shared.profiles import SharedLibraries

SOLO = "solo"
"""The name of this device's own library."""


def add_parser(subparsers: Any, common: argparse.ArgumentParser) -> None:
    """Declare the command."""
    parser = subparsers.add_parser(
        "connect",
        parents=[common],
        help="know shared libraries, and say which one opens",
        description="Test the line of a shared library and remember it; its password goes to the keyring. The "
        "password is asked for, or read from PLUTO_PASSWORD or, with --password-stdin, from standard input. "
        "The exit code is 3 where a server cannot be reached.",
    )
    asked = parser.add_mutually_exclusive_group(required=True)
    asked.add_argument("line", nargs="?", metavar="LINE", help="pluto://user@server/database?mongo=server/database")
    parser.add_argument("--name", help="what to call the library on this device")
    parser.add_argument(
        "--cache", choices=CACHES, help="keep what is played on this device, as usual, or only in memory for a while"
    )
    parser.add_argument("--test", action="store_true", help="only test; remember nothing")
    parser.add_argument("--password-stdin", action="store_true", help="read the password from standard input")
    asked.add_argument(
        "--accept",
        metavar="NAME",
        help="let another library, that answers at NAME's address now, take its place; what you have of it stays, and "
        "what you edited is held until “pluto edits release”",
    )
    asked.add_argument("--list", action="store_true", help="list the libraries that are known")
    asked.add_argument("--remove", metavar="NAME", help="forget a library; what is on this device stays")
    asked.add_argument("--use", metavar="NAME", help=f"open this library from now on; “{SOLO}” is this device's own")


def run(args: argparse.Namespace) -> int:
    """Do the one thing that was asked."""
    from pluto_desktop.bootstrap.libraries import make_shared_libraries

    libraries = make_shared_libraries()
    if args.list:
        return _list(libraries, as_json=args.json)
    if args.remove is not None:
        return _remove(libraries, args.remove, as_json=args.json)
    if args.accept is not None:
        return _accept(libraries, args)
    if args.use is not None:
        return _use(libraries, args.use, as_json=args.json)
    return _connect(libraries, args)


def _connect(libraries: SharedLibraries, args: argparse.Namespace) -> int:
    profile, password = parse_line(args.line)
    if args.name:
        profile = replace(profile, name=args.name)
    known = libraries.list_all().find_named(profile.label)
    if known is not None and known.line == profile.line:  # connected again: the same library, not a second one
        profile = replace(profile, id=known.id, name=known.name, library_id=known.library_id, cache=known.cache)
    if args.cache is not None:
        profile = replace(profile, cache=args.cache)
    word = password_of(profile, password, from_stdin=args.password_stdin)
    answer = libraries.connect(profile, word)
    note: KnownError | None = None
    if answer.ok and not args.test:
        try:
            profile = libraries.save(profile, word, answer.library)
        except Denied as error:
            if error.code not in {"no_keyring", "keyring_refused"}:
                raise
            note = error
    _tell(profile, answer, note, as_json=args.json, kept=answer.ok and not args.test)
    if answer.error is None:
        return EXIT_DONE
    return EXIT_UNREACHABLE if isinstance(answer.error, Offline | Timeout) else EXIT_WRONG


def _accept(libraries: SharedLibraries, args: argparse.Namespace) -> int:
    from pluto_desktop.bootstrap.libraries import accept_library

    profile = libraries.get(args.accept)
    word = password_of(profile, libraries.find_password(profile), from_stdin=args.password_stdin)
    answer = libraries.connect(replace(profile, library_id=""), word)
    if answer.library is None or answer.error is not None:
        _tell(profile, answer, None, as_json=args.json, kept=False)
        return EXIT_UNREACHABLE if isinstance(answer.error, Offline | Timeout) else EXIT_WRONG
    accepted = accept_library(profile, answer.library.id)
    if args.json:
        print_json({"accepted": accepted.label, "library": accepted.library_id})
    else:
        print(f"“{accepted.label}” is the library that answers there from now on. “pluto edits” shows what is held.")
    return EXIT_DONE


def _tell(profile: Profile, answer: ConnectionAnswer, note: KnownError | None, *, as_json: bool, kept: bool) -> None:
    servers = (
        ("catalogue", "Catalogue", format_hosts(profile.hosts, POSTGRES_PORT), answer.catalogue_error),
        ("media", "Media", format_hosts(profile.media_hosts, MONGO_PORT), answer.media_error),
    )
    if as_json:
        told: dict[str, object] = {"ok": answer.ok, "kept": kept, "name": profile.label, "line": profile.line}
        told["note"] = sentence(note) if note is not None else ""
        for key, _, _, error in servers:
            told[key] = None if error is None else {"code": error.code, "message": sentence(error)}
        if answer.library is not None:
            told["library"] = {"id": answer.library.id, "role": answer.library.role.value}
        print_json(told)
        return
    for _, label, where, error in servers:
        print(f"{'ok   ' if error is None else 'fails'} {label} at {where}" + (f": {sentence(error)}" if error else ""))
    if note is not None:
        print(sentence(note), file=sys.stderr)
    if kept:
        print(f"“{profile.label}” is known now. “pluto connect --use '{profile.label}'” opens it from now on.")


def _list(libraries: SharedLibraries, *, as_json: bool) -> int:
    profiles = libraries.list_all()
    if as_json:
        entries = [
            {
                "name": one.label,
                "line": one.line,
                "library": one.library_id or None,
                "chosen": one.id == profiles.chosen,
                "cache": one.cache,
            }
            for one in profiles.known
        ]
        print_json({"libraries": entries, "solo": not profiles.chosen})
        return EXIT_DONE
    print(f"{' ' if profiles.chosen else '*'} {SOLO}  this device's own library")
    for one in profiles.known:
        remembered = "  (what is played is kept in memory only)" if one.cache == "memory" else ""
        print(f"{'*' if one.id == profiles.chosen else ' '} {one.label}  {one.line}{remembered}")
    return EXIT_DONE


def _remove(libraries: SharedLibraries, name: str, *, as_json: bool) -> int:
    profile = libraries.get(name)
    libraries.remove(profile)
    if as_json:
        print_json({"removed": profile.label})
    else:
        print(f"“{profile.label}” is forgotten. What of it is on this device stays there.")
    return EXIT_DONE


def _use(libraries: SharedLibraries, name: str, *, as_json: bool) -> int:
    profile = None if name == SOLO else libraries.get(name)
    folder = libraries.choose(profile)
    chosen = SOLO if profile is None else profile.label
    if as_json:
        print_json({"chosen": chosen, "folder": None if folder is None else str(folder)})
    else:
        print(f"“{chosen}” opens from now on.")
    return EXIT_DONE
