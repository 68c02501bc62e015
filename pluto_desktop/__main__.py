"""``pluto …`` and ``python -m pluto_desktop …``."""

from __future__ import annotations

import sys

from pluto_desktop.cli import main

__all__ = ["main"]

if __name__ == "__main__":
    sys.exit(main())
