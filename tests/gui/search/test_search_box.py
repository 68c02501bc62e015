"""The search box as a person uses it: by typing."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from pluto_desktop.desktop.views.search import palette
from pluto_desktop.desktop.views.search.delegate import ResultsDelegate
from pluto_desktop.desktop.views.search.rows import Row, RowKind
from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.errors import Denied
from pluto_desktop.services.find import Answer
from tests.gui.search.conftest import Desk

KEY = Qt.Key
IDS = ["song-0000", "song-0001", "song-0002"]


def type_in(desk: Desk, text: str) -> None:
    desk.box.focus_search()
    QTest.keyClicks(desk.box.edit, text)
    desk.settle()


def press(desk: Desk, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(desk.box.edit, key, modifier)
    desk.settle()


def test_typing_shows_groups_with_the_first_hit_chosen(desk: Desk) -> None:
    type_in(desk, "chanda")
    rows = desk.box.results.model.rows
    assert [row.text for row in rows if row.kind is RowKind.HEADING] == ["Songs", "In the lyrics", "Artists"]
    assert desk.titles()[:2] == ["చందమామ రావే", "Chandamama Rave (lullaby)"]
    assert desk.box.results.isVisible()
    chosen = desk.box.results.chosen()
    assert chosen is not None
    assert [chosen.text[start:end] for start, end in chosen.marks] == ["చంద"]
    assert chosen.detail == "Annamayya · Jola Patalu · 1498"
    assert desk.box.edit.accessibleDescription().startswith("చందమామ రావే")


def test_results_are_shown_when_all_that_can_be_seen_is_shaped(
    desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    type_in(desk, "amazing")
    monkeypatch.setattr(palette, "_SLICE_S", 0.0)
    shaped: list[str] = []
    prepare = ResultsDelegate.prepare

    def slowly(delegate: ResultsDelegate, row: Row, width: int, ratio: float, *, chosen: bool) -> None:
        assert desk.titles() == ["Amazing Grace"], "the old results stay meanwhile"
        shaped.append(row.text)
        prepare(delegate, row, width, ratio, chosen=chosen)

    monkeypatch.setattr(ResultsDelegate, "prepare", slowly)
    desk.box.edit.setText("chanda")
    qtbot.waitUntil(lambda: len(desk.titles()) > 1)
    assert shaped == [row.text for row in desk.box.results.model.rows]


def test_what_was_still_to_be_shown_gives_way_to_newer_letters(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(palette, "_SLICE_S", 0.0)
    desk.box.results.bring([Row(RowKind.HEADING, str(number)) for number in range(5)], (), lambda: pytest.fail("late"))
    type_in(desk, "amazing")
    assert desk.titles() == ["Amazing Grace"]


def test_enter_plays_and_the_focus_goes_back(desk: Desk) -> None:
    type_in(desk, "chandamama")
    press(desk, KEY.Key_Down)
    press(desk, KEY.Key_Return)
    assert desk.said == [("play_songs", IDS[:2], 1)]
    assert not desk.box.palette_open
    assert desk.other.hasFocus()


def test_a_hit_in_the_lyrics_plays_from_that_line(desk: Desk) -> None:
    type_in(desk, "gogupulu")
    press(desk, KEY.Key_Return)
    assert desk.said == [("play_from", IDS[0], 1000)]


def test_control_enter_queues_and_stays_open(desk: Desk) -> None:
    type_in(desk, "chandamama")
    press(desk, KEY.Key_Return, Qt.KeyboardModifier.ControlModifier)
    press(desk, KEY.Key_Down)
    press(desk, KEY.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert desk.said == [("enqueue", IDS[:1]), ("enqueue", IDS[1:2])]
    assert desk.box.palette_open


def test_shift_enter_shows(desk: Desk) -> None:
    type_in(desk, "chandamama")
    press(desk, KEY.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert desk.said == [("show_song", IDS[0])]


def test_artists_and_albums_open(desk: Desk) -> None:
    type_in(desk, "jola patalu")
    press(desk, KEY.Key_Up)
    press(desk, KEY.Key_Up)
    press(desk, KEY.Key_Return)
    assert desk.said == [("open_album", "Jola Patalu")]
    desk.said.clear()
    type_in(desk, "chandra rao")
    press(desk, KEY.Key_Up)
    press(desk, KEY.Key_Up)
    press(desk, KEY.Key_Return)
    assert desk.said == [("open_artist", "S. Chandra Rao")]


def test_escape_closes_and_gives_the_focus_back(desk: Desk) -> None:
    type_in(desk, "chan")
    press(desk, KEY.Key_Escape)
    assert not desk.box.palette_open
    assert desk.other.hasFocus()
    assert desk.box.edit.text() == "chan"
    desk.box.focus_search()
    assert desk.box.edit.selectedText() == "chan"


def test_enter_before_the_results_waits_for_them(desk: Desk) -> None:
    desk.box.focus_search()
    QTest.keyClicks(desk.box.edit, "amazing")
    QTest.keyClick(desk.box.edit, KEY.Key_Return)
    assert desk.said == []
    desk.settle()
    assert desk.said == [("play_songs", [IDS[2]], 0)]


def test_old_results_stay_until_new_ones_come(desk: Desk) -> None:
    type_in(desk, "chan")
    before = desk.titles()
    QTest.keyClicks(desk.box.edit, "d")
    assert desk.titles() == before
    assert desk.box.palette_open
    desk.settle()
    assert desk.box.results.isVisible()


def test_an_old_answer_never_replaces_a_newer_one(desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    find = desk.box._find()
    began, let_go, came_late = threading.Event(), threading.Event(), threading.Event()

    class Slow:
        """Finds, but takes long for one question, and does not hear that nobody waits any more."""

        def answer(self, text: str, _token: CancelToken) -> Answer:
            if text != "amazing":
                return find.answer(text, CancelToken())
            began.set()
            let_go.wait(20)
            came_late.set()
            return find.answer(text, CancelToken())

        def warm(self) -> None:
            find.warm()

    monkeypatch.setattr(desk.box, "_find", Slow)
    desk.box.focus_search()
    desk.box.edit.setText("amazing")
    qtbot.waitUntil(began.is_set)
    desk.box.edit.setText("chandamama")
    qtbot.waitUntil(lambda: "చందమామ రావే" in desk.titles())
    newer = desk.titles()
    let_go.set()
    desk.settle()
    assert came_late.is_set()
    assert desk.titles() == newer
    press(desk, KEY.Key_Return)
    assert desk.said[0][0] == "play_songs"


def test_the_list_is_never_blank_between_two_letters(desk: Desk) -> None:
    type_in(desk, "c")
    model, shown = desk.box.results.model, []
    model.modelReset.connect(lambda: shown.append((len(model.rows), desk.box.results.isVisible())))
    for letter in "handamama":
        QTest.keyClicks(desk.box.edit, letter)
        desk.settle()
    assert len(shown) >= 9
    assert all(rows > 0 and visible for rows, visible in shown)


def test_the_arrows_go_round_past_headings(desk: Desk) -> None:
    type_in(desk, "chanda")
    seen = []
    for _ in range(len(desk.titles()) + 2):
        row = desk.box.results.chosen()
        assert row is not None
        seen.append(row.text)
        press(desk, KEY.Key_Down)
    assert seen == [*desk.titles(), "Save as a smart playlist…", desk.titles()[0]]


def test_the_last_row_saves_the_search(desk: Desk) -> None:
    type_in(desk, "chanda artist:trad")
    press(desk, KEY.Key_Up)
    press(desk, KEY.Key_Return)
    assert desk.said == [("save_wanted", "chanda artist:trad")]
    assert not desk.box.palette_open


def test_a_filter_that_is_not_understood_is_told_below_what_was_found(desk: Desk) -> None:
    type_in(desk, "chanda has:wings")
    row = desk.box.results.model.rows[-1]
    assert (row.kind, row.text) == (RowKind.MESSAGE, "“has:wings” is not understood")
    assert row.detail == "Write it as in “has:lyrics”."


def test_nothing_found_says_what_to_do(desk: Desk) -> None:
    type_in(desk, "qqqqxxxx")
    (row,) = desk.box.results.model.rows
    assert row.kind is RowKind.MESSAGE
    assert "qqqqxxxx" in row.text
    assert "fewer letters" in row.detail
    press(desk, KEY.Key_Return)
    assert desk.said == []


def test_before_typing_a_hint(desk: Desk) -> None:
    desk.box.focus_search()
    (row,) = desk.box.results.model.rows
    assert "Type a few letters" in row.text
    press(desk, KEY.Key_Return)
    assert desk.said == []


def test_filters_are_chips_that_can_be_taken_away(desk: Desk) -> None:
    type_in(desk, "chandamama artist:traditional")
    assert desk.titles() == ["Chandamama Rave (lullaby)"]
    chips = [button for button in desk.box.results.chips.findChildren(QToolButton) if button.isVisible()]
    assert [chip.text() for chip in chips] == ["Artist: traditional  ×"]
    assert chips[0].accessibleName() == "Take away the filter Artist: traditional"
    QTest.mouseClick(chips[0], Qt.MouseButton.LeftButton)
    desk.settle()
    assert desk.box.edit.text() == "chandamama "
    assert len(desk.titles()) > 1
    assert desk.box.palette_open


def test_the_mouse_chooses_and_plays(desk: Desk) -> None:
    type_in(desk, "chandamama")
    results = desk.box.results
    area = results.list.visualRect(results.model.index(2))
    QTest.mouseMove(results.list.viewport(), area.center())
    QTest.mouseClick(results.list.viewport(), Qt.MouseButton.LeftButton, pos=area.center())
    desk.settle()
    assert desk.said == [("play_songs", IDS[:2], 1)]


def test_a_press_elsewhere_closes(desk: Desk) -> None:
    window = desk.window.windowHandle()
    results = desk.box.results
    for place in (desk.other.mapTo(desk.window, desk.other.rect().center()), QPoint(5, 690)):
        type_in(desk, "chan")
        QTest.mouseClick(window, Qt.MouseButton.LeftButton, pos=results.mapTo(desk.window, QPoint(20, 20)))
        assert desk.box.palette_open
        QTest.mouseClick(window, Qt.MouseButton.LeftButton, pos=place)
        assert not desk.box.palette_open


def test_the_palette_lies_below_the_box_inside_the_window(desk: Desk) -> None:
    type_in(desk, "chanda")
    for height in (700, 260, 600):
        desk.window.resize(900, height)
        desk.settle()
        palette = desk.box.results.geometry()
        corner = desk.box.mapTo(desk.window, QPoint(0, desk.box.height()))
        assert abs(palette.top() + 18 - corner.y()) < 10
        assert palette.bottom() <= max(desk.window.height(), corner.y() + 140)


@pytest.mark.parametrize("text", ["x" * 4000, "\0\u202e", "నువ్వు" * 80, '"' * 50, "👩‍👩‍👧 రా"])
def test_anything_can_be_pasted(desk: Desk, text: str) -> None:
    desk.box.focus_search()
    desk.box.edit.setText(text)
    desk.settle()
    assert desk.box.results.grab().height() > 0


def test_long_and_strange_titles_are_painted(desk: Desk) -> None:
    for title in ("చందమామ " * 600, "chanda\0mama \u202e reversed", "chanda 👩‍👩‍👧 mama"):
        desk.index.add(desk.index._entries[0].song.__class__(title=title, popularity=10**6))
    type_in(desk, "chanda")
    assert not desk.box.results.grab().isNull()


def test_a_library_that_cannot_be_read_is_explained(desk: Desk) -> None:
    desk.index.failure = Denied("disk_error", path="/library")
    type_in(desk, "chan")
    (row,) = desk.box.results.model.rows
    assert row.text == "The library could not be searched"
    assert "/library" in row.detail
    desk.index.failure = None


def test_the_model_keeps_qts_rules(desk: Desk) -> None:
    model = desk.box.results.model
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    type_in(desk, "chanda")
    assert model.data(model.index(1), Qt.ItemDataRole.AccessibleTextRole).startswith("చందమామ రావే, Annamayya")
    assert model.data(QModelIndex()) is None
    assert tester.model() is model


def test_the_theme_may_change_while_results_are_shown(desk: Desk) -> None:
    type_in(desk, "chanda")
    dark = desk.box.results.grab().toImage().pixelColor(300, 30)
    desk.box._theme.set_choice("light")
    assert desk.box.results.grab().toImage().pixelColor(300, 30) != dark
