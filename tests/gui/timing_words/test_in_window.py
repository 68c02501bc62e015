"""The editor within the whole window: drafts that outlive it, files in and out, what somebody else did meanwhile."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from pluto_desktop import bootstrap
from pluto_desktop.desktop.views.timing.lines import CellEdit
from pluto_desktop.desktop.views.timing.table import Column
from pluto_desktop.desktop.views.word_files.save import SaveWordsDialog
from pluto_desktop.domain.changes import Changes
from pluto_desktop.lyrics.timing.moments import set_start
from pluto_desktop.lyrics.timing.texts import set_text
from tests.factories import make_location, make_medium, make_song
from tests.gui.timing_words.conftest import CONTROL, KEY, OpenEditor

THREE = "[00:05.00]one fine day\n[00:10.00]two\n[00:15.00]three\n"


def test_what_was_begun_is_there_again_after_a_restart_and_can_be_given_up(curator: OpenEditor) -> None:
    person = curator(THREE)
    song = person.open("Twinkle")
    person.key(KEY.Key_Space)
    person.tap(6_000)
    person.settle()
    assert person.window.head.draft.text().startswith("draft kept at ")
    assert person.words(song) != person.board.document
    begun = person.board.document
    person.home.window.quit()
    again = curator()
    again.home.inside.curating.mode.set_on(on=True)
    state = again.home.inside.curating.mode._made_pane().state
    again.qtbot.waitUntil(state.button.isVisible)
    assert (state.title.text(), state.button.text()) == ("Not saved yet", "Go on")
    QTest.mouseClick(state.button, Qt.MouseButton.LeftButton)
    again.wait_open()
    assert (again.board.document, again.board.line) == (begun, 1)
    assert again.window.head.draft.text().startswith("draft kept at ")
    again.window.acts.actions["discard"].trigger()
    card = again.window.toasts.cards()[-1]
    assert card.action_button is not None
    card.action_button.click()
    again.settle()
    assert again.board.document == again.words(song)
    assert again.window.head.draft.text() == ""
    assert state.title.text() == "Nothing is chosen"
    again.key(KEY.Key_Space)
    again.tap(6_000)
    again.window.close()
    again.qtbot.waitUntil(lambda: state.title.text() == "Not saved yet")


def test_what_stands_in_an_open_cell_is_saved_exported_and_kept(curator: OpenEditor) -> None:
    person = curator(THREE)
    song, timing = person.open("Twinkle"), person.home.inside.curating.timing
    person.window.table.setCurrentIndex(person.window.table.lines.index(1, Column.TEXTS + 1))

    def type_over(text: str) -> None:
        person.key(KEY.Key_F2)
        cell = QApplication.focusWidget()
        assert isinstance(cell, CellEdit)
        cell.selectAll()
        QTest.keyClicks(cell, text)

    type_over("saved")
    person.key(KEY.Key_S, CONTROL)
    person.settle()
    words = person.words(song)
    assert words is not None
    assert words.lines[1].texts["en"] == "saved"
    type_over("exported")
    person.key(KEY.Key_E, CONTROL)
    person.settle()
    dialog = person.window.findChild(SaveWordsDialog)
    assert dialog is not None
    assert dialog._words.document.lines[1].texts["en"] == "exported"
    dialog.close()
    person.window.activateWindow()
    person.window.table.setFocus()
    person.qtbot.waitUntil(person.window.table.hasFocus)
    type_over("kept")
    person.window.close()
    person.settle()
    assert timing.window is None
    assert person.home.inside.parts.timing.words().open(song).document.lines[1].texts["en"] == "kept"


def test_of_a_line_that_both_changed_the_person_chooses_and_other_lines_stay(curator: OpenEditor) -> None:
    person = curator(THREE)
    song, conflicts = person.open("Twinkle"), person.home.inside.curating.conflicts
    person.key(KEY.Key_Right)
    before = person.words(song)
    assert before is not None
    theirs = set_text(set_start(before, 0, 4_000), 2, "en", "their third")
    person.home.inside.parts.words.set_words(song, theirs)
    person.key(KEY.Key_S, CONTROL)
    person.settle()
    assert person.words(song) == theirs
    dialog = conflicts.dialog
    assert dialog is not None
    assert dialog.isVisible()
    person.board.edit(lambda words: set_text(words, 1, "en", "my second"), 1)  # the editor goes on meanwhile
    person.settle()
    dialog.box.all_mine.click()
    dialog.box.send.click()
    person.settle()
    assert not dialog.isVisible()
    saved = person.words(song)
    assert saved is not None
    assert [(line.start_ms, line.texts["en"]) for line in saved.lines] == [
        (5_010, "one fine day"),
        (10_000, "two"),
        (15_000, "their third"),
    ]
    assert person.board.document == set_text(saved, 1, "en", "my second")
    assert person.window.head.draft.text().startswith("draft kept at ")
    person.window.activateWindow()
    person.window.table.setFocus()
    person.qtbot.waitUntil(person.window.table.hasFocus)
    person.key(KEY.Key_S, CONTROL)
    person.settle()
    assert person.words(song) == person.board.document
    assert person.window.head.draft.text() == ""


def test_other_lines_that_came_in_by_saving_are_seen_and_saved_again(curator: OpenEditor) -> None:
    person = curator(THREE)
    song = person.open("Twinkle")
    before = person.words(song)
    assert before is not None
    person.home.inside.parts.words.set_words(song, set_text(before, 2, "en", "their third"))
    for _ in range(2):
        person.key(KEY.Key_Right)
        person.key(KEY.Key_S, CONTROL)
        person.settle()
    saved = person.words(song)
    assert saved == person.board.document == set_text(set_start(before, 0, 5_020), 2, "en", "their third")


def test_words_come_from_a_file_and_go_into_one_that_tells_what_it_loses(
    curator: OpenEditor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "words.lrc"
    file.write_text("[00:01.00]<00:01.00>far <00:02.00>away\n[00:04.00]\n", encoding="utf-8")
    monkeypatch.setattr("pluto_desktop.desktop.word_files_desk.QFileDialog.getOpenFileName", lambda *_: (str(file), ""))
    person = curator(THREE)
    person.open("Twinkle")
    person.key(KEY.Key_O, CONTROL)
    person.settle()
    assert person.board.document.text("en") == "far away"
    assert person.board.can_undo
    person.key(KEY.Key_E, CONTROL)
    person.settle()
    dialog = person.window.findChild(SaveWordsDialog)
    assert dialog is not None
    assert dialog._words.document == person.board.document
    assert dialog._words.losses["srt"]
    dialog.close()


def test_the_pane_and_the_form_lead_to_the_editor_and_the_music_rests_meanwhile(curator: OpenEditor) -> None:
    person = curator()
    song = person.song("Twinkle")
    inside = person.home.inside
    inside.playing.play_songs([song])
    person.qtbot.waitUntil(lambda: inside.playback.snapshot.playing)
    message = inside.words.pane.message
    person.qtbot.waitUntil(message.timing.isVisible)
    message.timing.click()
    person.wait_open()
    assert not inside.playback.snapshot.playing
    said = person.window.table.accessibleDescription()
    assert said == "This song has no words yet. Paste a text with Ctrl+V, or import a file."
    person.key(KEY.Key_W, CONTROL)
    QApplication.processEvents()
    assert inside.playback.snapshot.playing
    menu = QMenu()
    inside.words.pane.menu_opening.emit(menu, None)
    entry = next(action for action in menu.actions() if action.text() == "Time the words…")
    entry.trigger()
    person.wait_open()
    assert person.home.inside.curating.timing._opened is not None
    assert person.home.inside.curating.timing._opened.song_id == song
    person.window.close()
    inside.curating.mode.edit([person.song("ఉప్పు")])
    person.qtbot.waitUntil(
        lambda: inside.curating.forms._form is not None and inside.curating.forms._form.draft is not None
    )
    assert inside.curating.forms._form is not None
    inside.curating.forms._form.english.button.click()
    person.wait_open()
    assert person.board.document.languages == ("en", "te", "te-Latn")
    inside.curating.timing.offer(offered=False)
    assert not person.home.window.actions_["time_words"].isVisible(), "who may only listen is not shown it"


def test_sound_that_comes_while_the_editor_is_open_is_played(curator: OpenEditor) -> None:
    person = curator(THREE)
    inside = person.home.inside
    with bootstrap.open_services(person.home.folder) as elsewhere:
        (song,) = elsewhere.library.catalogue.add_songs([make_song("Silent", song=make_medium("late"))])
    inside.curating.timing.open(song)
    person.wait_open()
    assert person.said()[-1] == "There is no sound of “Silent” on this device. Add its file, then it plays."
    person.key(KEY.Key_P)
    assert not person.board.playing
    told = list[object]()
    person.window.notifier.said.connect(told.append)
    inside.apply_changes(Changes(songs=frozenset({song})))  # something else of it changed
    person.settle()
    assert told == []
    with bootstrap.open_services(person.home.folder) as elsewhere:
        changes = elsewhere.library.catalogue.set_locations([make_location("late")])
    inside.apply_changes(changes)
    person.settle()
    assert len(person.players) == 1
    person.window.table.setFocus()
    person.key(KEY.Key_P)
    assert person.board.playing
    person.hear(1_000)
    inside.apply_changes(Changes(songs=frozenset({song})))
    person.settle()
    assert person.board.heard_ms() >= 1_000, "what plays is not loaded again"
