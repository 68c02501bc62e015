"""A screen that nobody sees: Xvfb, started for a while."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def virtual_screen(width: int = 1440, height: int = 900) -> Iterator[None]:
    """Start Xvfb on a free display and point Qt at it; end it when done."""
    reading, writing = os.pipe()
    # -terminate: it ends with the program it serves, also when that was killed.
    screen = ["-screen", "0", f"{width}x{height}x24", "-nolisten", "tcp", "-terminate"]
    command = ["Xvfb", "-displayfd", str(writing), *screen]
    server = subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL)  # noqa: S603 - our own words
    os.close(writing)
    try:
        with os.fdopen(reading) as told:
            number = told.readline().strip()
        if not number:
            raise SystemExit("Xvfb did not start, so there is no virtual screen to run on.")
        os.environ["DISPLAY"] = f":{number}"
        os.environ["QT_QPA_PLATFORM"] = "xcb"
        yield
    finally:
        server.terminate()
        server.wait(timeout=10)
