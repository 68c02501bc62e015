"""Taps that go to where something begins to sound, in the real window on a real song."""

from __future__ import annotations

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from pluto_desktop.desktop.views.timing.lines import CellEdit
from pluto_desktop.desktop.views.timing.told import time_text
from tests.gui.timing_words.conftest import CONTROL, KEY, Curator, OpenEditor, OpenWords

THREE = "[00:05.00]one fine day\n[00:10.00]two\n[00:15.00]three\n"
SETTING = "timing.snap"


def opened(curator: OpenEditor, words: str | None = THREE, **settings: object) -> Curator:
    person = curator(words, **settings)
    person.open("Twinkle")
    person.qtbot.waitUntil(lambda: bool(person.board.onsets))
    return person


def clear_onset(person: Curator) -> int:
    """Return the first strong onset that has no other near it."""
    onsets = person.board.onsets
    return next(
        onset.at_ms
        for before, onset, after in zip(onsets, onsets[1:], onsets[2:], strict=False)
        if onset.at_ms - before.at_ms > 200 and after.at_ms - onset.at_ms > 200 and onset.strength >= 100
    )


def test_with_the_key_a_tap_goes_to_the_sound_is_seen_there_and_taken_back_by_one_undo(curator: OpenEditor) -> None:
    person = opened(curator)
    onset = clear_onset(person)
    person.key(KEY.Key_Space)
    person.tap(onset + 25)
    assert person.starts()[0] == onset + 25, "until it is asked for a tap stays"
    person.board.choose(0)
    person.key(KEY.Key_M)
    assert person.window.transport.snap.isChecked()
    person.hear(0)
    person.tap(onset + 25)
    assert person.starts()[0] == onset
    person.board.choose(0)
    assert person.window.wave.accessibleDescription().endswith("Something begins to sound at its start.")
    person.key(KEY.Key_Z, CONTROL)
    assert person.starts()[0] == onset + 25
    person.window.close()
    person.settle()
    assert person.home.desktop.preferences.get(SETTING) is True
    person.qtbot.waitUntil(person.home.window.isActiveWindow)
    person.open("Twinkle")
    assert person.window.transport.snap.isChecked()
    person.key(KEY.Key_M)
    assert not person.board.snaps


def test_starts_that_are_there_are_snapped_by_one_step(curator: OpenEditor) -> None:
    person = opened(curator)
    onset = clear_onset(person)
    person.window.table.setCurrentIndex(person.window.table.lines.index(0, 0))
    person.key(KEY.Key_F2)
    cell = QApplication.focusWidget()
    assert isinstance(cell, CellEdit)
    cell.selectAll()
    QTest.keyClicks(cell, time_text(onset + 30))
    QTest.keyClick(cell, KEY.Key_Return)
    QApplication.processEvents()
    assert person.starts()[0] == onset + 30
    before = person.starts()
    person.key(KEY.Key_M, CONTROL)
    assert person.starts()[0] == onset
    assert person.said()[-1].startswith("Snapped to the sound: ")
    person.key(KEY.Key_Z, CONTROL)
    assert person.starts() == before
    for _ in range(2):
        person.key(KEY.Key_M, CONTROL)
    assert person.said()[-1] == "No start lies so near to a beginning sound that it surely belongs there."


def test_a_sound_that_is_not_known_is_said_to_be_so(editor: OpenWords) -> None:
    alone = editor(THREE)
    alone.key(KEY.Key_M, CONTROL)
    assert alone.said()[-1] == "It is not known yet where something begins to sound."
