"""What changes many songs is reached by key, has its names, and is translated throughout."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from pluto_desktop.desktop.views.curate.bulk.asking import AskReplace, ask
from pluto_desktop.desktop.views.curate.bulk.form import Asked
from pluto_desktop.desktop.views.curate.bulk.preview import PreviewDialog
from pluto_desktop.desktop.views.curate.merging.artist import RenameDialog
from pluto_desktop.desktop.views.curate.merging.dialog import MergeDialog
from pluto_desktop.domain.views import SongQuery
from pluto_desktop.services.bulk.operations import FindReplace
from tests.gui.shell.conftest import Home, OpenHome
from tests.gui.shell.test_reach import check
from tests.gui.shell.test_texts import Marking, fill, known, marked, settled, unmarked  # noqa: F401 - fixtures


@pytest.fixture
def home(open_home: OpenHome, tmp_path: Path) -> Home:
    fill(tmp_path / "library")
    return open_home()


def _dialogs(home: Home, qtbot: QtBot) -> Iterator[QDialog]:
    """Open each dialog in turn, and show in it what there is to be said."""
    parent, theme = home.window, home.desktop.theme
    for asked in Asked:
        dialog = ask(asked, theme, 3, parent)
        if isinstance(dialog, AskReplace):
            dialog.pattern.setChecked(True)
            dialog.sought.setText("(")
        yield dialog
    songs = home.inside.parts.browse.list_song_ids(SongQuery())
    home.inside.curating.bulk.preview(songs, FindReplace("title", "§ [^1]", pattern=True))
    preview = home.window.findChild(PreviewDialog)
    assert preview is not None
    qtbot.waitUntil(lambda: preview.model is not None)
    yield preview
    yield MergeDialog(home.inside.parts.many.merge().look(songs[:3]), theme, parent)
    artist, *others = home.inside.parts.browse.list_artists()
    rename = RenameDialog(artist, others, theme, parent)
    rename.name.setText(others[0].name)
    yield rename


def test_everything_is_translated_reached_by_key_and_named(
    marked: Marking,  # noqa: F811 - a fixture
    home: Home,
    qtbot: QtBot,
) -> None:
    home.inside.curating.mode.edit(home.inside.parts.browse.list_song_ids(SongQuery())[:3])
    settled(home, qtbot)
    form = home.inside.curating.bulk._form
    assert form is not None
    form.form.genres.setText("§§")
    form.form.release_date.setText("1942-13")
    found = unmarked(home.window)
    form.form.release_date.setText("1942")
    form.form.title.setFocus()
    check(home.window)
    for dialog in _dialogs(home, qtbot):
        dialog.show()
        found |= unmarked(dialog)
        check(dialog)
        dialog.reject()
    assert found == set()
