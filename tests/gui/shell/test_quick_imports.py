"""PySide is brought in without what is seldom needed of it, and that is there when it is needed."""

from __future__ import annotations

import subprocess
import sys

import pytest

QUICKLY = "from pluto_desktop.desktop.quick_imports import import_pyside; import_pyside()"
PLAINLY = "import PySide6.QtCore"
HOW_MUCH_RAN = """
import sys
from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QLabel
class Own(QObject):
    told = Signal(object)
own = Own()
own.told.connect(lambda _: None)
BEGUN = "shibokensupport.signature."
print(type(sys.meta_path).__name__, len(sys.meta_path))
print(*sorted(name.removeprefix(BEGUN) for name, module in sys.modules.items()
              if name.startswith(BEGUN) and "__getattr__" not in module.__dict__))
"""
WHAT_IS_SAID = """
from PySide6.QtCore import QTimer
from shibokensupport.signature import get_signature
from PySide6.support.signature.lib import pyi_generator
for wrong in ("a", 1, [2, 3]):
    try:
        QTimer().setSingleShot(wrong, wrong)
    except TypeError as error:
        print(error)
    try:
        QTimer(interval=wrong, parents=wrong)
    except Exception as error:
        print(type(error), error)
print(get_signature(QTimer.setInterval), QTimer.start.__doc__, pyi_generator.Formatter)
"""


def run(*code: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", "\n".join(code)], capture_output=True, text=True, timeout=60, check=True
    )
    assert not done.stderr
    return done.stdout


def test_what_tells_of_signatures_is_not_run_before_it_is_asked_for() -> None:
    (finders, plain), (finders_then, quick) = (run(how, HOW_MUCH_RAN).splitlines() for how in (PLAINLY, QUICKLY))
    assert {"parser", "layout", "lib.pyi_generator"} < set(plain.split())
    assert quick.split() == ["importhandler", "lib", "loader", "mapping"]
    assert finders_then == finders  # as they were


@pytest.mark.parametrize("before", ["", "import inspect, typing, ast"])
def test_errors_and_signatures_are_told_as_ever(before: str) -> None:
    assert run(before, QUICKLY, WHAT_IS_SAID) == run(before, PLAINLY, WHAT_IS_SAID)
