"""Many songs of a shared library in its window: what clashes when it is sent, what is let be, removing, renaming."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from pluto_desktop.adapters.sql.shared import batch
from pluto_desktop.bootstrap.shared import Backend
from pluto_desktop.desktop.views.artists.view import ArtistsView
from pluto_desktop.desktop.views.common.work_card import WorkCard
from pluto_desktop.desktop.views.curate.merging.artist import RenameDialog
from pluto_desktop.desktop.views.history.view import HistoryView
from pluto_desktop.desktop.views.sidebar.sidebar import WAITING_EDITS
from pluto_desktop.desktop.views.waiting.view import WaitingView
from pluto_desktop.domain.edits import Side
from pluto_desktop.domain.ids import SongId
from pluto_desktop.domain.shared import Credits, SharedSong, SongFields
from pluto_desktop.services.shared.publish import Publish, Sending
from tests.contract.shared_library import add as add_there
from tests.gui.curating.test_bulk import Person
from tests.gui.curating.test_conflicts_shared import they_change
from tests.gui.shell.conftest import Home, OpenHome
from tests.gui.shell.test_removing import press as press_toast
from tests.gui.shell.test_shared_library import (  # noqa: F401 - fixtures among them
    LIMIT_MS,
    Servers,
    device,
    give_back,
    pill_of,
    press,
    servers,
    songs,
    take_away,
    titles,
)

COUNT = 10
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def ids(servers: Servers) -> list[SongId]:  # noqa: F811
    backend = Backend(servers.direct, servers.password)
    fields = [SongFields(title=f"Song {at}", credits=Credits(("Old Name",))) for at in range(COUNT)]
    made = [add_there(backend.catalogue, one).song_id for one in fields]
    backend.close()
    return made


@pytest.fixture
def person(
    servers: Servers,  # noqa: F811
    ids: list[SongId],
    device: Callable[[str], Path],  # noqa: F811
    open_home: OpenHome,
    qtbot: QtBot,
) -> Person:
    """Return a curator before the window of the library."""
    home = open_home(folder=device("listener"))
    qtbot.waitUntil(lambda: len(titles(home)) == COUNT, timeout=LIMIT_MS)
    qtbot.waitUntil(home.window.top.curate_button.isVisible, timeout=LIMIT_MS)
    return Person(home, qtbot, ids)


def there(servers: Servers, ids: list[SongId]) -> list[SharedSong]:  # noqa: F811
    backend = Backend(servers.direct, servers.password)
    found = [backend.catalogue.get_song(song) for song in ids]
    backend.close()
    return found


def tags_there(servers: Servers, ids: list[SongId]) -> list[str]:  # noqa: F811
    return [" ".join(one.song.tags) for one in there(servers, ids)]


def wait_for_toast(home: Home, qtbot: QtBot, text: str) -> None:
    qtbot.waitUntil(lambda: any(text in said for said in home.toasts()), timeout=LIMIT_MS)


def wait_for_pill(home: Home, qtbot: QtBot, text: str) -> None:
    qtbot.waitUntil(lambda: pill_of(home).text() == text, timeout=LIMIT_MS)


def test_of_a_batch_that_waited_what_clashes_is_asked_about_and_what_an_undoing_let_be_is_told(
    person: Person,
    servers: Servers,  # noqa: F811
    ids: list[SongId],
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    home, window = person.home, person.home.window
    take_away(servers, home, qtbot)
    person.choose(*range(COUNT))
    qtbot.keyClicks(person.form.form.tags, "mine")
    qtbot.mouseClick(person.preview().apply_button, LEFT)
    wait_for_toast(home, qtbot, "10 songs changed. It waits on this device until it is sent.")
    wait_for_pill(home, qtbot, "Offline · 1 edit waiting")

    # Somebody changes one of them meanwhile: the others are done, and that one is asked about.
    they_change(servers, ids[3], tags=("theirs",))
    give_back(servers, home)
    wait_for_pill(home, qtbot, "1 edit needs you")
    assert tags_there(servers, ids) == ["mine"] * 3 + ["theirs"] + ["mine"] * 6
    qtbot.mouseClick(window.side.rows[WAITING_EDITS], LEFT)
    page = home.inside.pages.current()
    assert isinstance(page, WaitingView)
    qtbot.waitUntil(lambda: page.edits.list.count() == 1, timeout=LIMIT_MS)
    assert "Song 3" in page.edits.list.item(0).text()
    assert "clashes with an edit of somebody else" in page.edits.list.item(0).text()
    QTest.keyClick(page.edits.list, Qt.Key.Key_Return)
    dialog = home.inside.curating.conflicts.dialog
    assert dialog is not None
    qtbot.waitUntil(dialog.isActiveWindow)
    assert list(dialog.box.options) == ["tags"]
    press(dialog.box.options["tags"][Side.MINE].button, qtbot)
    press(dialog.box.send, qtbot)
    wait_for_pill(home, qtbot, "In sync")
    assert tags_there(servers, ids) == ["mine"] * COUNT

    # The whole is undone while the servers are away; what somebody changes before it is sent is let be, and told.
    take_away(servers, home, qtbot)
    undo = window.actions_["undo"]
    qtbot.waitUntil(lambda: undo.isEnabled() and "10 songs" in undo.text(), timeout=LIMIT_MS)
    undo.trigger()
    wait_for_pill(home, qtbot, "Offline · 1 edit waiting")
    they_change(servers, ids[5], tags=("theirs again",))
    forms = home.inside.parts.song_forms()
    forms.save(ids[7], forms.open(ids[7]).draft.typed({"notes": "mine, after it"}))
    wait_for_pill(home, qtbot, "Offline · 2 edits waiting")

    # Its sending takes long and is cancelled: nothing of it is done, and it goes out when that is asked for.
    on, do_page = Event(), batch._do_page
    runs: list[Sending] = []
    run_once = Publish.run_once
    monkeypatch.setattr(Publish, "run_once", lambda *given: runs.append(run_once(*given)) or runs[-1])

    def slowly(*given: object) -> int:
        assert on.wait(LIMIT_MS / 1000)
        return do_page(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(batch, "_do_page", slowly)
    not_sent = "was not sent. Nothing of it is in the shared library; it waits on this device."

    def cancel() -> None:
        qtbot.waitUntil(lambda: window.findChild(WorkCard) is not None, timeout=LIMIT_MS)
        card = window.findChild(WorkCard)
        assert card is not None
        assert card.title.text().startswith("Sending “")
        press(card.button, qtbot)
        on.set()
        wait_for_toast(home, qtbot, not_sent)
        qtbot.waitUntil(lambda: window.findChild(WorkCard) is None, timeout=LIMIT_MS)
        on.clear()

    give_back(servers, home)
    cancel()
    press_toast(home, qtbot, "Send it now")
    cancel()
    on.set()

    # What is done about another edit that waits is not asking for it.
    qtbot.waitUntil(lambda: page.edits.list.count() == 2, timeout=LIMIT_MS)
    page.edits.list.setCurrentRow(1)
    before = len(runs)
    press(page.edits.discard, qtbot)
    press_toast(home, qtbot, "Discard")
    qtbot.waitUntil(lambda: page.edits.list.count() == 1 and len(runs) > before, timeout=LIMIT_MS)
    assert tags_there(servers, ids).count("mine") == COUNT - 1
    assert any(not_sent in said for said in home.toasts())
    sheet = pill_of(home).open_sheet()
    assert sheet is not None
    press(sheet.again, qtbot)
    assert not any(not_sent in said for said in home.toasts())
    sheet.close()
    let_be = "Left unchanged, as somebody else changed the same meanwhile: “Song 5”."
    wait_for_toast(home, qtbot, f"9 songs changed. {let_be}")
    assert tags_there(servers, ids) == [""] * 5 + ["theirs again"] + [""] * 4

    # It is shown what they did to the song.
    press_toast(home, qtbot, "Show")
    history = home.inside.pages.current()
    assert isinstance(history, HistoryView)
    qtbot.waitUntil(lambda: history.model.rowCount() > 0, timeout=LIMIT_MS)
    assert history.song == ids[5]
    wait_for_pill(home, qtbot, "In sync")


def test_songs_are_removed_while_the_servers_are_away_and_an_artist_is_renamed_for_everybody(
    person: Person,
    servers: Servers,  # noqa: F811
    ids: list[SongId],
    qtbot: QtBot,
) -> None:
    home = person.home

    def remove(*rows: int) -> None:
        table = songs(home).table
        table.choose_rows(list(rows), rows[0])
        qtbot.keyClick(table, Qt.Key.Key_Delete)
        wait_for_toast(home, qtbot, "from the shared library, for everybody?")
        press_toast(home, qtbot, "Remove from the library")
        wait_for_toast(home, qtbot, "removed from the library. It waits on this device until it is sent.")
        qtbot.waitUntil(lambda: len(titles(home)) == COUNT - len(rows), timeout=LIMIT_MS)

    # Removed and undone before anybody heard of it, then removed for good.
    take_away(servers, home, qtbot)
    remove(0, 1)
    wait_for_pill(home, qtbot, "Offline · 1 edit waiting")
    press_toast(home, qtbot, "Undo")
    qtbot.waitUntil(lambda: len(titles(home)) == COUNT, timeout=LIMIT_MS)
    remove(2, 3, 4)
    assert [one.deleted for one in there(servers, ids)] == [False] * COUNT
    give_back(servers, home)
    wait_for_pill(home, qtbot, "In sync")
    assert [one.deleted for one in there(servers, ids)] == [2 <= at <= 4 for at in range(COUNT)]
    assert len(titles(home)) == COUNT - 3

    # An artist is renamed from the page of artists.
    home.inside.pages.open("artists", focus=True)
    page = home.inside.pages.current()
    assert isinstance(page, ArtistsView)
    qtbot.waitUntil(lambda: page.model.rowCount() == 1, timeout=LIMIT_MS)
    page._open_menu(page.model.values[0], page.mapToGlobal(page.rect().center()))
    menu = next(one for one in page.findChildren(QMenu) if one.isVisible())
    next(action for action in menu.actions() if action.text() == "Rename everywhere…").trigger()
    menu.close()
    qtbot.waitUntil(lambda: home.window.findChild(RenameDialog) is not None, timeout=LIMIT_MS)
    dialog = home.window.findChild(RenameDialog)
    assert dialog is not None
    dialog.name.selectAll()
    qtbot.keyClicks(dialog.name, "New Name")
    qtbot.keyClick(dialog.name, Qt.Key.Key_Return)
    wait_for_toast(home, qtbot, "“Old Name” is “New Name” now, in 7 songs.")
    wait_for_pill(home, qtbot, "In sync")
    left = [one for one in there(servers, ids) if not one.deleted]
    assert {one.song.artist for one in left} == {"New Name"}
    qtbot.waitUntil(lambda: [one.name for one in page.model.values] == ["New Name"], timeout=LIMIT_MS)
