"""A window with a search box, a small library in memory, and what a person's hands need."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow, QVBoxLayout, QWidget

from pluto_desktop.desktop.models.covers import CoverLoader
from pluto_desktop.desktop.tasks import TaskRunner
from pluto_desktop.desktop.theme import Theme
from pluto_desktop.desktop.views.search.box import SearchBox
from pluto_desktop.desktop.views.search.rows import SaveSearch
from pluto_desktop.domain.dates import ReleaseDate
from pluto_desktop.services.find import Find
from tests.factories import make_document, make_song
from tests.fakes.search_index import FakeSearchIndex

SONGS = (
    make_song(
        "చందమామ రావే",
        artists=("Annamayya",),
        album="Jola Patalu",
        release_date=ReleaseDate(1498),
        popularity=1_000_000,
        bgm="bgm",
        lyrics=make_document("చందమామ రావే జాబిల్లి రావే", "కొండెక్కి రావే గోగుపూలు తేవే", lang="te").to_json(),
    ),
    make_song("Chandamama Rave (lullaby)", artists=("Traditional",), album="Voices", popularity=1, file="lullaby"),
    make_song("Amazing Grace", artists=("S. Chandra Rao",)),
)


@dataclass
class Desk:
    """The window, its box, and what was said."""

    window: QMainWindow
    box: SearchBox
    other: QLineEdit
    index: FakeSearchIndex
    runner: TaskRunner
    said: list[tuple]
    settle: Callable[[], None]

    def titles(self) -> list[str]:
        rows = self.box.results.model.rows
        return [row.text for row in rows if row.hit is not None and not isinstance(row.hit, SaveSearch)]


@pytest.fixture
def desk(qtbot, qapp: QApplication) -> Iterator[Desk]:
    runner = TaskRunner()
    crashes: list[Exception] = []
    runner.crashed.connect(crashes.append)
    theme = Theme(choice="dark")
    theme.apply(qapp)
    index = FakeSearchIndex(SONGS)
    window = QMainWindow()
    qtbot.addWidget(window)
    page = QWidget()
    window.setCentralWidget(page)
    column = QVBoxLayout(page)
    find = Find(index)
    box = SearchBox(lambda: find, runner, theme, CoverLoader(lambda _cover: None, runner), page)
    other = QLineEdit(page)
    column.addWidget(box)
    column.addStretch(1)
    column.addWidget(other)
    window.resize(900, 700)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    other.setFocus()
    said: list[tuple] = []
    for name in ("play_songs", "enqueue", "show_song", "play_from", "open_artist", "open_album", "save_wanted"):
        getattr(box, name).connect(lambda *values, name=name: said.append((name, *values)))

    def settle() -> None:
        qtbot.wait(1)
        qtbot.waitUntil(lambda: runner.idle)
        qtbot.wait(1)
        qtbot.waitUntil(lambda: box.results._coming is None)

    yield Desk(window, box, other, index, runner, said, settle)
    settle()
    runner.close()
    assert not crashes
