"""What is done to very many songs shows how far it is and can be cancelled: removing them, and taking that back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from pluto_desktop import bootstrap
from pluto_desktop.adapters.sql.plain_songs import SqlPlainSongs
from pluto_desktop.desktop.tasks import _THREADS, Lane
from pluto_desktop.desktop.theme import Theme
from pluto_desktop.desktop.views.common.work_card import WorkCard
from pluto_desktop.domain.progress import Progress
from tests.factories import make_song
from tests.gui.shell.conftest import Home, OpenHome
from tests.gui.shell.test_reach import check
from tests.gui.shell.test_removing import press, songs

COUNT = 600
"""Songs: they are read by five hundred."""
KEY, LIMIT_MS = Qt.Key, 8_000


@pytest.fixture
def home(open_home: OpenHome, tmp_path: Path) -> Home:
    with bootstrap.open_services(tmp_path / "library") as services:
        services.library.catalogue.add_songs([make_song(f"song {at}") for at in range(COUNT)])
    return open_home()


@pytest.fixture
def halfway(home: Home, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[], None]], Any]:
    """Return a context in which work on the songs that is begun comes half way, with the card that shows it."""
    read = SqlPlainSongs.list_plain

    @contextmanager
    def halfway(begin: Callable[[], None]) -> Iterator[WorkCard]:
        on = Event()
        for _ in range(_THREADS[Lane.LONG]):  # imports are under way, as many as there can be: it waits behind none
            home.desktop.runner._pools[Lane.LONG].submit(on.wait)

        def list_plain(self: SqlPlainSongs, ids: list[str], *names: object) -> object:
            if len(ids) < COUNT // 2:
                assert on.wait(LIMIT_MS / 1000)
            return read(self, ids, *names)  # type: ignore[arg-type]

        with monkeypatch.context() as patch:
            patch.setattr(SqlPlainSongs, "list_plain", list_plain)
            try:
                begin()
                qtbot.waitUntil(lambda: bool(cards(home)), timeout=LIMIT_MS)
                (card,) = cards(home)
                qtbot.waitUntil(lambda: card.text.text() == "500 of 600 songs", timeout=LIMIT_MS)
                yield card
            finally:
                on.set()
            qtbot.waitUntil(lambda: not cards(home) and home.desktop.runner.idle, timeout=LIMIT_MS)

    return halfway


def cards(home: Home) -> list[WorkCard]:
    return [card for card in home.window.findChildren(WorkCard) if card.isVisible()]


def count(home: Home) -> int:
    return len(songs(home).model.ids)


def test_removing_very_many_songs_and_undoing_that_can_be_cancelled_and_then_nothing_was_done(
    home: Home, qtbot: QtBot, halfway: Callable[[Callable[[], None]], Any]
) -> None:
    qtbot.waitUntil(lambda: count(home) == COUNT, timeout=LIMIT_MS)
    undo = home.window.actions_["undo"]
    table = songs(home).table
    table.selectAll()
    qtbot.keyClick(table, KEY.Key_Delete)
    with halfway(lambda: press(home, qtbot, "Remove from the library")) as card:
        assert card.title.text() == "Removing 600 songs"
        check(home.window)
        card.button.setFocus()
        qtbot.keyClick(card.button, KEY.Key_Space)
        assert card.text.text() == "Stopping…"
    assert home.toasts() == ["Cancelled. Nothing was changed."]
    assert count(home) == COUNT
    assert home.inside.parts.undoable().undo is None

    qtbot.keyClick(table, KEY.Key_Delete)
    press(home, qtbot, "Remove from the library")
    qtbot.waitUntil(lambda: count(home) == 0, timeout=LIMIT_MS)
    qtbot.waitUntil(lambda: undo.text() == "Undo: deleted 600 songs", timeout=LIMIT_MS)

    # Undoing by the menu, cancelled by the keyboard on the card; what was offered is offered still.
    with halfway(undo.trigger) as card:
        assert card.title.text() == "Undoing: deleted 600 songs"
        assert not undo.isEnabled()
        qtbot.keyClick(card, KEY.Key_Escape)
    assert count(home) == 0
    qtbot.waitUntil(undo.isEnabled, timeout=LIMIT_MS)
    assert undo.text() == "Undo: deleted 600 songs"

    # Undoing by the notice: done, and no longer offered by the menu.
    with halfway(lambda: press(home, qtbot, "Undo")) as card:
        assert card.title.text() == "Undoing what was done to 600 songs"
    qtbot.waitUntil(lambda: count(home) == COUNT, timeout=LIMIT_MS)
    assert home.inside.parts.undoable().undo is None


def test_once_it_is_committed_there_is_no_way_to_cancel(qtbot: QtBot) -> None:
    theme = Theme(choice="dark", less_motion=True)
    room = QWidget()
    qtbot.addWidget(room)
    card = WorkCard("Undoing", theme, room)
    room.show()
    card.show_progress(Progress(3, 10))
    assert (card.text.text(), card.button.isVisible()) == ("3 of 10 songs", True)
    card.show_progress(Progress(10, 10, final=True))
    assert (card.text.text(), card.button.isVisible()) == ("Finishing…", False)
    with qtbot.assertNotEmitted(card.cancel_wanted):
        qtbot.keyClick(card, KEY.Key_Escape)
