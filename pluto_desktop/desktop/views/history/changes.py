"""What one operation did to one song, field by field, words line by line; each can be taken back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from pluto_desktop.desktop.models.field_texts import change_text, field_name, field_text
from pluto_desktop.desktop.models.formatting import one_line
from pluto_desktop.desktop.models.history_texts import moment
from pluto_desktop.desktop.theme import Theme
from pluto_desktop.desktop.views.common.text import ThemedLabel
from pluto_desktop.domain.shared import CommandKind
from pluto_desktop.lyrics.differences import LineChange, LineKind, compare_words
from pluto_desktop.services.history import FieldChange, SongChange

_MOST_LINES = 40
_INSET = 5
"""How far below a button's top its text begins; texts beside one begin there too."""


class SongChangeBox(QFrame):
    """One song of an operation. ``many`` is whether the operation did something to others too."""

    revert_wanted = Signal(object, str)
    """What was done to a field of the song (id, field; "" for the whole song) is to be taken back."""

    def __init__(
        self, change: SongChange, theme: Theme, parent: QWidget | None = None, *, many: bool, edits: bool
    ) -> None:
        super().__init__(parent)
        self.change = change
        self._theme, self._edits = theme, edits
        self.buttons: dict[str, QPushButton] = {}
        """What takes a field back, by its name; "" is the whole song."""
        title = one_line(change.title) or self.tr("A song that is gone")
        self.setAccessibleName(title)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 14)
        column.setSpacing(6)
        if many:
            head = QHBoxLayout()
            head.addWidget(self._label(title, "title", "text"), 1)
            name = self.tr("Revert what was done to %1").replace("%1", title)
            head.addWidget(self._revert(self.tr("Revert the song"), name, ""))
            column.addLayout(head)
        said = {
            CommandKind.DELETE: self.tr("was deleted"),
            CommandKind.RESTORE: self.tr("was brought back"),
            CommandKind.ADD: self.tr("was added"),
        }.get(change.kind)
        if said is not None:
            column.addWidget(self._label(said, "secondary", "mute"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        for row, field in enumerate(change.fields):
            self._add_field(grid, row, field)
        column.addLayout(grid)

    def _add_field(self, grid: QGridLayout, row: int, field: FieldChange) -> None:
        label = field_name(field.name)
        name = self._label(label[:1].upper() + label[1:], "secondary", "mute")
        name.setFixedWidth(self._theme.grown(132))
        top = Qt.AlignmentFlag.AlignTop
        name.setContentsMargins(0, _INSET + 1, 0, 0)
        grid.addWidget(name, row, 0, top)
        added = self.change.kind is CommandKind.ADD
        if field.name == "lyrics":
            grid.addWidget(self._words(field), row, 1, top)
        elif added:
            grid.addWidget(self._value(field_text(field.name, field.after)), row, 1, top)
        else:
            grid.addWidget(self._value(change_text(field.name, field.before, field.after)), row, 1, top)
        if not added:
            said = self.tr("Revert %1 of %2").replace("%1", label)
            said = said.replace("%2", one_line(self.change.title))
            grid.addWidget(self._revert(self.tr("Revert"), said, field.name), row, 2, top)

    def _words(self, field: FieldChange) -> QWidget:
        box = QWidget(self)
        column = QVBoxLayout(box)
        column.setContentsMargins(0, _INSET, 0, 0)
        column.setSpacing(1)
        changes = compare_words(field.before, field.after)
        for line in changes[:_MOST_LINES]:
            for text, ink in _told(line):
                column.addWidget(self._label(text, "body", ink))
        if not changes:
            column.addWidget(self._label(self.tr("the same lines, told otherwise"), "body", "mute"))
        if len(changes) > _MOST_LINES:
            more = self.tr("and %1 lines more").replace("%1", str(len(changes) - _MOST_LINES))
            column.addWidget(self._label(more, "secondary", "mute"))
        return box

    def _value(self, text: str) -> ThemedLabel:
        label = self._label(text, "body", "text")
        label.setContentsMargins(0, _INSET, 0, 0)
        return label

    def _label(self, text: str, font: str, ink: str) -> ThemedLabel:
        label = ThemedLabel(self._theme, text, font, ink, self)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        return label

    def _revert(self, text: str, name: str, field: str) -> QPushButton:
        button = QPushButton(text, self)
        button.setProperty("kind", "link")
        button.setAccessibleName(name)
        button.setToolTip(name)
        button.setAutoDefault(False)
        button.setVisible(self._edits)
        button.clicked.connect(self._asks(field))
        self.buttons[field] = button
        return button

    def _asks(self, field: str) -> Callable[[bool], None]:
        return lambda _checked: self.revert_wanted.emit(self.change.song_id, field)


def _told(line: LineChange) -> list[tuple[str, str]]:
    """Return a line of the words as texts, each with the token of its colour."""
    before, after = one_line(line.before), one_line(line.after)
    match line.kind:
        case LineKind.ADDED:
            return [(f"+ {after}", "ok")]
        case LineKind.GONE:
            return [(f"− {before}", "bad")]
        case LineKind.CHANGED:
            return [(f"− {before}", "bad"), (f"+ {after}", "ok")]
    return [(f"{moment(line.before_ms)} → {moment(line.after_ms)}  {after}", "mute")]
