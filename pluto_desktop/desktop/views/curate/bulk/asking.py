"""How an operation is to be done: a small dialog for each."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QLabel, QLineEdit, QPushButton, QSpinBox, QWidget

from pluto_desktop.desktop.models.formatting import songs_text
from pluto_desktop.desktop.sentences import explain
from pluto_desktop.desktop.theme import Theme
from pluto_desktop.desktop.views.common.dialog import PlainDialog
from pluto_desktop.desktop.views.common.text import ThemedLabel
from pluto_desktop.desktop.views.curate.boxes import Note, mark
from pluto_desktop.desktop.views.curate.bulk.form import Asked
from pluto_desktop.desktop.views.curate.bulk.names import box_name
from pluto_desktop.desktop.views.curate.bulk.titles import title_of_kind
from pluto_desktop.domain.errors import Invalid
from pluto_desktop.services.bulk.operations import (
    COPIED,
    NAMES,
    WORDED,
    CopyBox,
    FindReplace,
    NumberTracks,
    Operation,
    RomaniseAll,
    SplitTitle,
    TitleCase,
)

translate = QCoreApplication.translate
_LARGEST = 9_999


class AskDialog(PlainDialog):
    """Asks how one operation is to be done to some songs."""

    chosen = Signal(object)
    """Show what an :class:`Operation` would do."""

    def __init__(self, theme: Theme, title: str, count: int, parent: QWidget | None = None) -> None:
        super().__init__(theme, title, parent)
        self.content.addWidget(ThemedLabel(theme, songs_text(count), "secondary", "mute", self))
        self.fields = QFormLayout()
        self.fields.setHorizontalSpacing(18)
        self.fields.setVerticalSpacing(8)
        self.content.addLayout(self.fields)
        self.problem = Note(theme, self)
        self.content.addWidget(self.problem)
        self.content.addStretch(1)
        self.preview = QPushButton(translate("AskDialog", "Preview…"), self)
        self.preview.setAccessibleName(translate("AskDialog", "Preview the changes"))
        self.preview.setToolTip(translate("AskDialog", "See every change before anything is written  (Enter)"))
        self.preview.setDefault(True)
        self.preview.clicked.connect(lambda _checked=False: self._preview())
        self.buttons.addWidget(self.preview)
        self.close_button.setText(translate("AskDialog", "Cancel"))
        self.close_button.setAccessibleName(translate("AskDialog", "Cancel"))
        self.build()
        self.check()
        self.fit(480, self.sizeHint().height())

    def build(self) -> None:
        """Make the controls."""
        raise NotImplementedError

    def operation(self) -> Operation:
        """Return what is asked for now."""
        raise NotImplementedError

    def check(self) -> None:
        """Say why the operation cannot be done as it is asked for, if so."""
        error = self._error()
        said = error is not None and error.code != "find_empty"
        self.problem.say(explain(error) if error is not None and said else "", "bad")
        self.preview.setEnabled(error is None)

    def _error(self) -> Invalid | None:
        try:
            self.operation().rule()
        except Invalid as error:
            return error
        return None

    def _preview(self) -> None:
        if self._error() is None:
            operation = self.operation()
            self.accept()
            self.chosen.emit(operation)

    # -- controls --

    def add_choice(self, label: str, boxes: Sequence[str], chosen: str) -> QComboBox:
        """Add a choice among boxes."""
        choice = QComboBox(self)
        for box in boxes:
            choice.addItem(box_name(box), box)
        choice.setCurrentIndex(choice.findData(chosen))
        choice.currentIndexChanged.connect(self.check)
        self._add(label, choice)
        return choice

    def add_text(self, label: str) -> QLineEdit:
        """Add a line to be typed into."""
        edit = QLineEdit(self)
        edit.textChanged.connect(self.check)
        self._add(label, edit)
        return edit

    def add_tick(self, text: str, *, on: bool = False) -> QCheckBox:
        """Add a box to be ticked."""
        tick = QCheckBox(text, self)
        tick.setAccessibleName(text)
        tick.setChecked(on)
        tick.toggled.connect(self.check)
        self.fields.addRow("", tick)
        return tick

    def _add(self, label: str, editor: QWidget) -> None:
        editor.setAccessibleName(label)
        said = QLabel(label, self)
        said.setBuddy(editor)
        self.fields.addRow(said, editor)


class AskReplace(AskDialog):
    """What is to be found, and what is to stand in its place."""

    def build(self) -> None:
        """Make the controls."""
        self.box = self.add_choice(self.tr("In"), WORDED, "title")
        self.sought = self.add_text(self.tr("Find"))
        self.by = self.add_text(self.tr("Replace by"))
        self.case = self.add_tick(self.tr("Capitals matter"))
        self.word = self.add_tick(self.tr("Whole words only"))
        self.pattern = self.add_tick(self.tr("A pattern (regular expression)"))
        self.sought.setFocus()

    def operation(self) -> Operation:
        """Return what is asked for now."""
        return FindReplace(
            self.box.currentData(),
            self.sought.text(),
            self.by.text(),
            match_case=self.case.isChecked(),
            whole_word=self.word.isChecked(),
            pattern=self.pattern.isChecked(),
        )

    def check(self) -> None:
        """Mark the line that is wrong, too."""
        super().check()
        error = self._error()
        mark(self.sought, "wrong" if error is not None and error.code.startswith("pattern") else "")
        mark(self.by, "wrong" if error is not None and error.code == "replacement_wrong" else "")


class AskCapitals(AskDialog):
    """Which names get their capitals."""

    def build(self) -> None:
        """Make the controls."""
        self.ticks = {box: self.add_tick(box_name(box), on=box == "title") for box in NAMES}
        said = self.tr("English words get a capital but for small ones like “of”; Telugu stays as it is.")
        self.content.insertWidget(1, hint := ThemedLabel(self.theme, said, "secondary", "mute", self))
        hint.setWordWrap(True)

    def operation(self) -> Operation:
        """Return what is asked for now."""
        return TitleCase(tuple(box for box, tick in self.ticks.items() if tick.isChecked()))


class AskSplit(AskDialog):
    """Which part of the title comes first."""

    def build(self) -> None:
        """Make the controls."""
        self.order = QComboBox(self)
        self.order.addItem(self.tr("Artist - Title"), "artist")
        self.order.addItem(self.tr("Title - Artist"), "title")
        self._add(self.tr("The names are like"), self.order)
        self.keep = self.add_tick(self.tr("Leave songs that have an artist"), on=False)

    def operation(self) -> Operation:
        """Return what is asked for now."""
        return SplitTitle(artist_first=self.order.currentData() == "artist", keep_artists=self.keep.isChecked())


class AskNumber(AskDialog):
    """Where the numbers begin."""

    def build(self) -> None:
        """Make the controls."""
        self.first = QSpinBox(self)
        self.first.setRange(1, _LARGEST)
        self._add(self.tr("Begin with"), self.first)
        self.disc = self.add_tick(self.tr("Begin anew with each disc of an album"), on=True)
        said = self.tr("The songs are numbered in the order of the list.")
        self.content.insertWidget(1, ThemedLabel(self.theme, said, "secondary", "mute", self))

    def operation(self) -> Operation:
        """Return what is asked for now."""
        return NumberTracks(self.first.value(), self.disc.isChecked())


class AskCopy(AskDialog):
    """From which field into which."""

    def build(self) -> None:
        """Make the controls."""
        self.source = self.add_choice(self.tr("From"), COPIED, "credits")
        self.target = self.add_choice(self.tr("Into"), COPIED, "album_artist")
        self.empty = self.add_tick(self.tr("Only where it is empty"), on=True)

    def operation(self) -> Operation:
        """Return what is asked for now."""
        return CopyBox(self.source.currentData(), self.target.currentData(), self.empty.isChecked())


class AskRomanise(AskDialog):
    """Whether names that were spelt already are spelt anew."""

    def build(self) -> None:
        """Make the controls."""
        self.empty = self.add_tick(self.tr("Only where there is no romanised name yet"), on=True)

    def operation(self) -> Operation:
        """Return what is asked for now."""
        return RomaniseAll(self.empty.isChecked())


_DIALOGS: dict[Asked, tuple[type[AskDialog], type]] = {
    Asked.REPLACE: (AskReplace, FindReplace),
    Asked.CAPITALS: (AskCapitals, TitleCase),
    Asked.SPLIT: (AskSplit, SplitTitle),
    Asked.NUMBER: (AskNumber, NumberTracks),
    Asked.COPY: (AskCopy, CopyBox),
    Asked.ROMANISE: (AskRomanise, RomaniseAll),
}


def ask(asked: Asked, theme: Theme, count: int, parent: QWidget | None = None) -> AskDialog:
    """Return the dialog of an operation, for so many songs."""
    dialog, operation = _DIALOGS[asked]
    return dialog(theme, title_of_kind(operation), count, parent)
