"""One song made two, and a merged one its own again, as a curator does it in the window."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from pluto_desktop import bootstrap
from pluto_desktop.desktop.models.history_texts import what_was_done
from pluto_desktop.desktop.views.curate.form import SongForm
from pluto_desktop.desktop.views.curate.splitting.dialog import SplitDialog
from pluto_desktop.desktop.views.songs.view import SongsView
from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.ids import SongId
from pluto_desktop.domain.shared import SongFields
from pluto_desktop.domain.song_split import Goes
from pluto_desktop.domain.views import SongQuery
from pluto_desktop.services.edit_songs import NewFiles
from tests.gui.curating.test_merging import _press as press_in
from tests.gui.curating.test_merging import _shown as shown
from tests.gui.shell.conftest import Home, OpenHome
from tests.gui.shell.test_removing import press, titles
from tests.integration.test_edits_survive_imports import tagged

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def opened(open_home: OpenHome, qtbot: QtBot, tmp_path: Path) -> tuple[Home, SongId, SongId]:
    """Return a window with a song that has another one's file as its music without voice, and a second song."""
    folder = tmp_path / "music"
    folder.mkdir()
    tagged(folder / "Jo.mp3", 1, title="జో", artist="Annamayya", album="Lullabies")
    tagged(folder / "Jo (karaoke).mp3", 2, title="Something")
    tagged(folder / "Other.mp3", 3, title="Other")
    with bootstrap.open_services(tmp_path / "library") as services:
        services.importing.run([folder], lambda _: None, CancelToken())
        ids = services.browse.list_song_ids(SongQuery())
        by_title = {row.title: row.id for row in services.browse.list_song_rows(ids)}
        services.personal.set_favourite([by_title["జో"]], favourite=True)
    home = open_home()
    home.inside.curating.mode.set_on(on=True)
    page = home.inside.pages.current()
    assert isinstance(page, SongsView)
    qtbot.waitUntil(lambda: len(page.model.ids) == 2 and all(page.model.song(at) for at in range(2)))
    return home, by_title["జో"], by_title["Other"]


def ask(home: Home, qtbot: QtBot, song: SongId) -> SplitDialog:
    page = home.inside.pages.current()
    assert isinstance(page, SongsView)
    at = page.model.ids.index(song)
    page.table.choose_rows([at], at)
    press_in(page.build_menu(), "Split into two songs…")
    return shown(home, qtbot, SplitDialog)


def title_of(dialog: SplitDialog) -> QLineEdit:
    editor = dialog.said.boxes["title"].editor
    assert isinstance(editor, QLineEdit)
    return editor


def choose(dialog: SplitDialog, qtbot: QtBot, name: str, goes: Goes) -> None:
    assert dialog.parts is not None
    qtbot.mouseClick(dialog.parts.button(name, goes), LEFT)


def test_a_song_is_split_and_both_are_seen_before_and_after(opened: tuple[Home, SongId, SongId], qtbot: QtBot) -> None:
    home, old, _other = opened
    dialog = ask(home, qtbot, old)
    title = title_of(dialog)
    assert dialog.focusWidget() is title
    assert dialog.said.boxes["title"].note.text() == "Both songs have this name."
    assert dialog.goes == {"song": Goes.STAYS, "bgm": Goes.SOUND}
    assert dialog.parts is not None
    qtbot.keyClick(title, Qt.Key.Key_Backtab)
    assert dialog.focusWidget() is dialog.parts.button("bgm", Goes.SOUND)
    qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Left)
    assert dialog.goes["bgm"] is Goes.STAYS
    qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Right)
    qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)
    title.selectAll()
    qtbot.keyClick(title, Qt.Key.Key_Delete)
    assert not dialog.split_button.isEnabled()
    title.insert("నీలి")
    assert dialog.said.text("romanised") == "Neeli"
    assert (dialog.other_card.title.whole(), dialog.other_card.parts["song"].whole()) == ("నీలి", "Jo (karaoke).mp3")
    assert dialog.left_card.parts["bgm"].whole() == "None"

    # Nothing goes, everything goes, and the file with voice goes.
    choose(dialog, qtbot, "bgm", Goes.STAYS)
    assert not dialog.split_button.isEnabled()
    assert dialog.note.text().startswith("Nothing goes to the other song yet.")
    choose(dialog, qtbot, "song", Goes.NEW)
    assert dialog.split_button.isEnabled()
    assert dialog.left_card.parts["song"].whole() == "Jo (karaoke).mp3", "what stays alone is its sound"
    choose(dialog, qtbot, "bgm", Goes.SOUND)
    assert not dialog.split_button.isEnabled()
    choose(dialog, qtbot, "song", Goes.STAYS)

    qtbot.keyClick(title, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "“జో” and “నీలి” are two songs now." in home.toasts())
    qtbot.waitUntil(lambda: titles(home) == ["జో", "నీలి", "Other"])
    browse = home.inside.parts.browse
    new = next(song for song in browse.list_song_ids(SongQuery()) if song not in opened)
    made, left = browse.get_song(new), browse.get_song(old)
    assert (made.artist, made.album and made.album.title, made.bgm, left.bgm) == ("Annamayya", "Lullabies", None, None)
    assert [row.favourite for row in browse.list_song_rows([old, new])] == [True, False]
    assert what_was_done(home.inside.parts.many.edit().list_operations(1)[0]) == "split a song"
    press(home, qtbot, "Undo")
    qtbot.waitUntil(lambda: titles(home) == ["జో", "Other"])
    assert browse.get_song(old).bgm is not None


def test_what_somebody_changed_meanwhile_is_said_and_what_was_typed_stays(
    opened: tuple[Home, SongId, SongId], qtbot: QtBot
) -> None:
    home, old, other = opened
    page = home.inside.pages.current()
    assert isinstance(page, SongsView)
    page.table.choose_rows([page.model.ids.index(old)], page.model.ids.index(old))
    home.window.actions_["split_song"].trigger()
    dialog = shown(home, qtbot, SplitDialog)
    title_of(dialog).setText("Typed")
    sound = home.inside.parts.browse.get_song(other).song
    assert sound is not None
    given = SongFields(bgm=sound.sha256, given=frozenset({"bgm"}))
    with bootstrap.open_services(home.folder) as services:
        services.edit.send(services.edit.update_song(old, given, NewFiles()), CancelToken())
    dialog.split_button.click()
    title_of(dialog).setText("Typed on")
    title_of(dialog).setText("Typed")
    assert not dialog.split_button.isEnabled(), "it is being done"
    qtbot.waitUntil(lambda: dialog.note.text().startswith("Somebody else changed or deleted “జో” meanwhile"))
    assert dialog.said.text("title") == "Typed"
    assert titles(home) == ["జో", "Other"]
    assert dialog.other_card.parts["song"].whole() == "Other.mp3", "it is looked at again"
    qtbot.mouseClick(dialog.split_button, LEFT)
    qtbot.waitUntil(lambda: titles(home) == ["జో", "Other", "Typed"])


def test_a_merged_song_is_brought_back_from_the_form(opened: tuple[Home, SongId, SongId], qtbot: QtBot) -> None:
    home, old, other = opened
    many = home.inside.parts.many.edit()
    bgm = home.inside.parts.browse.get_song(old).bgm
    assert bgm is not None
    batch = many.merge(other, [old], SongFields(bgm=bgm.sha256, given=frozenset({"bgm"})))
    home.inside.curating.changed.emit(batch.changes)
    qtbot.waitUntil(lambda: titles(home) == ["Other"])
    home.inside.curating.mode.edit([other])
    qtbot.waitUntil(lambda: home.window.findChild(SongForm) is not None)
    form = home.window.findChild(SongForm)
    assert form is not None
    qtbot.waitUntil(lambda: form.form.split.isEnabled() and form.form.split.isVisible())
    qtbot.mouseClick(form.form.split, LEFT)
    dialog = shown(home, qtbot, SplitDialog)
    assert dialog.merged is not None
    assert (dialog.merged.song_id, dialog.goes, dialog.said.isVisible()) == (old, {"bgm": Goes.NEW}, False)
    assert dialog.left_card.parts["bgm"].whole() == "None"
    assert dialog.other_card.title.whole() == "జో"
    qtbot.mouseClick(dialog.split_button, LEFT)
    qtbot.waitUntil(lambda: "“జో” is a song of its own again." in home.toasts())
    qtbot.waitUntil(lambda: titles(home) == ["జో", "Other"])
    assert home.inside.parts.browse.get_song(other).bgm is None
    home.inside.curating.splitting.ask(other)
    qtbot.waitUntil(lambda: any("there is nothing to split" in text for text in home.toasts()))
