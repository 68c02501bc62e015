"""The whole window on a real library, with a player that makes no sound."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from pluto_desktop import bootstrap
from pluto_desktop.adapters.sql.move import move_library
from pluto_desktop.bootstrap.window import make_place
from pluto_desktop.desktop.app import Desktop
from pluto_desktop.desktop.furniture import Furniture
from pluto_desktop.desktop.main_window import MainWindow
from pluto_desktop.desktop.parts import Connecting, Place
from pluto_desktop.domain.profiles import Profile
from pluto_desktop.services.settings import Settings
from pluto_desktop.services.shared.profiles import SharedLibraries
from tests.demo import add_two_songs
from tests.fakes.player import FakePlayer
from tests.fakes.profiles import FakeConnector, FakeProfileStore, FakeSecrets
from tests.fakes.settings_store import FakeSettingsStore


class Lengths(dict[Path, int]):
    """Every file sounds for a minute."""

    def __contains__(self, _path: object) -> bool:
        return True

    def __missing__(self, _path: Path) -> int:
        return 60_000

    def get(self, _path: Path, _default: object = None) -> int:  # type: ignore[override]
        return 60_000


class Shared:
    """The shared libraries a device knows, on servers in memory."""

    def __init__(self, folders: Path) -> None:
        self.store, self.secrets, self.connector = FakeProfileStore(), FakeSecrets(), FakeConnector()
        self.libraries = SharedLibraries(self.store, self.secrets, self.connector, folders, {})
        self.connecting = Connecting(lambda: self.libraries, self._open, self._accept)

    def _accept(self, profile_id: str, library_id: str) -> Place:
        return self._open(self.libraries.accept(self.libraries.get(profile_id), library_id, move_library))

    def _open(self, profile: Profile | None) -> Place:
        folder = self.libraries.choose(profile)
        return make_place(folder or Path("own"), "" if profile is None else profile.id)


@dataclass
class Home:
    """A window as a person has it before them."""

    desktop: Desktop
    store: FakeSettingsStore
    folder: Path
    shared: Shared

    @property
    def window(self) -> MainWindow:
        return self.desktop.window

    @property
    def inside(self) -> Furniture:
        return self.desktop._furniture

    def in_menu(self) -> list[QAction]:
        """Return what the window's menu offers, with what is in the menus within it."""
        tops = self.window.menu.actions()
        inner = [action for top in tops if isinstance(menu := top.menu(), QMenu) for action in menu.actions()]
        return [action for action in tops if action.menu() is None] + inner

    def toasts(self) -> list[str]:
        return [card.message.text for card in self.window.toasts.cards()]


OpenHome = Callable[..., Home]


@pytest.fixture
def open_home(qapp: QApplication, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[OpenHome]:
    """Return a function that opens the window; every window is closed at the end."""
    monkeypatch.setattr("pluto_desktop.adapters.vlc.player.VlcPlayer", lambda _arguments: FakePlayer(Lengths()))
    homes: list[Home] = []

    def open_window(
        *,
        demo: bool = False,
        settings: dict[str, object] | None = None,
        folder: Path | None = None,
        resize: bool = True,
    ) -> Home:
        where = folder or tmp_path / "library"
        if demo:
            with bootstrap.open_services(where) as services:
                add_two_songs(services)
        store = FakeSettingsStore(settings)
        shared = Shared(tmp_path / "libraries")
        desktop = Desktop(qapp, Settings(store), make_place(where), shared.connecting, tmp_path / "logs")
        home = Home(desktop, store, where, shared)
        homes.append(home)
        with qtbot.waitSignal(desktop.ready):
            desktop.start([])
        if resize:
            desktop.window.resize(1440, 900)
        qtbot.waitUntil(lambda: desktop.runner.idle)
        return home

    yield open_window
    for home in homes:
        if home.window.isVisible():
            home.window.quit()
        home.desktop.theme._app = None
        home.window.deleteLater()
        home.desktop.deleteLater()
    qapp.setStyleSheet("")
    qapp.processEvents()
