"""The form of many songs: what they share in boxes, of which only those that are touched are written."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from functools import partial
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QMenu, QWidget

from pluto_desktop.desktop.forms.ui_bulk_form import Ui_BulkForm
from pluto_desktop.desktop.models.formatting import songs_text
from pluto_desktop.desktop.sentences import explain
from pluto_desktop.desktop.theme import Theme
from pluto_desktop.desktop.views.common.menus import rounded
from pluto_desktop.desktop.views.common.text import ThemedLabel
from pluto_desktop.desktop.views.common.viewport import give_viewport
from pluto_desktop.desktop.views.curate.boxes import FormBox
from pluto_desktop.desktop.views.curate.bulk.box import BulkBox
from pluto_desktop.desktop.views.curate.completing import COMPLETED, Completing
from pluto_desktop.desktop.views.curate.credits import CreditsEditor
from pluto_desktop.desktop.views.curate.pane import CurateForm
from pluto_desktop.domain.changes import Changes
from pluto_desktop.domain.ids import SongId
from pluto_desktop.domain.shared import SongFields
from pluto_desktop.domain.song_fields import plain_fields
from pluto_desktop.domain.song_form import FIELD_OF, SongDraft, read_draft
from pluto_desktop.services.bulk.bulk_edits import Gathered
from pluto_desktop.services.bulk.merging import MOST
from pluto_desktop.services.bulk.operations import SetBoxes
from pluto_desktop.services.complete_names import NameKind

_NOTHING = plain_fields(SongFields())


class Asked(StrEnum):
    """The operations of the menu."""

    REPLACE = "replace"
    CAPITALS = "capitals"
    SPLIT = "split"
    NUMBER = "number"
    COPY = "copy"
    ROMANISE = "romanise"


class BulkForm(CurateForm):
    """Shows many songs and what is typed of them all. It reads and writes nothing: what it wants it asks by signals."""

    wanted = Signal(object)
    """Songs (ids) are to be read: :meth:`show_gathered` shows what they share."""
    begun = Signal(object, object)
    """Of songs (ids) this was typed (texts by box, perhaps none): it is to be kept soon."""
    put_by = Signal()
    """What was typed is to be kept at once."""
    preview_wanted = Signal(object, object)
    """What an operation does to songs (ids) is to be shown."""
    asked = Signal(object, object)
    """The person is to say how an operation (:class:`Asked`) is to be done to songs (ids)."""
    merge_wanted = Signal(object)
    """Songs (ids) are to become one."""
    names_wanted = Signal(object, str, object)
    """Names are wanted: see :attr:`Completing.wanted`."""
    left = Signal()
    """Escape: the keyboard is to go back to where the songs were chosen."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._songs: list[SongId] = []
        self._gathered: Gathered | None = None
        self._key: frozenset[SongId] = frozenset()
        self._typed: dict[frozenset[SongId], dict[str, str]] = {}
        self.form = form = Ui_BulkForm()
        form.setupUi(self)  # type: ignore[no-untyped-call]
        inside = form.area.takeWidget()
        give_viewport(form.area).setAutoFillBackground(False)
        form.area.setWidget(inside)
        inside.setAutoFillBackground(False)
        form.foot.setProperty("surface", "foot")
        form.preview.setProperty("kind", "primary")
        self.heading = ThemedLabel(theme, "", "card", "text", inside)
        hint = self.tr("Only what you type here is written, into each of them.")
        self.hint = ThemedLabel(theme, hint, "secondary", "mute", inside)
        self.hint.setWordWrap(True)
        form.told.addWidget(self.heading)
        form.told.addWidget(self.hint)
        self.credits = CreditsEditor(theme, form.inside)
        form.credits_box.addWidget(self.credits)
        form.credits_head.addWidget(self.credits.add_button)
        self.boxes: dict[str, BulkBox] = {}
        form.preview.clicked.connect(lambda _checked=False: self.preview())
        form.revert.clicked.connect(lambda _checked=False: self.revert())
        form.merge.clicked.connect(lambda _checked=False: self.merge_wanted.emit(self._songs))

    # -- what the window says --

    @property
    def songs(self) -> Sequence[SongId]:
        """The songs that are shown, or are about to be, in the order of the list."""
        return self._songs

    @property
    def typed(self) -> dict[str, str]:
        """The texts of the boxes that were touched."""
        return self._typed.get(self._key, {})

    @property
    def edited(self) -> frozenset[SongId]:
        """The songs, where something was typed for them."""
        return self._key if self.typed else frozenset()

    def complete(self) -> None:
        """Make the boxes, which takes as long as the rest of the form."""
        if not self.boxes:
            self._make_boxes()
            self._make_menu()
            self.credits.rows_changed.connect(self._chain_tabs)
            self._chain_tabs()
            self._theme.changed.connect(self._restyle)
            self._restyle()
            self._reflect()

    def show_songs(self, songs: Sequence[SongId]) -> None:
        """Ask for other songs. What was typed goes with a selection that grows or shrinks, and waits for it else."""
        self.complete()
        if list(songs) == self._songs:
            return
        before, old, typed = self._songs, self._key, self.typed
        self._songs, self._key, self._gathered = list(songs), frozenset(songs), None
        if typed and (self._key <= old or old <= self._key):
            self._typed[old], self._typed[self._key] = {}, typed
            self.begun.emit(before, {})
            self.put_by.emit()
            self.begun.emit(self._songs, typed)
        self.put_by.emit()
        # Of other songs only what was typed is remembered; what is on the disk is read again.
        self._typed = {key: texts for key, texts in self._typed.items() if texts}
        self._reflect()
        self.wanted.emit(self._songs)

    def apply_changes(self, changes: Changes) -> None:
        """Ask for the songs again where one of them changed."""
        if self._songs and (changes.everything or not changes.songs.isdisjoint(self._songs)):
            self.wanted.emit(self._songs)

    def put_away(self) -> None:
        """Have what was typed kept now, for when the same songs are chosen again."""
        self.put_by.emit()

    def entry(self) -> QWidget:
        """Return the first box."""
        return self.form.title

    def show_gathered(self, songs: Sequence[SongId], gathered: Gathered) -> None:
        """Show what songs share; what was typed for them stays."""
        if list(songs) != self._songs:
            return
        begins = self._gathered is None
        self._gathered = gathered
        typed = self._typed.setdefault(self._key, dict(gathered.typed))
        for name, box in self.boxes.items():
            box.show_shared(gathered.shared[name], typed.get(name))
        if begins:
            self.form.area.verticalScrollBar().setValue(0)
        self._reflect()

    def revert(self) -> None:
        """Give up what was typed."""
        for box in self.boxes.values():
            if box.touched:
                box.leave()
        self.put_by.emit()

    def preview(self) -> None:
        """Ask for a preview of what was typed, where all of it can be used."""
        if self.form.preview.isEnabled():
            self.put_by.emit()
            self.preview_wanted.emit(self._songs, SetBoxes(self.typed))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the form by Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    # -- inside --

    def _make_boxes(self) -> None:
        form = self.form
        for name in FIELD_OF:
            editor = self.credits if name == "credits" else getattr(form, name)
            cell = getattr(form, f"{name}_cell")
            inner = FormBox(name, editor, cell, self._theme, form.inside)
            inner.on_enter(self.preview)
            box = BulkBox(inner, cell, self._theme, form.inside)
            box.edited.connect(self._take)
            self.boxes[name] = box
        for name, (kind, several) in COMPLETED.items():
            Completing(getattr(form, name), kind, several=several).wanted.connect(self.names_wanted)
        for edit in self.credits.edits:
            Completing(edit, NameKind.ARTIST).wanted.connect(self.names_wanted)
        self.credits.edit_made.connect(lambda edit: Completing(edit, NameKind.ARTIST).wanted.connect(self.names_wanted))

    def _chain_tabs(self) -> None:
        form = self.form
        order: list[QWidget] = []
        for name, box in self.boxes.items():
            order += [*self.credits.controls(), box.button] if name == "credits" else [box.box.editor, box.button]
        for one, other in pairwise([*order, form.operations, form.merge, form.revert, form.preview]):
            QWidget.setTabOrder(one, other)

    def _make_menu(self) -> None:
        self.menu = rounded(QMenu(self))
        for asked, text in (
            (Asked.REPLACE, self.tr("Find and replace…")),
            (Asked.CAPITALS, self.tr("Capitals of titles…")),
            (Asked.SPLIT, self.tr("Split “Artist - Title”…")),
            (Asked.NUMBER, self.tr("Number tracks…")),
            (Asked.COPY, self.tr("Copy between fields…")),
            (Asked.ROMANISE, self.tr("Romanise names…")),
        ):
            action = self.menu.addAction(text)
            action.setData(asked)
            action.triggered.connect(partial(self._ask, asked))
        self.form.operations.setMenu(self.menu)

    def _ask(self, asked: Asked, _checked: bool = False) -> None:
        self.asked.emit(asked, self._songs)

    def _take(self) -> None:
        self._typed[self._key] = {name: box.text for name, box in self.boxes.items() if box.touched}
        self._reflect()
        self.begun.emit(self._songs, self.typed)

    def _reflect(self) -> None:
        form, ready, typed = self.form, self._gathered is not None, self.typed
        self.edits_changed.emit()
        problems = read_draft(SongDraft(_NOTHING, 0, typed)).problems
        for name, box in self.boxes.items():
            box.reflect(explain(problems[name]) if name in problems else "")
        self.heading.setText(songs_text(len(self._songs)))
        form.inside.setEnabled(ready)
        form.revert.setEnabled(bool(typed))
        form.preview.setEnabled(ready and bool(typed) and not problems)
        form.merge.setEnabled(ready and len(self._songs) <= MOST)

    def _restyle(self) -> None:
        font = self._theme.font("secondary")
        for label in self.form.inside.findChildren(QLabel):
            if label.objectName().endswith("_label"):
                label.setFont(font)
