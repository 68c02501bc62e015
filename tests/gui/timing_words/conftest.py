"""The editor of timed words, alone or from the whole window on a real library; the test turns its player's clock."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from pluto_desktop import bootstrap
from pluto_desktop.desktop.tasks import TaskRunner
from pluto_desktop.desktop.theme import Theme
from pluto_desktop.desktop.views.songs.view import SongsView
from pluto_desktop.desktop.views.timing.board import TimingBoard
from pluto_desktop.desktop.views.timing.window import TimingWindow
from pluto_desktop.domain.ids import SongId
from pluto_desktop.domain.views import SongQuery
from pluto_desktop.lyrics.document import Document
from pluto_desktop.lyrics.formats import read
from pluto_desktop.services.playing_values import Playable
from pluto_desktop.services.timing_player import TimingPlayer
from tests.bench.rows import plain_row
from tests.demo import add_two_songs
from tests.fakes.player import FakePlayer
from tests.gui.shell.conftest import Home, Lengths, OpenHome, open_home  # noqa: F401 - a fixture

SONG = Path("/music/a.mp3")
NO_KEY, SHIFT, CONTROL = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
)
KEY = Qt.Key
REACTION_MS = 150


@dataclass
class Curator:
    """A person at the keyboard. ``player`` is the editor's."""

    home: Home
    qtbot: QtBot
    players: list[FakePlayer]

    @property
    def player(self) -> FakePlayer:
        return self.players[-1]

    @property
    def window(self) -> TimingWindow:
        window = self.home.inside.curating.timing.window
        assert window is not None
        return window

    @property
    def board(self) -> TimingBoard:
        return self.window.board

    def settle(self) -> None:
        self.qtbot.waitUntil(lambda: self.home.desktop.runner.idle)
        QApplication.processEvents()

    def song(self, title: str) -> SongId:
        browse = self.home.inside.parts.browse
        rows = browse.list_song_rows(browse.list_song_ids(SongQuery()))
        return next(row.id for row in rows if row.title.startswith(title))

    def words(self, song: SongId) -> Document | None:
        return self.home.inside.parts.words.words_of(song).document

    def open(self, title: str) -> SongId:
        """Choose a song in the list and ask for the editor by its key."""
        page, song = self.home.inside.pages.current(), self.song(title)
        assert isinstance(page, SongsView)
        self.qtbot.waitUntil(lambda: song in page.model.ids)
        at = page.model.ids.index(song)
        page.table.choose_rows([at], at)
        self.home.window.activateWindow()
        QTest.keyClick(page.table, KEY.Key_Y, CONTROL | SHIFT)
        self.wait_open()
        return song

    def wait_open(self) -> None:
        timing = self.home.inside.curating.timing
        self.qtbot.waitUntil(lambda: timing.window is not None and timing.window.board.player is not None)
        self.qtbot.waitUntil(self.window.isActiveWindow)
        self.settle()

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NO_KEY) -> None:
        """Press a key where the focus is."""
        focus: QWidget = QApplication.focusWidget() or self.window
        QTest.keyClick(focus, key, modifiers)

    def hear(self, until_ms: float) -> None:
        """Let the song play until a moment of it is heard; it plays."""
        self.player.advance((until_ms - self.player._now.position_ms) / 1000 / self.player.rate)
        QApplication.processEvents()

    def tap(self, at_ms: int, key: Qt.Key = KEY.Key_Space, modifiers: Qt.KeyboardModifier = NO_KEY) -> None:
        """Press a key as late after a moment of the song as this person is."""
        self.hear(at_ms + REACTION_MS * self.player.rate)
        self.key(key, modifiers)

    def starts(self) -> list[int | None]:
        return [line.start_ms for line in self.board.document.lines]

    def said(self) -> list[str]:
        return [card.message.text for card in self.window.toasts.cards()]


@dataclass
class Editor:
    """The editor alone, on words that stand in memory."""

    window: TimingWindow
    player: FakePlayer

    @property
    def board(self) -> TimingBoard:
        return self.window.board

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NO_KEY) -> None:
        QTest.keyClick(QApplication.focusWidget() or self.window, key, modifiers)

    def hear(self, until_ms: float) -> None:
        assert self.player._now is not None
        self.player.advance((until_ms - self.player._now.position_ms) / 1000 / self.player.rate)

    def tap(self, at_ms: int, key: Qt.Key = KEY.Key_Space, modifiers: Qt.KeyboardModifier = NO_KEY) -> None:
        self.hear(at_ms + REACTION_MS * self.player.rate)
        self.key(key, modifiers)

    def starts(self) -> list[int | None]:
        return [line.start_ms for line in self.board.document.lines]

    def texts(self, language: str) -> list[str]:
        return [line.texts.get(language, "") for line in self.board.document.lines]

    def said(self) -> list[str]:
        return [card.message.text for card in self.window.toasts.cards()]

    def choose(self, row: int, column: int = 0) -> None:
        self.window.table.setCurrentIndex(self.window.table.lines.index(row, column))


OpenWords = Callable[[str], Editor]


@pytest.fixture
def editor(qtbot: QtBot, qapp: QApplication) -> Iterator[OpenWords]:
    """Return a function that opens the editor on words (a file's text), the first line of them next."""
    theme = Theme(choice="dark")
    theme.apply(qapp)
    runner = TaskRunner()

    def open_words(words: str) -> Editor:
        player, song = FakePlayer({SONG: 60_000}), Playable(SONG, plain_row("a"), duration_ms=60_000)
        board = TimingBoard(read(words).document, 0, 60_000, runner)
        board.reaction_ms = REACTION_MS
        window = TimingWindow(board, "A song", theme)
        for name in ("import", "export", "discard", "save", "close"):
            window.acts.actions.add(name, "", name, [], lambda: None)
        window.add_menus()
        qtbot.addWidget(window)
        timing = TimingPlayer(player, lambda work: work(), now=player.clock)
        board.join_player(timing)
        timing.load(song, "", 80)
        window.show_song()
        window.resize(1440, 900)
        window.show()
        qtbot.waitUntil(window.table.hasFocus)
        return Editor(window, player)

    yield open_words
    theme._app = None
    runner.close()
    qapp.setStyleSheet("")


OpenEditor = Callable[..., Curator]


@pytest.fixture
def curator(
    open_home: OpenHome,  # noqa: F811 - the fixture of the shell
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[OpenEditor]:
    """Return a function that opens the window on two songs, one of them with other words or none."""
    players: list[FakePlayer] = []

    def timing_player(post: Callable[[Callable[[], None]], None]) -> TimingPlayer:
        players.append(FakePlayer(Lengths()))
        return TimingPlayer(players[-1], post, now=players[-1].clock)

    monkeypatch.setattr("pluto_desktop.bootstrap.window._timing_player", timing_player)
    made: list[Curator] = []

    def open_editor(words: str | None = None, **settings: object) -> Curator:
        folder = tmp_path / "library"
        if not folder.exists():
            with bootstrap.open_services(folder) as services:
                first, _ = add_two_songs(services)
                services.library.catalogue.set_lyrics(first, None if words is None else read(words).document)
        made.append(Curator(open_home(folder=folder, settings=settings or None), qtbot, players))
        return made[-1]

    yield open_editor
    for each in made:
        each.home.inside.curating.timing.close()
        each.settle()
