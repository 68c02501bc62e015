"""Every control of every page and dialog can be heard, reached by Tab, and seen to have the focus."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QScrollBar,
    QTabBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

from pluto_desktop.desktop.views.connect.dialog import ConnectDialog
from pluto_desktop.desktop.views.lyrics.canvas import LyricsCanvas
from pluto_desktop.desktop.views.pages.names_view import NamesView
from pluto_desktop.desktop.views.settings.dialog import SettingsDialog
from pluto_desktop.desktop.views.settings.folders import FollowedFolders
from pluto_desktop.desktop.views.sidebar.sidebar import LIBRARY, PLAYLIST
from pluto_desktop.desktop.views.smart.dialog import SmartDialog
from pluto_desktop.desktop.views.tags.copies import SaveCopiesDialog
from pluto_desktop.desktop.views.tags.dialog import WriteTagsDialog
from pluto_desktop.domain.changes import Changes
from pluto_desktop.domain.errors import NotFound
from pluto_desktop.domain.ids import MediaHash, SongId
from pluto_desktop.domain.playlists import Rule
from pluto_desktop.domain.songs import Location
from pluto_desktop.domain.views import SongQuery
from pluto_desktop.services.save_copies import CopiesSaved
from pluto_desktop.services.tags_wanted import TagChange
from pluto_desktop.services.write_tags import FileChanges, LeftOut, TagPlan
from tests.gui.shell.conftest import Home, OpenHome

_CONTROLS = (QAbstractButton, QAbstractItemView, QAbstractSlider, QAbstractSpinBox, QComboBox, QLineEdit, QTabBar)
_STEPS = 90
PAGES = (*LIBRARY, "album:", "artist:", PLAYLIST)
DIALOGS = ("settings", "equaliser", "shortcuts", "doctor", "about")


def controls(root: QWidget) -> list[QWidget]:
    """Return what a person can use in a window or dialog, without what belongs to another control."""
    found = []
    for control in root.findChildren(QWidget):
        inner = isinstance(control.parent(), QComboBox | QAbstractSpinBox | QTabBar)
        # Headings sort by the pointer; the drop-down beside the page's name does the same by key.
        passive = isinstance(control, QHeaderView | QScrollBar)
        usable = control.isVisible() and control.isEnabled() and control.window() is root
        if isinstance(control, _CONTROLS) and usable and not inner and not passive:
            found.append(control)
    return found


def named(control: QWidget) -> str:
    return f"{type(control).__name__} “{control.accessibleName()}” in {type(control.parent()).__name__}"


def reached(control: QWidget, met: dict[QWidget, bool]) -> bool:
    """Return whether Tab comes to a control, or to another of the group in which arrows choose one."""
    group = control.group() if isinstance(control, QAbstractButton) else None
    same = [control] if group is None or not group.exclusive() else group.buttons()
    return any(one in met or any(one.isAncestorOf(other) for other in met) for one in same)


def walk(root: QWidget) -> dict[QWidget, bool]:
    """Press Tab until it has gone round; return what had the focus, and whether that could be seen."""
    met: dict[QWidget, bool] = {}
    root.activateWindow()
    for _ in range(_STEPS):
        QTest.keyClick(root.focusWidget() or root, Qt.Key.Key_Tab)
        focused = root.focusWidget()
        assert focused is not None
        if focused in met:
            if len(met) > 1 and focused is next(iter(met)):
                break
            continue
        QApplication.processEvents()
        # A field's frame may be that of the box around it.
        frame = focused.parentWidget() if isinstance(focused, QLineEdit) else focused
        lit = frame.grab().toImage()
        focused.clearFocus()
        QApplication.processEvents()
        met[focused] = frame.grab().toImage() != lit
        focused.setFocus(Qt.FocusReason.TabFocusReason)
    return met


@pytest.fixture
def home(open_home: OpenHome, qtbot: QtBot) -> Home:
    home = open_home(demo=True)
    ids = home.inside.parts.browse.list_song_ids(SongQuery())
    home.inside.parts.personal.create_playlist("Morning", ids)
    home.inside.library.set_favourite(ids, True)
    home.inside.playing.play_songs(ids)
    qtbot.waitUntil(lambda: home.inside.playback.snapshot.row is not None)
    return home


def page_key(home: Home, key: str) -> str:
    browse, personal = home.inside.parts.browse, home.inside.parts.personal
    song = browse.get_song(browse.list_song_ids(SongQuery())[0])
    ids = {"album:": song.album.id, "artist:": song.artists[0].artist_id, PLAYLIST: personal.list_playlists()[0].id}
    return key + ids.get(key, "")


def test_every_page(home: Home, qtbot: QtBot) -> None:
    def settle() -> None:
        qtbot.waitUntil(lambda: home.desktop.runner.idle, timeout=20_000)

    home.inside.side.reload(Changes(everything=True))
    qtbot.waitUntil(lambda: len(home.inside.side.playlists) == 1, timeout=20_000)
    for key in PAGES:
        assert home.inside.pages.open(page_key(home, key), focus=True)
        page = home.inside.pages.current()
        if isinstance(page, NamesView):
            qtbot.waitUntil(lambda page=page: page.state.isVisible() or bool(page.songs.model.ids), timeout=20_000)
        settle()
        check(home.window)


def test_a_smart_playlist_and_the_dialog_of_its_rule(home: Home, qtbot: QtBot) -> None:
    made = home.inside.parts.smart().create("Hearts", Rule("is:favourite"))
    home.inside.side.reload(Changes(everything=True))
    qtbot.waitUntil(lambda: len(home.inside.side.playlists) == 2, timeout=20_000)
    assert home.inside.pages.open(PLAYLIST + made.id, focus=True)
    qtbot.waitUntil(lambda: home.desktop.runner.idle, timeout=20_000)
    check(home.window)
    home.inside.smart.edit(made.id)
    qtbot.waitUntil(lambda: home.window.findChild(SmartDialog) is not None)
    dialog = home.window.findChild(SmartDialog)
    assert dialog is not None
    dialog.limited.setChecked(True)
    qtbot.waitUntil(lambda: bool(dialog.count.text()))
    check(dialog)
    dialog.reject()


def test_the_queue(home: Home, qtbot: QtBot) -> None:
    home.inside.words.toggle("queue")
    qtbot.waitUntil(lambda: home.desktop.runner.idle, timeout=20_000)
    check(home.window)


def test_the_form_of_a_song(home: Home, qtbot: QtBot) -> None:
    home.inside.curating.mode.edit(home.inside.parts.browse.list_song_ids(SongQuery())[:1])
    qtbot.waitUntil(lambda: home.desktop.runner.idle, timeout=20_000)
    form = home.inside.curating.forms._form
    assert form is not None
    form.credits.edits[0].setText("One")
    form.credits.add()
    form.form.title.setFocus()
    check(home.window)


def test_every_dialog(home: Home, qtbot: QtBot) -> None:
    for name in DIALOGS:
        getattr(home.inside.menus, f"show_{name}")()
        dialog = home.inside.menus._dialogs[name]
        qtbot.waitUntil(lambda: home.desktop.runner.idle, timeout=20_000)
        check(dialog)
        dialog.close()


def test_the_dialogs_of_shared_libraries(home: Home, qtbot: QtBot) -> None:
    shown = home.inside.connect_desk.show_libraries()
    qtbot.waitUntil(lambda: shown.list.count() > 0)
    check(shown)
    shown.close()
    home.inside.connect_desk.ask_connect()
    dialog = home.window.findChild(ConnectDialog)
    assert dialog is not None
    dialog.form.tls.setCurrentIndex(1)
    check(dialog)
    dialog.reject()


def test_writing_tags_and_the_folders_that_are_followed(home: Home, qtbot: QtBot, tmp_path: Path) -> None:
    home.inside.curating.tags.ask(None)
    qtbot.waitUntil(lambda: home.desktop.runner.idle, timeout=20_000)
    dialog = home.window.findChild(WriteTagsDialog)
    assert dialog is not None
    title, location = TagChange("title", "a", "b"), Location(tmp_path / "a.mp3", 1, 1, MediaHash(""))
    left = LeftOut(SongId("2"), "other", NotFound("no_audio_here", name="other"))
    dialog.show_plan(TagPlan((FileChanges(SongId("1"), "b", 1, location, (title,)),), 0, (left,)))
    check(dialog)
    dialog.reject()
    copies = SaveCopiesDialog(tmp_path, home.window.theme, home.window)
    copies.open()
    copies.show_saved(CopiesSaved((tmp_path,), failed=(left,)))
    check(copies)
    copies.reject()
    assert home.inside.watching is not None
    home.inside.watching.add([tmp_path])
    home.inside.menus.show_settings()
    settings = home.inside.menus._dialogs["settings"]
    folders = settings.findChild(FollowedFolders)
    assert isinstance(settings, SettingsDialog)
    assert folders is not None
    settings._form.pages.setCurrentWidget(settings._form.library_page)
    qtbot.waitUntil(folders.isVisible)
    check(settings)
    settings.close()


def check(root: QWidget) -> None:
    met = walk(root)
    there = controls(root)
    assert [named(control) for control in there if not control.accessibleName()] == []
    assert [named(control) for control in there if not reached(control, met)] == []
    # The ring of the words is around a line, and comes with the first arrow.
    assert [named(one) for one, seen in met.items() if not seen and not isinstance(one, LyricsCanvas)] == []
