"""Rows of the song table are painted once and kept, until they look otherwise."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QImage, QPainter

from pluto_desktop.desktop.models.song_cells import spoken, tooltip
from pluto_desktop.desktop.models.song_columns import Column
from pluto_desktop.desktop.theme import Theme
from pluto_desktop.desktop.views.songs import table
from pluto_desktop.desktop.views.songs.row_painter import RowLook, RowPainter, Span
from pluto_desktop.desktop.views.songs.row_pictures import Frame, RowPictures
from pluto_desktop.desktop.views.songs.view import SongsView
from pluto_desktop.domain.views import SongQuery, Sort


@pytest.fixture
def painted(monkeypatch):
    """The numbers of the rows painted, in order."""
    numbers = []
    paint = RowPainter.paint
    monkeypatch.setattr(
        RowPainter, "paint", lambda self, painter, area, look, spans: (
            numbers.append(look.number), paint(self, painter, area, look, spans)
        ),
    )  # fmt: skip
    return numbers


@pytest.fixture
def view(world, painted, monkeypatch):
    monkeypatch.setattr(table, "_SLICE_S", 60.0)
    view = world.show(SongsView)
    view.show_query(SongQuery(sort=Sort.ADDED), "Songs")
    world.settle()
    view.table.viewport().repaint()
    painted.clear()
    return view


def repaint(view):
    view.table.viewport().repaint()


def test_what_looks_as_before_is_not_painted_again(view, painted):
    repaint(view)
    assert painted == []


def test_only_what_looks_otherwise_is_painted_again(view, world, painted):
    view.table.choose_rows([2])
    repaint(view)
    assert painted == [2]
    painted.clear()
    view.apply_changes(world.personal.set_favourite([world.ids[1]], True))
    repaint(view)
    world.settle()
    repaint(view)
    assert painted == [1]
    painted.clear()
    view.set_playing(world.ids[0], True)
    repaint(view)
    view.set_playing(world.ids[0], False)
    repaint(view)
    assert painted == [0, 0]


def test_the_pointer_lights_one_row_and_leaves_another(view, qtbot, painted):
    for row in (1, 2):
        where = view.table.visualRect(view.model.index(row, Column.TITLE)).center()
        qtbot.mouseMove(view.table.viewport(), where)
        repaint(view)
    assert sorted(painted) == [1, 1, 2]


def test_another_theme_width_or_text_size_paints_everything_again(view, world, painted):
    rows = len(world.ids)
    for change in (
        lambda: world.theme.set_choice("light" if world.theme.dark else "dark"),
        lambda: world.theme.set_scale(1.3),
        lambda: world.theme.set_scale(1.0),
        lambda: view.resize(view.width() - 40, view.height()),
    ):
        painted.clear()
        change()
        repaint(view)
        assert sorted(set(painted)) == list(range(rows))


def test_a_song_that_waits_to_be_sent_has_a_mark_that_can_be_seen_read_and_heard(view, world):
    row = view.model.song(0)
    waiting = replace(row, waiting=True)
    pictures = []
    for each in (row, waiting):
        picture = QImage(400, 50, QImage.Format.Format_RGB32)
        picture.fill(world.theme.color("bg"))
        painter = QPainter(picture)
        look = RowLook(each, 0, chosen=False, hovered=False, current=False, sounding=False)
        RowPainter(world.theme).paint(painter, picture.rect(), look, [Span(Column.TITLE, 0, 400)])
        painter.end()
        pictures.append(picture)
    assert pictures[0] != pictures[1]
    assert tooltip(waiting, Column.TITLE).endswith("Waiting to be sent to the shared library")
    assert spoken(waiting, Column.TITLE).endswith("waiting to be sent")
    assert "waiting" not in spoken(row, Column.TITLE).lower()


def test_a_hidden_list_keeps_no_pictures(view, world, qtbot, painted):
    view.hide()
    view.show()
    qtbot.waitUntil(lambda: len(painted) == len(world.ids))


def test_rows_that_would_take_long_come_one_after_another_and_keep_their_looks_meanwhile(
    view, world, qtbot, painted, monkeypatch
):
    rows = len(world.ids)
    monkeypatch.setattr(table, "_SLICE_S", 0.0)
    told = []
    view.table.painted.connect(lambda: told.append(len(painted)))
    view.table.choose_rows(range(rows))
    repaint(view)
    assert painted == [0]
    assert not told
    qtbot.waitUntil(lambda: bool(told))
    assert painted == list(range(rows))
    assert told == [rows]


def test_a_row_that_is_still_to_be_painted_is_shown_as_one_being_read(view, world, qtbot, painted, monkeypatch):
    rows = len(world.ids)
    monkeypatch.setattr(table, "_SLICE_S", 0.0)
    view.table._pictures.clear()
    repaint(view)
    assert painted == list(range(rows))
    assert {look.number: look.row is not None for look, _ in view.table._pictures._kept.values()} == {
        number: number == 0 for number in range(rows)
    }
    qtbot.waitUntil(lambda: all(look.row is not None for look, _ in view.table._pictures._kept.values()))


def test_no_more_than_the_limit_is_kept(qapp):
    pictures = RowPictures(RowPainter(Theme(choice="dark")), limit_bytes=10 * 100 * 50 * 4)
    pictures.set_frame(Frame(QSize(100, 50), 1.0, QColor("black"), (Span(Column.TITLE, 0, 100),)))
    for number in range(40):
        pictures.get(RowLook(None, number, chosen=False, hovered=False, current=False, sounding=False))
    assert len(pictures) == 10
    pictures.set_frame(Frame(QSize(100, 50), 2.0, QColor("black"), (Span(Column.TITLE, 0, 100),)))
    picture = pictures.get(RowLook(None, 0, chosen=True, hovered=False, current=False, sounding=False))
    assert (picture.width(), picture.height(), picture.devicePixelRatio()) == (200, 100, 2.0)
    assert len(pictures) == 1


def test_a_row_is_painted_on_the_ground_it_is_given(qapp):
    pictures = RowPictures(RowPainter(Theme(choice="dark")))
    pictures.set_frame(Frame(QSize(60, 50), 1.0, QColor("#123456"), ()))
    image = pictures.get(RowLook(None, 0, chosen=False, hovered=False, current=False, sounding=False)).toImage()
    assert image.pixelColor(30, 25) == QColor("#123456")
