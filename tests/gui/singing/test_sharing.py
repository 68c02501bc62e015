"""A line, and those after it, become a picture."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from pluto_desktop.desktop.notifier import Notifier
from pluto_desktop.desktop.share_desk import ShareDesk
from pluto_desktop.desktop.tokens import DARK, LIGHT
from pluto_desktop.desktop.views.sharing.dialog import ShareDialog
from pluto_desktop.desktop.views.sharing.picture import TALLEST_PX, WIDTH_PX
from tests.gui.lyrics.conftest import SONG
from tests.gui.singing.conftest import Singing

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
def desk(singing: Singing, said: list[str]) -> Iterator[ShareDesk]:
    notifier = Notifier(singing.owner)
    notifier.show_through(lambda message: said.append(message.text))
    desk = ShareDesk(singing.owner, singing.pane, singing.playback, singing.runner, singing.theme, notifier)
    yield desk
    if desk.dialog is not None:
        desk.dialog.close()


def opened(desk: ShareDesk, singing: Singing, line: int = 0) -> ShareDialog:
    """Open the dialog from the menu of a line."""
    menu = QMenu()
    desk.fill_menu(menu, line)
    menu.actions()[-1].trigger()
    assert desk.dialog is not None
    singing.settle()
    return desk.dialog


def ink(image: QImage, color: str) -> int:
    wanted = QColor(color)
    return sum(
        image.pixelColor(x, y) == wanted for x in range(0, image.width(), 3) for y in range(0, image.height(), 3)
    )


def test_the_chosen_line_is_in_the_picture_and_more_lines_are_added(desk: ShareDesk, singing: Singing) -> None:
    singing.sing(SONG, 9_000)
    dialog = opened(desk, singing, 1)
    assert dialog.preview.accessibleName() == "జాబిల్లి రావే. Come, O moonbeam"
    assert dialog.image is not None
    assert dialog.image.width() == WIDTH_PX
    one = ink(dialog.image, DARK["text"])
    assert one > 100
    singing.qtbot.mouseClick(dialog.more, LEFT)
    singing.settle()
    assert "Climb the hill" in dialog.preview.accessibleName()
    assert ink(dialog.image, DARK["text"]) > one
    singing.qtbot.mouseClick(dialog.more, LEFT)
    singing.settle()
    assert not dialog.more.isEnabled()
    singing.qtbot.mouseClick(dialog.turn, LEFT)
    singing.settle()
    assert ink(dialog.image, LIGHT["text"]) > 100
    assert not ink(dialog.image, DARK["text"])


def test_it_is_saved_as_a_png(
    desk: ShareDesk, singing: Singing, said: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    singing.sing(SONG, 9_000)
    dialog = opened(desk, singing)
    file = tmp_path / "వెన్నెల"
    monkeypatch.setattr("pluto_desktop.desktop.share_desk.QFileDialog.getSaveFileName", lambda *_: (str(file), ""))
    singing.qtbot.mouseClick(dialog.save, LEFT)
    singing.settle()
    assert QImage(f"{file}.png") == dialog.image
    assert said == ["The picture is in “వెన్నెల.png”."]


def test_where_it_cannot_be_written_that_is_told(
    desk: ShareDesk, singing: Singing, said: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    singing.sing(SONG, 9_000)
    dialog = opened(desk, singing)
    nowhere = tmp_path / "gone" / "x.png"
    monkeypatch.setattr("pluto_desktop.desktop.share_desk.QFileDialog.getSaveFileName", lambda *_: (str(nowhere), ""))
    singing.qtbot.mouseClick(dialog.save, LEFT)
    singing.settle()
    assert "cannot be written" in said[0]


def test_it_is_copied(desk: ShareDesk, singing: Singing) -> None:
    singing.sing(SONG, 9_000)
    dialog = opened(desk, singing)
    singing.qtbot.mouseClick(dialog.copy, LEFT)
    assert QGuiApplication.clipboard().image().size() == dialog.image.size()  # type: ignore[union-attr]


def test_many_long_lines_still_fit(desk: ShareDesk, singing: Singing) -> None:
    words = "శ్రీరామచంద్ర కృపాళు భజమన హరణ భవభయ దారుణం " * 3
    singing.sing("\n".join(f"[00:{n:02}.00]{words}" for n in range(1, 12)), 2_000)
    dialog = opened(desk, singing)
    for _ in range(6):
        QTest.mouseClick(dialog.more, LEFT)
    singing.settle()
    assert dialog.image is not None
    assert dialog.image.height() <= TALLEST_PX
    ground = QColor(DARK["bg"])
    edge = [dialog.image.pixelColor(x, dialog.image.height() - 20) for x in range(0, 500, 5)]
    assert all(abs(pixel.red() - ground.red()) < 6 for pixel in edge)


def test_without_a_line_there_is_nothing_to_share(desk: ShareDesk, singing: Singing, said: list[str]) -> None:
    menu = QMenu()
    desk.fill_menu(menu, None)
    assert not menu.actions()[-1].isEnabled()
    desk.share_line_in_front()
    assert said
    assert desk.dialog is None
