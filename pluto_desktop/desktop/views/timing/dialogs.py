"""What is asked while words are timed: a whole text, a shift of all lines, two anchors to stretch between."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QSpinBox,
    QWidget,
)

from pluto_desktop.desktop.models.field_texts import language_name
from pluto_desktop.desktop.models.formatting import one_line
from pluto_desktop.desktop.theme import Theme
from pluto_desktop.desktop.views.common.dialog import PlainDialog
from pluto_desktop.desktop.views.common.text import ThemedLabel
from pluto_desktop.desktop.views.timing.told import lines_text, read_time, time_text
from pluto_desktop.lyrics.document import Document
from pluto_desktop.lyrics.languages import ENGLISH, ROMANISED, TELUGU, language_of, script_of

_MOST_SHIFT_MS = 600_000
_NAMED = 40


class AskDialog(PlainDialog):
    """A dialog with one thing to do; Close leaves it undone."""

    def __init__(self, theme: Theme, title: str, act: str, parent: QWidget) -> None:
        super().__init__(theme, title, parent)
        self.act: QPushButton = self.add_primary(act, act, act)
        self.finished.connect(self.deleteLater)


class PasteDialog(AskDialog):
    """A whole text in one language: a line of it for each line of the song."""

    pasted = Signal(str, str)
    """The language, and the text."""

    def __init__(self, theme: Theme, text: str, parent: QWidget) -> None:
        super().__init__(theme, self.tr("Paste a text"), self.tr("Use this text"), parent)
        self.language = QComboBox(self)
        self.language.setAccessibleName(self.tr("Language"))
        for code in (TELUGU, ENGLISH, ROMANISED):
            self.language.addItem(language_name(code), code)
        self.text = QPlainTextEdit(self)
        self.text.setAccessibleName(self.tr("Text"))
        self.text.setPlaceholderText(self.tr("A line of the song on each line"))
        self.text.setTabChangesFocus(True)
        self.text.setMinimumHeight(theme.grown(260))
        self.note = ThemedLabel(theme, "", "secondary", "mute", self)
        self.note.setWordWrap(True)
        row = QHBoxLayout()
        row.addWidget(ThemedLabel(theme, self.tr("Language"), "secondary", "mute", self))
        row.addWidget(self.language, 1)
        self.content.addLayout(row)
        self.content.addWidget(self.text, 1)
        self.content.addWidget(self.note)
        self.text.textChanged.connect(self._look)
        self.act.clicked.connect(self._paste)
        self.text.setPlainText(text)
        self._look()
        self.fit(560)
        self.text.setFocus()

    def _look(self) -> None:
        text = self.text.toPlainText()
        found = self.language.findData(language_of(script_of(text), ()))
        if found >= 0:
            self.language.setCurrentIndex(found)
        lines = sum(bool(row.strip()) for row in text.splitlines())
        said = self.tr("%1. They go beside the lines there are, in order; times stay.")
        self.note.setText(said.replace("%1", lines_text(lines)))
        self.act.setEnabled(lines > 0)

    def _paste(self) -> None:
        self.pasted.emit(self.language.currentData(), self.text.toPlainText())
        self.close()


class ShiftDialog(AskDialog):
    """By how much lines are to be sung later, or earlier."""

    shifted = Signal(int)

    def __init__(self, theme: Theme, lines: int, parent: QWidget) -> None:
        super().__init__(theme, self.tr("Shift the times"), self.tr("Shift"), parent)
        text = self.tr("Of %1: later by this much, or earlier with a minus.").replace("%1", lines_text(lines))
        self.by = QSpinBox(self)
        self.by.setRange(-_MOST_SHIFT_MS, _MOST_SHIFT_MS)
        self.by.setSingleStep(50)
        self.by.setSuffix(self.tr(" ms"))
        self.by.setAccessibleName(self.tr("Later by"))
        said = ThemedLabel(theme, text, "body", "text", self)
        said.setWordWrap(True)
        self.content.addWidget(said)
        self.content.addWidget(self.by)
        self.act.clicked.connect(self._shift)
        self.fit(420)
        self.by.setFocus()
        self.by.selectAll()

    def _shift(self) -> None:
        self.shifted.emit(self.by.value())
        self.close()


class StretchDialog(AskDialog):
    """Two lines and when they are really sung; what is between them is stretched."""

    stretched = Signal(object, object)
    """Both anchors, each (where the line starts now, where it belongs)."""

    def __init__(self, theme: Theme, document: Document, parent: QWidget) -> None:
        super().__init__(theme, self.tr("Stretch between two lines"), self.tr("Stretch"), parent)
        timed = [line for line in document.lines if line.start_ms is not None]
        self._starts = [line.start_ms or 0 for line in timed]
        names = [
            f"{time_text(line.start_ms)}  {one_line(next(iter(line.texts.values()), ''))[:_NAMED]}" for line in timed
        ]
        text = self.tr(
            "Say when two lines are really sung. Lines between them are stretched; those before and after go along."
        )
        said = ThemedLabel(theme, text, "body", "text", self)
        said.setWordWrap(True)
        self.content.addWidget(said)
        grid = QGridLayout()
        self.lines: list[QComboBox] = []
        self.times: list[QLineEdit] = []
        for row, (title, place) in enumerate(((self.tr("First line"), 0), (self.tr("Second line"), len(timed) - 1))):
            box, time = QComboBox(self), QLineEdit(self)
            box.addItems(names)
            box.setAccessibleName(title)
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            time.setAccessibleName(self.tr("%1 is sung at").replace("%1", title))
            time.setPlaceholderText("0:00.000")
            box.currentIndexChanged.connect(lambda at, time=time: time.setText(time_text(self._starts[at])))
            grid.addWidget(ThemedLabel(theme, title, "secondary", "mute", self), row, 0)
            grid.addWidget(box, row, 1)
            grid.addWidget(time, row, 2)
            self.lines.append(box)
            self.times.append(time)
            box.setCurrentIndex(place)
            time.setText(time_text(self._starts[place]))
            time.textChanged.connect(self._look)
        grid.setColumnStretch(1, 1)
        self.content.addLayout(grid)
        self.act.clicked.connect(self._stretch)
        self._look()
        self.fit(560)
        self.times[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _anchors(self) -> list[tuple[int, int]]:
        told = [read_time(time.text()) for time in self.times]
        return [
            (self._starts[box.currentIndex()], at) for box, at in zip(self.lines, told, strict=True) if at is not None
        ]

    def _look(self) -> None:
        anchors = sorted(self._anchors())
        fits = len(anchors) == 2 and all(one < two for one, two in zip(*anchors, strict=True))
        self.act.setEnabled(fits)

    def _stretch(self) -> None:
        self.stretched.emit(*self._anchors())
        self.close()
