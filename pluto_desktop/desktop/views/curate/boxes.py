"""The boxes of a form: an editor each, with what is said beneath it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from pluto_desktop.desktop.models.field_texts import language_name
from pluto_desktop.desktop.models.formatting import one_line
from pluto_desktop.desktop.theme import Theme
from pluto_desktop.desktop.views.common.text import ThemedLabel
from pluto_desktop.desktop.views.curate.credits import CreditsEditor

translate = QCoreApplication.translate


_LANGUAGES = ("", "te", "en", "hi", "ta", "kn", "ml", "mr", "bn", "sa", "ur")


def mark(editor: QWidget, state: str) -> None:
    """Frame an editor as ``changed``, ``wrong``, or "" as usual."""
    if editor.property("state") != state:
        editor.setProperty("state", state)
        editor.style().unpolish(editor)
        editor.style().polish(editor)


class Note(ThemedLabel):
    """A sentence below an editor, gone where there is none."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "", "secondary", "mute", parent)
        self.setWordWrap(True)
        self.hide()

    def say(self, text: str, ink: str) -> None:
        """Show a sentence in the colour of a token."""
        self.set_ink(ink)
        if text != self.text():
            self._restyle()  # the text size may be another one since it was last seen
            self.setText(text)
            self.setVisible(bool(text))


class FormBox(QObject):
    """One box: what is typed into it, and whether that is changed or wrong."""

    edited = Signal()
    """Something else stands in it now."""

    def __init__(
        self,
        name: str,
        editor: QLineEdit | QPlainTextEdit | QComboBox | CreditsEditor,
        cell: QVBoxLayout,
        theme: Theme,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.name, self.editor = name, editor
        self.note = Note(theme, parent)
        self._filling = False
        cell.addWidget(self.note)
        cell.addStretch(1)
        if isinstance(editor, QComboBox):
            for code in _LANGUAGES:
                editor.addItem(language_name(code), code)
            editor.currentIndexChanged.connect(self._changed)
        elif isinstance(editor, CreditsEditor):
            editor.changed.connect(self._changed)
        else:
            editor.textChanged.connect(self._changed)

    @property
    def text(self) -> str:
        """What stands in the box."""
        match self.editor:
            case QComboBox():
                return str(self.editor.currentData() or "")
            case QPlainTextEdit():
                return self.editor.toPlainText()
            case editor:
                return editor.text()

    def fill(self, text: str) -> None:
        """Put a text into the box; nobody typed it."""
        if text == self.text:
            return
        self._filling = True
        match self.editor:
            case QComboBox():
                if self.editor.findData(text) < 0:
                    self.editor.addItem(language_name(text), text)
                self.editor.setCurrentIndex(self.editor.findData(text))
            case QPlainTextEdit():
                self.editor.setPlainText(text)
            case QLineEdit():
                self.editor.setText(text)
                self.editor.setCursorPosition(0)
            case editor:
                editor.set_text(text)
        self._filling = False

    def show(self, text: str, state: str) -> None:
        """Say something of the box: why it is wrong, what it was; "" for nothing."""
        self.note.say(text, "bad" if state == "wrong" else "warn")
        self.mark(state, text)

    def mark(self, state: str, text: str = "") -> None:
        """Frame the box as :func:`mark` does, and tell those who listen why."""
        editors = self.editor.edits if isinstance(self.editor, CreditsEditor) else [self.editor]
        for editor in editors:
            mark(editor, state)
            editor.setAccessibleDescription(text)

    def was(self, text: str) -> str:
        """Return what is said of what stood here before."""
        if not text:
            return translate("SongForm", "was empty")
        shown = language_name(text) if isinstance(self.editor, QComboBox) else text.replace("\n", ", ")
        return translate("SongForm", "was %1").replace("%1", one_line(shown))

    def on_enter(self, act: Callable[[], object]) -> None:
        """Do something when Enter is pressed in it, where it is of one line."""
        if isinstance(self.editor, QLineEdit):
            self.editor.returnPressed.connect(act)
        elif isinstance(self.editor, CreditsEditor):
            self.editor.entered.connect(act)

    def _changed(self) -> None:
        if not self._filling:
            self.edited.emit()
