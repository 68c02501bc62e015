"""The status pill says how things stand, in words and to those who listen; its sheet follows and can try again."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from pluto_desktop.desktop.theme import Theme
from pluto_desktop.desktop.views.status.pill import StatusPill
from pluto_desktop.domain.connections import PillState, Standing
from pluto_desktop.domain.errors import Offline

STATES = {
    "In sync": PillState(Standing.IN_SYNC, "Family"),
    "Syncing · 1,204 to go": PillState(Standing.SYNCING, "Family", left=1204),
    "Syncing…": PillState(Standing.SYNCING, "Family"),
    "Offline": PillState(Standing.OFFLINE, "Family", since_ms=1_700_000_000_000),
    "Read-only": PillState(Standing.READ_ONLY, "Family"),
    "3 edits waiting": PillState(Standing.IN_SYNC, "Family", waiting=3),
    "Offline · 3 edits waiting": PillState(
        Standing.OFFLINE, "Family", waiting=3, reason=Offline("server_refused", server="db")
    ),
}


@pytest.fixture
def pill(qtbot: QtBot) -> StatusPill:
    """Return a pill of its own."""
    made = StatusPill(Theme(choice="dark"))
    qtbot.addWidget(made)
    return made


@pytest.mark.parametrize("words", STATES)
def test_every_state_has_words_a_sentence_and_a_name(pill: StatusPill, words: str) -> None:
    pill.show_state(STATES[words])
    assert pill.text() == words
    assert pill.accessibleName() == f"Family: {words}"
    assert pill.toolTip().endswith(".")
    assert pill.accessibleDescription() == pill.toolTip()
    assert not pill.icon().isNull()


def test_what_is_wrong_and_what_waits_is_in_the_sentence(pill: StatusPill) -> None:
    pill.show_state(STATES["Offline · 3 edits waiting"])
    assert "Nothing answers at “db”" in pill.toolTip()
    assert "What was edited here (3 edits waiting) is kept" in pill.toolTip()
    pill.show_state(STATES["Offline"])
    assert "Last reached:" in pill.toolTip()


def test_nothing_is_opened_before_anything_is_known(pill: StatusPill) -> None:
    assert pill.open_sheet() is None


def test_a_press_opens_the_sheet_which_follows_and_tries_again(pill: StatusPill, qtbot: QtBot) -> None:
    pill.show_state(STATES["Offline"])
    pill.show()
    qtbot.keyClick(pill, Qt.Key.Key_Space)
    sheet = pill.open_sheet()
    assert sheet is not None
    assert sheet.isVisible()
    assert sheet.standing.text() == "Offline"
    with qtbot.waitSignal(pill.again_wanted):
        qtbot.mouseClick(sheet.again, Qt.MouseButton.LeftButton)
    pill.show_state(STATES["In sync"])
    assert sheet.standing.text() == "In sync"
    sheet.close()
