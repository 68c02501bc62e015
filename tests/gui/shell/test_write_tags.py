"""Tags written into files, as a person does it in the window."""

from __future__ import annotations

from pathlib import Path

import mutagen
import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from pluto_desktop import bootstrap
from pluto_desktop.desktop.views.importing.reasons import ReasonsDialog
from pluto_desktop.desktop.views.songs.view import SongsView
from pluto_desktop.desktop.views.tags.dialog import WriteTagsDialog
from pluto_desktop.desktop.views.tags.model import TagsModel
from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.ids import MediaHash, SongId
from pluto_desktop.domain.shared import SongFields
from pluto_desktop.domain.songs import Location
from pluto_desktop.services.edit_songs import NewFiles
from pluto_desktop.services.tags_wanted import TagChange
from pluto_desktop.services.write_tags import FileChanges
from tests.commands import put
from tests.gui.shell.conftest import Home, OpenHome
from tests.sound import noise, write


@pytest.fixture
def home(open_home: OpenHome, tmp_path: Path, qtbot: QtBot) -> Home:
    """Return a window on three songs, of which two were edited since they were added."""
    sound, folder = write(tmp_path / "sound.flac", noise(0.3)), tmp_path / "library"
    for name in ("one", "two", "three"):
        put(sound, tmp_path / "music" / f"{name}.flac", title=name, artist="A")
    with bootstrap.open_services(folder) as services:
        services.importing.run([tmp_path / "music"], lambda _progress: None, CancelToken())
        for name in ("one", "two"):
            (row,) = services.browse.list_songs_named(name)
            said = SongFields(title=f"New {name}", notes="mine", given=frozenset({"title", "notes"}))
            services.edit.send(services.edit.update_song(row.id, said, NewFiles()), CancelToken())
    return open_home(folder=folder)


def _page(home: Home) -> SongsView:
    home.inside.pages.open("songs")
    page = home.inside.pages.current()
    assert isinstance(page, SongsView)
    return page


def _dialog(home: Home, qtbot: QtBot) -> WriteTagsDialog:
    qtbot.waitUntil(lambda: home.window.findChild(WriteTagsDialog) is not None)
    dialog = home.window.findChild(WriteTagsDialog)
    assert isinstance(dialog, WriteTagsDialog)
    qtbot.waitUntil(lambda: not dialog.stop.isVisible())
    return dialog


def _title(tmp_path: Path, name: str) -> str:
    return str(mutagen.File(tmp_path / "music" / f"{name}.flac")["title"][0])


def test_what_differs_is_shown_ticked_and_only_that_is_written(home: Home, tmp_path: Path, qtbot: QtBot) -> None:
    page = _page(home)
    page.table.selectAll()
    menu = page.build_menu()
    next(action for action in menu.actions() if action.text() == "Write tags into files…").trigger()
    menu.close()
    dialog = _dialog(home, qtbot)
    model = dialog.tree.model()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    files = [model.index(row, 0) for row in range(model.rowCount())]
    assert sorted(index.data() for index in files) == ["New one", "New two"]
    one = next(index for index in files if index.data() == "New one")
    told = [[model.index(row, column, one).data() for column in range(3)] for row in range(model.rowCount(one))]
    assert told == [["Title", "one", "New one"], ["Comment", "nothing", "mine"]]
    assert dialog.write.text() == "Write 2 files"

    qtbot.mouseClick(dialog.none, Qt.MouseButton.LeftButton)
    assert not dialog.write.isEnabled()
    # By key, one by one: the title of one file and nothing else.
    dialog.tree.setFocus()
    dialog.tree.setCurrentIndex(model.index(0, 0, one))
    qtbot.keyClick(dialog.tree, Qt.Key.Key_Space)
    assert one.data(Qt.ItemDataRole.CheckStateRole) is Qt.CheckState.PartiallyChecked
    assert dialog.write.text() == "Write 1 file"
    qtbot.mouseClick(dialog.write, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "were written" in dialog.state.text())
    assert dialog.state.text() == "The tags of 1 song were written."
    assert (_title(tmp_path, "one"), _title(tmp_path, "two")) == ("New one", "two")
    assert "comment" not in mutagen.File(tmp_path / "music" / "one.flac")
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: home.window.findChild(WriteTagsDialog) is None)
    (row,) = home.inside.parts.browse.list_songs_named("New one")
    assert home.inside.parts.browse.find_file(row.id) == tmp_path / "music" / "one.flac"


def test_all_files_are_written_from_the_menu_and_what_fails_is_told(home: Home, tmp_path: Path, qtbot: QtBot) -> None:
    (tmp_path / "music" / "two.flac").chmod(0o444)
    home.window.actions_["write_tags"].trigger()
    dialog = _dialog(home, qtbot)
    model = dialog.tree.model()
    assert model.setData(model.index(0, 0), Qt.CheckState.Unchecked, Qt.ItemDataRole.CheckStateRole)
    assert dialog.write.text() == "Write 1 file"
    qtbot.mouseClick(dialog.all, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(dialog.write, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "were written" in dialog.state.text())
    assert _title(tmp_path, "one") == "New one"
    assert dialog.reasons.text() == "1 left out — see why"
    qtbot.mouseClick(dialog.reasons, Qt.MouseButton.LeftButton)
    reasons = dialog.findChild(ReasonsDialog)
    assert isinstance(reasons, ReasonsDialog)
    assert "write-protected" in reasons.list.item(0).text()
    reasons.close()
    dialog.close()
    qtbot.waitUntil(lambda: home.window.findChild(WriteTagsDialog) is None)

    # The second time only what failed is left; and nothing is once that is written.
    (tmp_path / "music" / "two.flac").chmod(0o644)
    home.window.actions_["write_tags"].trigger()
    dialog = _dialog(home, qtbot)
    assert dialog.tree.model().rowCount(QModelIndex()) == 1
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "were written" in dialog.state.text())
    dialog.close()
    qtbot.waitUntil(lambda: home.window.findChild(WriteTagsDialog) is None)
    home.window.actions_["write_tags"].trigger()
    dialog = _dialog(home, qtbot)
    assert dialog.state.text() == "The tags of 3 files say what the library says already."


def test_stopping_while_it_writes_leaves_the_others_and_closing_while_it_compares_ends_it(
    home: Home, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    home.window.actions_["write_tags"].trigger()
    dialog = _dialog(home, qtbot)
    writer = home.inside.parts.write_tags()._writer
    write_one = writer.write

    def write_and_wait(*arguments: object) -> object:
        token = home.inside.curating.tags._part
        assert token is not None
        dialog.metaObject().invokeMethod(dialog, "reject", Qt.ConnectionType.QueuedConnection)
        assert token.wait(60)
        return write_one(*arguments)

    monkeypatch.setattr(writer, "write", write_and_wait)
    qtbot.mouseClick(dialog.write, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "Stopped" in dialog.state.text())
    assert dialog.isVisible()
    assert sorted((_title(tmp_path, "one"), _title(tmp_path, "two"))) in (["New one", "two"], ["New two", "one"])
    dialog.close()
    qtbot.waitUntil(lambda: home.window.findChild(WriteTagsDialog) is None)
    home.window.actions_["write_tags"].trigger()
    dialog = home.window.findChild(WriteTagsDialog)
    assert isinstance(dialog, WriteTagsDialog)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: home.window.findChild(WriteTagsDialog) is None)
    qtbot.waitUntil(lambda: home.desktop.runner.idle)


def test_a_view_is_given_many_files_by_and_by_and_all_are_ticked(qtbot: QtBot) -> None:
    location, title = Location(Path("/a.mp3"), 1, 1, MediaHash("")), TagChange("title", "a", "b")
    files = [FileChanges(SongId(str(number)), "b", 1, location, (title,)) for number in range(1_200)]
    model = TagsModel(files)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    while model.canFetchMore(QModelIndex()):
        model.fetchMore(QModelIndex())
    assert (model.rowCount(), model.ticked_files, len(model.chosen())) == (1_200, 1_200, 1_200)
    model.tick_all(on=False)
    assert model.setData(model.index(1_100, 0), Qt.CheckState.Checked, Qt.ItemDataRole.CheckStateRole)
    assert (model.ticked_files, model.chosen()) == (1, [files[1_100]])
