"""The artists of a song in a form: several, in order, each as printed."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from pluto_desktop.desktop.theme import Theme
from pluto_desktop.desktop.views.common.buttons import IconButton


class _Edit(QLineEdit):
    """The name of one artist; it moves, and goes, by key."""

    moved = Signal(int)
    left_empty = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move by Alt and an arrow; go where Backspace is pressed in an empty one."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if step is not None and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.moved.emit(step)
        elif event.key() == Qt.Key.Key_Backspace and not self.text():
            self.left_empty.emit()
        else:
            super().keyPressEvent(event)


class _Row(QWidget):
    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.edit = _Edit(self)
        self.up = IconButton(theme, "chevron-up", "", self, size=16)
        self.down = IconButton(theme, "chevron-down", "", self, size=16)
        self.gone = IconButton(theme, "x", "", self, size=16)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        row.addWidget(self.edit, 1)
        for button in (self.up, self.down, self.gone):
            # Aligned, or the field would be no higher than the buttons, whatever the size of the text.
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)

    def describe(self, at: int, of: int) -> None:
        """Say which of the artists it is; one alone has no buttons."""
        number = str(at + 1)
        self.edit.setAccessibleName(self.tr("Artist %1").replace("%1", number))
        self.edit.setToolTip(self.tr("Alt and an arrow key move it") if of > 1 else "")
        self.up.set_name(self.tr("Move artist %1 up").replace("%1", number))
        self.down.set_name(self.tr("Move artist %1 down").replace("%1", number))
        self.gone.set_name(self.tr("Remove artist %1").replace("%1", number))
        self.up.setVisible(of > 1)
        self.down.setVisible(of > 1)
        self.gone.setVisible(of > 1)
        self.up.setEnabled(at > 0)
        self.down.setEnabled(at < of - 1)


class CreditsEditor(QWidget):
    """One row an artist. Its text has one artist a line."""

    changed = Signal()
    """An artist was changed, added, moved or removed."""
    rows_changed = Signal()
    """There are other rows, in another order of Tab."""
    edit_made = Signal(object)
    """A field (QLineEdit) for one more artist was made."""
    entered = Signal()
    """Enter was pressed in a row."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._rows: list[_Row] = []
        self._spare: list[_Row] = []
        self.add_button = QPushButton(self.tr("Add an artist"), self)
        """Stands where whoever made this puts it."""
        self.add_button.setProperty("kind", "link")
        self.add_button.setAccessibleName(self.tr("Add an artist"))
        self.add_button.setAutoDefault(False)
        self.add_button.clicked.connect(lambda _checked=False: self.add())
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self._fit(1)

    @property
    def edits(self) -> list[QLineEdit]:
        """The fields, in order."""
        return [row.edit for row in self._rows]

    def controls(self) -> list[QWidget]:
        """Return what Tab comes to, in order."""
        rows = [part for row in self._rows for part in (row.edit, row.up, row.down, row.gone)]
        return [*rows, self.add_button]

    def text(self) -> str:
        """Return the artists, one a line."""
        return "\n".join(edit.text() for edit in self.edits if edit.text().strip())

    def set_text(self, text: str) -> None:
        """Show artists, given one a line."""
        self._show(text.split("\n"))

    def add(self) -> None:
        """Give one more artist a row, and the keyboard."""
        if self.edits[-1].text().strip():
            self._fit(len(self._rows) + 1)
        self.edits[-1].setFocus(Qt.FocusReason.OtherFocusReason)

    def shift(self, at: int, by: int) -> None:
        """Move an artist by a place; the keyboard stays with it."""
        to = at + by
        if 0 <= to < len(self._rows):
            names = [edit.text() for edit in self.edits]
            names[at], names[to] = names[to], names[at]
            self._show(names)
            self.edits[to].setFocus(Qt.FocusReason.OtherFocusReason)
            self.changed.emit()

    def remove(self, at: int) -> None:
        """Remove an artist; the one before it has the keyboard then."""
        if len(self._rows) > 1:
            names = [edit.text() for edit in self.edits]
            del names[at]
            self._show(names)
            self.edits[max(0, at - 1)].setFocus(Qt.FocusReason.OtherFocusReason)
            self.changed.emit()

    def _show(self, names: list[str]) -> None:
        self._fit(len(names))
        for edit, name in zip(self.edits, names, strict=True):
            if edit.text() != name:
                edit.blockSignals(True)  # noqa: FBT003 - Qt's
                edit.setText(name)
                edit.blockSignals(False)  # noqa: FBT003 - Qt's
                edit.setCursorPosition(0)

    def _fit(self, count: int) -> None:
        """Have so many rows; those that are not needed are kept for another song."""
        if count == len(self._rows):
            return
        while len(self._rows) > count:
            row = self._rows.pop()
            row.hide()
            row.edit.clear()
            self._spare.append(row)
        while len(self._rows) < count:
            row = self._spare.pop() if self._spare else self._make()
            self._column.insertWidget(len(self._rows), row)
            self._rows.append(row)
            row.show()
        for at, row in enumerate(self._rows):
            row.describe(at, count)
        self.rows_changed.emit()

    def _make(self) -> _Row:
        row = _Row(self._theme, self)
        row.edit.textChanged.connect(lambda _text: self.changed.emit() if row in self._rows else None)
        row.edit.returnPressed.connect(self.entered)
        row.edit.moved.connect(lambda by: self.shift(self._rows.index(row), by))
        row.edit.left_empty.connect(lambda: self.remove(self._rows.index(row)))
        row.up.clicked.connect(lambda _checked=False: self.shift(self._rows.index(row), -1))
        row.down.clicked.connect(lambda _checked=False: self.shift(self._rows.index(row), 1))
        row.gone.clicked.connect(lambda _checked=False: self.remove(self._rows.index(row)))
        self.edit_made.emit(row.edit)
        return row
