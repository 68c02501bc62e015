"""Clashes as a person meets them in the window: above the form, on the page of waiting edits, and without servers."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from pluto_desktop.bootstrap.shared import Backend, SharedServices
from pluto_desktop.desktop.views.sidebar.sidebar import WAITING_EDITS
from pluto_desktop.desktop.views.waiting.view import WaitingView
from pluto_desktop.domain.edits import Side
from pluto_desktop.domain.ids import OperationId, SongId, new_id
from pluto_desktop.domain.shared import CommandKind, SongCommand, SongFields
from tests.gui.curating.conftest import Curator, fill
from tests.gui.shell.conftest import Home, OpenHome
from tests.gui.shell.test_reach import check
from tests.gui.shell.test_shared_library import (  # noqa: F401 - fixtures among them
    LIMIT_MS,
    Servers,
    add,
    curator,
    device,
    give_back,
    pill_of,
    press,
    servers,
    take_away,
    title_there,
    titles,
)


def they_change(servers: Servers, song: SongId, **said: object) -> None:  # noqa: F811
    backend = Backend(servers.direct, servers.password)
    fields = SongFields(**said, given=frozenset(said))  # type: ignore[arg-type]
    backend.catalogue.commit(SongCommand(OperationId(new_id()), CommandKind.UPDATE, song, None, fields))
    backend.close()


def open_curating(open_home: OpenHome, folder: Path, qtbot: QtBot) -> Curator:
    home = open_home(folder=folder)
    qtbot.waitUntil(lambda: titles(home) == ["First"], timeout=LIMIT_MS)
    qtbot.waitUntil(home.window.top.curate_button.isVisible, timeout=LIMIT_MS)
    qtbot.mouseClick(home.window.top.curate_button, Qt.MouseButton.LeftButton)
    return Curator(home, qtbot)


def test_a_clash_stands_above_the_form_and_on_the_page_of_waiting_edits_and_comes_back_when_they_change_again(
    servers: Servers,  # noqa: F811
    device: Callable[[str], Path],  # noqa: F811
    curator: SharedServices,  # noqa: F811
    open_home: OpenHome,
    qtbot: QtBot,
    tmp_path: Path,
) -> None:
    song = add(curator, tmp_path, "First")
    person = open_curating(open_home, device("listener"), qtbot)
    home = person.home
    person.choose("First")
    take_away(servers, home, qtbot)
    person.write("title", "Mine")
    person.write("album", "Mine")
    person.write("tags", "mine")
    person.save()
    qtbot.waitUntil(lambda: pill_of(home).text() == "Offline · 1 edit waiting", timeout=LIMIT_MS)

    they_change(servers, song, title="Theirs", notes="theirs")
    give_back(servers, home)
    qtbot.waitUntil(lambda: pill_of(home).text() == "1 edit needs you", timeout=LIMIT_MS)
    box = home.inside.curating.conflicts.box
    assert box is not None
    qtbot.waitUntil(box.isVisible, timeout=LIMIT_MS)
    assert list(box.options) == ["title"]
    assert box.merged.text() == "Merged by itself: album, tags (yours) · notes (the library's)."
    assert not box.send.isEnabled()
    check(home.window)

    # The page of what waits lists it, and shows the song of what is chosen there.
    row = home.window.side.rows[WAITING_EDITS]
    assert row.isVisible()
    qtbot.mouseClick(row, Qt.MouseButton.LeftButton)
    page = home.inside.pages.current()
    assert isinstance(page, WaitingView)
    qtbot.waitUntil(lambda: page.edits.list.count() == 1, timeout=LIMIT_MS)
    check(home.window)
    assert "clashes with an edit of somebody else" in page.edits.list.item(0).text()
    QTest.keyClick(page.edits.list, Qt.Key.Key_Return)
    dialog = home.inside.curating.conflicts.dialog
    assert dialog is not None
    qtbot.waitUntil(dialog.isActiveWindow)

    # They change it once more while the person chooses: what was chosen does not go over that.
    press(dialog.box.options["title"][Side.MINE].button, qtbot)
    they_change(servers, song, title="Theirs again")
    press(dialog.box.send, qtbot)
    qtbot.waitUntil(lambda: not dialog.isVisible(), timeout=LIMIT_MS)
    qtbot.waitUntil(lambda: pill_of(home).text() == "1 edit needs you", timeout=LIMIT_MS)
    assert title_there(servers, song) == "Theirs again"
    qtbot.waitUntil(lambda: box.isVisible() and "title" in box.options, timeout=LIMIT_MS)
    assert box.options["title"][Side.THEIRS].label.text() == "Theirs again"
    assert not box.options["title"][Side.MINE].button.isChecked()
    press(box.all_mine, qtbot)
    press(box.send, qtbot)
    qtbot.waitUntil(lambda: pill_of(home).text() == "In sync", timeout=LIMIT_MS)
    assert title_there(servers, song) == "Mine"
    qtbot.waitUntil(lambda: not box.isVisible(), timeout=LIMIT_MS)
    qtbot.waitUntil(lambda: page.edits.list.count() == 0, timeout=LIMIT_MS)
    assert page.state.isVisible()


def test_in_a_library_of_this_device_alone_the_same_question_is_asked(
    open_home: OpenHome, qtbot: QtBot, tmp_path: Path
) -> None:
    fill(tmp_path / "library")
    home: Home = open_home()
    home.inside.curating.mode.set_on(on=True)
    person = Curator(home, qtbot)
    person.choose("Scarborough Fair")
    assert WAITING_EDITS not in home.window.side.rows  # nothing waits here, ever
    person.write("title", "Mine")
    person.write("notes", "")
    person.write("tags", "mine")
    person.change_elsewhere(SongFields(title="Theirs", given=frozenset({"title"})), seen=False)
    person.save()
    dialog = home.inside.curating.conflicts.dialog
    assert dialog is not None
    assert dialog.isVisible()
    assert home.toasts() == []
    texts = {side: option.label.text() for side, option in dialog.box.options["title"].items()}
    assert texts == {Side.MINE: "Mine", Side.THEIRS: "Theirs"}
    assert "tags (yours)" in dialog.box.merged.text()

    # Once more while the person chooses.
    person.change_elsewhere(SongFields(title="Again", given=frozenset({"title"})), seen=False)
    press(dialog.box.options["title"][Side.MINE].button, qtbot)
    press(dialog.box.send, qtbot)
    qtbot.waitUntil(lambda: dialog.box.options["title"][Side.THEIRS].label.text() == "Again")
    press(dialog.box.options["title"][Side.THEIRS].button, qtbot)
    press(dialog.box.send, qtbot)
    qtbot.waitUntil(lambda: not dialog.isVisible())
    person.settle()
    stored = person.stored()
    assert (stored.title, stored.tags) == ("Again", ("mine",))
    assert not person.kept().draft
    person.wait_shown()
    assert not person.form.unsaved.isVisible()
