"""Timing a song without the mouse: through the real window, key by key."""

from __future__ import annotations

from statistics import median

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from pluto_desktop import bootstrap
from pluto_desktop.desktop.views.timing.dialogs import PasteDialog
from tests.gui.timing_words.conftest import CONTROL, KEY, SHIFT, Editor, OpenEditor, OpenWords

TRUE_STARTS = [2_000 + 2_700 * number for number in range(20)]
TEXT = "\n".join(f"line number {number}" for number in range(1, 21))
THREE = "[00:05.00]one fine day\n[00:10.00]two\n[00:15.00]three\n"


@pytest.fixture
def three(editor: OpenWords) -> Editor:
    """The editor on three lines that are timed, the first of them next."""
    return editor(THREE)


def test_twenty_lines_are_timed_and_saved_without_the_mouse(curator: OpenEditor) -> None:
    person = curator()
    song = person.open("Twinkle")
    QGuiApplication.clipboard().setText(TEXT)
    person.key(KEY.Key_V, CONTROL)
    dialog = person.window.findChild(PasteDialog)
    assert dialog is not None
    person.qtbot.waitUntil(dialog.text.hasFocus)
    person.key(KEY.Key_Tab)
    QTest.keyClick(dialog, KEY.Key_Return)
    assert person.board.tally.lines == 20
    person.qtbot.waitUntil(person.window.table.hasFocus)
    person.key(KEY.Key_Space)
    person.qtbot.waitUntil(lambda: person.board.playing)
    for start in TRUE_STARTS:
        person.tap(start)
        person.tap(start + 2_300, KEY.Key_Space, SHIFT)
    off = [abs((mine or 0) - true) for mine, true in zip(person.starts(), TRUE_STARTS, strict=True)]
    assert median(off) <= 60
    assert [line.end_ms is not None for line in person.board.document.lines] == [True] * 20
    assert not any(person.board.checks)
    assert person.words(song) is None, "a draft is nobody else's"
    person.key(KEY.Key_S, CONTROL)
    person.settle()
    assert person.words(song) == person.board.document
    assert person.said()[-1] == "Saved to the library."
    person.key(KEY.Key_W, CONTROL)
    person.settle()
    with bootstrap.open_services(person.home.folder) as services:
        revisions = services.edit.list_revisions(song)
        assert revisions[0].changed == ("lyrics",), "one edit, that can be taken back"


def test_words_are_tapped_and_a_line_back_is_heard_again(three: Editor) -> None:
    three.key(KEY.Key_Space)
    for at in (5_000, 5_500, 6_000):
        three.tap(at, KEY.Key_W)
    words = three.board.document.lines[0].words
    assert [(word.text, word.start_ms) for word in words] == [("one ", 5_000), ("fine ", 5_500), ("day", 6_000)]
    assert three.board.line == 1
    three.key(KEY.Key_Backspace)
    assert three.board.line == 0
    assert three.player._now.position_ms == 2_000


def test_arrows_nudge_the_start_or_the_end_and_undo_takes_it_back(three: Editor) -> None:
    three.key(KEY.Key_Right)
    three.key(KEY.Key_Right, SHIFT)
    assert three.starts()[0] == 5_110
    end = three.board.document.lines[0].end_ms
    assert end is not None
    three.key(KEY.Key_Tab)
    three.key(KEY.Key_Left)
    assert three.board.document.lines[0].end_ms == end - 10
    for _ in range(2):
        three.key(KEY.Key_Z, CONTROL)
    assert three.starts()[0] == 5_010
    three.key(KEY.Key_Z, CONTROL | SHIFT)
    assert three.starts()[0] == 5_110


def test_brackets_change_the_speed_and_taps_are_taken_back_by_less(three: Editor) -> None:
    three.key(KEY.Key_BracketLeft)
    three.key(KEY.Key_BracketLeft)
    assert three.player.rate == 0.5
    three.key(KEY.Key_Space)
    three.tap(4_000)
    assert three.starts()[0] == pytest.approx(4_000, abs=10)
    assert three.window.transport.speed.text() == "0.5×"


def test_the_reaction_time_and_the_output_are_taken_off(curator: OpenEditor) -> None:
    person = curator(THREE, **{"timing.reaction_ms": 250})
    person.home.inside.parts.words.set_output_offset("", 100)
    person.open("Twinkle")
    assert person.window.transport.reaction.value() == 250
    assert person.window.transport.offset.text() == "Offset +100 ms"
    person.key(KEY.Key_Space)
    person.hear(4_350)
    person.key(KEY.Key_Space)
    assert person.starts()[0] == 4_000
    person.window.transport.reaction.setValue(150)
    assert person.home.desktop.preferences.get("timing.reaction_ms") == 150
    assert person.board.reaction_ms == 150


def test_enter_plays_from_the_line_and_l_repeats_it(three: Editor) -> None:
    three.key(KEY.Key_Down)
    three.key(KEY.Key_Return)
    assert (three.player._now.position_ms, three.player._now.paused) == (10_000, False)
    three.key(KEY.Key_L)
    loop = three.player._now.loop
    assert loop is not None
    assert (loop.start_ms, loop.end_ms) == (10_000, 15_000)
    three.key(KEY.Key_L)
    assert three.player._now.loop is None
    three.key(KEY.Key_P)
    assert three.player._now.paused


def test_a_key_that_is_held_down_taps_once(three: Editor) -> None:
    three.key(KEY.Key_Space)
    three.tap(4_000)
    held = QKeyEvent(QEvent.Type.KeyPress, KEY.Key_Space, Qt.KeyboardModifier.NoModifier, " ", True, 1)
    QApplication.sendEvent(three.window.table, held)
    assert three.starts()[1] == 10_000
