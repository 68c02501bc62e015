"""Smart playlists in the whole window, as a person makes and uses them."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from pluto_desktop.desktop.models.song_table import songs_to_mime
from pluto_desktop.desktop.tasks import Lane
from pluto_desktop.desktop.views.sidebar.sidebar import PLAYLIST
from pluto_desktop.desktop.views.smart.dialog import SmartDialog
from pluto_desktop.desktop.views.smart.view import SmartPlaylistView
from pluto_desktop.domain.changes import Changes
from pluto_desktop.domain.ids import SongId
from pluto_desktop.domain.playlists import Playlist, Rule
from pluto_desktop.domain.views import SongQuery, Sort
from pluto_desktop.services.smart_playlists import SmartPlaylists
from tests.gui.shell.conftest import Home, OpenHome
from tests.gui.shell.test_dialogs import cut
from tests.gui.shell.test_dragging import drop

KEY = Qt.Key


@pytest.fixture
def home(open_home: OpenHome) -> Home:
    return open_home(demo=True)


@pytest.fixture
def songs(home: Home) -> list[SongId]:
    return home.inside.parts.browse.list_song_ids(SongQuery())


def settle(home: Home, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: home.desktop.runner.idle)


def dialog_of(home: Home, qtbot: QtBot) -> SmartDialog:
    qtbot.waitUntil(lambda: any(one.isVisible() for one in home.window.findChildren(SmartDialog)))
    return next(one for one in home.window.findChildren(SmartDialog) if one.isVisible())


def write(home: Home, qtbot: QtBot, name: str, rule: str) -> SmartDialog:
    """Open the dialog with its keys and type; wait for what the rule chooses."""
    QTest.keySequence(home.window.focusWidget() or home.window, QKeySequence("Ctrl+Shift+N"))
    dialog = dialog_of(home, qtbot)
    QTest.keyClicks(dialog.name, name)
    type_rule(dialog, qtbot, rule)
    return dialog


def type_rule(dialog: SmartDialog, qtbot: QtBot, rule: str) -> None:
    dialog.words.setFocus()
    dialog.words.selectAll()
    if rule.isascii() and len(rule) < 100:
        QTest.keyClicks(dialog.words, rule)
    else:  # what is pasted, or comes from an input method
        dialog.words.setText(rule)
    dialog.completing.popup.hide()
    qtbot.waitUntil(lambda: bool(dialog.count.text()) or dialog.problem.isVisible())


def make(home: Home, qtbot: QtBot, name: str, rule: Rule) -> Playlist:
    made = home.inside.parts.smart().create(name, rule)
    home.inside.apply_changes(Changes(playlists=True))
    qtbot.waitUntil(lambda: PLAYLIST + made.id in home.window.side.rows)
    settle(home, qtbot)
    return made


def page_of(home: Home, qtbot: QtBot, playlist: Playlist) -> SmartPlaylistView:
    QTest.mouseClick(home.window.side.rows[PLAYLIST + playlist.id], Qt.MouseButton.LeftButton)
    settle(home, qtbot)
    page = home.inside.pages.current()
    assert isinstance(page, SmartPlaylistView)
    return page


def test_made_by_keys_counted_as_one_types_and_true_after_a_restart(
    home: Home, songs: list[SongId], qtbot: QtBot, open_home: OpenHome
) -> None:
    dialog = write(home, qtbot, "Hearts", "is:favour")
    assert "Write it as in “is:favourite”" in dialog.problem.text()
    assert not dialog.save.isEnabled()
    type_rule(dialog, qtbot, "is:favourite")
    qtbot.waitUntil(lambda: "No song fits" in dialog.count.text())
    QTest.keyClick(dialog.words, KEY.Key_Return)
    qtbot.waitUntil(lambda: isinstance(home.inside.pages.current(), SmartPlaylistView))
    page = home.inside.pages.current()
    assert isinstance(page, SmartPlaylistView)
    qtbot.waitUntil(lambda: page.state.isVisible() and page.rule.whole() == "A favourite · Newest first")
    home.inside.library.set_favourite([songs[1]], loved=True)
    qtbot.waitUntil(lambda: page.model.ids == [songs[1]])
    row = home.window.side.rows[home.inside.pages.key]
    qtbot.waitUntil(lambda: row.accessibleName() == "Hearts, smart playlist, 1")
    home.window.quit()
    again = open_home(folder=home.folder)
    assert any(row.text() == "Hearts" for row in again.window.side.rows.values())


def test_what_is_not_understood_is_said_under_the_rule(home: Home, qtbot: QtBot) -> None:
    dialog = write(home, qtbot, "P", "has:audio")
    for rule, said in (
        ("x" * 5000, "at most 1000 characters"),
        ('artist:"anna', "quotation mark is not closed"),
        ("మనసు:x", "none of the words a rule knows"),
        ("   ", "needs a word to look for"),
    ):
        type_rule(dialog, qtbot, rule)
        qtbot.waitUntil(lambda said=said: said in dialog.problem.text())
        assert not dialog.save.isEnabled()
    dialog.words.clear()
    qtbot.waitUntil(dialog.problem.isHidden)  # nobody is told off for what is not there yet
    assert not dialog.save.isEnabled()
    type_rule(dialog, qtbot, "' OR 1=1; --")
    qtbot.waitUntil(lambda: "No song fits" in dialog.count.text())
    assert dialog.problem.isHidden()
    dialog.reject()


def test_no_word_of_the_dialog_is_cut(open_home: OpenHome, qtbot: QtBot) -> None:
    home = open_home(demo=True, settings={"appearance.text_scale": 200})
    dialog = write(home, qtbot, "P", "mood:happy")
    qtbot.waitUntil(lambda: cut(dialog) == [])
    dialog.reject()


def test_words_and_names_are_completed(home: Home, qtbot: QtBot) -> None:
    dialog = write(home, qtbot, "P", "x")
    dialog.words.clear()
    QTest.keyClicks(dialog.words, "-is")
    qtbot.waitUntil(dialog.completing.popup.isVisible)
    QTest.keyClick(dialog.completing.popup, KEY.Key_Down)
    QTest.keyClick(dialog.completing.popup, KEY.Key_Return)
    assert dialog.words.text() == "-is:"
    dialog.words.clear()
    QTest.keyClicks(dialog.words, "artist:vem")
    qtbot.waitUntil(lambda: dialog.completing.popup.isVisible())
    QTest.keyClick(dialog.completing.popup, KEY.Key_Down)
    QTest.keyClick(dialog.completing.popup, KEY.Key_Return)
    assert dialog.words.text() == "artist:Vemana "
    qtbot.waitUntil(lambda: dialog.count.text() == "1 song")
    assert dialog.first[0].whole()
    dialog.reject()


def test_a_search_is_saved(home: Home, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    preview, keys = SmartPlaylists.preview, set()
    monkeypatch.setattr(SmartPlaylists, "preview", lambda *given: keys.add(given[2]) or preview(*given))
    QTest.keySequence(home.window.focusWidget() or home.window, QKeySequence("/"))
    QTest.keyClicks(home.inside.search.edit, "twinkle lang:en")
    settle(home, qtbot)
    QTest.keyClick(home.inside.search.edit, KEY.Key_Up)
    QTest.keyClick(home.inside.search.edit, KEY.Key_Return)
    dialog = dialog_of(home, qtbot)
    assert (dialog.name.text(), dialog.words.text()) == ("twinkle lang:en", "twinkle lang:en")
    qtbot.waitUntil(lambda: dialog.count.text() == "1 song")
    dialog.limited.click()
    dialog.limit.setValue(7)
    dialog.order.setCurrentIndex(dialog.order.findData("random"))
    QTest.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(home.inside.side.playlists))
    settle(home, qtbot)
    made = home.inside.side.playlists[0]
    assert home.inside.parts.smart().get_rule(made.id) == Rule(
        "twinkle lang:en", Sort.RANDOM, descending=False, limit=7
    )
    assert keys == {made.id}  # what was shown by chance is what it has


def test_edited_and_renamed_where_it_is_shown(home: Home, songs: list[SongId], qtbot: QtBot) -> None:
    page = page_of(home, qtbot, make(home, qtbot, "All", Rule("has:audio")))
    assert len(page.model.ids) == len(songs)
    QTest.mouseClick(page.edit, Qt.MouseButton.LeftButton)
    dialog = dialog_of(home, qtbot)
    type_rule(dialog, qtbot, "has:audio artist:vem")
    QTest.keyClicks(dialog.name, " Vemana")
    QTest.keyClick(dialog.name, KEY.Key_Return)
    qtbot.waitUntil(lambda: len(page.model.ids) == 1)
    qtbot.waitUntil(lambda: "Artist: vem" in page.rule.whole())
    row = home.window.side.rows[home.inside.pages.key]
    qtbot.waitUntil(lambda: row.accessibleName() == "All Vemana, smart playlist, 1")
    page.table.setFocus()
    QTest.keyClick(page.table, KEY.Key_F2)
    field = home.window.side._field
    assert field is not None
    QTest.keyClicks(field, "Mine")
    QTest.keyClick(field, KEY.Key_Return)
    qtbot.waitUntil(lambda: row.text() == "Mine")


def test_nothing_is_dropped_into_it_and_a_copy_is_an_ordinary_playlist(
    home: Home, songs: list[SongId], qtbot: QtBot
) -> None:
    made = make(home, qtbot, "Telugu", Rule("artist:vemana"))
    page = page_of(home, qtbot, made)
    row = home.window.side.rows[PLAYLIST + made.id]
    assert drop(row, songs_to_mime(songs), QPoint(5, 5))
    assert "its rule says what is in it" in home.toasts()[-1]
    page.copy_wanted.emit(made.id)
    qtbot.waitUntil(lambda: len(home.inside.side.playlists) == 2)
    settle(home, qtbot)
    copy = home.inside.side.playlists[1]
    assert (copy.name, copy.smart, copy.songs) == ("Telugu 2", False, 1)
    menu = page.build_menu()
    settle(home, qtbot)
    assert [action.text() for action in menu.playlists.actions()][2:] == ["Telugu 2"]
    menu.close()


def test_deleted_at_once_and_back_with_undo(home: Home, qtbot: QtBot) -> None:
    made = make(home, qtbot, "Telugu", Rule("lang:te", limit=3))
    page_of(home, qtbot, made)
    row = home.window.side.rows[PLAYLIST + made.id]
    row.setFocus()
    QTest.keyClick(row, KEY.Key_Delete)
    qtbot.waitUntil(lambda: not home.inside.side.playlists)
    assert home.inside.pages.key == "songs"
    card = home.window.toasts.cards()[-1]
    assert "“Telugu” was deleted" in card.message.text
    assert card.message.on_action is not None
    card.message.on_action()
    qtbot.waitUntil(lambda: [held.name for held in home.inside.side.playlists] == ["Telugu"])
    settle(home, qtbot)
    assert home.inside.side.playlists[0].id == made.id
    assert home.inside.parts.smart().get_rule(made.id) == Rule("lang:te", limit=3)


def test_one_count_at_a_time_leaves_a_reader_to_others(
    home: Home, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(home, qtbot, "All", Rule("has:audio"))
    counts, begun, go = SmartPlaylists.counts, [], threading.Event()
    monkeypatch.setattr(SmartPlaylists, "counts", lambda *given: (begun.append(1), counts(*given), go.wait(60))[1])
    home.inside.apply_changes(Changes(playlists=True))
    qtbot.waitUntil(lambda: len(begun) == 1)
    made = home.inside.parts.smart().create("None", Rule("-has:audio"))
    try:
        for _ in range(2):
            home.inside.apply_changes(Changes(playlists=True))
            qtbot.waitUntil(lambda: PLAYLIST + made.id in home.window.side.rows)  # read while one counts
            found: list[int] = []
            home.desktop.runner.run(home.window, "find", Lane.READ, lambda _token: 1, found.append)
            qtbot.waitUntil(lambda found=found: found == [1])
        assert len(begun) == 1
    finally:
        go.set()
    row = home.window.side.rows[PLAYLIST + made.id]
    qtbot.waitUntil(lambda: row.accessibleName() == "None, smart playlist, 0")
    assert len(begun) == 2


def test_a_rule_of_a_newer_pluto_is_explained_in_place(home: Home, qtbot: QtBot) -> None:
    made = home.inside.parts.personal._playlists.create_smart_playlist("Mood", Rule("mood:happy"))
    home.inside.apply_changes(Changes(playlists=True))
    qtbot.waitUntil(lambda: PLAYLIST + made.id in home.window.side.rows)
    page = page_of(home, qtbot, made)
    qtbot.waitUntil(page.state.isVisible)
    assert page.state.words is not None
    assert "“mood:happy” is none of the words" in page.state.words.text
    QTest.mouseClick(page.state.button, Qt.MouseButton.LeftButton)
    dialog = dialog_of(home, qtbot)
    assert dialog.words.text() == "mood:happy"
    dialog.reject()


def test_it_plays_as_other_lists_do(home: Home, songs: list[SongId], qtbot: QtBot) -> None:
    made = make(home, qtbot, "All", Rule("has:audio", Sort.ROMANISED, descending=False))
    home.window.side.play_wanted.emit(made.id)
    qtbot.waitUntil(lambda: home.inside.playback.snapshot.playing)
    ids = home.inside.parts.personal.list_playlist_songs(made.id)
    assert set(ids) == set(songs)
    assert home.inside.playback.snapshot.song_id == ids[0]
