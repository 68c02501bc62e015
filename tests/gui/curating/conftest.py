"""The window in curate mode: opened as the tests of the shell open it, with songs that are worth editing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from pluto_desktop import bootstrap
from pluto_desktop.desktop.views.curate.form import SongForm
from pluto_desktop.desktop.views.songs.view import SongsView
from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.dates import ReleaseDate
from pluto_desktop.domain.ids import SongId
from pluto_desktop.domain.shared import SongFields
from pluto_desktop.domain.songs import Song
from pluto_desktop.services.edit_songs import NewFiles
from pluto_desktop.services.song_forms import OpenedSong
from tests.factories import make_song
from tests.gui.shell.conftest import Home, OpenHome, open_home  # noqa: F401 - a fixture

TALLI = "మా తెలుగు తల్లికి"
CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


@dataclass
class Curator:
    """A person in front of the window, in curate mode."""

    home: Home
    qtbot: QtBot

    @property
    def list(self) -> SongsView:
        page = self.home.inside.pages.current()
        assert isinstance(page, SongsView)
        return page

    @property
    def form(self) -> SongForm:
        form = self.home.inside.curating.forms._form
        assert form is not None
        return form

    @property
    def song(self) -> SongId:
        assert self.form.song is not None
        return self.form.song

    def settle(self) -> None:
        self.qtbot.waitUntil(lambda: self.home.desktop.runner.idle)

    def choose(self, title: str) -> None:
        """Choose a song in the list and wait until its form is there."""
        model = self.list.model
        self.qtbot.waitUntil(lambda: bool(model.ids) and all(model.song(at) for at in range(len(model.ids))))
        at = next(at for at in range(len(model.ids)) if model.song(at).title == title)
        self.list.table.choose_rows([at], at)
        self.qtbot.waitUntil(
            lambda: self.home.inside.curating.forms._form is not None and self.form.song == model.ids[at]
        )
        self.wait_shown()

    def wait_shown(self) -> None:
        self.qtbot.waitUntil(lambda: self.form.draft is not None)
        self.settle()

    def write(self, box: str, text: str) -> None:
        """Write a text into a box in place of what stands there, as an input method does."""
        editor = getattr(self.form.form, box)
        editor.setFocus()
        editor.selectAll()
        editor.insert(text) if text else editor.clear()

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self.home.window.focusWidget() or self.home.window, key, modifiers)

    def save(self) -> None:
        """Press Ctrl+S and wait until that is done."""
        self.key(Qt.Key.Key_S, CONTROL)
        self.settle()

    def note(self, box: str) -> str:
        return self.form.boxes[box].note.text()

    def stored(self) -> Song:
        """Return the song as the library has it, read by somebody else."""
        with bootstrap.open_services(self.home.folder) as services:
            return services.browse.get_song(self.song)

    def kept(self) -> OpenedSong:
        """Return the form as another window would open it."""
        with bootstrap.open_services(self.home.folder) as services:
            return services.song_forms.open(self.song)

    def change_elsewhere(self, said: SongFields, *, seen: bool = True) -> None:
        """Change the song as another program does; the window looks at once, or has not yet."""
        with bootstrap.open_services(self.home.folder) as services:
            services.edit.send(services.edit.update_song(self.song, said, NewFiles()), CancelToken())
        if seen:
            self.home.desktop._look()


def fill(folder: Path) -> None:
    """Put some songs into a library."""
    with bootstrap.open_services(folder) as services:
        services.library.catalogue.add_songs(
            [
                make_song(
                    TALLI,
                    artists=("Sankarambadi", "Suryakumari"),
                    album="Desabhakti",
                    release_date=ReleaseDate(1942, 11),
                    genres=("Patriotic",),
                    tags=("school",),
                    language="te",
                    track=4,
                ),
                make_song("Scarborough Fair", artists=("Annamayya",), genres=("Folk",), tags=("state song",)),
            ]
        )


@pytest.fixture
def curate(open_home: OpenHome, qtbot: QtBot, tmp_path: Path) -> Callable[..., Curator]:  # noqa: F811 - the fixture
    """Return a function that opens the window in curate mode, the first time with songs."""

    def begin(**more: object) -> Curator:
        if not (tmp_path / "library").exists():
            fill(tmp_path / "library")
        home = open_home(**more)
        home.inside.curating.mode.set_on(on=True)
        return Curator(home, qtbot)

    return begin
