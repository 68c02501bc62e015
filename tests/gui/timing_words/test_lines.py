"""The lines of a song, edited side by side, and what is done to many of them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu

from pluto_desktop.desktop.views.timing.dialogs import PasteDialog, ShiftDialog, StretchDialog
from pluto_desktop.desktop.views.timing.table import Column
from pluto_desktop.desktop.views.timing.told import read_time, time_text
from tests.gui.timing_words.conftest import CONTROL, KEY, NO_KEY, SHIFT, Editor, OpenWords

BOTH = """[la:te,en]
[00:05.00]చందమామ రావే
[00:05.00]Come, uncle moon
[00:10.00]జాబిల్లి రావే
[00:10.00]Come, bright moon
[00:15.00]కొండెక్కి రావే
"""
ALT = Qt.KeyboardModifier.AltModifier
TELUGU, ENGLISH = Column.TEXTS, Column.TEXTS + 1


@pytest.fixture
def both(editor: OpenWords) -> Editor:
    return editor(BOTH)


def cell(editor: Editor, row: int, column: int) -> str:
    model: QAbstractItemModel = editor.window.table.lines
    return str(model.index(row, column).data() or "")


def dialog(editor: Editor, kind: type) -> object:
    found = editor.window.findChild(kind)
    assert found is not None
    return found


def opened_cell(editor: Editor) -> QLineEdit:
    """Open the current cell by its key."""
    editor.key(KEY.Key_F2)
    edit = QApplication.focusWidget()
    assert isinstance(edit, QLineEdit)
    return edit


def write(editor: Editor, text: str) -> None:
    """Type over the current cell, as an input method does."""
    edit = opened_cell(editor)
    edit.selectAll()
    edit.insert(text)
    QTest.keyClick(edit, KEY.Key_Return)
    QApplication.processEvents()


def test_the_model_is_sound(both: Editor) -> None:
    tester = QAbstractItemModelTester(both.window.table.lines, QAbstractItemModelTester.FailureReportingMode.Fatal)
    both.key(KEY.Key_Space)
    both.tap(4_000)
    both.key(KEY.Key_J, CONTROL)
    both.key(KEY.Key_Z, CONTROL)
    tester.deleteLater()


def test_both_languages_stand_side_by_side_and_what_is_missing_is_told(both: Editor) -> None:
    assert (cell(both, 0, Column.START), cell(both, 0, TELUGU), cell(both, 0, ENGLISH)) == (
        "0:05.000",
        "చందమామ రావే",
        "Come, uncle moon",
    )
    checks = both.window.table.lines.checks_column
    assert cell(both, 2, checks) == "no English"
    assert both.window.table.lines.index(2, checks).data(Qt.ItemDataRole.ToolTipRole) == "no English"
    assert both.window.head.tally.text() == "3 of 3 lines timed  ·  1 line to look at"


def test_a_small_screen_holds_large_text(both: Editor) -> None:
    both.window._theme.set_scale(1.5)
    both.window.show_kept("draft kept at 12:35")
    both.window.resize(1024, 700)
    QApplication.processEvents()
    assert both.window.width() == 1024
    assert both.window.minimumSizeHint().width() <= 1024
    assert all(menu.sizeHint().height() < 700 for menu in both.window.findChildren(QMenu))


def test_a_text_and_a_time_are_typed_over(both: Editor) -> None:
    both.choose(2, ENGLISH)
    write(both, "Climb the hill")
    assert both.texts("en")[2] == "Climb the hill"
    assert cell(both, 2, both.window.table.lines.checks_column) == ""
    both.choose(2, Column.START)
    write(both, "0:16,5")
    assert both.starts()[2] == 16_500
    assert both.player._now is not None
    assert both.player._now.paused, "Enter ended the typing, and nothing else"
    write(both, "soon")
    assert both.starts()[2] == 16_500
    assert both.said() == ["“soon” is no time. Write it as 1:06.480. Nothing was changed."]


def test_letters_that_are_typed_into_a_cell_tap_nothing(both: Editor) -> None:
    both.key(KEY.Key_Space)
    both.choose(0, ENGLISH)
    edit = opened_cell(both)
    edit.end(False)
    QTest.keyClicks(edit, " we[l]p")
    QTest.keyClick(edit, KEY.Key_Return)
    QApplication.processEvents()
    assert both.texts("en")[0] == "Come, uncle moon we[l]p"
    assert both.player.rate == 1.0
    assert both.starts()[0] == 5_000


def test_a_line_is_parted_at_the_cursor_and_joined_again(both: Editor) -> None:
    both.choose(0, ENGLISH)
    edit = opened_cell(both)
    edit.setCursorPosition(len("Come, uncle "))  # not the middle, where the window's own key parts it
    QTest.keyClick(both.window.windowHandle(), KEY.Key_Return, CONTROL)
    assert both.texts("en")[:2] == ["Come, uncle", "moon"]
    assert both.texts("te")[:2] == ["చందమామ", "రావే"]
    assert both.window.table.hasFocus(), "so that the next key taps"
    both.choose(0)
    both.key(KEY.Key_J, CONTROL)
    assert both.texts("en")[0] == "Come, uncle moon"


def test_what_stands_in_an_open_cell_is_taken_before_lines_are_changed(both: Editor) -> None:
    both.choose(0, ENGLISH)
    edit = opened_cell(both)
    edit.end(False)
    QTest.keyClicks(edit, " too")
    QTest.keyClick(both.window.windowHandle(), KEY.Key_J, CONTROL)
    assert both.texts("en")[0] == "Come, uncle moon too Come, bright moon"
    assert both.window.table.hasFocus()


def test_the_second_language_is_moved_against_the_first(both: Editor) -> None:
    both.choose(0, ENGLISH)
    both.key(KEY.Key_Down, ALT)
    assert both.texts("en") == ["", "Come, uncle moon", "Come, bright moon"]
    both.choose(1, ENGLISH)
    both.key(KEY.Key_Up, ALT)
    assert both.texts("en") == ["Come, uncle moon", "Come, bright moon", ""]


def test_a_whole_text_is_pasted_in_its_own_language(both: Editor) -> None:
    QGuiApplication.clipboard().setText("One\nTwo\nThree")
    both.key(KEY.Key_V, CONTROL)
    paste = dialog(both, PasteDialog)
    assert isinstance(paste, PasteDialog)
    assert paste.language.currentText() == "English"
    paste.act.click()
    assert both.texts("en") == ["One", "Two", "Three"]
    assert both.starts() == [5_000, 10_000, 15_000]


def test_telugu_gets_latin_letters(both: Editor) -> None:
    both.key(KEY.Key_R, CONTROL)
    assert both.texts("te-Latn")[0] == "chandamaama raave"
    assert list(both.window.table.lines.languages) == ["te", "en", "te-Latn"]


def test_all_lines_are_shifted_and_stretched_by_what_is_asked(both: Editor) -> None:
    both.key(KEY.Key_T, CONTROL)
    shift = dialog(both, ShiftDialog)
    assert isinstance(shift, ShiftDialog)
    shift.by.setValue(-1_000)
    shift.act.click()
    assert both.starts() == [4_000, 9_000, 14_000]
    both.key(KEY.Key_T, CONTROL | SHIFT)
    stretch = dialog(both, StretchDialog)
    assert isinstance(stretch, StretchDialog)
    stretch.times[1].setText("0:03.000")
    assert not stretch.act.isEnabled()
    stretch.times[1].setText("0:24.000")
    stretch.act.click()
    assert both.starts() == [4_000, 14_000, 24_000]


def test_a_refrain_takes_the_times_of_the_first_one(editor: OpenWords) -> None:
    song = editor("[00:05.00]moon\n[00:08.00]come\n[00:30.00]far\n[00:40.00]moon\n[00:41.00]come\n")
    song.choose(3)
    song.key(KEY.Key_Delete, CONTROL)
    song.choose(4)
    song.key(KEY.Key_Delete, CONTROL)
    song.choose(3)
    song.key(KEY.Key_Space)
    song.hear(42_000)
    song.key(KEY.Key_D, CONTROL)
    assert song.starts()[3:] == [42_000, 45_000]
    assert song.said() == ["The times of lines 1 to 2 are those of lines 4 to 5 now."]


def test_the_times_of_words_are_forgotten_and_the_lines_stay(editor: OpenWords) -> None:
    song = editor("[00:05.00]<00:05.00>far <00:06.00>away\n")
    assert song.board.tally.with_words == 1
    song.window.acts.actions["forget_words"].trigger()
    assert (song.board.tally.with_words, song.starts()) == (0, [5_000])


def test_lines_are_put_in_and_taken_out(both: Editor) -> None:
    both.choose(1)
    both.key(KEY.Key_Insert)
    assert both.texts("te") == ["చందమామ రావే", "", "జాబిల్లి రావే", "కొండెక్కి రావే"]
    both.key(KEY.Key_Delete, NO_KEY)
    both.choose(0)
    both.key(KEY.Key_Down, SHIFT)
    both.key(KEY.Key_Delete, NO_KEY)
    assert both.texts("te") == ["కొండెక్కి రావే"]


def test_a_block_that_is_dragged_moves_its_line(both: Editor) -> None:
    line = both.board.document.lines[1]
    both.window.wave.moved.emit(line.id, 10_500, line.end_ms)
    assert both.starts()[1] == 10_500
    both.window.wave.chosen.emit(line.id)
    assert both.window.table.currentIndex().row() == 1
    both.window.wave.sought.emit(7_000)
    assert both.player._now is not None
    assert both.player._now.position_ms == 7_000


def test_the_line_that_is_next_follows_the_taps_and_is_read_large(both: Editor) -> None:
    both.key(KEY.Key_Space)
    assert both.window.card.space.accessibleName() == "Space: tap as the line is sung"
    both.tap(5_100)
    assert both.window.table.currentIndex().row() == 1
    assert "జాబిల్లి" in both.window.card.line.text()
    assert both.window.card.meaning.text() == "Come, bright moon"


def test_everything_has_a_name_and_is_reached_by_tab(both: Editor) -> None:
    reached = set()
    for _ in range(40):
        both.key(KEY.Key_Tab, CONTROL if both.window.wave.hasFocus() or both.window.table.hasFocus() else NO_KEY)
        focus = QApplication.focusWidget()
        assert focus.accessibleName(), focus
        reached.add(focus)
    wanted = {both.window.table, both.window.wave, both.window.transport.play, both.window.transport.reaction}
    assert wanted <= reached


@pytest.mark.parametrize(
    ("text", "at"), [("1:06.48", 66_480), ("66,5", 66_500), ("0:05", 5_000), ("x", None), ("", None)]
)
def test_times_are_read_as_people_write_them(text: str, at: int | None) -> None:
    assert read_time(text) == at
    assert time_text(66_480) == "1:06.480"
