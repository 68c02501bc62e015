"""The player bar under a person's hands: pointer, wheel, keys and menus, with a real session behind it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from pluto_desktop.desktop.views.common.level_bar import LevelBar
from pluto_desktop.domain.views import SongQuery
from pluto_desktop.playback.queue import Repeat
from pluto_desktop.ports.player import AvailabilityKnown, OutputsChanged
from pluto_desktop.services.playing_values import PlaySnapshot
from tests.fakes.player import FakePlayer
from tests.gui.shell.conftest import Home, OpenHome


@pytest.fixture
def home(open_home: OpenHome, qtbot: QtBot) -> Home:
    """A window with the demo, paused at the start of a song, so that positions stand still; it lasts a minute."""
    home = open_home(demo=True)
    home.inside.playing.play_songs(home.inside.parts.browse.list_song_ids(SongQuery()))
    qtbot.waitUntil(lambda: now(home).duration_ms == 60_000 and now(home).playing)
    home.inside.parts.session.pause()
    home.inside.parts.session.seek(0)
    return home


def now(home: Home) -> PlaySnapshot:
    return home.inside.playback.snapshot


def player(home: Home) -> FakePlayer:
    player = home.inside.parts.session._player
    assert isinstance(player, FakePlayer)
    return player


def place(bar: LevelBar, share: float) -> QPoint:
    return QPoint(round(8 + share * (bar.width() - 16)), bar.height() // 2)


def turn(bar: LevelBar, eighths: int) -> None:
    """Turn the wheel by eighths of a degree: 120 are one notch."""
    middle = QPointF(bar.rect().center())
    event = QWheelEvent(
        middle,
        bar.mapToGlobal(middle),
        QPoint(),
        QPoint(0, eighths),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(bar, event)


def choose(menu: QMenu, text: str) -> None:
    menu.aboutToShow.emit()
    next(action for action in menu.actions() if action.text() == text).trigger()


def ticked(menu: QMenu) -> list[str]:
    menu.aboutToShow.emit()
    return [action.text() for action in menu.actions() if action.isChecked()]


def test_a_click_goes_there(home: Home) -> None:
    bar = home.inside.bar.transport.bar
    QTest.mouseClick(bar, Qt.MouseButton.LeftButton, pos=place(bar, 0.5))
    assert home.inside.playback.position_ms() == pytest.approx(30_000, abs=300)
    assert home.inside.bar.transport.elapsed.text() in {"0:29", "0:30"}


def test_a_drag_shows_the_time_and_goes_there_when_let_go(home: Home) -> None:
    transport = home.inside.bar.transport
    QTest.mousePress(transport.bar, Qt.MouseButton.LeftButton, pos=place(transport.bar, 0.1))
    QTest.mouseMove(transport.bar, place(transport.bar, 0.75))
    assert transport.elapsed.text() == "0:45"
    assert home.inside.playback.position_ms() == 0
    QTest.mouseRelease(transport.bar, Qt.MouseButton.LeftButton, pos=place(transport.bar, 0.75))
    assert home.inside.playback.position_ms() == pytest.approx(45_000, abs=300)


def test_esc_lets_go_of_a_drag_without_going_anywhere(home: Home) -> None:
    bar = home.inside.bar.transport.bar
    bar.setFocus()
    QTest.mousePress(bar, Qt.MouseButton.LeftButton, pos=place(bar, 0.1))
    QTest.mouseMove(bar, place(bar, 0.9))
    QTest.keyClick(bar, Qt.Key.Key_Escape)
    QTest.mouseRelease(bar, Qt.MouseButton.LeftButton, pos=place(bar, 0.9))
    assert home.inside.playback.position_ms() == 0
    assert not bar.dragging


def test_the_seek_bar_by_keys_and_wheel(home: Home) -> None:
    bar = home.inside.bar.transport.bar
    bar.setFocus()
    for key, position_ms in (
        (Qt.Key.Key_Right, 5_000),
        (Qt.Key.Key_PageUp, 35_000),
        (Qt.Key.Key_Left, 30_000),
        (Qt.Key.Key_Home, 0),
        (Qt.Key.Key_End, 59_950),
    ):
        QTest.keyClick(bar, key)
        assert home.inside.playback.position_ms() == position_ms
    turn(bar, -120)
    assert home.inside.playback.position_ms() == 54_950


def test_the_volume_by_pointer_wheel_and_keys(home: Home) -> None:
    volume = home.inside.bar.extras.volume
    QTest.mouseClick(volume, Qt.MouseButton.LeftButton, pos=place(volume, 0.5))
    assert now(home).volume == pytest.approx(50, abs=1)
    home.inside.parts.session.set_volume(50)
    turn(volume, 120)
    assert (now(home).volume, player(home).volume) == (55, 55)
    turn(volume, -240)
    assert now(home).volume == 45
    for _ in range(8):
        turn(volume, 15)
    assert now(home).volume == 50, "a touch pad turns the wheel in small pieces"
    volume.setFocus()
    QTest.keyClick(volume, Qt.Key.Key_Home)
    assert now(home).volume == 0
    QTest.keyClick(volume, Qt.Key.Key_End)
    assert now(home).volume == 100
    QTest.mousePress(volume, Qt.MouseButton.LeftButton, pos=place(volume, 0.9))
    QTest.mouseMove(volume, place(volume, 0.2))
    assert player(home).volume == pytest.approx(20, abs=1), "a drag is heard while it lasts"
    QTest.mouseRelease(volume, Qt.MouseButton.LeftButton, pos=place(volume, 0.2))


def test_mute_is_shown_and_louder_ends_it(home: Home) -> None:
    extras = home.inside.bar.extras
    extras.mute.click()
    assert (now(home).muted, player(home).muted) == (True, True)
    assert extras.mute.accessibleName() == "Sound on"
    turn(extras.volume, -120)
    assert (now(home).muted, now(home).volume) == (True, 75)
    turn(extras.volume, 120)
    assert (now(home).muted, player(home).muted, now(home).volume) == (False, False, 80)
    assert extras.mute.accessibleName() == "Mute"


def test_the_speed_is_chosen_from_a_menu_and_shown(home: Home) -> None:
    extras = home.inside.bar.extras
    assert ticked(extras.rate_menu) == ["1.0×"]
    choose(extras.rate_menu, "0.5×")
    assert (now(home).rate, player(home).rate, extras.rate.text()) == (0.5, 0.5, "0.5×")
    choose(extras.rate_menu, "1.5×")
    assert ticked(extras.rate_menu) == ["1.5×"]


def test_the_sleep_timer_is_chosen_shown_and_called_off(home: Home) -> None:
    extras = home.inside.bar.extras
    choose(extras.sound_menu, "In 30 minutes")
    assert now(home).sleep_minutes == 30
    assert extras.sound.accessibleName() == "Stops in 30 min"
    assert ticked(extras.sound_menu) == []
    choose(extras.sound_menu, "After this song")
    assert (now(home).sleep_minutes, now(home).stop_after) == (None, True)
    assert extras.sound.accessibleName() == "Stops after this song"
    assert ticked(extras.sound_menu) == ["After this song"]
    choose(extras.sound_menu, "Off")
    assert (now(home).sleep_minutes, now(home).stop_after) == (None, False)
    assert extras.sound.accessibleName() == "Sound and sleep timer"


def test_where_the_sound_goes_is_chosen_and_a_device_that_left_is_not_ticked(home: Home, qtbot: QtBot) -> None:
    extras = home.inside.bar.extras
    assert "Sound goes to" not in [action.text() for action in extras.sound_menu.actions()]
    player(home).say(OutputsChanged((("", ""), ("one", "Speakers"), ("two", "Headphones"))))
    qtbot.waitUntil(lambda: bool(now(home).outputs))
    assert "The system's choice" in ticked(extras.sound_menu)
    choose(extras.sound_menu, "Headphones")
    assert (now(home).output, player(home).output) == ("two", "two")
    assert "Headphones" in ticked(extras.sound_menu)
    player(home).say(OutputsChanged((("", ""), ("one", "Speakers"))))
    qtbot.waitUntil(lambda: len(now(home).outputs) == 2)
    assert "The system's choice" in ticked(extras.sound_menu)
    assert now(home).output == "two", "it is wanted again when it comes back"


def test_shuffle_and_repeat_say_what_they_are(home: Home) -> None:
    transport = home.inside.bar.transport
    assert transport.shuffle.accessibleName() == "Shuffle is off"
    transport.shuffle.click()
    assert transport.shuffle.accessibleName() == "Shuffle is on"
    for repeat, name in (
        (Repeat.ALL, "The queue repeats"),
        (Repeat.ONE, "This song repeats"),
        (Repeat.OFF, "Repeat is off"),
    ):
        transport.repeat.click()
        assert (now(home).repeat, transport.repeat.accessibleName()) == (repeat, name)


def test_songs_that_cannot_be_played_share_one_message_that_counts_them(home: Home, qtbot: QtBot) -> None:
    class NoSound(dict):  # type: ignore[type-arg]
        def __contains__(self, _path: object) -> bool:
            return False

    player(home).lengths = NoSound()
    songs = home.inside.parts.browse.list_song_ids(SongQuery())
    home.inside.parts.session.set_repeat(Repeat.ALL)
    home.inside.playing.play_songs(songs * 100)
    cards = home.window.toasts.cards
    qtbot.waitUntil(lambda: any("and 199 more like this" in card.accessibleName() for card in cards()))
    assert len(cards()) == 1
    assert not now(home).playing


def test_vlc_found_missing_when_a_song_was_to_play_is_said(home: Home, qtbot: QtBot) -> None:
    home.inside.parts.session.play()
    qtbot.waitUntil(lambda: now(home).playing)
    player(home).available = False
    player(home).say(AvailabilityKnown(available=False, reason="libvlc was not found"))
    qtbot.waitUntil(lambda: not now(home).playing)
    assert len([text for text in home.toasts() if "libvlc5" in text]) == 1


def test_without_vlc_pluto_browses_and_says_how_to_install_it(open_home: OpenHome, qtbot: QtBot) -> None:
    home = open_home(demo=True)
    player(home).available = False
    player(home).say(AvailabilityKnown(available=False, reason="libvlc was not found"))
    qtbot.waitUntil(lambda: not now(home).available)
    songs = home.inside.parts.browse.list_song_ids(SongQuery())
    assert len(songs) == 2
    for ask in (
        lambda: home.inside.playing.play_songs(songs),
        lambda: home.inside.playing.enqueue(songs),
        lambda: home.window.actions_["play_pause"].trigger(),
    ):
        ask()
        assert not now(home).playing
    told = [text for text in home.toasts() if "libvlc5" in text]
    assert len(told) == 1
    assert "sudo apt install" in told[0]
    home.inside.search.edit.setFocus()
    QTest.keyClicks(home.inside.search.edit, "twin")
    qtbot.waitUntil(lambda: home.inside.search.palette_open)
