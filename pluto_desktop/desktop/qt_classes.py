"""Makes Qt's classes before they are needed, in slices that are not felt."""

from __future__ import annotations

import time
from collections.abc import Iterator

from PySide6 import QtCore, QtGui, QtWidgets

_SLICE_S = 0.004


def make_classes() -> Iterator[None]:
    """Make the classes that PySide has not made yet; yields whenever that has taken a few milliseconds. GUI thread.

    PySide makes a class when it is first named, and all those of a module when Qt hands over an object of a kind that
    was not: a tenth of a second at some time. On a worker it could make one while the GUI thread makes it too.
    """
    began = time.perf_counter()
    for module in (QtWidgets, QtGui, QtCore):
        for name in dir(module):
            getattr(module, name)
            if time.perf_counter() - began > _SLICE_S:
                yield
                began = time.perf_counter()
