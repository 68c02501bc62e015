"""The search through the whole window, by keys alone, on the real index."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from pluto_desktop import bootstrap
from pluto_desktop.desktop.views.search.rows import RowKind
from pluto_desktop.desktop.views.songs.view import SongsView
from pluto_desktop.domain.changes import Changes
from pluto_desktop.services.find import LineHit, SongHit
from tests.gui.shell.conftest import Home, OpenHome

KEY, HELD = Qt.Key, Qt.KeyboardModifier


@pytest.fixture
def home(open_home: OpenHome) -> Home:
    return open_home(demo=True)


def find(home: Home, qtbot: QtBot, text: str, opens: str = "/") -> None:
    """Open the search with a key, wherever the focus is, and type."""
    QTest.keySequence(home.window.focusWidget() or home.window, QKeySequence(opens))
    edit = home.inside.search.edit
    assert edit.hasFocus()
    if text.isascii():
        QTest.keyClicks(edit, text)
    else:  # what an input method would send
        edit.insert(text)
    qtbot.waitUntil(lambda: home.desktop.runner.idle, timeout=20_000)


def press(home: Home, qtbot: QtBot, key: Qt.Key, held: Qt.KeyboardModifier = HELD.NoModifier) -> None:
    QTest.keyClick(home.window.focusWidget(), key, held)
    qtbot.waitUntil(lambda: home.desktop.runner.idle, timeout=20_000)


def headings(home: Home) -> list[str]:
    return [row.text for row in home.inside.search.results.model.rows if row.kind is RowKind.HEADING]


@pytest.mark.parametrize("opens", ["/", "Ctrl+K"])
def test_from_the_first_letter_in_groups_with_the_part_that_matches(home: Home, qtbot: QtBot, opens: str) -> None:
    find(home, qtbot, "t", opens)
    assert home.inside.search.palette_open
    assert headings(home)[0] == "Songs"
    first = home.inside.search.results.chosen()
    assert first is not None
    assert first.text.startswith("Twinkle")
    assert next(first.text[start:end] for start, end in first.marks) == "T"


@pytest.mark.parametrize("text", ["uppu kappurambu", "ఉప్పు కప్పురంబు", "upu kapurambu"])
def test_either_script_and_a_slip_find_the_same_song_and_enter_plays_it(home: Home, qtbot: QtBot, text: str) -> None:
    find(home, qtbot, text)
    chosen = home.inside.search.results.chosen()
    assert chosen is not None
    hit = chosen.hit
    assert isinstance(hit, SongHit)
    press(home, qtbot, KEY.Key_Return)
    qtbot.waitUntil(lambda: home.inside.playback.snapshot.song_id == hit.id)
    assert not home.inside.search.palette_open
    page = home.inside.pages.current()
    assert page is not None
    assert page.isAncestorOf(home.window.focusWidget())


def test_a_line_of_the_words_plays_from_that_line(home: Home, qtbot: QtBot) -> None:
    find(home, qtbot, "like a diamond")
    hits = [row.hit for row in home.inside.search.results.model.rows if isinstance(row.hit, LineHit)]
    assert "In the lyrics" in headings(home)
    assert hits[0].start_ms
    press(home, qtbot, KEY.Key_Return)
    qtbot.waitUntil(lambda: home.inside.playback.snapshot.song_id == hits[0].song_id)
    assert home.inside.playback.position_ms() >= hits[0].start_ms - 5


def test_queueing_keeps_the_search_open_and_showing_leads_to_the_row(home: Home, qtbot: QtBot) -> None:
    home.inside.pages.open("albums", focus=True)
    find(home, qtbot, "twinkle")
    chosen = home.inside.search.results.chosen()
    assert chosen is not None
    hit = chosen.hit
    assert isinstance(hit, SongHit)
    press(home, qtbot, KEY.Key_Return, HELD.ControlModifier)
    assert home.inside.search.palette_open
    qtbot.waitUntil(lambda: hit.id in home.inside.playback.snapshot.queue)
    press(home, qtbot, KEY.Key_Return, HELD.ShiftModifier)
    qtbot.waitUntil(lambda: home.inside.pages.key == "songs")
    page = home.inside.pages.current()
    assert isinstance(page, SongsView)
    qtbot.waitUntil(lambda: page.table.chosen() == [hit.id])
    assert not home.inside.search.palette_open


def test_escape_closes_and_the_page_has_the_keys_again(home: Home, qtbot: QtBot) -> None:
    find(home, qtbot, "twinkle")
    press(home, qtbot, KEY.Key_Escape)
    assert not home.inside.search.palette_open
    page = home.inside.pages.current()
    assert page is not None
    assert page.isAncestorOf(home.window.focusWidget())


def test_filters_as_words_work_on_the_real_library(home: Home, qtbot: QtBot) -> None:
    find(home, qtbot, "artist:vemana has:bgm lang:te")
    titles = [row.text for row in home.inside.search.results.model.rows if isinstance(row.hit, SongHit)]
    assert titles == ["ఉప్పు కప్పురంబు"]
    assert [chip.text() for chip in home.inside.search.results.chips._buttons if chip.isVisible()] == [
        "Artist: vemana  ×",
        "With bgm  ×",
        "Language: te  ×",
    ]


@pytest.mark.parametrize("ends", ["a pause", "Escape"])
def test_the_list_rests_while_one_types_and_shows_what_changed_after(home: Home, qtbot: QtBot, ends: str) -> None:
    page = home.inside.pages.current()
    assert isinstance(page, SongsView)
    find(home, qtbot, "t")
    home.inside.search._pause.start(60_000)  # nobody pauses until told to
    with bootstrap.open_services(home.folder) as services:
        services.personal.set_favourite(page.model.ids[:1], favourite=True)
    home.desktop._tell_changes(Changes(songs=frozenset(page.model.ids[:1])))
    qtbot.waitUntil(lambda: home.desktop.runner.idle, timeout=20_000)
    song = page.model.song(0)
    assert song is not None
    assert not song.favourite
    if ends == "Escape":
        press(home, qtbot, KEY.Key_Escape)
    else:
        home.inside.search._pause.start(0)
    qtbot.waitUntil(lambda: (song := page.model.song(0)) is not None and song.favourite, timeout=20_000)
