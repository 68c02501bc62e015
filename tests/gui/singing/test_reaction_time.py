"""The exercise for a person's reaction time, done by a hand that answers each cue."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from pluto_desktop.desktop.notifier import Notifier
from pluto_desktop.desktop.reaction_desk import ReactionDesk
from pluto_desktop.desktop.views.timing.reaction.dialog import ReactionDialog
from pluto_desktop.playback.cue_taps import CUES_MS, ENOUGH, LENGTH_MS, SETTLING
from pluto_desktop.services.personal import Personal
from pluto_desktop.services.reaction_test import ReactionTest
from tests.fakes.player import FakePlayer
from tests.gui.lyrics.conftest import SONG
from tests.gui.singing.conftest import Singing

REACTION_MS, DEVICE_MS = 180, 70


@pytest.fixture
def cues(tmp_path: Path) -> Path:
    file = tmp_path / "cues.wav"
    file.touch()
    return file


@pytest.fixture
def cuer(cues: Path) -> FakePlayer:
    return FakePlayer({cues: LENGTH_MS})


@pytest.fixture
def desk(singing: Singing, cuer: FakePlayer, cues: Path) -> Iterator[ReactionDesk]:
    def make() -> ReactionTest:
        return ReactionTest(cuer, cues, lambda work: work(), now=cuer.clock)

    mine = singing.catalogue.personal
    personal = Personal(mine, mine, mine, mine, mine, reader=singing.catalogue, files=singing.catalogue)
    mine.set_output_offset_ms(singing.playback.snapshot.output, DEVICE_MS)
    desk = ReactionDesk(
        singing.owner,
        singing.playback,
        make,
        personal,
        singing.preferences,
        singing.runner,
        singing.theme,
        Notifier(singing.owner),
    )
    yield desk
    desk.close()
    singing.settle()


def opened(desk: ReactionDesk, singing: Singing) -> ReactionDialog:
    singing.sing(SONG, 9_000)
    desk.open()
    singing.settle()
    assert desk.dialog is not None
    return desk.dialog


def tap_at(dialog: ReactionDialog, player: FakePlayer, at_ms: float) -> None:
    position = player._now.position_ms if player._now is not None else 0.0
    player.advance((at_ms - position) / 1000)
    QTest.keyClick(dialog.pad, Qt.Key.Key_Space)


def answer(dialog: ReactionDialog, player: FakePlayer, *cues: int) -> None:
    for cue in cues:
        tap_at(dialog, player, CUES_MS[cue] + DEVICE_MS + REACTION_MS)


def test_the_device_is_taken_away_and_what_is_left_is_kept(
    desk: ReactionDesk, singing: Singing, cuer: FakePlayer, cues: Path
) -> None:
    told: list[int] = []
    desk.changed.connect(told.append)
    dialog = opened(desk, singing)
    assert not singing.playback.snapshot.playing
    assert dialog.pad.text == "150 ms"
    assert dialog.pad.geometry().bottom() < dialog._tuning[0].geometry().top()
    QTest.keyClick(dialog.start, Qt.Key.Key_Space)
    answer(dialog, cuer, *range(SETTLING + ENOUGH))
    assert dialog.reaction_ms == REACTION_MS
    assert "\u00b10 ms" in dialog.note.text()
    QTest.keyClick(dialog.keep, Qt.Key.Key_Space)
    singing.settle()
    assert (desk.reaction_ms, told, desk.dialog) == (REACTION_MS, [REACTION_MS], None)
    assert singing.preferences.settings.get("timing.reaction_ms") == REACTION_MS
    assert singing.preferences.settings.get("timing.spread_ms") == 0, "this person is as even as a clock"
    assert singing.playback.snapshot.playing
    assert not cues.exists()


def test_it_is_corrected_without_the_exercise_and_within_its_limits(desk: ReactionDesk, singing: Singing) -> None:
    dialog = opened(desk, singing)
    shorter, longer = dialog._tuning
    longer.click()
    assert dialog.pad.text == "160 ms"
    for _ in range(20):
        shorter.click()
    assert dialog.pad.text == "0 ms"
    dialog.keep.click()
    assert desk.reaction_ms == 0


def test_a_guess_and_a_second_tap_do_not_count(desk: ReactionDesk, singing: Singing, cuer: FakePlayer) -> None:
    dialog = opened(desk, singing)
    dialog.start.click()
    tap_at(dialog, cuer, CUES_MS[0] - 200)
    assert dialog.pad.text == "Wait for it"
    answer(dialog, cuer, 0)
    assert dialog.pad.text == "11 more"
    tap_at(dialog, cuer, CUES_MS[0] + 500)
    assert dialog.pad.text == "11 more"
    assert "does not count" in dialog.note.text()
    answer(dialog, cuer, 1)
    assert dialog.pad.text == "10 more"
    assert "as soon as you hear" in dialog.note.text()


def test_the_disc_lights_when_the_cue_is_heard(desk: ReactionDesk, singing: Singing, cuer: FakePlayer) -> None:
    dialog = opened(desk, singing)
    dialog.start.click()
    lights = []
    for at in (CUES_MS[0] + DEVICE_MS - 5, CUES_MS[0] + DEVICE_MS + 10, CUES_MS[0] + DEVICE_MS + 400):
        position = cuer._now.position_ms if cuer._now is not None else 0.0
        cuer.advance((at - position) / 1000)
        dialog._look()
        lights.append(dialog.pad._glow > 0.5)
    assert lights == [False, True, False]


def test_the_cues_begin_anew_when_they_are_over(desk: ReactionDesk, singing: Singing, cuer: FakePlayer) -> None:
    dialog = opened(desk, singing)
    dialog.start.click()
    last = len(CUES_MS) - 1
    answer(dialog, cuer, last)
    cuer.advance((LENGTH_MS - CUES_MS[last]) / 1000)
    assert len([command for command in cuer.commands if command[0] == "load"]) == 2
    answer(dialog, cuer, last)
    assert dialog.pad.text == "10 more"


def test_again_counts_anew_and_escape_changes_nothing(desk: ReactionDesk, singing: Singing, cuer: FakePlayer) -> None:
    dialog = opened(desk, singing)
    dialog.start.click()
    answer(dialog, cuer, *range(12))
    dialog.start.click()
    assert dialog.reaction_ms is None
    assert dialog.keep.isHidden()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert desk.reaction_ms == 150


def test_cues_that_cannot_be_heard_are_told(desk: ReactionDesk, singing: Singing, cuer: FakePlayer) -> None:
    cuer.lengths.clear()
    dialog = opened(desk, singing)
    dialog.start.click()
    dialog._look()
    assert "cannot be played" in dialog.note.text()
