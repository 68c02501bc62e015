"""Many songs changed in the window: the form of what they share, the preview, and taking it back."""

from __future__ import annotations

from pathlib import Path
from threading import Event
from typing import TypeVar

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from pluto_desktop import bootstrap
from pluto_desktop.desktop.tasks import Lane
from pluto_desktop.desktop.views.curate.bulk.asking import AskCapitals, AskDialog, AskNumber, AskReplace
from pluto_desktop.desktop.views.curate.bulk.form import Asked, BulkForm
from pluto_desktop.desktop.views.curate.bulk.preview import PreviewDialog
from pluto_desktop.desktop.views.songs.view import SongsView
from pluto_desktop.domain.batches import SongEdit
from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.ids import SongId
from pluto_desktop.domain.progress import Progress
from pluto_desktop.domain.shared import SongFields
from pluto_desktop.domain.songs import Song
from pluto_desktop.services.complete_names import NameKind
from tests.factories import make_song
from tests.gui.shell.conftest import Home, OpenHome
from tests.gui.shell.test_removing import press

D = TypeVar("D", bound=QDialog)
LEFT, KEY = Qt.MouseButton.LeftButton, Qt.Key
NAMES = ("a new day", "B side", "Cradle - Song", "Dawn")


class Person:
    """A curator in front of the window, with some songs chosen."""

    def __init__(self, home: Home, qtbot: QtBot, ids: list[SongId]) -> None:
        self.home, self.qtbot, self.ids = home, qtbot, ids
        self.home.inside.curating.mode.set_on(on=True)

    @property
    def page(self) -> SongsView:
        page = self.home.inside.pages.current()
        assert isinstance(page, SongsView)
        return page

    @property
    def form(self) -> BulkForm:
        form = self.home.inside.curating.bulk._form
        assert form is not None
        return form

    def settle(self) -> None:
        self.qtbot.waitUntil(lambda: self.home.desktop.runner.idle)

    def choose(self, *rows: int) -> None:
        model = self.page.model
        self.qtbot.waitUntil(lambda: bool(model.ids) and all(model.song(at) for at in range(len(model.ids))))
        self.page.table.choose_rows(list(rows), rows[0])
        wanted = [model.ids[at] for at in rows]
        bulk = self.home.inside.curating.bulk
        self.qtbot.waitUntil(lambda: bulk._form is not None and list(bulk._form.songs) == wanted)
        self.qtbot.waitUntil(self.form.form.inside.isEnabled)

    def ask(self, asked: Asked) -> AskDialog:
        next(action for action in self.form.menu.actions() if action.data() == asked).trigger()
        return self.dialog(AskDialog)

    def preview(self) -> PreviewDialog:
        """Press Ctrl+S in the form and wait for the changes."""
        self.home.window.activateWindow()
        self.qtbot.waitUntil(self.home.window.isActiveWindow)
        self.qtbot.keyClick(self.form.form.tags, KEY.Key_S, Qt.KeyboardModifier.ControlModifier)
        return self.shown_preview()

    def shown_preview(self) -> PreviewDialog:
        dialog = self.dialog(PreviewDialog)
        self.qtbot.waitUntil(lambda: dialog.model is not None)
        return dialog

    def dialog(self, kind: type[D]) -> D:
        self.qtbot.waitUntil(lambda: any(one.isVisible() for one in self.home.window.findChildren(kind)))
        return next(one for one in self.home.window.findChildren(kind) if one.isVisible())

    def stored(self) -> list[Song]:
        """Return the songs as the library has them, in the order of :data:`NAMES`."""
        return [self.home.inside.parts.browse.get_song(song) for song in self.ids]


@pytest.fixture
def person(open_home: OpenHome, qtbot: QtBot, tmp_path: Path) -> Person:
    songs = [
        make_song(name, artists=("A", "B")[: 1 + (at == 1)], genres=("Folk",), album="Songs", language="en")
        for at, name in enumerate(NAMES)
    ]
    with bootstrap.open_services(tmp_path / "library") as services:
        ids = services.library.catalogue.add_songs(songs)
    return Person(open_home(), qtbot, ids)


def test_the_form_writes_what_is_touched_and_keeps_what_was_typed(person: Person) -> None:
    person.choose(0, 1, 2)
    form = person.form
    assert form.heading.text() == "3 songs"
    assert form.boxes["genres"].text == "Folk"
    assert form.form.title.placeholderText() == "Several values (3)"
    assert "B side" in form.boxes["title"].box.note.text()
    assert not form.form.preview.isEnabled()
    person.qtbot.keyClicks(form.form.tags, "night, calm")
    assert form.typed == {"tags": "night, calm"}
    dialog = person.preview()
    assert dialog.model is not None
    assert dialog.model.rowCount() == 3
    person.qtbot.mouseClick(dialog.apply_button, LEFT)
    person.qtbot.waitUntil(lambda: "3 songs changed." in person.home.toasts())
    assert [one.tags for one in person.stored()] == [("night", "calm")] * 3 + [()]
    assert [one.genres for one in person.stored()] == [("Folk",)] * 4
    person.settle()
    assert form.typed == {}
    assert form.boxes["tags"].text == "night, calm"
    press(person.home, person.qtbot, "Undo")
    person.qtbot.waitUntil(lambda: form.boxes["tags"].text == "")
    assert [one.tags for one in person.stored()] == [()] * 4
    undoable = person.home.inside.parts.undoable()
    assert (undoable.undo, undoable.redo is not None) == (None, True)  # the menu offers it no more

    # A box of several values is emptied, and left, by its button.
    person.choose(0, 1)
    box = person.form.boxes["credits"]
    assert box.box.editor.edits[0].placeholderText() == "Several values (2)"  # type: ignore[union-attr]
    assert box.button.accessibleName() == "Empty in every song: Artists"
    person.qtbot.mouseClick(box.button, LEFT)
    assert person.form.typed == {"credits": ""}
    assert box.button.accessibleName() == "Leave as it is: Artists"
    person.qtbot.mouseClick(box.button, LEFT)
    assert person.form.typed == {}
    # What is typed and deleted empties it, too: the songs said different things.
    name = box.box.editor.edits[0]  # type: ignore[union-attr]
    person.qtbot.keyClicks(name, "x")
    person.qtbot.keyClick(name, KEY.Key_Backspace)
    assert person.form.typed == {"credits": ""}
    box.leave()
    language = person.form.form.language
    language.setCurrentIndex(language.findData("te"))
    assert person.form.typed == {"language": "te"}
    person.form.form.release_date.setText("1942-13")
    assert "There is no month 13" in person.form.boxes["release_date"].box.note.text()
    assert not person.form.form.preview.isEnabled()
    person.qtbot.mouseClick(person.form.form.revert, LEFT)
    assert person.form.typed == {}
    # A selection that grows takes along what was typed; another one has its own.
    person.qtbot.keyClicks(person.form.form.tags, "x")
    person.choose(0, 1, 2)
    assert person.form.typed == {"tags": "x"}
    person.choose(2, 3)
    assert person.form.typed == {}
    person.choose(0, 1, 2)
    assert person.form.typed == {"tags": "x"}
    # It is on the disk, and goes from there once it is given up.
    kept = person.home.inside.parts.many.bulk()
    assert kept.gather(list(reversed(person.form.songs)), CancelToken()).typed == {"tags": "x"}
    person.qtbot.mouseClick(person.form.form.revert, LEFT)
    person.settle()
    assert kept.gather(person.form.songs, CancelToken()).typed == {}


def test_the_album_artist_is_completed_with_the_same_names_as_in_the_form_of_one_song(person: Person) -> None:
    person.choose(0, 1)
    asked: list[NameKind] = []
    person.form.names_wanted.connect(lambda kind, _text, _to: asked.append(kind))
    person.qtbot.keyClicks(person.form.form.album_artist, "F")
    person.qtbot.waitUntil(lambda: bool(asked))
    assert asked == [NameKind.ALBUM_ARTIST]


def test_operations_are_asked_for_looked_through_and_done_as_one(person: Person) -> None:
    person.choose(0, 1, 2)
    asking = person.ask(Asked.CAPITALS)
    assert isinstance(asking, AskCapitals)
    for box in ("title", "album"):
        asking.ticks[box].setChecked(True)
    person.qtbot.mouseClick(asking.preview, LEFT)
    dialog = person.shown_preview()
    assert dialog.model is not None
    assert [(one.before, one.after) for one in dialog.model.plan.changes] == [
        ("a new day", "A New Day"),
        ("B side", "B Side"),
    ]
    table = dialog.table
    place = table.visualRect(dialog.model.index(1, 0)).center()
    person.qtbot.mouseClick(table.viewport(), LEFT, pos=QPoint(20, place.y()))
    assert dialog.model.without == {1}
    assert dialog.apply_button.text() == "Change 1 song"
    person.qtbot.keyClick(table, KEY.Key_Space)
    assert dialog.model.without == set()
    person.qtbot.keyClick(table, KEY.Key_A, Qt.KeyboardModifier.ControlModifier)
    person.qtbot.keyClick(table, KEY.Key_Space)
    assert not dialog.apply_button.isEnabled()
    person.qtbot.mouseClick(dialog.all_button, LEFT)
    person.qtbot.keyClick(table, KEY.Key_Home)
    person.qtbot.keyClick(table, KEY.Key_Space)
    person.qtbot.keyClick(table, KEY.Key_Return)
    person.qtbot.waitUntil(lambda: "1 song changed." in person.home.toasts())
    assert [one.title for one in person.stored()] == ["a new day", "B Side", "Cradle - Song", "Dawn"]

    # A wrong pattern is explained, a right one shown.
    person.choose(0, 1, 2, 3)
    asking = person.ask(Asked.REPLACE)
    assert isinstance(asking, AskReplace)
    assert not asking.preview.isEnabled()
    person.qtbot.keyClicks(asking.sought, "(a")
    assert asking.preview.isEnabled()
    asking.pattern.setChecked(True)
    assert asking.problem.text().startswith("The pattern cannot be followed from character")
    assert not asking.preview.isEnabled()
    asking.sought.setText(r"^(\w+) - (\w+)$")
    asking.by.setText(r"\2 (\1)")
    person.qtbot.keyClick(asking.by, KEY.Key_Return)
    dialog = person.shown_preview()
    assert dialog.model is not None
    assert [one.after for one in dialog.model.plan.changes] == ["Song (Cradle)"]
    person.qtbot.keyClick(dialog, KEY.Key_Escape)
    person.settle()
    assert [one.title for one in person.stored()][2:] == list(NAMES)[2:]
    # Tracks are numbered in the order of the list, as one operation.
    asking = person.ask(Asked.NUMBER)
    assert isinstance(asking, AskNumber)
    asking.first.setValue(5)
    person.qtbot.mouseClick(asking.preview, LEFT)
    person.qtbot.mouseClick(person.shown_preview().apply_button, LEFT)
    person.qtbot.waitUntil(lambda: "4 songs changed." in person.home.toasts())
    assert [one.track for one in person.stored()] == [5, 6, 7, 8]
    with bootstrap.open_services(person.home.folder) as services:
        newest = services.edit_many.list_operations(1)[0]
    assert (newest.title, newest.songs) == ("Number tracks", 4)


def test_nothing_is_done_where_it_was_cancelled_or_somebody_else_was_first(person: Person) -> None:
    person.choose(0, 1)
    person.qtbot.mouseClick(person.ask(Asked.ROMANISE).preview, LEFT)
    dialog = person.shown_preview()
    assert dialog.said.text() == "Nothing would change: the songs are so already."
    assert not dialog.apply_button.isEnabled()
    # While changes are committed there is no way back.
    dialog.show_progress(Progress(2, 2, final=True))
    person.qtbot.keyClick(dialog, KEY.Key_Escape)
    assert (dialog.isVisible(), dialog.close_button.isEnabled()) == (True, False)
    dialog.show_progress(Progress(1, 2))
    person.qtbot.keyClick(dialog, KEY.Key_Escape)
    assert not dialog.isVisible()
    person.qtbot.keyClicks(person.form.form.tags, "mine")
    dialog = person.preview()
    go_on = Event()
    person.home.desktop.runner._pools[Lane.WRITE].submit(go_on.wait)
    person.qtbot.mouseClick(dialog.apply_button, LEFT)
    assert dialog.said.text() == "Changing 2 songs…"
    person.qtbot.keyClick(dialog, KEY.Key_Escape)
    go_on.set()
    person.qtbot.waitUntil(lambda: "Cancelled. Nothing was changed." in person.home.toasts())
    person.settle()
    assert [one.tags for one in person.stored()] == [()] * 4
    assert person.form.typed == {"tags": "mine"}

    dialog = person.preview()
    fields = SongFields(tags=("theirs",), given=frozenset({"tags"}))
    with bootstrap.open_services(person.home.folder) as services:
        services.edit_many.apply([SongEdit(person.ids[0], fields, 1)], title="Theirs")
    person.qtbot.mouseClick(dialog.apply_button, LEFT)
    person.qtbot.waitUntil(lambda: any("1 song left unchanged" in text for text in person.home.toasts()))
    assert [one.tags for one in person.stored()][:2] == [("theirs",), ("mine",)]
