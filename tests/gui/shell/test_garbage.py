"""Garbage is collected on the GUI thread, and what outlived a look is found when everything is gone through."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from pluto_desktop.desktop.garbage import Collector


class Ring:
    def __init__(self) -> None:
        self.me = self
        self.ballast = [[] for _ in range(2_000)]  # enough to make a look worth it


@pytest.fixture
def collector(qtbot: QtBot) -> Iterator[Collector]:
    parent = QObject()
    yield Collector(parent)
    parent.deleteLater()
    gc.unfreeze()


def test_what_was_made_since_the_last_look_is_collected(collector: Collector) -> None:
    gone = weakref.ref(Ring())
    assert gone() is not None
    collector.look()
    assert gone() is None


def test_a_look_spares_what_it_has_seen_and_going_through_everything_does_not(collector: Collector) -> None:
    ring = Ring()
    gone = weakref.ref(ring)
    collector.look()
    del ring
    _others = [[] for _ in range(2_000)]
    collector.look()
    assert gone() is not None
    collector.collect_all()
    assert gone() is None


def test_a_look_that_would_take_long_is_left_to_going_through_everything(collector: Collector) -> None:
    gone = weakref.ref(Ring())
    _others = [[] for _ in range(60_000)]
    collector.look()
    assert gone() is not None
    collector.collect_all()
    assert gone() is None
