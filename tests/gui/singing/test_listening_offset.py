"""The wizard, tapped through by a hand that is as late as a wireless headphone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from pluto_desktop.desktop.notifier import Notifier
from pluto_desktop.desktop.offset_desk import OffsetDesk
from pluto_desktop.desktop.views.listening.dialog import ListeningDialog
from pluto_desktop.playback.click_taps import EVERY_MS, LENGTH_MS
from pluto_desktop.services.listening_test import ListeningTest
from tests.fakes.player import FakePlayer
from tests.gui.lyrics.conftest import SONG
from tests.gui.singing.conftest import Singing

LATE_MS = 140


@pytest.fixture
def clicks(tmp_path: Path) -> Path:
    file = tmp_path / "clicks.wav"
    file.touch()
    return file


@pytest.fixture
def clicker(clicks: Path) -> FakePlayer:
    return FakePlayer({clicks: LENGTH_MS})


@pytest.fixture
def desk(singing: Singing, clicker: FakePlayer, clicks: Path) -> Iterator[OffsetDesk]:
    def make() -> ListeningTest:
        return ListeningTest(clicker, clicks, lambda work: work(), now=clicker.clock)

    singing.pane.offsets.set_output("headphones")
    notifier = Notifier(singing.owner)
    desk = OffsetDesk(singing.owner, singing.pane, singing.playback, make, singing.runner, singing.theme, notifier)
    yield desk
    desk.close()
    singing.settle()


def opened(desk: OffsetDesk, singing: Singing) -> ListeningDialog:
    singing.sing(SONG, 9_000)
    desk.open()
    singing.settle()
    assert desk.dialog is not None
    return desk.dialog


def tap(dialog: ListeningDialog, player: FakePlayer, late_ms: float, times: int) -> None:
    """Let times many clicks pass, and tap so much after each."""
    for _ in range(times):
        position = player._now.position_ms if player._now is not None else 0.0
        wait = (EVERY_MS - position % EVERY_MS + late_ms) % EVERY_MS or EVERY_MS
        player.advance(wait / 1000)
        QTest.keyClick(dialog.pad, Qt.Key.Key_Space)


@pytest.fixture
def found(desk: OffsetDesk, singing: Singing, clicker: FakePlayer) -> ListeningDialog:
    dialog = opened(desk, singing)
    singing.qtbot.mouseClick(dialog.start, Qt.MouseButton.LeftButton)
    tap(dialog, clicker, LATE_MS, 14)
    return dialog


def test_the_music_pauses_and_goes_on(desk: OffsetDesk, singing: Singing, clicks: Path) -> None:
    dialog = opened(desk, singing)
    assert not singing.playback.snapshot.playing
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert singing.playback.snapshot.playing
    singing.settle()
    assert desk.dialog is None
    assert not clicks.exists()


def test_it_finds_how_late_the_output_is_and_keeps_it(
    desk: OffsetDesk, singing: Singing, found: ListeningDialog
) -> None:
    assert found.offset_ms == LATE_MS
    assert "\u00b10 ms" in found.note.text()
    singing.qtbot.mouseClick(found.keep, Qt.MouseButton.LeftButton)
    singing.settle()
    assert desk.dialog is None
    assert "+140 ms for this output" in singing.pane.offsets_text
    assert singing.words.words_of(singing.song(SONG)).output_offsets_ms == {"headphones": LATE_MS}


def test_the_result_is_tried_at_once_and_corrected(found: ListeningDialog, clicker: FakePlayer) -> None:
    later: Callable[[], None] = found._tuning[1].click
    later()
    later()
    assert found.pad.text == "+160 ms"
    clicker.advance((EVERY_MS + 30) / 1000)
    found._look()
    bright = found.pad._glow
    clicker.advance(0.3)
    found._look()
    assert bright > 0.5
    assert found.pad._glow == 0.0
    QTest.keyClick(found.pad, Qt.Key.Key_Space)
    assert found.offset_ms == 160


def test_again_counts_anew(found: ListeningDialog, clicker: FakePlayer) -> None:
    found.start.click()
    assert found.offset_ms is None
    assert found.keep.isHidden()
    tap(found, clicker, 20, 13)
    assert found.pad.text == "1 more"
    tap(found, clicker, 20, 1)
    assert found.offset_ms == 20


def test_the_clicks_begin_anew_when_they_are_over(desk: OffsetDesk, singing: Singing, clicker: FakePlayer) -> None:
    dialog = opened(desk, singing)
    dialog.start.click()
    clicker.advance(LENGTH_MS / 1000 + 1)
    assert len([command for command in clicker.commands if command[0] == "load"]) == 2
    tap(dialog, clicker, 60, 14)
    assert dialog.offset_ms == 60


def test_clicks_that_cannot_be_heard_are_told(desk: OffsetDesk, singing: Singing, clicker: FakePlayer) -> None:
    clicker.lengths.clear()
    dialog = opened(desk, singing)
    dialog.start.click()
    dialog._look()
    assert "cannot be played" in dialog.note.text()
