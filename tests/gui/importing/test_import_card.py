"""The card in the corner while music is added, driven like a person."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from pluto_desktop.desktop.stylesheet import build_sheet
from pluto_desktop.desktop.tasks import TaskRunner
from pluto_desktop.desktop.theme import Theme
from pluto_desktop.desktop.views.importing.card import describe
from pluto_desktop.desktop.views.importing.importing import Importing
from pluto_desktop.domain.errors import Denied, Invalid
from pluto_desktop.domain.progress import Progress
from pluto_desktop.services.import_music import ImportMusic
from pluto_desktop.services.import_report import ImportReport
from tests.fakes.catalogue import FakeCatalogue
from tests.fakes.files import FakeFiles, FakeMediaFolder, InlinePool


class House:
    def __init__(self, qtbot: QtBot) -> None:
        self.files, self.catalogue, self.media = FakeFiles(), FakeCatalogue(), FakeMediaFolder()
        self.window = QWidget()
        self.window.resize(1000, 700)
        qtbot.addWidget(self.window)
        self.window.show()
        self.runner = TaskRunner()
        service = ImportMusic(
            self.files, self.files, self.catalogue, self.catalogue, pool=InlinePool(), media=self.media
        )
        self.importing = Importing(lambda _kind: service, self.runner, Theme(choice="dark"), self.window, 84)
        self.card = self.importing.card
        self.gate = threading.Event()

    def hold(self) -> None:
        """Make reading wait until the gate opens."""
        read = self.files.read
        self.files.read = lambda path: (self.gate.wait(10), read(path))[1]  # type: ignore[method-assign]


@pytest.fixture
def house(qtbot: QtBot) -> Iterator[House]:
    made = House(qtbot)
    yield made
    made.gate.set()
    made.runner.close()


def test_everything_on_the_card_stands_in_one_line(house: House, qapp: QApplication) -> None:
    card = house.card
    qapp.setStyleSheet(build_sheet("dark"))
    try:
        card.start()
        card.show_progress(Progress(5, 10, 3, 1.0))
        qapp.processEvents()
        left = card.title.mapTo(card, card.title.contentsRect().topLeft()).x()
        assert card.text.mapTo(card, card.text.contentsRect().topLeft()).x() == left
        assert card.bar.x() == left
        links = (card.reasons, card.button)
        insets = [(link.sizeHint().width() - link.fontMetrics().horizontalAdvance(link.text())) / 2 for link in links]
        assert abs(card.reasons.x() + insets[0] - left) <= 1
        assert abs(card.button.geometry().right() - insets[1] - card.bar.geometry().right()) <= 1
    finally:
        qapp.setStyleSheet("")


def test_progress_is_told_in_one_line() -> None:
    assert describe(Progress(1264, 2011, 3, 3.068)) == "1,264 of 2,011 files · 412 a second · 2 s left"
    assert describe(Progress(10, 100_000, 0, 1.0)) == "10 of 100,000 files · 10 a second · 167 min left"
    assert describe(Progress(0, 5)) == "0 of 5 files"


def test_adding_shows_the_card_and_what_became_of_it(house: House, qtbot: QtBot) -> None:
    house.files.put("/m/a.mp3", "one")
    house.hold()
    room: list[int] = []
    house.card.room_changed.connect(room.append)
    with qtbot.waitSignal(house.importing.started):
        house.importing.start([Path("/m")])
    assert house.card.isVisible()
    assert house.card.title.text() == "Adding music"
    qtbot.waitUntil(lambda: house.card.text.text() == "0 of 1 files")
    with qtbot.waitSignal(house.importing.finished) as finished:
        house.gate.set()
    assert finished.args[0].added == 1
    assert house.card.text.text() == "1 added"
    assert house.card.geometry().right() < 1000
    assert house.card.geometry().bottom() < 700 - 84
    qtbot.keyClick(house.card.button, Qt.Key.Key_Escape)
    assert not house.card.isVisible()
    assert room[-1] == 0


def test_songs_are_shown_while_others_are_still_added(house: House, qtbot: QtBot) -> None:
    for number in range(400):
        house.files.put(f"/m/{number:03d}.mp3", f"sound {number}")
    read, last = house.files.read, Path("/m/399.mp3")
    house.files.read = lambda path: (path != last or house.gate.wait(10), read(path))[1]  # type: ignore[method-assign]
    with qtbot.waitSignal(house.importing.changed) as changed:
        house.importing.start([Path("/m")])
    assert changed.args[0].songs
    assert house.importing.running
    with qtbot.waitSignal(house.importing.finished) as finished:
        house.gate.set()
    assert changed.args[0].songs < finished.args[0].changes.songs


def test_cancel_stops_and_keeps_what_was_added(house: House, qtbot: QtBot) -> None:
    for number in range(50):
        house.files.put(f"/m/{number}.mp3", f"sound {number}")
    house.hold()
    house.importing.start([Path("/m")])
    with qtbot.waitSignal(house.importing.finished) as finished:
        qtbot.mouseClick(house.card.button, Qt.MouseButton.LeftButton)
        assert house.card.text.text() == "Stopping…"
        house.gate.set()
    report: ImportReport = finished.args[0]
    assert report.cancelled
    assert report.added == len(house.catalogue.songs) < 50
    assert house.card.title.text() == "Adding music stopped"


def test_the_card_does_not_say_added_where_nothing_was(house: House, qtbot: QtBot) -> None:
    house.files.put("/m/one.mp3", "sound")
    for title in ("Music added", "Nothing new was added"):
        with qtbot.waitSignal(house.importing.finished):
            house.importing.start([Path("/m")])
        assert house.card.title.text() == title


def test_skipped_files_open_a_list_with_reasons(house: House, qtbot: QtBot) -> None:
    broken = house.files.put("/m/broken.mp3", "one")
    house.files.errors[broken] = Invalid("file_damaged", path="/m/broken.mp3")
    with qtbot.waitSignal(house.importing.finished):
        house.importing.start([Path("/m")])
    assert house.card.reasons.text() == "1 skipped — see why"
    qtbot.mouseClick(house.card.reasons, Qt.MouseButton.LeftButton)
    dialog = house.importing.dialog
    assert dialog is not None
    assert dialog.isVisible()
    assert "broken.mp3" in dialog.list.item(0).text()
    qtbot.mouseClick(dialog.copy_button, Qt.MouseButton.LeftButton)
    assert "damaged" in QGuiApplication.clipboard().text()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_a_full_disk_is_told_in_the_card(house: House, qtbot: QtBot) -> None:
    house.files.put("/m/a.mp3", "one")
    house.media.error = Denied("disk_full", path="/library")
    with qtbot.waitSignal(house.importing.finished):
        house.importing.start([Path("/m")], copy=True)
    assert "is full" in house.card.text.text()


def test_a_second_folder_waits_for_the_first(house: House, qtbot: QtBot) -> None:
    house.files.put("/m/a.mp3", "one")
    house.files.put("/n/b.mp3", "two")
    reports: list[ImportReport] = []
    house.importing.finished.connect(reports.append)
    house.hold()
    house.importing.start([Path("/m")])
    house.importing.start([Path("/n")])
    house.gate.set()
    qtbot.waitUntil(lambda: len(reports) == 2)
    assert [report.added for report in reports] == [1, 1]
    assert not house.importing.running


def test_a_library_that_cannot_be_used_is_handed_on(
    house: House, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_at_once: int) -> None:
        raise Denied("library_unreachable", path="/library")

    monkeypatch.setattr(house.catalogue, "iterate_paths", refuse)
    with qtbot.waitSignal(house.importing.failed) as failed:
        house.importing.start([Path("/m")])
    assert failed.args[0].code == "library_unreachable"
    assert not house.card.isVisible()
