"""The command line: which commands there are, and how one is started.

A command is one thin module with ``add_parser(subparsers, common) -> None`` and ``run(args) -> int``. Only the module
of the command that was asked for is imported, so that ``pluto search`` loads no Qt and ``pluto --help`` is quick.
"""

from __future__ import annotations

import argparse
import difflib
import importlib
import logging
import sys
from collections.abc import Sequence
from pathlib import Path

from pluto_desktop import __version__
from pluto_desktop.cli.framework import (
    EXIT_WRONG,
    Parser,
    WrongUse,
    common_options,
    prepare_output,
    report_bug,
    report_stopped,
    report_wrong_use,
    run_guarded,
)

_log = logging.getLogger(__name__)

COMMANDS: dict[str, tuple[str, str]] = {
    "import": ("pluto_desktop.cli.import_", "add music to the library"),
    "search": ("pluto_desktop.cli.search", "find songs, lines of lyrics, artists and albums"),
    "show": ("pluto_desktop.cli.show", "show everything known about a song"),
    "lyrics": ("pluto_desktop.cli.lyrics", "show words, bring them to another format, or look for some"),
    "playlist": ("pluto_desktop.cli.playlist", "list playlists, and make smart ones, whose rule says what is in them"),
    "catalog": ("pluto_desktop.cli.catalog", "bring a list of songs in or out as CSV or JSON lines"),
    "library": ("pluto_desktop.cli.library", "keep the library safe: back up, check, archive, restore"),
    "artist": ("pluto_desktop.cli.artist", "rename an artist everywhere"),
    "song": ("pluto_desktop.cli.song", "change songs, and take back what was changed"),
    "get": ("pluto_desktop.cli.get", "say where a song's sound, bgm or cover lies, or copy it to a file"),
    "keep": ("pluto_desktop.cli.keep", "keep songs of a shared library on this device"),
    "edits": ("pluto_desktop.cli.edits", "see what was edited here and waits for the shared library"),
    "push": ("pluto_desktop.cli.push", "bring this device's songs into a shared library"),
    "backend": ("pluto_desktop.cli.backend", "look after the servers of a shared library"),
    "connect": ("pluto_desktop.cli.connect", "know shared libraries, and say which one opens"),
    "dev-backend": ("pluto_desktop.cli.dev_backend", "run a shared library's servers on this device, for trials"),
    "doctor": ("pluto_desktop.cli.doctor", "check this installation and the library"),
}
"""Name of a command: its module, and what it does in a few words."""

_EPILOG = "Without a command Pluto's window opens, and plays the FILEs given. “pluto COMMAND --help” tells more."


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code: 0 done, 1 partly, 2 wrong use or input, 3 server unreachable."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    prepare_output()
    try:
        command = _command_in(arguments)
        parser = _build_parser(command)
        args = parser.parse_args(arguments)
    except WrongUse as error:
        return report_wrong_use(str(error), as_json="--json" in arguments)
    except KeyboardInterrupt:
        return report_stopped()
    except Exception as error:  # noqa: BLE001 - the last resort, as for a command that runs
        return report_bug(error, as_json="--json" in arguments)
    if command is None:
        return run_guarded(_open_window, args, log_level=logging.INFO)
    return run_guarded(args.run, args)


def _command_in(arguments: Sequence[str]) -> str | None:
    """Return the command among the arguments: the first that is neither an option nor an option's value."""
    rest = iter(arguments)
    for argument in rest:
        if argument == "--library":
            next(rest, None)
        elif argument == "--":
            return None
        elif not argument.startswith("-"):
            return argument if argument in COMMANDS else None
    return None


def _build_parser(command: str | None) -> Parser:
    common = common_options()
    if command is None:
        return _window_parser(common)
    parser = Parser(prog="pluto", parents=[common])
    subparsers = parser.add_subparsers(dest="command", required=True)
    module = importlib.import_module(COMMANDS[command][0])
    module.add_parser(subparsers, common_options(inherit=True))
    parser.set_defaults(run=module.run)
    return parser


def _window_parser(common: argparse.ArgumentParser) -> Parser:
    width = max(len(name) for name in COMMANDS)
    listing = "\n".join(f"  {name:<{width}}  {what}" for name, (_, what) in COMMANDS.items())
    parser = Parser(
        prog="pluto",
        parents=[common],
        usage="pluto [--library DIR] [FILE …]\n       pluto COMMAND …",
        description=f"Find a song in English or Telugu, play it, and read the words.\n\ncommands:\n{listing}",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"Pluto Desktop {__version__}")
    parser.add_argument("files", nargs="*", metavar="FILE", help="music to play at once")
    return parser


def _open_window(args: argparse.Namespace) -> int:
    files = [Path(name).absolute() for name in args.files]
    if len(files) == 1 and not files[0].exists() and "." not in files[0].name:
        return report_wrong_use(_no_such_command(args.files[0]), as_json=args.json)
    if args.json:
        return report_wrong_use("pluto: --json needs a command; “pluto --help” lists them.", as_json=True)
    from pluto_desktop.bootstrap.window import open_window

    _log.info("Pluto Desktop %s opens the library in %s", __version__, args.library)
    return open_window(args.library, files)


def _no_such_command(name: str) -> str:
    near = difflib.get_close_matches(name, COMMANDS, n=1)
    hint = f"Did you mean “{near[0]}”?" if near else "“pluto --help” lists the commands."
    return f"pluto: there is no command and no file “{name}”. {hint}"


__all__ = ["COMMANDS", "EXIT_WRONG", "main"]
