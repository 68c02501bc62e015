"""Covers of a shared library: fetched while they are looked at, the last one first, and not without servers."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import Any

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from pluto_desktop.desktop.cover_fetching import CoverFetching
from pluto_desktop.desktop.keep_parts import KeepParts
from pluto_desktop.desktop.models.covers import CoverLoader
from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.errors import Offline
from pluto_desktop.domain.ids import MediaHash
from tests.gui.browsing.test_covers import middle, picture


class Servers:
    """Covers of servers, and those that came to this device. While ``gate`` is closed no answer comes."""

    def __init__(self, world: Any, owner: QObject) -> None:
        self.there = {MediaHash(f"c{number}"): picture() for number in range(60)}
        self.here: dict[MediaHash, bytes] = {}
        self.asked: list[MediaHash] = []
        self.error: Exception | None = None
        self.gate = threading.Event()
        self.gate.set()
        self.loader = CoverLoader(self.here.get, world.runner, owner)
        parts = dict.fromkeys(KeepParts._fields, lambda: None) | {"bring_covers": self.bring}
        self.fetching = CoverFetching(self.loader, KeepParts(**parts), world.runner, owner)  # type: ignore[arg-type]

    def bring(self, wanted: Sequence[MediaHash], _cancel: CancelToken) -> list[MediaHash]:
        self.asked += wanted
        self.gate.wait(30)
        if self.error is not None:
            raise self.error
        came = [cover for cover in wanted if cover in self.there]
        self.here.update({cover: self.there[cover] for cover in came})
        return came

    def look(self, *numbers: int) -> None:
        for number in numbers:
            self.loader.pixmap(MediaHash(f"c{number}"), "Title", 64)


@pytest.fixture
def servers(world: Any) -> Servers:
    owner = QObject()
    made = Servers(world, owner)
    made.owner = owner  # type: ignore[attr-defined]
    return made


def test_a_cover_that_is_not_here_comes_and_is_shown_in_its_place(servers: Servers, world: Any) -> None:
    servers.loader.loaded.connect(lambda _cover: servers.look(1))
    servers.look(1)
    world.settle()
    assert middle(servers.loader.pixmap(MediaHash("c1"), "Title", 64)) == "#ff0000"
    assert servers.asked == ["c1"]


def test_the_last_one_looked_at_comes_first_and_long_gone_ones_not_at_all(
    servers: Servers, world: Any, qtbot: QtBot
) -> None:
    servers.gate.clear()
    for number in range(60):  # as a list that is flung: each is found missing before the next comes into sight
        servers.look(number)
        qtbot.waitUntil(lambda number=number: MediaHash(f"c{number}") in servers.loader._none, timeout=30_000)
    servers.gate.set()
    world.settle()
    assert servers.asked[:2] == ["c0", "c1"]
    assert servers.asked[2] == "c59"
    assert len(servers.asked) == 2 + 32
    assert "c10" not in servers.asked


def test_without_servers_nothing_is_asked_until_they_are_back(servers: Servers, world: Any) -> None:
    servers.loader.loaded.connect(lambda _cover: servers.look(1))
    servers.error = Offline("server_refused", server="s")
    servers.look(1)
    world.settle()
    servers.look(1, 2)
    world.settle()
    assert servers.asked == ["c1"]
    servers.error = None
    servers.fetching.set_offline(offline=False)
    world.settle()
    assert set(servers.here) >= {"c1"}


def test_what_the_library_lost_or_is_no_picture_is_asked_for_once(servers: Servers, world: Any) -> None:
    servers.there = {MediaHash("c2"): b"no picture"}
    servers.loader.loaded.connect(lambda _cover: servers.look(1, 2))
    for _ in range(3):
        servers.look(1, 2)
        world.settle()
    assert sorted(servers.asked) == ["c1", "c2"]
