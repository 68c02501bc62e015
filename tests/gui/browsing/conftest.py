"""A small library in memory, the services on it, and what a person's hand needs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import pytest
from PySide6.QtCore import QAbstractItemModel
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QWidget

from pluto_desktop.desktop.models.covers import CoverLoader
from pluto_desktop.desktop.tasks import TaskRunner
from pluto_desktop.desktop.theme import Theme
from pluto_desktop.domain.dates import ReleaseDate
from pluto_desktop.domain.ids import SongId
from pluto_desktop.services.browse import Browse
from pluto_desktop.services.personal import Personal
from tests.factories import make_document, make_song
from tests.fakes.catalogue import FakeCatalogue
from tests.fakes.personal import FakePersonal

SONGS = (
    ("చందమామ రావే", "Chandamama Rave", "Annamayya", "Jola Patalu", 1498, "Folk", "te"),
    ("Greensleeves", "", "Traditional", "Airs & Ballads", 1580, "Ballad", "en"),
    ("నగుమోము గనలేని", "Nagumomu Ganaleni", "Tyagaraja", "Pancharatna", 1810, "Carnatic", "te"),
    ("జో అచ్యుతానంద", "Jo Achyutananda", "Annamayya", "Jola Patalu", 1500, "Folk", "te"),
    ("Amazing Grace", "", "John Newton", "Olney Hymns", 1779, "Hymn", "en"),
    ("Scarborough Fair", "", "Traditional", "Airs & Ballads", 1670, "Ballad", "en"),
)


@dataclass
class World:
    """Everything a page is built of."""

    catalogue: FakeCatalogue
    mine: FakePersonal
    browse: Browse
    personal: Personal
    runner: TaskRunner
    theme: Theme
    covers: CoverLoader
    ids: list[SongId]
    show: Callable[[type[QWidget]], QWidget]
    settle: Callable[[], None]

    def id_of(self, title: str) -> SongId:
        return next(song.id for song in self.catalogue.songs.values() if song.title.startswith(title))


@pytest.fixture
def world(qtbot, qapp: QApplication) -> Iterator[World]:
    mine = FakePersonal()
    catalogue = FakeCatalogue(mine)
    new = [
        make_song(
            title,
            file=f"song-{number}",
            bgm="bgm-0" if number == 0 else None,
            romanised=romanised,
            artists=(artist,),
            album=album,
            release_date=ReleaseDate(year),
            genres=(genre,),
            language=language,
            track=number + 1,
        )
        for number, (title, romanised, artist, album, year, genre, language) in enumerate(SONGS)
    ]
    ids = [catalogue.add_songs([song])[0] for song in new]
    catalogue.set_lyrics(ids[0], make_document("పాట", lang="te"))
    browse = Browse(catalogue, catalogue, mine)
    personal = Personal(mine, mine, mine, mine, mine, reader=catalogue, files=catalogue)
    runner = TaskRunner()
    crashes: list[Exception] = []
    runner.crashed.connect(crashes.append)
    theme = Theme(choice="dark")
    theme.apply(qapp)
    covers = CoverLoader(browse.find_cover, runner)

    def settle() -> None:
        qtbot.wait(1)
        qtbot.waitUntil(lambda: runner.idle)
        qtbot.wait(1)
        qtbot.waitUntil(lambda: runner.idle)

    def show(kind: type[QWidget]) -> QWidget:
        page = kind(browse, personal, runner, theme, covers)
        qtbot.addWidget(page)
        page.resize(1000, 640)
        with qtbot.waitExposed(page):
            page.show()
        return page

    yield World(catalogue, mine, browse, personal, runner, theme, covers, ids, show, settle)
    settle()
    runner.close()
    assert not crashes


@pytest.fixture
def watched(qtlog) -> Iterator[Callable[[QAbstractItemModel], QAbstractItemModel]]:
    """Return a function that has Qt check a model's every step; what Qt finds wrong fails the test."""

    def watch(model: QAbstractItemModel) -> QAbstractItemModel:
        mode = QAbstractItemModelTester.FailureReportingMode.Warning
        QAbstractItemModelTester(model, mode, parent=model)
        return model

    yield watch
    wrong = [record.message for record in qtlog.records if "FAIL" in record.message]
    assert not wrong


@pytest.fixture
def signals():
    """Return a function that collects what a signal says."""

    def collect(signal) -> list[tuple]:
        said: list[tuple] = []
        signal.connect(lambda *values: said.append(values))
        return said

    return collect


def rename(world: World, song_id: SongId, title: str) -> None:
    world.catalogue.songs[song_id] = replace(world.catalogue.songs[song_id], title=title)
