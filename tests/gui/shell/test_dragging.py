"""Songs dragged by the mouse: out of a list, to playlists, favourites and the queue."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDrag, QDragEnterEvent, QDropEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from pluto_desktop.desktop.models.song_columns import Column
from pluto_desktop.desktop.models.song_table import songs_from_mime, songs_to_mime
from pluto_desktop.desktop.views.playlists.view import PlaylistView
from pluto_desktop.desktop.views.queue.view import QueueView
from pluto_desktop.desktop.views.sidebar.sidebar import PLAYLIST
from pluto_desktop.desktop.views.songs.view import SongsView
from pluto_desktop.domain.changes import Changes
from pluto_desktop.domain.ids import PlaylistId, SongId
from pluto_desktop.domain.views import SongQuery
from tests.gui.shell.conftest import Home, OpenHome

_LEFT, _NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


@pytest.fixture
def home(open_home: OpenHome) -> Home:
    return open_home(demo=True)


@pytest.fixture
def songs(home: Home) -> list[SongId]:
    return home.inside.parts.browse.list_song_ids(SongQuery())


@pytest.fixture
def playlist(home: Home, qtbot: QtBot) -> PlaylistId:
    made = home.inside.parts.personal.create_playlist("Morning", []).id
    home.inside.apply_changes(Changes(playlists=True))
    qtbot.waitUntil(lambda: PLAYLIST + made in home.window.side.rows)
    return made


def drop(target: QWidget, mime: QMimeData, at: QPoint | None = None) -> bool:
    """Drag something onto a widget and let go; return whether it was taken. Qt asks a view for its viewport."""
    if not (target.acceptDrops() or target.parentWidget().acceptDrops()):
        return False
    where, actions = at or target.rect().center(), Qt.DropAction.CopyAction | Qt.DropAction.MoveAction
    enter = QDragEnterEvent(where, actions, mime, _LEFT, _NONE)
    QApplication.sendEvent(target, enter)
    if not enter.isAccepted():
        return False
    event = QDropEvent(QPointF(where), actions, mime, _LEFT, _NONE)
    QApplication.sendEvent(target, event)
    return event.isAccepted()


def drag(target: QWidget, start: QPoint) -> None:
    """Press the mouse on a widget and pull."""
    far = start + QPoint(0, 3 * QApplication.startDragDistance())
    for kind, place, button in (
        (QEvent.Type.MouseButtonPress, start, _LEFT),
        (QEvent.Type.MouseMove, far, Qt.MouseButton.NoButton),
        (QEvent.Type.MouseMove, far + QPoint(4, 4), Qt.MouseButton.NoButton),
    ):
        event = QMouseEvent(kind, QPointF(place), QPointF(target.mapToGlobal(place)), button, _LEFT, _NONE)
        QApplication.sendEvent(target, event)


def test_the_chosen_songs_hang_at_the_pointer(
    home: Home, songs: list[SongId], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    dragged: list[Sequence[SongId]] = []

    def let_go(drag: QDrag, *_actions: Qt.DropAction) -> Qt.DropAction:
        dragged.append(songs_from_mime(drag.mimeData()))
        assert not drag.pixmap().isNull()
        return Qt.DropAction.IgnoreAction

    monkeypatch.setattr(QDrag, "exec", let_go)
    page = home.inside.pages.current()
    assert isinstance(page, SongsView)
    qtbot.waitUntil(lambda: list(page.model.ids) != [])
    page.table.selectAll()
    drag(page.table.viewport(), page.table.visualRect(page.model.index(1, Column.TITLE)).center())
    assert dragged == [list(page.model.ids)]


def test_a_playlist_in_the_side_bar_takes_songs(
    home: Home, songs: list[SongId], playlist: PlaylistId, qtbot: QtBot
) -> None:
    personal, row = home.inside.parts.personal, home.window.side.rows[PLAYLIST + playlist]
    assert drop(row, songs_to_mime(songs))
    qtbot.waitUntil(lambda: personal.list_playlist_songs(playlist) == songs)
    assert not home.window.side.rows["songs"].acceptDrops()


def test_favourites_take_songs_and_nothing_else(home: Home, songs: list[SongId], qtbot: QtBot) -> None:
    row = home.window.side.rows["favourites"]
    text = QMimeData()
    text.setText("hello")
    assert not drop(row, text)
    assert drop(row, songs_to_mime(songs[:1]))
    qtbot.waitUntil(lambda: home.inside.parts.browse.counts().favourites == 1)


def test_an_empty_playlist_takes_the_songs_it_asks_for(
    home: Home, songs: list[SongId], playlist: PlaylistId, qtbot: QtBot
) -> None:
    home.inside.pages.open(PLAYLIST + playlist, focus=True)
    page = home.inside.pages.current()
    assert isinstance(page, PlaylistView)
    qtbot.waitUntil(lambda: page.state.isVisible())
    assert drop(page.state, songs_to_mime(songs))
    qtbot.waitUntil(lambda: list(page.model.ids) == songs)
    assert page.table.isVisible()


def test_an_empty_queue_takes_the_songs_it_asks_for_and_a_full_one_between_two(
    home: Home, songs: list[SongId], qtbot: QtBot
) -> None:
    home.inside.words.toggle("queue")
    queue = home.window.findChild(QueueView)
    assert isinstance(queue, QueueView)
    assert drop(queue.state, songs_to_mime(songs))
    qtbot.waitUntil(lambda: list(queue.model.ids) == songs)
    qtbot.waitUntil(lambda: queue.list.isVisible())
    second = queue.list.visualRect(queue.model.index(1, 0))
    assert drop(queue.list.viewport(), songs_to_mime(songs[1:]), second.topLeft() + QPoint(20, 4))
    qtbot.waitUntil(lambda: list(queue.model.ids) == [songs[0], songs[1], songs[1]])


def test_where_songs_would_go_is_shown_until_they_leave(
    home: Home, songs: list[SongId], playlist: PlaylistId, qtbot: QtBot
) -> None:
    home.inside.pages.open(PLAYLIST + playlist, focus=True)
    page = home.inside.pages.current()
    assert isinstance(page, PlaylistView)
    qtbot.waitUntil(lambda: page.state.isVisible())
    for target in (page.state, home.window.side.rows["favourites"]):
        before, mime = target.grab().toImage(), songs_to_mime(songs)
        QApplication.sendEvent(target, QDragEnterEvent(QPoint(5, 5), Qt.DropAction.CopyAction, mime, _LEFT, _NONE))
        assert target.grab().toImage() != before
        QApplication.sendEvent(target, QEvent(QEvent.Type.DragLeave))
        assert target.grab().toImage() == before
