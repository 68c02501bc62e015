"""Words to be read through before they are taken."""

from __future__ import annotations

from PySide6.QtGui import QTextBlockFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit, QWidget

from pluto_desktop.desktop.theme import Theme
from pluto_desktop.desktop.views.suggesting.texts import lines_of
from pluto_desktop.lyrics.document import Document, Timing

_STAMP_PX = 48


class WordsPreview(QTextEdit):
    """Plain words, scrolled by the wheel and by keys; the times of lines stand in a column of their own."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setFont(theme.font("lyrics-second"))
        self._column = theme.grown(_STAMP_PX)
        self.setTabStopDistance(self._column)

    def show_words(self, document: Document) -> None:
        """Show the words of a document from their beginning."""
        timed = document.timing is not Timing.NONE
        look = QTextBlockFormat()
        if timed:
            look.setLeftMargin(self._column)
            look.setTextIndent(-self._column)
        rows = [f"{stamp}\t{text}" if timed else text for stamp, text in lines_of(document)]
        self.setPlainText("\n".join(rows))
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.setBlockFormat(look)
