"""A window and the command line on one library."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from pytestqt.qtbot import QtBot

from pluto_desktop import bootstrap
from pluto_desktop.desktop.views.songs.view import SongsView
from tests.demo import add_two_songs
from tests.gui.shell.conftest import OpenHome


def test_what_a_command_changes_appears_in_the_open_window(open_home: OpenHome, qtbot: QtBot, tmp_path: Path) -> None:
    home = open_home(demo=True)
    page = home.inside.pages.current()
    assert isinstance(page, SongsView)
    assert len(page.model.ids) == 2
    rows = tmp_path / "rows.csv"
    rows.write_text("title,artist\nFrom beside,Somebody\n", encoding="utf-8")
    command = [sys.executable, "-m", "pluto_desktop", "catalog", "import", rows, "--library", home.folder]
    subprocess.run(command, check=True, capture_output=True, timeout=60)
    qtbot.waitUntil(lambda: len(page.model.ids) == 3, timeout=20_000)
    qtbot.waitUntil(lambda: home.window.side.rows["songs"]._count == 3)
    with bootstrap.open_services(home.folder) as services:
        services.personal.create_playlist("From beside")
    qtbot.waitUntil(lambda: any(p.name == "From beside" for p in home.inside.side.playlists), timeout=20_000)


def test_a_library_of_a_newer_pluto_opens_for_reading_with_a_sentence(open_home: OpenHome, tmp_path: Path) -> None:
    with bootstrap.open_services(tmp_path / "library") as services:
        add_two_songs(services)
        with services.library.connections.writing() as connection:
            connection.execute("UPDATE alembic_version SET version_num = '0099'")
    home = open_home()
    assert home.window.side.rows["songs"]._count == 2
    assert any("newer Pluto" in text for text in home.toasts())
