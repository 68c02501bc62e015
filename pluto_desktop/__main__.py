"""``pluto …`` and ``python -m pluto_desktop …``."""

from __future__ import annotations

import multiprocessing
import sys

from pluto_desktop.cli import main

__all__ = ["main"]

if __name__ == "__main__":
    # In a frozen program a worker process starts this module again; here it becomes the worker.
    multiprocessing.freeze_support()
    sys.exit(main())
