"""Where two people changed the same of a song the person chooses, field by field and line by line."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from pluto_desktop.desktop.theme import Theme
from pluto_desktop.desktop.views.conflict.box import ConflictBox
from pluto_desktop.desktop.views.conflict.dialog import ConflictDialog
from pluto_desktop.domain.edits import Choices, Clash, EditState, Side
from pluto_desktop.domain.ids import OperationId, SongId
from pluto_desktop.domain.shared import CommandKind
from pluto_desktop.services.shared.edits import EditLine
from tests.gui.shell.test_reach import check

DATE = ([1942], [1942, 11, 8])
ALBUMS = (["Desabhakti Geetalu", ""], ["Desabhakti", ""])


def document(*lines: tuple[str, int | None, str]) -> dict[str, object]:
    return {
        "metadata": {},
        "timing": "line",
        "lines": [
            {"id": one, "start_ms": start, "end_ms": None, "texts": {"te": text}, "words": []}
            for one, start, text in lines
        ],
    }


def clashing(**more: object) -> EditLine:
    """An edit of album, date and tags; somebody else changed the first two, and the notes."""
    mine = {"album": ALBUMS[0], "release_date": DATE[0], "tags": ["x"]}
    theirs = {"album": ALBUMS[1], "release_date": DATE[1], "tags": []}
    base = {"album": ["", ""], "release_date": None, "tags": []}
    clash = Clash(5, ("album", "release_date"), theirs, base, ("notes",))
    kind, state = CommandKind.UPDATE, EditState.CONFLICT
    line = EditLine(OperationId("op"), SongId("s"), "మా తెలుగు తల్లికి", kind, state, 0, mine, base, None, clash)
    return replace(line, **more)


def with_words() -> EditLine:
    base = document(("a", 1000, "ఒకటి"), ("b", 2000, "రెండు"), ("c", 3000, "మూడు"))
    theirs = document(("a", 1500, "ఒకటి"), ("b", 2000, "రెండు"), ("c", 3100, "మూడు"))
    mine = document(("a", 1200, "ఒకటి"), ("b", 2500, "రెండు"))
    clash = Clash(5, ("lyrics",), {"lyrics": theirs}, {"lyrics": base})
    return clashing(mine={"lyrics": mine}, clash=clash)


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    theme = Theme(choice="dark")
    theme.apply(qapp)
    yield theme
    theme._app = None
    qapp.setStyleSheet("")


@pytest.fixture
def box(theme: Theme, qtbot: QtBot) -> ConflictBox:
    box = ConflictBox(theme)
    qtbot.addWidget(box)
    return box


def decisions(box: ConflictBox) -> list[tuple[EditLine, Choices]]:
    made: list[tuple[EditLine, Choices]] = []
    box.decided.connect(lambda line, choices: made.append((line, choices)))
    return made


def test_nothing_is_chosen_for_the_person_and_all_three_are_shown(box: ConflictBox) -> None:
    made = decisions(box)
    box.show_line(clashing())
    assert not box.send.isEnabled()
    assert [box.options[key][side].button.isChecked() for key in box.options for side in Side] == [False] * 4
    album, date = box.options.values()
    assert (album[Side.MINE].label.text(), album[Side.THEIRS].label.text()) == ("Desabhakti Geetalu", "Desabhakti")
    assert date[Side.THEIRS].button.accessibleName() == "Release date, the library's: 1942-11-08"
    assert box.merged.text() == "Merged by itself: tags (yours) · notes (the library's)."
    assert box.title.text() == "Someone changed this song meanwhile"

    QTest.mouseClick(album[Side.MINE], Qt.MouseButton.LeftButton, pos=album[Side.MINE].label.geometry().center())
    assert box.left.text() == "Still to choose: 1"
    assert not box.send.isEnabled()
    QTest.keyClick(date[Side.THEIRS].button, Qt.Key.Key_Space)
    box.send.click()
    assert made == [(clashing(), Choices({"album": Side.MINE, "release_date": Side.THEIRS}))]
    assert not box.isEnabled()  # until it is told what came of it


@pytest.mark.parametrize("side", Side)
def test_one_side_for_all_is_a_choice_too(box: ConflictBox, side: Side) -> None:
    made = decisions(box)
    box.show_line(clashing())
    (box.all_mine if side is Side.MINE else box.all_theirs).click()
    assert made == []
    box.send.click()
    assert made[0][1] == Choices({"album": side, "release_date": side})


def test_what_was_chosen_stays_while_the_same_is_asked_and_only_then(box: ConflictBox) -> None:
    box.show_line(clashing())
    box.all_mine.click()
    line = clashing()
    assert line.clash is not None
    theirs = {**(line.clash.theirs or {}), "album": ["Another", ""]}
    box.show_line(replace(line, clash=replace(line.clash, version=6, theirs=theirs)))
    assert not box.send.isEnabled()
    assert "once more" in box.again.text()
    assert [box.options[key][Side.MINE].button.isChecked() for key in box.options] == [False, True]
    assert box.options["album"][Side.THEIRS].label.text() == "Another"
    box.show_line(None)
    assert box.isHidden()


def test_words_are_chosen_line_by_line_with_their_times(box: ConflictBox) -> None:
    made = decisions(box)
    box.show_line(with_words())
    assert list(box.options) == ["a", "c"]
    assert box.options["a"][Side.MINE].label.text() == "ఒకటి\nfrom 0:01.200"
    assert box.options["c"][Side.MINE].label.text() == "Taken out"
    assert box.options["c"][Side.THEIRS].label.text() == "మూడు\nfrom 0:03.100"
    assert box.merged.text() == "Merged by itself: 1 other line."
    box.options["a"][Side.MINE].button.click()
    box.options["c"][Side.THEIRS].button.click()
    box.send.click()
    assert made[0][1] == Choices(lines={"a": Side.MINE, "c": Side.THEIRS})


def test_a_deletion_against_an_edit_is_one_question(box: ConflictBox) -> None:
    made = decisions(box)
    box.show_line(clashing(clash=Clash(5, ("album",), None, None)))
    (answers,) = box.options.values()
    assert [answers[side].label.text() for side in Side] == ["Bring it back with my edit", "Leave it deleted"]
    answers[Side.MINE].button.click()
    box.send.click()
    theirs = Clash(6, (), {"title": "x"}, None, ("title",))
    box.show_line(clashing(op_id=OperationId("other"), kind=CommandKind.DELETE, mine={}, clash=theirs))
    (answers,) = box.options.values()
    assert [answers[side].label.text() for side in Side] == [
        "Delete it all the same",
        "Keep it, as it was changed: title",
    ]
    answers[Side.THEIRS].button.click()
    box.send.click()
    assert [choices for _, choices in made] == [Choices(rest=Side.MINE), Choices(rest=Side.THEIRS)]


def test_by_keyboard_alone(theme: Theme, qtbot: QtBot) -> None:
    dialog = ConflictDialog(theme)
    qtbot.addWidget(dialog)
    made = decisions(dialog.box)
    with qtbot.waitExposed(dialog):
        dialog.show_line(with_words())
        dialog.show()
    check(dialog)
    dialog.box.entry().setFocus()

    def key(name: Qt.Key) -> None:
        QTest.keyClick(QGuiApplication.focusObject() or dialog, name)

    key(Qt.Key.Key_Space)
    key(Qt.Key.Key_Tab)
    key(Qt.Key.Key_Right)  # goes to the other answer, and chooses nothing by that
    assert not dialog.box.send.isEnabled()
    key(Qt.Key.Key_Space)
    assert dialog.box.send.isEnabled()
    for _ in range(9):
        if QGuiApplication.focusObject() is not dialog.box.send:
            key(Qt.Key.Key_Tab)
    key(Qt.Key.Key_Space)
    assert made[0][1] == Choices(lines={"a": Side.MINE, "c": Side.THEIRS})


def test_the_dialog_closes_when_there_is_nothing_to_choose(theme: Theme, qtbot: QtBot) -> None:
    dialog = ConflictDialog(theme)
    qtbot.addWidget(dialog)
    dialog.show_line(clashing())
    dialog.show()
    dialog.show_line(clashing(clash=None, state=EditState.WAITING))
    assert not dialog.isVisible()
    closing: Callable[[], bool] = dialog.close
    assert closing()
