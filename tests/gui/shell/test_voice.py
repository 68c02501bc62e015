"""Song or music without voice under a person's hands: the key, the switch, the sheet, and a file that is added."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from pluto_desktop.desktop.views.player_bar.voice_sheet import VoiceSheet
from pluto_desktop.desktop.views.player_bar.voice_switch import VoiceSwitch
from pluto_desktop.domain.connections import PillState, Standing
from pluto_desktop.domain.views import SongQuery
from pluto_desktop.ports.player import BgmLeft
from pluto_desktop.services.playing_values import BgmState, BgmView
from tests.fakes.player import FakePlayer
from tests.gui.shell.conftest import Home, OpenHome
from tests.sound import noise, write


@pytest.fixture
def home(open_home: OpenHome, qtbot: QtBot) -> Home:
    """A window in which the first demo song plays, its music compared with it."""
    home = open_home(demo=True)
    begin(home, qtbot)
    return home


def begin(home: Home, qtbot: QtBot) -> None:
    home.inside.playing.play_songs(home.inside.parts.browse.list_song_ids(SongQuery()))
    qtbot.waitUntil(lambda: player(home).loaded != 0)
    player(home).advance(21)
    qtbot.waitUntil(lambda: bgm(home).offset is not None)
    qtbot.waitUntil(lambda: bgm(home).state is BgmState.THERE)


def bgm(home: Home) -> BgmView:
    return home.inside.playback.snapshot.bgm


def player(home: Home) -> FakePlayer:
    player = home.inside.parts.session._player
    assert isinstance(player, FakePlayer)
    return player


def switch(home: Home) -> VoiceSwitch:
    return home.inside.bar.extras.voice


def chosen(home: Home) -> str:
    return next(key for key, button in switch(home).segments.buttons.items() if button.isChecked())


def sheet(home: Home) -> VoiceSheet:
    return next(found for found in home.window.findChildren(VoiceSheet) if found.isVisible())


def key_b(home: Home, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(QApplication.focusWidget() or home.window, Qt.Key.Key_B, modifier)


def test_the_key_switches_and_the_song_remembers_it_after_a_restart(
    home: Home, qtbot: QtBot, open_home: OpenHome
) -> None:
    key_b(home)
    assert (player(home).voice, chosen(home)) == (0, "bgm")
    key_b(home)
    assert (player(home).voice, chosen(home)) == (100, "song")
    key_b(home)
    qtbot.waitUntil(lambda: home.desktop.runner.idle)
    home.window.quit()
    again = open_home(folder=home.folder)
    begin(again, qtbot)
    assert (player(again).voice, chosen(again)) == (0, "bgm")


def test_the_switch_in_the_player_bar_and_music_that_is_gone(home: Home, qtbot: QtBot) -> None:
    assert "B" in switch(home).segments.toolTip()
    QTest.mouseClick(switch(home).segments.buttons["bgm"], Qt.MouseButton.LeftButton)
    assert (player(home).voice, bgm(home).voice) == (0, 0)
    QTest.mouseClick(switch(home).segments.buttons["bgm"], Qt.MouseButton.LeftButton)
    assert bgm(home).voice == 0
    QTest.mouseClick(switch(home).segments.buttons["song"], Qt.MouseButton.LeftButton)
    assert bgm(home).voice == 100
    QTest.mouseClick(switch(home).segments.buttons["bgm"], Qt.MouseButton.LeftButton)
    player(home).say(BgmLeft(player(home).loaded, "file_missing"))
    qtbot.waitUntil(lambda: any("not where it was" in text for text in home.toasts()))
    assert (chosen(home), home.inside.playback.snapshot.playing) == ("song", True)


def test_the_sheet_sets_how_much_of_the_voice_and_the_shift(home: Home, qtbot: QtBot) -> None:
    QTest.mouseClick(switch(home).more, Qt.MouseButton.LeftButton)
    shown = sheet(home)
    qtbot.waitUntil(shown.isActiveWindow)
    bar = shown.voice
    QTest.mouseClick(bar, Qt.MouseButton.LeftButton, pos=QPoint(8 + (bar.width() - 16) // 2, bar.height() // 2))
    assert player(home).voice == pytest.approx(50, abs=2)
    assert shown.percent.text() == f"{player(home).voice}%"
    assert shown.how.text() == "Found by comparing the two"
    shown.offset.setFocus()
    shown.offset.selectAll()
    QTest.keyClicks(shown.offset, "-120")
    QTest.keyClick(shown.offset, Qt.Key.Key_Return)
    assert player(home).bgm is not None
    assert (player(home).bgm.offset_ms, shown.how.text()) == (-120, "Set by you")
    shown.compare.setFocus()
    QTest.keyClick(shown.compare, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: shown.how.text() == "Found by comparing the two")
    assert shown.offset.value() == 0
    home.inside.parts.session.bgm.set_offset(10_000)
    assert "10 s shorter than the song" in shown.state.text()
    assert len([text for text in home.toasts() if "10 s shorter than the song" in text]) == 1


def test_a_song_without_it_shows_how_to_add_it_and_then_has_it(
    open_home: OpenHome, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = open_home()
    home.inside.adding.open_files([write(tmp_path / "alone.flac", noise(2, 1))])
    qtbot.waitUntil(lambda: home.inside.playback.snapshot.playing)
    player(home).advance(0.5)
    qtbot.waitUntil(lambda: home.inside.playback.snapshot.row is not None)
    key_b(home)
    assert "no music without voice" in sheet(home).state.text()
    assert chosen(home) == "song"
    music = write(tmp_path / "music.flac", noise(2, 3))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(music), ""))
    QTest.mouseClick(sheet(home).add, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bgm(home).state is not BgmState.NONE)
    player(home).advance(0.5)
    qtbot.waitUntil(lambda: bgm(home).state is BgmState.THERE)
    sheet(home).close()
    home.window.activateWindow()
    qtbot.waitUntil(home.window.isActiveWindow)
    key_b(home)
    assert player(home).voice == 0
    assert "add_bgm" in [entry.name for entry in home.window.actions_.entries() if entry.action.isEnabled()]
    home.inside.voice.show_standing(PillState(Standing.READ_ONLY, "Family", may_write=False))
    assert not home.window.actions_["add_bgm"].isEnabled()
