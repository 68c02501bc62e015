"""What was typed into the form of a song is not lost, whatever happens to it, to another song or on the disk."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from pluto_desktop.adapters.sql.drafts import SqlDrafts
from pluto_desktop.desktop.views.conflict.dialog import ConflictDialog
from pluto_desktop.domain.drafts import Draft, DraftKind
from pluto_desktop.domain.edits import Side
from pluto_desktop.domain.errors import Denied
from pluto_desktop.domain.shared import SongFields
from tests.gui.curating.conftest import TALLI, Curator
from tests.gui.shell.test_removing import press, titles

Curate = Callable[..., Curator]


def clash(person: Curator, qtbot: QtBot) -> ConflictDialog:
    """Save a title where somebody else wrote another one meanwhile; the dialog about it is open."""
    person.home.desktop._looking.stop()
    person.change_elsewhere(SongFields(title="Theirs", given=frozenset({"title"})), seen=False)
    person.write("title", "Mine")
    person.save()
    dialog = person.home.inside.curating.conflicts.dialog
    assert dialog is not None
    qtbot.waitUntil(lambda: person.form.changed_elsewhere.isVisible())
    return dialog


def test_what_was_typed_last_is_kept_though_it_could_not_be_saved(curate: Curate, qtbot: QtBot) -> None:
    person = curate()
    person.choose(TALLI)
    clash(person, qtbot).close()  # it was saved before it was kept by itself
    person.choose("Scarborough Fair")
    person.choose(TALLI)
    assert person.form.form.title.text() == "Mine"


@pytest.mark.parametrize("side", Side)
def test_what_is_typed_while_the_question_is_open_stays_when_it_is_answered(
    curate: Curate, qtbot: QtBot, side: Side
) -> None:
    person = curate()
    person.choose(TALLI)
    dialog = clash(person, qtbot)
    person.form.form.notes.insertPlainText("typed later")
    dialog.box.options["title"][side].button.click()
    dialog.box.send.click()
    qtbot.waitUntil(lambda: not dialog.isVisible())
    person.settle()
    title = "Mine" if side is Side.MINE else "Theirs"
    assert (person.stored().title, person.form.form.title.text()) == (title, title)
    assert person.form.form.notes.toPlainText() == "typed later"
    assert not person.form.changed_elsewhere.isVisible()
    assert set(person.kept().draft.texts) == {"notes"}
    qtbot.mouseClick(person.form.form.save, Qt.MouseButton.LeftButton)
    person.settle()
    assert (person.stored().title, person.stored().notes) == (title, "typed later")


def test_what_was_typed_later_stays_though_another_song_is_shown_when_it_is_answered(
    curate: Curate, qtbot: QtBot
) -> None:
    person = curate()
    person.choose(TALLI)
    dialog = clash(person, qtbot)
    person.form.form.notes.insertPlainText("typed later")
    person.choose("Scarborough Fair")
    dialog.box.all_theirs.click()
    dialog.box.send.click()
    qtbot.waitUntil(lambda: not dialog.isVisible())
    person.settle()
    person.choose(TALLI)
    assert (person.form.form.title.text(), person.form.form.notes.toPlainText()) == ("Theirs", "typed later")


def test_what_the_disk_had_no_place_for_is_still_there_and_kept_later(
    curate: Curate, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = curate()
    person.choose(TALLI)
    with monkeypatch.context() as full:

        def cannot(*_args: object) -> int:
            raise Denied("disk_full", path="/library")

        full.setattr(SqlDrafts, "keep_draft", cannot)
        person.write("title", "Mine")
        person.choose("Scarborough Fair")
        person.write("title", "Faire")
        person.choose(TALLI)
        assert person.form.form.title.text() == "Mine"
    person.choose("Scarborough Fair")
    assert person.form.form.title.text() == "Faire"
    person.choose(TALLI)
    assert person.kept().draft.text("title") == "Mine"


def test_what_is_typed_of_another_song_stays_when_one_is_deleted(curate: Curate, qtbot: QtBot) -> None:
    person = curate()
    person.choose("Scarborough Fair")
    qtbot.mouseClick(person.form.form.delete_song, Qt.MouseButton.LeftButton)
    person.choose(TALLI)
    desk = person.home.inside.curating.forms
    desk._soon.setInterval(60_000)  # nothing is kept by itself
    person.write("title", "Mine")
    press(person.home, qtbot, "Delete the song")
    qtbot.waitUntil(lambda: titles(person.home) == [TALLI])
    person.settle()
    person.home.window.quit()
    assert person.kept().draft.text("title") == "Mine"


def test_a_song_chosen_while_another_is_read_again_gets_its_form(
    curate: Curate, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = curate()
    person.choose(TALLI)
    first, other = person.song, next(song for song in person.list.model.ids if song != person.song)
    desk, written, find = person.home.inside.curating.forms, Event(), SqlDrafts.find_draft

    def find_late(drafts: SqlDrafts, kind: DraftKind, id_: str) -> Draft | None:
        written.wait(5)
        return find(drafts, kind, id_)

    monkeypatch.setattr(SqlDrafts, "find_draft", find_late)
    person.write("title", "Mine")
    person.form.wanted.emit(first)  # it is read once that is written
    person.form.show_songs([other])
    qtbot.waitUntil(lambda: not desk._writing)
    written.set()
    person.wait_shown()
    assert person.form.form.title.text() == "Scarborough Fair"


def test_what_was_typed_for_many_songs_is_found_again_after_a_restart(curate: Curate, qtbot: QtBot) -> None:
    person = curate()
    person.choose(TALLI)
    person.list.table.choose_rows([0, 1], 0)
    mode = person.home.inside.curating.mode
    qtbot.waitUntil(lambda: mode._pane.form is mode._many is not None)
    person.settle()
    tags = person.home.inside.curating.bulk._form.form.tags
    tags.setFocus()
    qtbot.keyClicks(tags, "night")
    person.home.window.quit()
    again = curate(settings=dict(person.home.store.values), folder=person.home.folder)
    mode = again.home.inside.curating.mode
    qtbot.waitUntil(mode._pane.state.button.isVisible)
    assert "2 songs" in mode._pane.state.text.text()
    qtbot.mouseClick(mode._pane.state.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: again.home.inside.curating.bulk._form is not None)
    qtbot.waitUntil(lambda: again.home.inside.curating.bulk._form.typed == {"tags": "night"})
