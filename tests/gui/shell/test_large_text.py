"""At twice the size of text nothing overlaps, nothing is cut that was whole before."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from pluto_desktop.desktop.models.song_columns import Column
from pluto_desktop.desktop.views.albums.view import AlbumsView
from pluto_desktop.desktop.views.first_run.page import FirstRun
from pluto_desktop.desktop.views.search.delegate import height_of
from pluto_desktop.desktop.views.songs.view import SongsView
from tests.gui.shell.conftest import Home, OpenHome


@pytest.fixture
def home(open_home: OpenHome) -> Home:
    return open_home(demo=True, settings={"appearance.text_scale": 200})


def lines(home: Home, *roles: str) -> float:
    """Return how high lines in the fonts of roles are together: from the top of the letters to their feet."""
    return sum(QFontMetricsF(home.desktop.theme.font(role)).tightBoundingRect("Áగ్ర్జq").height() for role in roles)


def test_a_year_a_time_and_the_tags_have_their_room(home: Home, qtbot: QtBot) -> None:
    home.window.resize(2400, 900)
    page = home.inside.pages.current()
    assert isinstance(page, SongsView)
    columns = page.table.columns
    qtbot.waitUntil(lambda: not page.table.isColumnHidden(Column.YEAR))
    body, hint = (QFontMetricsF(home.desktop.theme.font(role)) for role in ("body", "hint"))
    assert columns.sectionSize(Column.YEAR) >= body.horizontalAdvance("1498") + 16
    assert columns.sectionSize(Column.TIME) >= body.horizontalAdvance("10:44") + 16
    tags = sum(hint.horizontalAdvance(tag) + 11 for tag in ("te", "en", "bgm", "↓")) + 3 * 6 + 8
    assert columns.sectionSize(Column.TAGS) >= tags


def test_the_two_lines_below_a_cover_and_in_the_search_are_two(home: Home, qtbot: QtBot) -> None:
    home.inside.pages.open("albums", focus=True)
    page = home.inside.pages.current()
    assert isinstance(page, AlbumsView)
    qtbot.waitUntil(lambda: page.model.rowCount() > 0)
    grid = page.grid
    place = grid.visualRect(page.model.index(0, 0))
    assert place.height() - grid._side >= lines(home, "title", "secondary")
    assert height_of(None, home.desktop.theme) >= lines(home, "title", "secondary")


def test_the_rows_grow_while_the_search_is_open(home: Home, qtbot: QtBot) -> None:
    home.desktop.preferences.set("appearance.text_scale", 100)
    box = home.inside.search
    box.focus_search()
    QTest.keyClicks(box.edit, "twinkle")
    qtbot.waitUntil(lambda: home.desktop.runner.idle and bool(box.results.model.rows))
    view = box.results.list
    before = view.visualRect(box.results.model.index(1)).height()
    home.desktop.preferences.set("appearance.text_scale", 200)
    qtbot.waitUntil(lambda: view.visualRect(box.results.model.index(1)).height() == 2 * before)


def test_the_cards_of_the_first_page_say_all_they_have_to_say(open_home: OpenHome, qtbot: QtBot) -> None:
    home = open_home(settings={"appearance.text_scale": 200})
    home.window.resize(1280, 900)
    page = home.window.findChild(FirstRun)
    assert page is not None
    qtbot.waitUntil(lambda: page.width() == 1280 and home.desktop.runner.idle)
    metrics = QFontMetricsF(home.desktop.theme.font("body"))
    for card in (page.add_card, page.demo_card, page.connect_card):
        room = card.body_room()
        taken = metrics.boundingRect(room, int(Qt.TextFlag.TextWordWrap), card.accessibleDescription())
        assert taken.height() <= room.height()
    for label in page.findChildren(QLabel):
        if label.text():
            assert label.height() >= label.heightForWidth(label.width())
