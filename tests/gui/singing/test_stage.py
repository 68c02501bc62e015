"""Stage, worked by its keys as at an evening of singing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage, QScreen
from PySide6.QtTest import QTest

from pluto_desktop.desktop.stage_desk import StageDesk
from pluto_desktop.desktop.views.stage import look
from pluto_desktop.desktop.views.stage.window import StageWindow
from tests.gui.lyrics.conftest import SONG
from tests.gui.singing.conftest import Singing

KEY = Qt.Key
PLAIN = "one\ntwo\n\nthree\nfour"


@pytest.fixture
def desk(singing: Singing) -> Iterator[StageDesk]:
    desk = StageDesk(
        singing.owner,
        singing.pane,
        singing.playback,
        singing.awake.keep,
        singing.runner,
        singing.theme,
        singing.preferences,
    )
    yield desk
    desk.close()


def opened(desk: StageDesk, singing: Singing) -> StageWindow:
    singing.qtbot.mouseClick(singing.pane.stage_button, Qt.MouseButton.LeftButton)
    assert desk.window is not None
    singing.settle()
    return desk.window


def count(image: QImage, color: QColor) -> int:
    step = range(0, image.width(), 3)
    return sum(image.pixelColor(x, y).rgb() == color.rgb() for x in step for y in range(60, image.height() - 60, 3))


def at(window: StageWindow, singing: Singing, ms: float) -> str:
    singing.now = ms
    window.view.advance()
    return window.view.text


def test_it_follows_the_song_in_both_languages_and_lights_what_is_sung(desk: StageDesk, singing: Singing) -> None:
    singing.sing(SONG, 6_200)
    window = opened(desk, singing)
    assert window.isFullScreen()
    assert window.view.text == "చందమామ రావే. Come, O moon"
    assert window.view.accessibleName() == window.view.text
    little = count(window.grab().toImage(), look.SUNG)
    at(window, singing, 9_900)
    assert count(window.grab().toImage(), look.SUNG) > little > 0
    assert "moonbeam" in at(window, singing, 10_100)
    texts = []
    for _ in range(3):
        QTest.keyClick(window, KEY.Key_T)
        texts.append(window.view.text)
    assert texts == ["జాబిల్లి రావే", "జాబిల్లి రావే. jaabilli raave", "jaabilli raave"]


@pytest.mark.parametrize("key", [KEY.Key_Space, KEY.Key_Down, KEY.Key_PageDown])
def test_the_next_line_comes_early_and_stays_until_it_is_sung(desk: StageDesk, singing: Singing, key: Qt.Key) -> None:
    singing.sing(SONG, 20_500)
    window = opened(desk, singing)
    QTest.keyClick(window, key)
    assert "Bring us flowers" in window.view.text
    assert "Bring us flowers" in at(window, singing, 20_900)
    assert not count(window.grab().toImage(), look.SUNG)
    assert "Bring us flowers" in at(window, singing, 22_500)
    assert count(window.grab().toImage(), look.SUNG)


def test_a_line_back_stays_until_the_next_is_sung(desk: StageDesk, singing: Singing) -> None:
    singing.sing(SONG, 10_500)
    window = opened(desk, singing)
    QTest.keyClick(window, KEY.Key_Up)
    assert window.view.text.endswith("Come, O moon")
    assert at(window, singing, 11_500).endswith("Come, O moon")
    assert "Climb" in at(window, singing, 20_500)


def test_a_seek_ends_what_was_chosen_by_hand(desk: StageDesk, singing: Singing) -> None:
    singing.sing(SONG, 6_500)
    window = opened(desk, singing)
    QTest.keyClick(window, KEY.Key_Space)
    QTest.keyClick(window, KEY.Key_Space)
    assert "Climb" in window.view.text
    singing.session.seek(6_500)
    assert window.view.text.endswith("Come, O moon")


def test_words_without_times_move_by_hand_alone(desk: StageDesk, singing: Singing) -> None:
    singing.sing(PLAIN)
    window = opened(desk, singing)
    texts = [window.view.text]
    for key in (KEY.Key_Space, KEY.Key_Right, KEY.Key_Down, KEY.Key_Down, KEY.Key_Left):
        QTest.keyClick(window, key)
        texts.append(at(window, singing, 30_000))
    assert texts == ["one", "two", "three", "four", "four", "three"]
    assert count(window.grab().toImage(), look.INK) > 10


def test_blank_takes_the_words_away_and_black_everything(desk: StageDesk, singing: Singing) -> None:
    singing.sing(SONG, 9_000)
    window = opened(desk, singing)
    QTest.keyClick(window, KEY.Key_B)
    blank = window.grab().toImage()
    assert not count(blank, look.SUNG)
    assert blank.pixelColor(blank.width() // 2, blank.height() // 2) != QColor(0, 0, 0)
    QTest.keyClick(window, KEY.Key_K)
    black = window.grab().toImage()
    assert all(
        black.pixelColor(x, y) == QColor(0, 0, 0)
        for x in range(0, black.width(), 7)
        for y in range(0, black.height(), 7)
    )
    QTest.keyClick(window, KEY.Key_K)
    assert count(window.grab().toImage(), look.SUNG)


def test_keys_reach_the_music(desk: StageDesk, singing: Singing) -> None:
    singing.sing(SONG, 9_000)
    window = opened(desk, singing)
    QTest.keyClick(window, KEY.Key_P)
    assert not singing.playback.snapshot.playing
    QTest.keyClick(window, KEY.Key_Return)
    assert singing.playback.snapshot.playing
    QTest.keyClick(window, KEY.Key_N)
    assert singing.playback.snapshot.song_id is None or not singing.playback.snapshot.playing


def test_the_size_is_remembered_and_long_words_still_fit(desk: StageDesk, singing: Singing) -> None:
    singing.sing("[00:01.00]" + "శ్రీరామచంద్ర కృపాళు భజమన " * 8, 2_000)
    window = opened(desk, singing)
    for _ in range(20):
        QTest.keyClick(window, KEY.Key_Plus)
    assert singing.preferences.whole("stage.size") == look.SIZES[-1]
    block = window.view._block(0)
    assert block.height <= window.height() * look.HEIGHT_SHARE
    assert block.width <= window.width() * look.WIDTH_SHARE + 1
    window.close()
    assert opened(desk, singing)._percent == look.SIZES[-1]


def test_the_card_of_keys_comes_and_goes_and_escape_leaves(desk: StageDesk, singing: Singing) -> None:
    singing.sing(SONG, 9_000)
    window = opened(desk, singing)
    assert "Esc" in window.view.hint
    QTest.keyClick(window, KEY.Key_Question, Qt.KeyboardModifier.ShiftModifier)
    assert window.card is not None
    assert "Play or pause" in window.card.accessibleName()
    QTest.keyClick(window, KEY.Key_Escape)
    assert window.card is None
    assert window.isVisible()
    QTest.keyClick(window, KEY.Key_Escape)
    assert desk.window is None


def test_the_screen_stays_awake_as_long(desk: StageDesk, singing: Singing) -> None:
    singing.sing(SONG, 9_000)
    window = opened(desk, singing)
    assert singing.awake.reasons == ["Words are on stage"]
    window.close()
    assert singing.awake.reasons == []


def test_the_pointer_hides_until_it_is_moved(desk: StageDesk, singing: Singing) -> None:
    singing.sing(SONG, 9_000)
    window = opened(desk, singing)
    assert window.cursor().shape() is Qt.CursorShape.BlankCursor
    window._rest.setInterval(1)
    singing.qtbot.mouseMove(window, QPoint(40, 40))
    singing.qtbot.mouseMove(window, QPoint(60, 60))
    singing.qtbot.waitUntil(lambda: window.cursor().shape() is Qt.CursorShape.BlankCursor)


def test_a_song_without_words_says_so_and_the_next_one_shows_its_own(desk: StageDesk, singing: Singing) -> None:
    window = opened(desk, singing)
    assert window.view.text == "Nothing is playing"
    singing.sing(None)
    assert window.view.text == "No words for this song yet"
    singing.sing(SONG, 9_000)
    assert window.view.text.endswith("Come, O moon")
    assert window.view.title


def test_where_there_are_two_displays_one_is_chosen_and_remembered(
    desk: StageDesk, singing: Singing, monkeypatch: pytest.MonkeyPatch
) -> None:
    only = QGuiApplication.primaryScreen()
    monkeypatch.setattr(QScreen, "name", lambda _screen: "HDMI-1")
    monkeypatch.setattr(QGuiApplication, "screens", staticmethod(lambda: [only, only]))
    singing.sing(SONG, 9_000)
    singing.qtbot.mouseClick(singing.pane.stage_button, Qt.MouseButton.LeftButton)
    assert desk.window is None
    assert desk.choices is not None
    QTest.keyClick(desk.choices, KEY.Key_Down)
    QTest.keyClick(desk.choices, KEY.Key_Return)
    assert desk.window is not None
    assert singing.preferences.text("stage.display") == "HDMI-1"
    desk.close()
    window = opened(desk, singing)
    QTest.keyClick(window, KEY.Key_D)
    assert window.isFullScreen()
