"""Curate mode: turned on and off, remembered, and not offered to who may change nothing."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from pluto_desktop.desktop.views.songs.view import SongsView
from tests.gui.shell.conftest import OpenHome


def test_the_mode_has_its_pane_in_place_of_the_words_and_gives_it_back(open_home: OpenHome, qtbot: QtBot) -> None:
    home = open_home(demo=True)
    desk, body, pill = home.inside.curating.mode, home.window.body, home.window.top.curate_button
    assert pill.isVisible()
    assert body.pane_open == "lyrics"
    QTest.mouseClick(pill, Qt.MouseButton.LeftButton)
    assert (desk.on, pill.isChecked(), body.pane_open) == (True, True, "curate")
    modifiers = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(home.window.focusWidget() or home.window, Qt.Key.Key_E, modifiers)
    assert (desk.on, pill.isChecked(), body.pane_open) == (False, False, "lyrics")


def test_a_row_for_curators_is_seen_in_the_mode_only(open_home: OpenHome, qtbot: QtBot) -> None:
    home = open_home(demo=True)
    desk, side = home.inside.curating.mode, home.window.side
    late = desk.add_page("history", "Past", "history")
    early = side.rows["needs_attention"]
    assert not early.isVisible()
    desk.set_on(on=True)
    assert early.isVisible()
    assert side._curate_heading.isVisible()
    assert early.y() < late.y()
    desk.set_on(on=False)
    assert not late.isVisible()
    assert not side._curate_heading.isVisible()


def test_the_mode_survives_a_restart(open_home: OpenHome, qtbot: QtBot) -> None:
    home = open_home(demo=True)
    home.inside.curating.mode.set_on(on=True)
    home.window.quit()
    again = open_home(settings=dict(home.store.values), folder=home.folder)
    assert again.inside.curating.mode.on
    assert again.window.body.pane_open == "curate"


def test_who_may_change_nothing_is_not_offered_the_mode_and_loses_it(open_home: OpenHome, qtbot: QtBot) -> None:
    home = open_home(demo=True)
    desk, songs = home.inside.curating.mode, home.inside.pages.current()
    assert isinstance(songs, SongsView)
    qtbot.waitUntil(lambda: len(songs.model.ids) == 2)
    songs.table.choose_rows([0], 0)
    desk.set_on(on=True)
    desk.offer(offered=False)
    assert (desk.on, home.window.top.curate_button.isVisible(), home.window.body.pane_open) == (False, False, "lyrics")
    assert not any(home.window.actions_[name].isEnabled() for name in ("curate", "edit_song"))
    assert "Edit…" not in [action.text() for action in songs.build_menu().actions()]
    desk.edit(songs.chosen())
    assert not desk.on
