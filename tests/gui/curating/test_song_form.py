"""The form of a song, used as a person uses it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from pluto_desktop import bootstrap
from pluto_desktop.desktop.views.curate.begun import BegunMenu
from pluto_desktop.desktop.views.curate.completing import Completing
from pluto_desktop.desktop.views.curate.files import FileBox
from pluto_desktop.domain.dates import ReleaseDate
from pluto_desktop.domain.drafts import DraftKind
from pluto_desktop.domain.ids import SongId
from pluto_desktop.domain.shared import AlbumName, SongFields
from pluto_desktop.services.song_forms import Begun
from tests.gui.curating.conftest import ALT, TALLI, Curator
from tests.gui.shell.test_removing import press, titles
from tests.sound import noise, write

Curate = Callable[..., Curator]


def test_what_is_changed_is_marked_and_saved_as_one_edit(curate: Curate) -> None:
    person = curate()
    person.choose(TALLI)
    form = person.form.form
    assert (form.title.text(), form.release_date.text(), form.language.currentText()) == (TALLI, "1942-11", "Telugu")
    assert not form.save.isEnabled()
    person.write("album", "Desabhakti Geetalu")
    person.write("release_date", "1942-11-08")
    assert (person.note("album"), person.note("release_date")) == ("was Desabhakti", "was 1942-11")
    assert form.save.isEnabled()
    person.save()
    song = person.stored()
    assert song.album is not None
    assert (song.album.title, song.release_date) == ("Desabhakti Geetalu", ReleaseDate(1942, 11, 8))
    assert person.note("album") == ""
    assert not form.save.isEnabled()
    assert not person.kept().draft
    assert person.home.inside.curating._beside is None, "there is nobody else in a library of this device"
    row = person.list.model.song(person.list.table.chosen_rows()[0])
    assert row.album == "Desabhakti Geetalu"
    with bootstrap.open_services(person.home.folder) as services:
        first, _added = services.edit.list_revisions(person.song)
    assert set(first.changed) == {"album", "release_date"}


def test_what_cannot_be_is_said_below_and_not_saved(curate: Curate) -> None:
    person = curate()
    person.choose(TALLI)
    person.write("album", "Geetalu")
    person.write("release_date", "1942-13-08")
    assert person.note("release_date") == "There is no month 13. Use YYYY, YYYY-MM or YYYY-MM-DD."
    assert not person.form.form.save.isEnabled()
    person.save()
    assert person.stored().release_date == ReleaseDate(1942, 11)
    person.write("release_date", "1942")
    assert person.note("release_date") == "was 1942-11"
    person.key(Qt.Key.Key_Return)
    person.settle()
    assert person.stored().release_date == ReleaseDate(1942)


def test_the_romanised_name_follows_the_telugu_until_somebody_writes_it(curate: Curate) -> None:
    person = curate()
    person.choose(TALLI)
    romanised = person.form.form.romanised
    assert romanised.text() == "Maa Telugu Talliki"
    person.write("title", "చందమామ రావే")
    assert romanised.text() == "Chandamama Rave"
    person.write("romanised", "Chandamaama Raave")
    person.write("title", "చందమామ")
    assert romanised.text() == "Chandamaama Raave"
    person.save()
    assert (person.stored().title, person.stored().romanised) == ("చందమామ", "Chandamaama Raave")


def test_artists_are_moved_added_and_removed_by_key(curate: Curate) -> None:
    person = curate()
    person.choose(TALLI)
    artists = person.form.credits
    artists.edits[1].setFocus()
    person.key(Qt.Key.Key_Up, ALT)
    assert artists.text() == "Suryakumari\nSankarambadi"
    assert artists.edits[0].hasFocus()
    artists.add_button.setFocus()
    person.key(Qt.Key.Key_Space)
    person.qtbot.keyClicks(artists.edits[2], "Anasuya")
    artists.edits[1].setFocus()
    artists.edits[1].clear()
    person.key(Qt.Key.Key_Backspace)
    assert artists.text() == "Suryakumari\nAnasuya"
    assert person.note("credits") == "was Sankarambadi, Suryakumari"
    person.save()
    assert [credit.name for credit in person.stored().artists] == ["Suryakumari", "Anasuya"]


def test_what_was_begun_waits_with_its_song_and_is_there_after_a_restart(curate: Curate, qtbot: QtBot) -> None:
    person = curate()
    person.choose(TALLI)
    person.form.form.notes.insertPlainText("Sung in schools")
    qtbot.waitUntil(lambda: bool(person.kept().draft))  # nothing was closed: so a kill would find it too
    person.choose("Scarborough Fair")
    assert person.form.form.notes.toPlainText() == ""
    person.write("title", "Scarborough Faire")
    person.home.window.quit()
    again = curate(settings=dict(person.home.store.values), folder=person.home.folder)
    state = again.home.inside.curating.mode._pane.state
    qtbot.waitUntil(state.button.isVisible)
    assert "2 songs" in state.text.text()
    state.button.setFocus()
    qtbot.keyClick(state.button, Qt.Key.Key_Space)
    menu = state.findChild(BegunMenu)
    assert menu is not None
    assert [action.text() for action in menu.actions()] == ["Scarborough Fair", TALLI]
    qtbot.keyClick(menu, Qt.Key.Key_Down)
    qtbot.keyClick(menu, Qt.Key.Key_Return)
    again.home.window.activateWindow()  # as every system does but the one without a screen
    qtbot.waitUntil(lambda: again.home.inside.curating.forms._form is not None)
    again.wait_shown()
    assert again.form.form.title.hasFocus()
    assert again.form.form.title.text() == "Scarborough Faire"
    again.choose(TALLI)
    assert again.form.form.notes.toPlainText() == "Sung in schools"
    assert again.form.unsaved.text().startswith("Not saved yet · from ")
    qtbot.mouseClick(again.form.form.revert, Qt.MouseButton.LeftButton)
    again.settle()
    assert again.form.form.notes.toPlainText() == ""
    assert not again.kept().draft
    assert again.form.unsaved.isHidden()


def test_where_too_much_was_begun_for_a_menu_it_says_how_much_more(qtbot: QtBot) -> None:
    begun = [Begun(DraftKind.SONG, (SongId(str(at)),), f"Song {at}") for at in range(22)]
    room = QWidget()
    qtbot.addWidget(room)
    *songs, more = BegunMenu(begun, room).actions()
    assert (len(songs), more.text(), more.isEnabled()) == (20, "and 2 more", False)


def test_what_somebody_else_changed_meanwhile_is_said_and_what_was_typed_stays(curate: Curate, qtbot: QtBot) -> None:
    person = curate()
    person.choose(TALLI)
    person.write("album", "Geetalu")
    bar = person.form.form.area.verticalScrollBar()
    bar.setValue(bar.maximum())
    theirs = SongFields(
        album=AlbumName("Desabhakti 1942", "Sankarambadi"), notes="new", given=frozenset({"album", "notes"})
    )
    person.change_elsewhere(theirs)
    qtbot.waitUntil(lambda: person.form.changed_elsewhere.isVisible())
    assert person.form.changed_elsewhere.text() == (
        "This song was changed since you began: album, notes. What you typed is still here."
    )
    assert bar.value() > 0
    assert person.form.form.album.text() == "Geetalu"
    assert "was Desabhakti 1942" in person.note("album")
    assert person.form.form.notes.toPlainText() == "new"
    person.save()
    song = person.stored()
    assert song.album is not None
    assert (song.album.title, song.notes) == ("Geetalu", "new")
    assert bar.value() > 0


def test_a_change_that_was_not_seen_is_not_overwritten(curate: Curate, qtbot: QtBot) -> None:
    person = curate()
    person.choose(TALLI)
    person.write("title", "Mine")
    person.home.desktop._looking.stop()  # the window has not looked yet
    person.change_elsewhere(SongFields(title="Theirs", given=frozenset({"title"})), seen=False)
    person.save()
    assert person.stored().title == "Theirs"
    dialog = person.home.inside.curating.conflicts.dialog
    assert dialog is not None
    assert dialog.isVisible()
    dialog.close()  # to choose later loses nothing
    qtbot.waitUntil(lambda: person.form.changed_elsewhere.isVisible())
    assert person.form.form.title.text() == "Mine"
    assert "was Theirs" in person.note("title")


def test_that_somebody_else_changed_it_is_said_after_a_restart_too(curate: Curate, qtbot: QtBot) -> None:
    person = curate()
    person.choose(TALLI)
    person.write("title", "Mine")
    person.change_elsewhere(SongFields(title="Theirs", given=frozenset({"title"})))
    qtbot.waitUntil(person.form.changed_elsewhere.isVisible)
    person.write("title", "Mine after all")  # this keeps the draft with their name below it
    qtbot.waitUntil(lambda: person.kept().draft.text("title") == "Mine after all")
    person.home.window.quit()
    again = curate(settings=dict(person.home.store.values), folder=person.home.folder)
    again.choose("Theirs")
    assert again.form.form.title.text() == "Mine after all"
    assert again.form.changed_elsewhere.isVisible()
    assert again.note("title").startswith("Somebody else changed it meanwhile.")


def take_first(edit: QLineEdit, qtbot: QtBot) -> None:
    """Take the first of the names that are offered, by key."""
    completing = edit.findChild(Completing)
    assert completing is not None
    qtbot.waitUntil(completing.popup.isVisible)
    qtbot.keyClick(completing.popup, Qt.Key.Key_Down)
    qtbot.keyClick(completing.popup, Qt.Key.Key_Return)


def test_names_of_the_library_are_offered_while_one_types(curate: Curate, qtbot: QtBot) -> None:
    person = curate()
    person.choose("Scarborough Fair")
    artist = person.form.credits.edits[0]
    artist.setFocus()
    artist.selectAll()
    qtbot.keyClicks(artist, "surya")
    take_first(artist, qtbot)
    assert artist.text() == "Suryakumari"
    tags = person.form.form.tags
    tags.setFocus()
    tags.setCursorPosition(len(tags.text()))
    qtbot.keyClicks(tags, ", scho")
    take_first(tags, qtbot)
    assert tags.text() == "state song, school"


def test_a_song_is_deleted_and_comes_back(curate: Curate, qtbot: QtBot) -> None:
    person = curate()
    person.choose("Scarborough Fair")
    qtbot.mouseClick(person.form.form.delete_song, Qt.MouseButton.LeftButton)
    press(person.home, qtbot, "Delete the song")
    qtbot.waitUntil(lambda: titles(person.home) == [TALLI])
    person.settle()
    assert person.home.inside.curating.mode._pane.form is None
    press(person.home, qtbot, "Undo")
    qtbot.waitUntil(lambda: len(titles(person.home)) == 2)
    peek = person.home.inside.parts.undoable()
    assert peek.undo is None  # the menu does not offer to delete it again
    assert peek.redo is not None


def test_the_form_opens_by_key_and_escape_goes_back_to_the_list(curate: Curate, qtbot: QtBot) -> None:
    person = curate()
    person.home.inside.curating.mode.set_on(on=False)
    person.qtbot.waitUntil(lambda: len(person.list.model.ids) == 2)
    table = person.list.table
    table.setFocus()
    table.choose_rows([0], 0)
    person.key(Qt.Key.Key_Return, ALT)
    person.wait_shown()
    assert person.home.inside.curating.mode.on
    assert person.form.form.title.hasFocus()
    person.key(Qt.Key.Key_Escape)
    assert table.hasFocus()


def test_files_are_dropped_and_taken_away(curate: Curate, qtbot: QtBot, tmp_path: Path) -> None:
    person = curate()
    person.choose(TALLI)
    bgm, cover = write(tmp_path / "Talli (karaoke).mp3", noise(2, seed=3)), tmp_path / "front.png"
    QImage(8, 8, QImage.Format.Format_RGB32).save(str(cover))
    drop(person.form.files["bgm"], bgm)
    drop(person.form.cover, cover)
    assert person.form.files["bgm"].facts.whole() == "Talli (karaoke).mp3"
    assert person.form.files["bgm"].note.text() == "was none"
    person.save()
    song = person.stored()
    assert song.bgm is not None
    assert song.cover is not None
    assert person.form.files["bgm"].facts.whole().startswith("MP3 · 0:02")
    remove = person.form.files["bgm"].remove
    remove.setFocus()
    person.key(Qt.Key.Key_Space)
    assert person.form.files["bgm"].keep.isVisible()
    person.save()
    assert person.stored().bgm is None


def drop(box: FileBox, path: Path) -> None:
    """Drop a file on a box, as a file manager does."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    action, button = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    none = Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(5, 5), action, mime, button, none)
    QApplication.sendEvent(box, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(box, QDropEvent(QPointF(5, 5), action, mime, button, none))


def test_a_song_of_the_queue_stays_in_the_form_though_another_is_chosen_in_the_list(
    curate: Curate, qtbot: QtBot
) -> None:
    person = curate()
    person.choose(TALLI)
    other = next(song for song in person.list.model.ids if song != person.song)
    person.home.inside.words.queue.edit_requested.emit([other])
    qtbot.waitUntil(lambda: person.song == other)
    person.wait_shown()
    person.form.form.notes.insertPlainText("x")
    person.save()
    assert person.song == other
    assert person.stored().notes == "x"
    person.list.table.clearSelection()
    qtbot.waitUntil(lambda: person.home.inside.curating.mode._chosen == [])
    assert person.song == other
    person.choose(TALLI)
