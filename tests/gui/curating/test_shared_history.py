"""What needs attention and what was done, of a shared library: over its mirror, with its servers and without them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from threading import Event

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from pluto_desktop.bootstrap.shared import SharedServices
from pluto_desktop.desktop.tasks import Lane
from pluto_desktop.desktop.views.attention.view import AttentionView
from pluto_desktop.desktop.views.history.view import HistoryView
from pluto_desktop.domain.attention import Need
from tests.gui.curating.conftest import Curator
from tests.gui.shell.conftest import Home, OpenHome
from tests.gui.shell.test_shared_library import (  # noqa: F401 - fixtures among them
    LIMIT_MS,
    Servers,
    add,
    change_there,
    curator,
    device,
    give_back,
    pill_of,
    servers,
    take_away,
    title_there,
    titles,
)


def told(page: HistoryView) -> list[str]:
    return [page.model.index(at, 0).data() for at in range(page.model.rowCount())]


def open_page(home: Home, key: str, qtbot: QtBot) -> AttentionView | HistoryView:
    qtbot.mouseClick(home.window.side.rows[key], Qt.MouseButton.LeftButton)
    page = home.inside.pages.current()
    assert isinstance(page, AttentionView | HistoryView)
    return page


def test_reasons_and_history_of_a_shared_library_with_servers_and_without(
    servers: Servers,  # noqa: F811
    device: Callable[[str], Path],  # noqa: F811
    curator: SharedServices,  # noqa: F811
    open_home: OpenHome,
    qtbot: QtBot,
    tmp_path: Path,
) -> None:
    song = add(curator, tmp_path, "First")
    home = open_home(folder=device("listener"))
    qtbot.waitUntil(lambda: titles(home) == ["First"], timeout=LIMIT_MS)
    qtbot.waitUntil(home.window.top.curate_button.isVisible, timeout=LIMIT_MS)
    home.inside.curating.mode.set_on(on=True)

    # The song has words in Telugu, no artist and no cover; what somebody else adds is counted when it is pulled.
    attention = open_page(home, "needs_attention", qtbot)
    assert isinstance(attention, AttentionView)
    qtbot.waitUntil(lambda: list(attention.model.ids) == [song], timeout=LIMIT_MS)
    qtbot.waitUntil(lambda: attention.pills.pill(Need.NO_ARTIST).text() == "No artist 1", timeout=LIMIT_MS)
    second = add(curator, tmp_path, "Second")
    qtbot.waitUntil(lambda: len(attention.model.ids) == 2, timeout=LIMIT_MS)

    # Everybody's edits are told; one is taken back and goes out.
    change_there(servers, song, "Theirs")
    history = open_page(home, "history", qtbot)
    assert isinstance(history, HistoryView)
    qtbot.waitUntil(lambda: told(history)[:1] == ["Theirs"], timeout=LIMIT_MS)
    history.table.choose(0)
    history.table.opened.emit(0)
    qtbot.waitUntil(lambda: bool(history.operation.boxes), timeout=LIMIT_MS)
    qtbot.mouseClick(history.operation.boxes[0].buttons["title"], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: title_there(servers, song) == "First", timeout=LIMIT_MS)
    history.show_list()
    # What was done is fetched ahead, beside all long work.
    worked = Event()
    for _ in range(2):
        home.desktop.runner._pools[Lane.LONG].submit(worked.wait)
    try:
        change_there(servers, second, "Theirs too")
        qtbot.waitUntil(lambda: "Theirs too" in told(history), timeout=LIMIT_MS)
        seen = home.inside.parts.history()._seen
        assert seen is not None
        qtbot.waitUntil(lambda: not seen.list_lacking([one.op_id for one in seen.list_lines(9)]), timeout=LIMIT_MS)
    finally:
        worked.set()
    qtbot.waitUntil(lambda: home.desktop.runner.idle, timeout=LIMIT_MS)

    # Without servers an edit waits, is told as waiting, and counts as done; undoing it leaves nothing to be sent.
    take_away(servers, home, qtbot)
    person = Curator(home, qtbot)
    titles(home)
    person.choose("First")
    person.form.credits.edits[0].setFocus()
    person.form.credits.edits[0].insert("Annamayya")
    person.save()
    qtbot.waitUntil(lambda: pill_of(home).text() == "Offline · 1 edit waiting", timeout=LIMIT_MS)
    attention = open_page(home, "needs_attention", qtbot)
    assert isinstance(attention, AttentionView)
    qtbot.waitUntil(lambda: attention.pills.pill(Need.NO_ARTIST).text() == "No artist 1", timeout=LIMIT_MS)
    history = open_page(home, "history", qtbot)
    assert isinstance(history, HistoryView)
    qtbot.waitUntil(lambda: history.model.rowCount() > 0 and history.model.waits(0), timeout=LIMIT_MS)
    qtbot.waitUntil(history.note.isVisible, timeout=LIMIT_MS)
    history.table.opened.emit(0)
    qtbot.waitUntil(lambda: bool(history.operation.boxes), timeout=LIMIT_MS)
    undo = home.window.actions_["undo"]
    qtbot.waitUntil(lambda: undo.text() == "Undo: changed “First”", timeout=LIMIT_MS)
    undo.trigger()
    qtbot.waitUntil(lambda: attention.pills.pill(Need.NO_ARTIST).text() == "No artist 2", timeout=LIMIT_MS)

    # What others did is told as it was seen last, after a restart too, and taken back: that waits as well.
    home.window.close()
    home = open_home(folder=device("listener"))
    home.inside.curating.mode.set_on(on=True)
    history = open_page(home, "history", qtbot)
    assert isinstance(history, HistoryView)
    qtbot.waitUntil(lambda: "Theirs too" in told(history), timeout=LIMIT_MS)
    qtbot.waitUntil(lambda: "What was done until" in history.note.text(), timeout=LIMIT_MS)
    history.table.opened.emit(told(history).index("Theirs too"))
    qtbot.waitUntil(lambda: bool(history.operation.boxes), timeout=LIMIT_MS)
    qtbot.mouseClick(history.operation.revert, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: any("It waits on this device" in text for text in home.toasts()), timeout=LIMIT_MS)
    qtbot.waitUntil(lambda: "Second" in titles(home), timeout=LIMIT_MS)
    assert title_there(servers, second) == "Theirs too"

    give_back(servers, home)
    qtbot.waitUntil(lambda: pill_of(home).text() == "In sync", timeout=LIMIT_MS)
    qtbot.waitUntil(lambda: title_there(servers, second) == "Second", timeout=LIMIT_MS)
    assert not home.inside.parts.browse.get_song(song).artists
