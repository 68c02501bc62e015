"""A hand that waits long enough, for no test of the window measures time; garbage that stays on its thread."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from functools import partialmethod

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

_NEVER_MS = 60_000
"""What has not come by then never comes; a machine busy with other work may well take longer than pytest-qt's five
seconds."""


class PatientBot(QtBot):
    """pytest-qt's bot, which gives up on what never comes and on nothing else."""

    waitSignal = partialmethod(QtBot.waitSignal, timeout=_NEVER_MS)
    waitUntil = partialmethod(QtBot.waitUntil, timeout=_NEVER_MS)
    waitActive = partialmethod(QtBot.waitActive, timeout=_NEVER_MS)
    waitExposed = partialmethod(QtBot.waitExposed, timeout=_NEVER_MS)


@pytest.fixture
def qtbot(qapp: QApplication, request: pytest.FixtureRequest) -> QtBot:
    """Replace pytest-qt's bot by the patient one."""
    return PatientBot(request)


@pytest.fixture(autouse=True)
def _garbage_is_collected_here() -> Iterator[None]:
    """As the window does: a collection that begins on a worker's thread would destroy widgets there."""
    gc.disable()
    yield
    gc.collect(1)
