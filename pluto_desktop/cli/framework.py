"""What every command shares: options, output, and the one place where errors become sentences and exit codes."""

from __future__ import annotations

import argparse
import contextlib
import errno
import json
import logging
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, TextIO

from pluto_desktop.adapters.system.logs import start_log, write_crash_report
from pluto_desktop.adapters.system.paths import default_paths
from pluto_desktop.domain.errors import Cancelled, Denied, KnownError, Offline, Timeout
from pluto_desktop.domain.sentences import sentence

if TYPE_CHECKING:
    from pluto_desktop.bootstrap import Services

EXIT_DONE = 0
EXIT_PARTLY = 1
EXIT_WRONG = 2
EXIT_UNREACHABLE = 3
EXIT_INTERRUPTED = 130

_OUTPUT_ERRORS = {errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EBADF}


class WrongUse(Exception):
    """The command line was used wrongly; the text is the sentence for the person."""


class Parser(argparse.ArgumentParser):
    """Raises :class:`WrongUse` with one sentence instead of printing a page."""

    def error(self, message: str) -> NoReturn:
        """Raise the mistake as one sentence."""
        raise WrongUse(f"{self.prog}: {message.rstrip('.')}. “{self.prog} --help” tells more.")


def common_options(*, inherit: bool = False) -> argparse.ArgumentParser:
    """Return the options every command has: ``--library DIR`` (``args.library``: Path) and ``--json`` (``args.json``).

    They may stand before the command or behind it: with ``inherit`` one left out keeps the value given before.
    """
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument(
        "--library",
        metavar="DIR",
        type=_folder,
        default=argparse.SUPPRESS if inherit else _default_library(),
        help="the library's folder (or PLUTO_LIBRARY; without either, the platform's own folder)",
    )
    common.add_argument(
        "--json", action="store_true", default=argparse.SUPPRESS if inherit else False, help="answer as JSON"
    )
    return common


@contextmanager
def library_of(args: argparse.Namespace, *, make: bool = False) -> Iterator[Services]:
    """Open the library that was asked for; say on standard error why it can only be read, where that is so.

    Raises NotFound("library_not_found") where there is none: a name mistyped must not make a new one, unless the
    command adds something (``make``).
    """
    from pluto_desktop import bootstrap

    with bootstrap.open_services(args.library, make=make) as services:
        if services.note is not None:
            _say(sentence(services.note))
        yield services


def print_json(value: object) -> None:
    """Print a value as one line of JSON, in UTF-8, at once."""
    print(json.dumps(value, ensure_ascii=False), flush=True)


def run_guarded(
    run: Callable[[argparse.Namespace], int], args: argparse.Namespace, *, log_level: int = logging.WARNING
) -> int:
    """Run a command and turn whatever goes wrong into one sentence and an exit code; never a traceback.

    Records of ``log_level`` and above go to the log file, off the person's screen.
    """
    handler = start_log(default_paths().logs, level=log_level)
    try:
        code = run(args)
        sys.stdout.flush()
    except KnownError as error:
        return report(error, as_json=args.json)
    except (KeyboardInterrupt, Cancelled):
        _say("Stopped. What was finished before is kept.")
        return EXIT_INTERRUPTED
    except BrokenPipeError:
        _close_quietly(sys.stdout)
        return EXIT_DONE
    except Exception as error:  # noqa: BLE001 - the last resort: a bug is reported, not thrown at the person
        if _is_of_output(error):
            _close_quietly(sys.stdout)
            return report(Denied("output_unwritable"), as_json=False)
        return report_bug(error, as_json=args.json)
    finally:
        logging.getLogger().removeHandler(handler)
        handler.close()
    return code


def report(error: KnownError, *, as_json: bool) -> int:
    """Tell a known error, and return its exit code."""
    text = sentence(error)
    if as_json:
        print_json({"error": {"code": error.code, "message": text}})
    else:
        _say(text)
    return EXIT_UNREACHABLE if isinstance(error, Offline | Timeout) else EXIT_WRONG


def report_wrong_use(text: str, *, as_json: bool) -> int:
    """Tell that the command line was used wrongly, and return the exit code for it."""
    if as_json:
        print_json({"error": {"code": "wrong_use", "message": text}})
    else:
        _say(text)
    return EXIT_WRONG


def prepare_output() -> None:
    """Make standard output and error take every character there is: names that are not UTF-8 come out as escapes.

    A program started without them (a window without a console, ``>&-``) gets some that lead nowhere.
    """
    sys.stdin = sys.stdin or open(os.devnull, encoding="utf-8")  # noqa: SIM115, PTH123 - for the whole process
    sys.stdout = sys.stdout or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123
    sys.stderr = sys.stderr or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def report_bug(error: Exception, *, as_json: bool) -> int:
    """Write a report of a bug, tell where it is, and return the exit code."""
    path = write_crash_report(error, default_paths().logs)
    where = f"a report is in “{path}”" if path is not None else "no report could be written"
    text = f"Pluto made a mistake of its own and stopped this command ({type(error).__name__}); {where}."
    if as_json:
        print_json({"error": {"code": "bug", "message": text}})
    else:
        _say(text)
    return EXIT_PARTLY


def _is_of_output(error: Exception) -> bool:
    """Whether the answer could not be written out: such an error names no file, those of files do."""
    return isinstance(error, OSError) and error.filename is None and error.errno in _OUTPUT_ERRORS


def _folder(text: str) -> Path:
    if not text or "\0" in text:
        raise argparse.ArgumentTypeError("the library needs the name of a folder")
    return Path(text).expanduser().absolute()


def _default_library() -> Path:
    return default_paths().library.absolute()


def _say(text: str) -> None:
    with contextlib.suppress(OSError):
        print(" ".join(text.splitlines()), file=sys.stderr, flush=True)


def _close_quietly(stream: TextIO) -> None:
    """Send the rest of a closed pipe nowhere, or the interpreter complains at its end."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
