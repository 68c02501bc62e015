"""``pluto dev-backend``: both servers of a shared library on this device, for trials."""

from __future__ import annotations

import argparse
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pluto_desktop.adapters.system.paths import default_dev_backend
from pluto_desktop.cli.framework import EXIT_DONE, named_path, print_json

_LOOK_S = 0.5
"""How often it is looked whether the servers are still there."""


def add_parser(subparsers: Any, common: argparse.ArgumentParser) -> None:
    """Declare the command."""
    parser = subparsers.add_parser(
        "dev-backend",
        parents=[common],
        help="run a shared library's servers on this device, for trials",
        description="Start a PostgreSQL and a MongoDB server that only this device reaches, make a shared library in "
        "them, and tell how a listener and a curator connect. They run until Ctrl+C; the next start resumes with what "
        "they hold.",
    )
    parser.add_argument(
        "--folder",
        metavar="DIR",
        type=named_path,
        default=default_dev_backend(),
        help="where the servers keep their data and passwords (default: %(default)s)",
    )


def run(args: argparse.Namespace) -> int:
    """Start the servers, tell the addresses, and stop the servers when asked to."""
    from pluto_desktop.bootstrap.devserver import open_dev_backend

    folder = Path(args.folder).expanduser().absolute()
    with _asked_to_stop() as stop, open_dev_backend(folder) as backend:
        people = backend.people()
        if args.json:
            addresses = {
                person.role.value: {"line": person.line, "postgresql": person.postgresql, "mongodb": person.mongodb}
                for person in people
            }
            print_json({"folder": str(folder), **addresses})
        else:
            for person in people:
                print(f"{person.role:<8}  {person.line}")
                print(f"{'':<8}  {person.postgresql}")
                print(f"{'':<8}  {person.mongodb}")
            print("Running. Ctrl+C stops the servers; what they hold stays.", flush=True)
        while not stop.wait(_LOOK_S):
            backend.check()
    return EXIT_DONE


@contextmanager
def _asked_to_stop() -> Iterator[threading.Event]:
    """Give an event that Ctrl+C, a request to end or a closed terminal sets; the servers are then stopped in peace."""
    stop = threading.Event()
    numbers = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]
    before = [signal.signal(number, lambda *_: stop.set()) for number in numbers]
    try:
        yield stop
    finally:
        for number, handler in zip(numbers, before, strict=True):
            signal.signal(number, handler)
