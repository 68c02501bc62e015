"""What is said of the new song: boxes as in the form, begun with what the old one is."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from pluto_desktop.desktop.sentences import explain
from pluto_desktop.desktop.theme import Theme
from pluto_desktop.desktop.views.common.text import ThemedLabel
from pluto_desktop.desktop.views.curate.boxes import FormBox
from pluto_desktop.desktop.views.curate.completing import COMPLETED, Completing
from pluto_desktop.desktop.views.curate.credits import CreditsEditor
from pluto_desktop.domain.names import fold
from pluto_desktop.domain.song_fields import Plain
from pluto_desktop.domain.song_form import FORM_FIELDS, Reading, SongDraft, read_draft, texts_of
from pluto_desktop.lyrics.romanise import romanise_title
from pluto_desktop.services.bulk.splitting import SplitLook
from pluto_desktop.services.complete_names import NameKind

translate = QCoreApplication.translate


def _names() -> dict[str, str]:
    return {
        "title": translate("SongForm", "Song name"),
        "romanised": translate("SongForm", "Romanised name"),
        "credits": translate("SongForm", "Artists"),
        "language": translate("SongForm", "Language"),
        "album": translate("SongForm", "Album"),
        "album_artist": translate("SongForm", "Album artist"),
    }


class NewSongBoxes(QWidget):
    """What a person types of the new song. It asks nothing but for names, and keeps what was typed."""

    edited = Signal()
    """Something else is said."""
    names_wanted = Signal(object, str, object)
    """Names are wanted: see :attr:`Completing.wanted`."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._draft: SongDraft | None = None
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(10)
        grid.addWidget(ThemedLabel(theme, self.tr("The new song"), "strong", parent=self), 0, 0, 1, 2)
        self.credits = CreditsEditor(theme, self)
        self.boxes: dict[str, FormBox] = {}
        for at, (name, text) in enumerate(_names().items()):
            cell = QVBoxLayout()
            cell.setSpacing(4)
            editor = self._editor(name, text)
            head = QHBoxLayout()
            label = QLabel(text, self)
            label.setFont(theme.font("secondary"))
            head.addWidget(label)
            head.addStretch(1)
            if name in {"credits", "language"}:  # side by side, and one has a button
                label.setMinimumHeight(self.credits.add_button.sizeHint().height())
            if editor is self.credits:
                head.addWidget(self.credits.add_button)
            else:
                label.setBuddy(editor)
            cell.addLayout(head)
            cell.addWidget(editor)
            grid.addLayout(cell, 1 + at // 2, at % 2)
            box = self.boxes[name] = FormBox(name, editor, cell, theme, self)
            box.edited.connect(lambda name=name: self._edited(name))
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        self._complete()

    @property
    def reading(self) -> Reading:
        """What the boxes mean."""
        assert self._draft is not None
        return read_draft(self._draft)

    def show_look(self, look: SplitLook) -> None:
        """Show what the old song is where nothing was typed; what was typed stays."""
        now: Plain = {name: look.plain[name] for name in FORM_FIELDS}
        draft = self._draft or SongDraft(now, look.song.version)
        self._draft = draft.carried(now, look.song.version)
        for name, text in {**texts_of(now), **self._draft.texts}.items():
            if name in self.boxes:
                self.boxes[name].fill(text)
        self._reflect()

    def text(self, name: str) -> str:
        """Return what stands in a box."""
        return self.boxes[name].text

    def _editor(self, name: str, text: str) -> QLineEdit | QComboBox | CreditsEditor:
        if name == "credits":
            return self.credits
        editor = QComboBox(self) if name == "language" else QLineEdit(self)
        editor.setAccessibleName(text)
        return editor

    def _complete(self) -> None:
        for name, (kind, several) in COMPLETED.items():
            if name in self.boxes:
                editor = self.boxes[name].editor
                assert isinstance(editor, QLineEdit)
                Completing(editor, kind, several=several).wanted.connect(self.names_wanted)
        for edit in self.credits.edits:
            self._complete_artist(edit)
        self.credits.edit_made.connect(self._complete_artist)

    def _complete_artist(self, edit: QLineEdit) -> None:
        Completing(edit, NameKind.ARTIST).wanted.connect(self.names_wanted)

    def _edited(self, name: str) -> None:
        draft = self._draft
        assert draft is not None
        typed = {name: self.boxes[name].text}
        if name == "title" and self.boxes["romanised"].text in {"", romanise_title(draft.text("title"))}:
            typed["romanised"] = romanise_title(typed["title"])  # it was made of the title, and is again
            self.boxes["romanised"].fill(typed["romanised"])
        self._draft = draft.typed(typed)
        self._reflect()
        self.edited.emit()

    def _reflect(self) -> None:
        assert self._draft is not None
        problems = self.reading.problems
        for name, box in self.boxes.items():
            box.show(explain(problems[name]) if name in problems else "", "wrong" if name in problems else "")
        if "title" not in problems and fold(self.text("title")) == fold(self._draft.base["title"]):
            self.boxes["title"].note.say(self.tr("Both songs have this name."), "warn")
