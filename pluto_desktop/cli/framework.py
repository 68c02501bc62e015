"""What every command shares: options, output, and the one place where errors become sentences and exit codes."""

from __future__ import annotations

import argparse
import contextlib
import datetime as dt
import errno
import getpass
import json
import logging
import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, TextIO

from pluto_desktop.adapters.system.logs import start_log, write_crash_report
from pluto_desktop.adapters.system.paths import default_paths
from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.errors import Cancelled, Denied, KnownError, Offline, Timeout
from pluto_desktop.domain.sentences import sentence

if TYPE_CHECKING:
    from pluto_desktop.bootstrap import Services
    from pluto_desktop.bootstrap.shared import SharedServices
    from pluto_desktop.domain.profiles import Profile

EXIT_DONE = 0
EXIT_PARTLY = 1
EXIT_WRONG = 2
EXIT_UNREACHABLE = 3
EXIT_INTERRUPTED = 130

_DAMAGE = {"library_damaged", "library_part_missing"}
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
        help="the library's folder (or PLUTO_LIBRARY; without either, the one chosen with “pluto connect --use”)",
    )
    common.add_argument(
        "--json", action="store_true", default=argparse.SUPPRESS if inherit else False, help="answer as JSON"
    )
    return common


def named_path(text: str) -> Path:
    """Return the path that an argument names; for argparse.

    ``Path("")`` would be the folder one happens to be in: a script's empty variable must not stand for it.
    """
    if not text or "\0" in text:
        raise argparse.ArgumentTypeError("an empty PATH names nothing")
    return Path(text)


@contextmanager
def library_of(args: argparse.Namespace, *, writes: bool = False, own: bool = False) -> Iterator[Services]:
    """Open the library that was asked for; say on standard error why it can only be read, where that is so.

    A command that ``writes`` makes the library where there is none, and is refused one that can only be read with the
    reason as the error. For any other a name mistyped must not make a library: raises NotFound("library_not_found").
    Where all it writes is the person's ``own``, it may do so in a shared library too.
    """
    from pluto_desktop import bootstrap
    from pluto_desktop.bootstrap import libraries

    if writes and not own:
        libraries.check_own(args.library)
    with bootstrap.open_services(args.library, make=writes) as services:
        if services.note is not None:
            if writes:
                raise services.note
            _say(sentence(services.note))
        yield services


@contextmanager
def shared_of(args: argparse.Namespace) -> Iterator[SharedServices]:
    """Open the shared library that was asked for; where it is one of this device alone, NotFound("not_shared")."""
    from pluto_desktop.bootstrap.shared import open_shared

    with open_shared(args.library, os.environ.get("PLUTO_PASSWORD")) as shared:
        yield shared


def password_of(profile: Profile, given: str | None, *, from_stdin: bool = False) -> str:
    """Return a password: from standard input where that was asked for, PLUTO_PASSWORD, a line, or the terminal.

    Raises Denied("password_needed") where nobody can be asked.
    """
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    if "PLUTO_PASSWORD" in os.environ:
        return os.environ["PLUTO_PASSWORD"]
    if given is not None:
        return given
    if not sys.stdin.isatty():
        raise Denied("password_needed", name=profile.label)
    return getpass.getpass(f"Password of {profile.user}: ")


def print_json(value: object) -> None:
    """Print a value as one line of JSON, in UTF-8, at once."""
    print(json.dumps(value, ensure_ascii=False), flush=True)


@contextmanager
def ctrl_c_cancels(cancel: CancelToken) -> Iterator[None]:
    """Let Ctrl+C end work after the song at hand, with its report; a second one ends it at once."""

    def stop(_number: int, _frame: object) -> None:
        cancel.cancel()
        signal.signal(signal.SIGINT, signal.default_int_handler)

    before = signal.signal(signal.SIGINT, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


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
    except WrongUse as error:
        code = report_wrong_use(str(error), as_json=args.json)
    except KnownError as error:
        code = report(error, as_json=args.json, hint=_hint(error, args))
    except (KeyboardInterrupt, Cancelled):
        return report_stopped()
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


def report(error: KnownError, *, as_json: bool, hint: str = "") -> int:
    """Tell a known error, and return its exit code; ``hint`` is the command that helps."""
    _report(error.code, f"{sentence(error)} {hint}".rstrip(), as_json=as_json)
    return EXIT_UNREACHABLE if isinstance(error, Offline | Timeout) else EXIT_WRONG


def report_wrong_use(text: str, *, as_json: bool) -> int:
    """Tell that the command line was used wrongly, and return the exit code for it."""
    _report("wrong_use", text, as_json=as_json)
    return EXIT_WRONG


def report_stopped() -> int:
    """Tell that Ctrl+C was obeyed, and return the exit code for it."""
    _say("Stopped. What was finished before is kept.")
    return EXIT_INTERRUPTED


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
    _report("bug", text, as_json=as_json)
    return EXIT_PARTLY


def _report(code: str, text: str, *, as_json: bool) -> None:
    """Tell an error on standard error; with ``as_json`` to the program that reads standard output, too."""
    if as_json:
        try:
            print_json({"error": {"code": code, "message": text}})
        except OSError:  # nobody reads it any more, or its disk is full
            _close_quietly(sys.stdout)
    _say(text)


def _hint(error: KnownError, args: argparse.Namespace) -> str:
    """Return which command puts a damaged library right, and from which backup."""
    if error.code not in _DAMAGE or getattr(args, "library", None) is None:
        return ""
    from pluto_desktop import bootstrap

    backups = bootstrap.make_library_care(args.library).list_backups()
    aside = "sets it aside and " if error.code == "library_damaged" else ""
    if not backups:
        return f"There is no backup; “pluto library repair --anew” {aside}makes a new one."
    return f"“pluto library repair” {aside}takes the backup of {made_at(backups[0].made_at_ms)}."


def made_at(at_ms: int) -> str:
    """Return a moment, in milliseconds since 1970, as this device's clock showed it."""
    return f"{dt.datetime.fromtimestamp(at_ms / 1000).astimezone():%Y-%m-%d %H:%M}"


def _is_of_output(error: Exception) -> bool:
    """Whether the answer could not be written out: such an error names no file, those of files do."""
    return isinstance(error, OSError) and error.filename is None and error.errno in _OUTPUT_ERRORS


def _folder(text: str) -> Path:
    if not text or "\0" in text:
        raise argparse.ArgumentTypeError("the library needs the name of a folder")
    return Path(text).expanduser().absolute()


def _default_library() -> Path:
    """Return the library that PLUTO_LIBRARY names, else the shared one that was chosen, else this device's own."""
    paths = default_paths()
    if not os.environ.get("PLUTO_LIBRARY") and paths.profiles_file.exists():
        from pluto_desktop.bootstrap import libraries

        chosen = libraries.find_chosen()
        if chosen is not None:
            return chosen.absolute()
    return paths.library.absolute()


def _say(text: str) -> None:
    with contextlib.suppress(OSError):
        print(" ".join(text.splitlines()), file=sys.stderr, flush=True)


def _close_quietly(stream: TextIO) -> None:
    """Send the rest of a closed pipe nowhere, or the interpreter complains at its end."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
