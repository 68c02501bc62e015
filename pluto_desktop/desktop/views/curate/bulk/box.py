"""A box of the form of many songs: what they share, or that they differ; only what is touched is written."""

from __future__ import annotations

from PySide6.QtCore import QObject, QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from pluto_desktop.desktop.theme import Theme
from pluto_desktop.desktop.views.common.buttons import IconButton
from pluto_desktop.desktop.views.curate.boxes import FormBox
from pluto_desktop.desktop.views.curate.bulk.names import box_name, box_text, several
from pluto_desktop.desktop.views.curate.credits import CreditsEditor
from pluto_desktop.services.bulk.operations import Shared


class BulkBox(QObject):
    """Wraps the box of a form, with a button that empties it for every song, or leaves every song as it is."""

    edited = Signal()
    """It was touched, or is left again."""

    def __init__(self, box: FormBox, cell: QVBoxLayout, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.box = box
        self.touched = False
        """Whether what stands here is to be said of every song."""
        self._shared = Shared()
        self._hint = "" if isinstance(box.editor, QComboBox | CreditsEditor) else box.editor.placeholderText()
        self.button = IconButton(theme, "x", box_name(box.name), parent, size=14)
        self.button.clicked.connect(lambda _checked=False: self._press())
        row = QHBoxLayout()
        row.setSpacing(6)
        at = cell.indexOf(box.note)
        cell.removeWidget(box.note)
        row.addWidget(box.note, 1)
        row.addWidget(self.button)
        cell.insertLayout(at, row)
        box.edited.connect(self._touch)

    @property
    def text(self) -> str:
        """What stands in the box."""
        return self.box.text

    def show_shared(self, shared: Shared, typed: str | None = None) -> None:
        """Show what songs share, or what was typed for them all; :meth:`reflect` is to follow."""
        self._shared = shared
        self._fill(shared.text)
        self._place_hint(several(shared.different) if shared.mixed else self._hint)
        self.touched = typed is not None
        if typed is not None:
            self._fill(typed)

    def reflect(self, problem: str) -> None:
        """Say beneath the box what will become of it; ``problem`` is why it cannot be used."""
        shared, name = self._shared, box_name(self.box.name)
        self.button.setVisible(self.touched or shared.mixed)
        if self.touched:
            was = several(shared.different) if shared.mixed else shared.text
            self.box.show(problem or self.box.was(was), "wrong" if problem else "changed")
            self.button.set_icon("arrow-back-up")
            self.button.set_name(self.tr("Leave as it is: %1").replace("%1", name))
            return
        self.button.set_icon("x")
        self.button.set_name(self.tr("Empty in every song: %1").replace("%1", name))
        examples = self._examples()
        self.box.mark("", examples)
        self.box.note.say(examples, "mute")

    def leave(self) -> None:
        """Show again what the songs share."""
        self.show_shared(self._shared)
        self.edited.emit()

    def _examples(self) -> str:
        """Return some of the different texts, "" where all are the same."""
        shared = self._shared
        if not shared.mixed:
            return ""
        texts = [box_text(self.box.name, text) or self.tr("nothing") for text in shared.examples]
        more = "" if len(texts) == shared.different else "\u00a0…"
        return " · ".join(texts) + more

    def _press(self) -> None:
        if self.touched:
            self.leave()
            return
        self._fill("")
        self.touched = True
        self.edited.emit()

    def _touch(self) -> None:
        chosen_several = isinstance(self.box.editor, QComboBox) and self.box.editor.currentData() is None
        self.touched = not chosen_several and (self._shared.mixed or self.text != self._shared.text)
        self.edited.emit()

    def _fill(self, text: str) -> None:
        self.box.fill(text)
        editor = self.box.editor
        if isinstance(editor, QComboBox):
            with QSignalBlocker(editor):
                editor.setCurrentIndex(editor.findData(text))

    def _place_hint(self, hint: str) -> None:
        match self.box.editor:
            case QComboBox() as editor:
                with QSignalBlocker(editor):
                    if editor.itemData(0) is None:
                        editor.removeItem(0)
                    if hint:
                        editor.insertItem(0, hint, None)
                        editor.setCurrentIndex(0)
            case CreditsEditor() as editor:
                editor.edits[0].setPlaceholderText(hint)
            case editor:
                editor.setPlaceholderText(hint)
