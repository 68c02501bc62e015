"""Words of songs to and from files, as a person does it in the window."""

from __future__ import annotations

from pathlib import Path

import mutagen
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from pluto_desktop.desktop.views.songs.view import SongsView
from pluto_desktop.desktop.views.word_files.save import COPY, OWN, SaveWordsDialog
from pluto_desktop.domain.ids import SongId
from tests.gui.shell.conftest import Home, OpenHome
from tests.sound import noise, write

WORDS = "[la:te,en]\n[00:01.00]<00:01.00>నువ్వు<00:02.00>\n[00:01.00]You\n"


@pytest.fixture
def home(open_home: OpenHome, tmp_path: Path, qtbot: QtBot) -> Home:
    (tmp_path / "music").mkdir()
    write(tmp_path / "music" / "Song.mp3", noise(4))
    home = open_home()
    home.inside.adding.add_paths([tmp_path / "music"])
    qtbot.waitUntil(lambda: _page(home).model.rowCount() == 1, timeout=20_000)
    return home


def _page(home: Home) -> SongsView:
    home.inside.pages.open("songs")
    page = home.inside.pages.current()
    assert isinstance(page, SongsView)
    return page


def _song(home: Home, qtbot: QtBot) -> SongId:
    page = _page(home)
    page.table.selectRow(0)
    qtbot.waitUntil(lambda: page.model.song(0) is not None, timeout=5_000)
    return page.table.chosen()[0]


def _press(home: Home, text: str) -> None:
    menu = _page(home).build_menu()
    next(action for action in menu.actions() if action.text() == text).trigger()
    menu.close()


def _words(home: Home, song: SongId) -> dict[str, str]:
    document = home.inside.parts.words.words_of(song).document
    return dict(document.lines[0].texts) if document is not None else {}


def _dialog(home: Home, qtbot: QtBot) -> SaveWordsDialog:
    qtbot.waitUntil(lambda: home.window.findChild(SaveWordsDialog) is not None, timeout=5_000)
    dialog = home.window.findChild(SaveWordsDialog)
    assert isinstance(dialog, SaveWordsDialog)
    return dialog


def _saved(dialog: SaveWordsDialog, choice: str, path: Path | None, home: Home, qtbot: QtBot) -> None:
    dialog.form.format.setCurrentIndex(dialog.form.format.findData(choice))
    if path is not None:
        dialog.form.file.clear()
        qtbot.keyClicks(dialog.form.file, str(path))
    qtbot.mouseClick(dialog.form.save, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: any("The words are in" in text for text in home.toasts()), timeout=10_000)
    qtbot.waitUntil(lambda: home.window.findChild(SaveWordsDialog) is None, timeout=5_000)


def test_words_come_from_a_file_are_taken_back_and_saved(
    home: Home, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    song = _song(home, qtbot)
    source = tmp_path / "words.lrc"
    source.write_text(f"{WORDS}[zz:what]\n", encoding="utf-8")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(source), ""))
    _press(home, "Add words from a file…")
    qtbot.waitUntil(lambda: any("not understood: line 4" in text for text in home.toasts()), timeout=5_000)
    assert _words(home, song) == {"te": "నువ్వు", "en": "You"}

    card = next(card for card in home.window.toasts.cards() if "were added" in card.message.text)
    assert card.message.on_action is not None
    card.message.on_action()
    qtbot.waitUntil(lambda: _words(home, song) == {}, timeout=5_000)
    assert home.inside.parts.undoable().undo is None  # it is taken back by now
    home.inside.word_files.add(song, source)
    qtbot.waitUntil(lambda: bool(_words(home, song)), timeout=5_000)
    qtbot.waitUntil(lambda: bool((row := _page(home).model.song(0)) and row.lyrics_languages), timeout=5_000)

    _press(home, "Save the words as…")
    dialog = _dialog(home, qtbot)
    assert "Nothing of the words is lost." in dialog.told.text()
    dialog.form.format.setCurrentIndex(dialog.form.format.findData("srt"))
    assert "Lines that lose the times of their words: 1." in dialog.told.text()
    assert dialog.form.file.text().endswith(".srt")
    assert dialog.form.format.accessibleName() == "Format"
    target = tmp_path / "out.srt"
    _saved(dialog, "srt", target, home, qtbot)
    assert "నువ్వు\nYou" in target.read_text(encoding="utf-8")

    # What is there already is replaced only when that was said.
    target.write_text("somebody's own", encoding="utf-8")
    home.inside.word_files.ask_save(song)
    dialog = _dialog(home, qtbot)
    dialog.form.format.setCurrentIndex(dialog.form.format.findData("srt"))
    dialog.form.file.setText(str(target))
    qtbot.mouseClick(dialog.form.save, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: any("is there already" in text for text in home.toasts()), timeout=5_000)
    assert target.read_text(encoding="utf-8") == "somebody's own"
    card = next(card for card in home.window.toasts.cards() if "is there already" in card.message.text)
    assert card.message.on_action is not None
    card.message.on_action()
    qtbot.waitUntil(lambda: "నువ్వు" in target.read_text(encoding="utf-8"), timeout=5_000)


def test_words_go_into_a_copy_and_into_the_file_itself(home: Home, tmp_path: Path, qtbot: QtBot) -> None:
    song = _song(home, qtbot)
    source = tmp_path / "words.lrc"
    source.write_text(WORDS, encoding="utf-8")
    home.inside.parts.words.attach_file(song, source)
    audio, copy = tmp_path / "music" / "Song.mp3", tmp_path / "copy.mp3"
    before = audio.read_bytes()
    home.inside.word_files.ask_save(song)
    _saved(_dialog(home, qtbot), COPY, copy, home, qtbot)
    assert audio.read_bytes() == before
    assert {frame.lang for frame in mutagen.File(copy).tags.getall("SYLT")} == {"tel", "eng"}

    home.inside.word_files.ask_save(song)
    dialog = _dialog(home, qtbot)
    dialog.form.format.setCurrentIndex(dialog.form.format.findData(OWN))
    assert not dialog.form.file.isEnabled()
    qtbot.mouseClick(dialog.form.save, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: audio.read_bytes() != before, timeout=10_000)
    qtbot.waitUntil(lambda: any(str(audio) in text for text in home.toasts()), timeout=10_000)
    browse = home.inside.parts.browse
    assert browse.find_file(song) == audio
    assert len(browse.list_songs_named("Song")) == 1
