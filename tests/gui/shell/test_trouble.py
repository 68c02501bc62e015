"""A library that does not open: what is said, what is offered, and that nothing is lost."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from pluto_desktop import bootstrap
from pluto_desktop.desktop.parts import Repairs
from pluto_desktop.desktop.tasks import TaskRunner
from pluto_desktop.desktop.theme import Theme
from pluto_desktop.desktop.views.first_run.trouble import Trouble
from pluto_desktop.domain.errors import KnownError
from pluto_desktop.domain.views import SongQuery
from tests.demo import add_two_songs


@pytest.fixture
def runner(qtbot: QtBot) -> Iterator[TaskRunner]:
    runner = TaskRunner()
    yield runner
    qtbot.waitUntil(lambda: runner.idle)
    runner.close()


def damaged(folder: Path, file: str, *, backup: bool) -> Repairs:
    """Make a library with the demo songs, damage one of its files, and return what can be done about it."""
    with bootstrap.open_services(folder) as services:
        add_two_songs(services)
    care = bootstrap.make_library_care(folder)
    if backup:
        care.back_up()
    (folder / file).write_bytes(b"no database any more" * 500)
    return Repairs(care.restore_backup, care.start_anew, lambda: care.inspect().backup is not None)


def page_of(folder: Path, repairs: Repairs, runner: TaskRunner, qtbot: QtBot) -> Trouble:
    with pytest.raises(KnownError) as caught, bootstrap.open_services(folder):
        pass
    page = Trouble(caught.value, repairs, runner, Theme(choice="dark", less_motion=True))
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(lambda: runner.idle)
    return page


@pytest.mark.parametrize("file", ["catalogue.db", "device.db"])
def test_the_last_good_backup_is_one_press_away_and_the_damaged_file_is_named(
    qapp: QApplication, qtbot: QtBot, runner: TaskRunner, library_folder: Path, file: str
) -> None:
    page = page_of(library_folder, damaged(library_folder, file, backup=True), runner, qtbot)
    assert file in page.text.text()
    assert page.restore.isEnabled()
    qtbot.mouseClick(page.restore, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.restore.isHidden())
    [aside] = library_folder.glob("*.damaged-*.db")
    assert aside.read_bytes().startswith(b"no database any more")
    assert str(aside) in page.text.text()
    with qtbot.waitSignal(page.repaired):
        qtbot.mouseClick(page.again, Qt.MouseButton.LeftButton)
    with bootstrap.open_services(library_folder) as services:
        assert len(services.browse.list_song_ids(SongQuery())) == 2


def test_without_a_backup_a_new_start_keeps_the_damaged_file(
    qapp: QApplication, qtbot: QtBot, runner: TaskRunner, library_folder: Path
) -> None:
    page = page_of(library_folder, damaged(library_folder, "catalogue.db", backup=False), runner, qtbot)
    assert not page.restore.isEnabled()
    qtbot.mouseClick(page.anew, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.anew.isHidden())
    [aside] = library_folder.glob("*.damaged-*.db")
    assert str(aside) in page.text.text()
    with bootstrap.open_services(library_folder) as services:
        assert services.browse.list_song_ids(SongQuery()) == []
