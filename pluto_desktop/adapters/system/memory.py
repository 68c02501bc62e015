"""Memory that was used once and is not needed any more."""

from __future__ import annotations

import ctypes
import sys


def give_back() -> None:
    """Return freed memory to the system. Takes some milliseconds; any thread.

    The GNU C library keeps what was freed between things that are still in use, a hundred megabytes after an import,
    until it is asked (``malloc_trim(3)``). Where there is another one this does nothing.
    """
    if sys.platform != "linux":
        return
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)
