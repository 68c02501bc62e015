"""Folders of music that the library follows, as a person meets it: in the window, with real files."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from mutagen.flac import FLAC
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from pluto_desktop.desktop import watch_desk
from pluto_desktop.desktop.views.settings.dialog import SettingsDialog
from pluto_desktop.desktop.views.settings.folders import FollowedFolders
from pluto_desktop.desktop.watch_desk import WatchDesk
from pluto_desktop.domain.songs import SongRow
from pluto_desktop.domain.views import SongQuery
from pluto_desktop.services import watch_folders
from tests.commands import put
from tests.gui.shell.conftest import Home, OpenHome
from tests.sound import noise, write


@pytest.fixture(autouse=True)
def _soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let everything that waits for a while do so for a moment."""
    monkeypatch.setattr(watch_desk, "_SETTLE_MS", 30)
    monkeypatch.setattr(watch_desk, "_FIRST_MS", 50)
    monkeypatch.setattr(watch_folders, "_REST_S", 0.05)


@pytest.fixture
def music(tmp_path: Path) -> Path:
    """Return a folder with one song in a folder."""
    put(write(tmp_path / "sound.flac", noise(0.3)), tmp_path / "music" / "album" / "one.flac", title="One")
    return tmp_path / "music"


def add(music: Path, name: str, title: str) -> Path:
    return put(music.parent / "sound.flac", music / f"{name}.flac", title=title)


def rows(home: Home) -> dict[str, SongRow]:
    browse = home.inside.parts.browse
    return {row.title: row for row in browse.list_song_rows(browse.list_song_ids(SongQuery()))}


def desk(home: Home) -> WatchDesk:
    assert home.inside.watching is not None
    return home.inside.watching


def follow(home: Home, music: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    """Add a folder by the menu, and wait until its song is there and it is watched."""
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(music))
    home.window.actions_["add_folder"].trigger()
    qtbot.waitUntil(lambda: len(desk(home)._watcher.directories()) == 2)
    qtbot.waitUntil(lambda: home.desktop.runner.idle and not home.inside.adding.importing.running)


def test_what_comes_changes_moves_and_goes_does_so_in_the_library(
    open_home: OpenHome, music: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = open_home()
    follow(home, music, qtbot, monkeypatch)
    assert list(rows(home)) == ["One"]
    home.inside.adding.importing.card.close_card()

    add(music, "album/two", "Two")
    qtbot.waitUntil(lambda: "Two" in rows(home))
    qtbot.waitUntil(lambda: any("1 song came into folders" in text for text in home.toasts()))
    two = rows(home)["Two"].id
    # A folder that comes is watched too, and a file that moves into it is the same song.
    (music / "new").mkdir()
    shutil.move(music / "album" / "two.flac", music / "new" / "moved.flac")
    qtbot.waitUntil(lambda: home.inside.parts.browse.find_file(two) == music / "new" / "moved.flac")
    qtbot.waitUntil(lambda: str(music / "new") in desk(home)._watcher.directories())
    add(music, "new/three", "Three")
    qtbot.waitUntil(lambda: "Three" in rows(home))
    (music / "new" / "three.flac").unlink()
    qtbot.waitUntil(lambda: not rows(home)["Three"].reachable)

    # Written again in its place: nothing tells, but everything is looked through now and then.
    file = FLAC(music / "new" / "moved.flac")
    file["title"], file["album"] = "Retagged", "New"
    file.save()
    qtbot.waitUntil(lambda: home.desktop.runner.idle and not home.inside.adding.importing.running)
    desk(home).again.timeout.emit()
    qtbot.waitUntil(lambda: "Retagged" in rows(home))
    assert rows(home)["Retagged"].id == two
    assert home.inside.adding.importing.card.isHidden()


def test_what_is_still_being_written_is_not_read(
    open_home: OpenHome, music: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = open_home()
    follow(home, music, qtbot, monkeypatch)
    asked: list[set[Path]] = []

    def still_written(_folders: object, changed: set[Path]) -> set[Path]:
        asked.append(changed)
        return set(changed)

    with monkeypatch.context() as written:
        written.setattr(watch_folders.WatchFolders, "list_unsettled", still_written)
        add(music, "album/two", "Two")
        qtbot.waitUntil(lambda: len(asked) >= 3)
        qtbot.waitUntil(lambda: not home.inside.adding.importing.running)
        assert sorted(rows(home)) == ["One"]
    qtbot.waitUntil(lambda: "Two" in rows(home))


def test_a_persons_edits_and_removals_stay(
    open_home: OpenHome, music: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = open_home()
    add(music, "album/two", "Two")
    follow(home, music, qtbot, monkeypatch)
    found = rows(home)
    home.inside.parts.many.edit().delete([found["One"].id])
    document = home.inside.parts.words.attach_file(found["Two"].id, _words(music.parent))
    assert document.edited.changes
    file = FLAC(music / "album" / "two.flac")
    file["album"], file["lyrics"] = "Tagged", "of the file"
    file.save()
    add(music, "album/three", "Three")
    qtbot.waitUntil(lambda: rows(home).keys() >= {"Three"} and rows(home)["Two"].album == "Tagged")
    assert sorted(rows(home)) == ["Three", "Two"]
    words = home.inside.parts.words.words_of(found["Two"].id).document
    assert words is not None
    assert words.text("en") == "A person's words"


def _words(folder: Path) -> Path:
    (folder / "words.txt").write_text("A person's words\n", encoding="utf-8")
    return folder / "words.txt"


def test_folders_are_followed_after_a_restart_until_they_are_switched_off_in_the_settings(
    open_home: OpenHome, music: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = open_home()
    follow(home, music, qtbot, monkeypatch)
    home.window.quit()
    add(music, "while-closed", "While closed")
    (music / "album" / "one.flac").unlink()
    home = open_home()
    qtbot.waitUntil(lambda: "While closed" in rows(home) and not rows(home)["One"].reachable)

    home.window.actions_["settings"].trigger()
    dialog = home.inside.menus._dialogs["settings"]
    assert isinstance(dialog, SettingsDialog)
    shown = dialog.findChild(FollowedFolders)
    assert isinstance(shown, FollowedFolders)
    dialog._form.pages.setCurrentWidget(dialog._form.library_page)
    qtbot.waitUntil(shown.isVisible)
    assert shown.list.item(0).text() == str(music)
    shown.list.setFocus()
    shown.list.setCurrentRow(0)
    qtbot.keyClick(shown.list, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: desk(home)._watcher.directories() == [])
    qtbot.keyClick(shown.list, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: len(desk(home)._watcher.directories()) == 2)
    qtbot.mouseClick(shown.forget, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: shown.isHidden())
    qtbot.waitUntil(lambda: desk(home)._watcher.directories() == [])
    assert home.inside.parts.watch_folders is not None
    assert home.inside.parts.watch_folders().list_folders() == []
    assert sorted(rows(home)) == ["One", "While closed"], "its songs stay"


def test_many_files_at_once_show_their_progress_and_copied_ones_are_not_followed(
    open_home: OpenHome, music: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = open_home(settings={"library.copy_on_import": True})
    home.inside.adding.add_paths([music])
    qtbot.waitUntil(lambda: "One" in rows(home))
    assert home.inside.parts.watch_folders is not None
    assert home.inside.parts.watch_folders().list_folders() == []
    home.inside.adding.importing.card.close_card()
    for number in range(120):
        add(music, f"many/{number}", f"Song {number}")
    home.inside.adding.importing.follow([music])
    qtbot.waitUntil(home.inside.adding.importing.card.isVisible)
    qtbot.waitUntil(lambda: len(rows(home)) == 121)


def test_a_system_that_lets_no_more_folders_be_watched_and_one_that_does_not_answer_are_told_once(
    open_home: OpenHome, music: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = open_home()
    watching = desk(home)
    monkeypatch.setattr(watching._watcher, "addPaths", lambda paths: paths)
    follow_all = watch_folders.Watchable((music,), (music, music / "album"), (Path("/net"),))
    monkeypatch.setattr(watch_folders.WatchFolders, "look", lambda *_: follow_all)
    for _ in range(2):
        watching.look_through()
        qtbot.waitUntil(lambda: home.desktop.runner.idle and not home.inside.adding.importing.running)
    qtbot.waitUntil(lambda: sum("lets Pluto watch" in text for text in home.toasts()) == 1)
    assert sum("“/net” does not answer" in text for text in home.toasts()) == 1
    assert "One" in rows(home), "what cannot be watched is looked through all the same"
