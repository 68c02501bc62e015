"""Two curators of a shared library at one song: each window says so quietly, and lets go when its person does."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

import psycopg2
import pytest
from psycopg2 import sql
from PySide6.QtCore import QPoint, QSize
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from pluto_desktop.adapters.sql.shared.postgres import PostgresShared
from pluto_desktop.desktop.views.beside.line import EditorsLine
from pluto_desktop.domain.editors import Work
from pluto_desktop.domain.ids import SongId, new_id
from pluto_desktop.services.shared import beside
from pluto_desktop.services.shared.addresses import postgres_address
from tests.gui.curating.conftest import Curator
from tests.gui.curating.test_bulk import Person
from tests.gui.curating.test_listeners import add_there
from tests.gui.shell.conftest import Home, OpenHome
from tests.gui.shell.test_shared_library import LIMIT_MS, Servers, device, give_back, servers, take_away, titles
from tests.gui.timing_words.conftest import CONTROL, KEY
from tests.servers import Postgres

__all__ = ["device", "servers"]

NAME = 'సీత "%2" <b>'


@dataclass
class Neighbour:
    """Somebody else's window, of which only what it tells the server matters."""

    server: PostgresShared
    seat: str
    qtbot: QtBot

    def edits(self, work: Work, *songs: SongId) -> None:
        self.server.hold_editing(self.seat, work, songs)

    def sees(self, *songs: SongId) -> list[tuple[bool, Work, SongId | None]]:
        return [(one.own, one.work, one.song) for one in self.server.list_editors(self.seat, songs)]

    def wait_for(self, songs: list[SongId], *works: Work) -> None:
        """Wait until the window edits these songs in these ways, and no others."""
        wanted = {(work, song) for work in works for song in songs}
        self.qtbot.waitUntil(
            lambda: {(work, song) for _, work, song in self.sees(*songs) if song is not None} == wanted,
            timeout=LIMIT_MS,
        )


@pytest.fixture
def sita(postgres: Postgres, servers: Servers, qtbot: QtBot) -> Iterator[Neighbour]:
    """Another curator."""
    name = sql.Identifier(NAME)
    with closing(psycopg2.connect(postgres.admin_url)) as raw, raw.cursor() as cursor:
        raw.autocommit = True
        make = sql.SQL("CREATE ROLE {} LOGIN PASSWORD {} IN ROLE pluto_curator")
        cursor.execute(make.format(name, sql.Literal(postgres.password)))
        server = PostgresShared(postgres_address(replace(servers.direct, user=NAME)), servers.password)
        yield Neighbour(server, new_id(), qtbot)
        server.close()
        cursor.execute(sql.SQL("DROP ROLE {}").format(name))


@pytest.fixture
def elsewhere(servers: Servers, qtbot: QtBot) -> Iterator[Neighbour]:
    """The same person on another device."""
    server = PostgresShared(postgres_address(servers.direct), servers.password)
    yield Neighbour(server, new_id(), qtbot)
    server.close()


@pytest.fixture
def announced(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is told to who hears the window."""
    told: list[str] = []

    def tell(event: QAccessibleAnnouncementEvent) -> None:
        told.append(event.message())

    monkeypatch.setattr(QAccessible, "updateAccessibility", tell)
    return told


@pytest.fixture
def home(
    servers: Servers, device: Callable[[str], Path], open_home: OpenHome, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Home]:
    """Return a function that opens a curator's window once songs of these titles are there; its heart beats fast."""
    monkeypatch.setattr(beside, "BEAT_S", 0.1)
    monkeypatch.setattr(beside, "_LOOK_S", 0.05)

    def begin(qtbot: QtBot, *names: str) -> Home:
        opened = open_home(folder=device("listener"))
        qtbot.waitUntil(lambda: titles(opened) == list(names), timeout=LIMIT_MS)
        qtbot.waitUntil(opened.window.top.curate_button.isVisible, timeout=LIMIT_MS)
        opened.inside.curating.mode.set_on(on=True)
        return opened

    return begin


def wait_said(line: EditorsLine, text: str, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: line.label.whole() == text, timeout=LIMIT_MS)


def form_line(home: Home) -> EditorsLine:
    line = home.window.body.findChild(EditorsLine)
    assert line is not None
    return line


def test_who_else_edits_a_song_is_said_in_its_form_without_moving_anything(
    servers: Servers,
    home: Callable[..., Home],
    sita: Neighbour,
    elsewhere: Neighbour,
    announced: list[str],
    qtbot: QtBot,
) -> None:
    song = add_there(servers, "First")
    opened = home(qtbot, "First")
    person = Curator(opened, qtbot)
    person.choose("First")
    line, form = form_line(opened), person.form.form
    form.album.setFocus()

    def places() -> list[tuple[QPoint, QSize]]:
        return [(box.mapTo(opened.window, QPoint()), box.size()) for box in (form.title, form.album, form.save, line)]

    sita.edits(Work.FIELDS, song)
    wait_said(line, f"Also being edited by {NAME}", qtbot)
    assert sita.sees(song) == [], "who only looks edits nothing"
    assert opened.window.focusWidget() is form.album
    stood = places()
    elsewhere.edits(Work.WORDS, song)
    wait_said(line, f"Also being edited by {NAME}  ·  Words also being timed by you, in another window", qtbot)
    assert places() == stood
    elsewhere.edits(Work.WORDS)
    sita.edits(Work.FIELDS)
    wait_said(line, "", qtbot)
    assert places() == stood
    assert announced[0] == f"Also being edited by {NAME}"
    assert announced[-1] == "Nobody else is editing this any more"

    # What is begun is seen by others until it is saved, reverted, or left.
    person.write("album", "Mine")
    sita.wait_for([song], Work.FIELDS)
    person.save()
    sita.wait_for([song])
    person.write("album", "Again")
    sita.wait_for([song], Work.FIELDS)
    form.revert.click()
    sita.wait_for([song])
    person.write("album", "Again")
    sita.wait_for([song], Work.FIELDS)
    opened.inside.curating.mode.set_on(on=False)
    sita.wait_for([song])
    opened.inside.curating.mode.set_on(on=True)
    sita.wait_for([song], Work.FIELDS)

    # Without servers nothing is known, and when they are there again everything is.
    sita.edits(Work.FIELDS, song)
    wait_said(line, f"Also being edited by {NAME}", qtbot)
    take_away(servers, opened, qtbot)
    wait_said(line, "", qtbot)
    with elsewhere.server.engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM editing WHERE actor = session_user")
    give_back(servers, opened)
    wait_said(line, f"Also being edited by {NAME}", qtbot)
    sita.wait_for([song], Work.FIELDS)
    opened.window.quit()
    assert sita.sees(song) == [], "who closes the window has let go when it is closed"


def test_of_many_songs_and_of_words_it_is_said_too(
    servers: Servers, home: Callable[..., Home], sita: Neighbour, qtbot: QtBot
) -> None:
    songs = [add_there(servers, title) for title in ("First", "Second", "Third")]
    opened = home(qtbot, "First", "Second", "Third")
    person = Person(opened, qtbot, songs)
    person.choose(0, 1)
    line = form_line(opened)
    sita.edits(Work.WORDS, songs[1])
    qtbot.keyClicks(person.form.form.tags, "old")
    sita.wait_for(songs[:2], Work.FIELDS)
    wait_said(line, f"Words of some being timed by {NAME}", qtbot)
    person.choose(0, 1, 2)  # what was typed goes with them
    sita.wait_for(songs, Work.FIELDS)
    person.form.form.revert.click()
    sita.wait_for(songs)
    wait_said(line, "", qtbot)

    # The editor of words holds them for as long as it is open.
    timing = opened.inside.curating.timing
    timing.open(songs[1])
    qtbot.waitUntil(lambda: timing.window is not None and timing.window.isActiveWindow(), timeout=LIMIT_MS)
    window = timing.window
    assert window is not None
    sita.wait_for([songs[1]], Work.WORDS)
    words_line = window.findChild(EditorsLine)
    assert words_line is not None
    wait_said(words_line, f"Words also being timed by {NAME}", qtbot)
    assert window.focusWidget() is window.table
    QTest.keyClick(window.table, KEY.Key_W, CONTROL)
    QApplication.processEvents()
    sita.wait_for([songs[1]])
