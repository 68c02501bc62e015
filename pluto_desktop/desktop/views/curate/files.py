"""The files of a song in a form: what is known of one, another by dropping or choosing it, or none."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, QSize, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QImage, QPixmap
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from pluto_desktop.desktop.models.formatting import one_line
from pluto_desktop.desktop.models.pictures import decode
from pluto_desktop.desktop.theme import Theme
from pluto_desktop.desktop.views.common.text import ThemedLabel
from pluto_desktop.desktop.views.curate.boxes import Note, mark
from pluto_desktop.desktop.views.pages.heading import ElidedLabel

COVER_SIDE = 72
_MOST_BYTES = 16 * 1024 * 1024


class FileBox(QFrame):
    """Shows a medium of a song. It reads and changes nothing: what is wanted it asks by :attr:`chosen`."""

    chosen = Signal(object)
    """Another file is wanted (its path as text), none (""), or the one that there is (None)."""

    def __init__(
        self, theme: Theme, name: str, kinds: str, cell: QVBoxLayout, parent: QWidget, *, removable: bool
    ) -> None:
        """``name`` is what the file is called, ``kinds`` what may be chosen, as a file dialog takes it."""
        super().__init__(parent)
        self._kinds, self._removable = kinds, removable
        self.setProperty("surface", "box")
        self.setAcceptDrops(True)
        self.facts = ElidedLabel(theme, "body", parent=self)
        self.note = Note(theme, parent)
        self.replace = self._button(self.tr("Choose…"), name)
        self.remove = self._button(self.tr("Remove"), name)
        self.keep = self._button(self.tr("Keep the old one"), name)
        self.replace.clicked.connect(lambda _checked=False: self._choose())
        self.remove.clicked.connect(lambda _checked=False: self.chosen.emit(""))
        self.keep.clicked.connect(lambda _checked=False: self.chosen.emit(None))
        self.name = name
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(10, 4, 6, 4)
        self.row.setSpacing(4)
        self.row.addWidget(self.facts, 1)
        for button in (self.replace, self.remove, self.keep):
            self.row.addWidget(button)
        cell.addWidget(self)
        cell.addWidget(self.note)
        cell.addStretch(1)

    def show_file(self, facts: str, tip: str, chosen: str | None) -> None:
        """Show what is known of the present file ("" for none), and what is to be instead (None: it stays)."""
        shown = facts if chosen is None else Path(chosen).name if chosen else ""
        self.facts.set_whole(one_line(shown) or self.tr("None. Drop a file here."))
        self.facts.setEnabled(bool(shown))
        self.setToolTip(one_line(tip if chosen is None else chosen))
        self.replace.setText(self.tr("Replace…") if shown else self.tr("Choose…"))
        self.remove.setVisible(self._removable and bool(shown) and chosen is None)
        self.keep.setVisible(chosen is not None)
        was = self.tr("was %1").replace("%1", one_line(facts)) if facts else self.tr("was none")
        self.note.say("" if chosen is None else was, "warn")
        mark(self, "" if chosen is None else "changed")

    def controls(self) -> list[QWidget]:
        """Return what Tab comes to, in order."""
        return [self.replace, self.remove, self.keep]

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take one file."""
        if _only_file(event.mimeData()):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            mark(self, "over")

    def dragLeaveEvent(self, _event: QDragLeaveEvent) -> None:
        """Look as before."""
        mark(self, "changed" if self.note.text() else "")

    def dropEvent(self, event: QDropEvent) -> None:
        """Want the file that was dropped."""
        if path := _only_file(event.mimeData()):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self.chosen.emit(path)

    def _choose(self) -> None:
        path, _kind = QFileDialog.getOpenFileName(self, self.name, "", self._kinds)
        if path:
            self.chosen.emit(path)

    def _button(self, text: str, name: str) -> QPushButton:
        button = QPushButton(text, self)
        button.setProperty("kind", "link")
        button.setAccessibleName(f"{text.rstrip('…')}: {name}")
        button.setAutoDefault(False)
        return button


class CoverBox(FileBox):
    """The cover, with its picture."""

    def __init__(self, theme: Theme, name: str, kinds: str, cell: QVBoxLayout, parent: QWidget) -> None:
        super().__init__(theme, name, kinds, cell, parent, removable=True)
        self.picture = QLabel(self)
        self.picture.setFixedSize(QSize(COVER_SIDE, COVER_SIDE))
        self.picture.setAccessibleName(name)
        self.row.insertWidget(0, self.picture)
        self.row.setContentsMargins(8, 8, 6, 8)
        self.row.setSpacing(8)

    def show_picture(self, picture: QPixmap) -> None:
        """Show the picture as it is to be."""
        self.picture.setPixmap(picture)


class WordsBox(QFrame):
    """What words a song has in a language, and what can be done about them."""

    pressed = Signal()

    def __init__(self, theme: Theme, button: str, cell: QVBoxLayout, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("surface", "box")
        self.facts = ThemedLabel(theme, "", "body", "text", self)
        self.button = QPushButton(button, self)
        self.button.setProperty("kind", "link")
        self.button.setAccessibleName(button.rstrip("…"))
        self.button.setAutoDefault(False)
        self.button.clicked.connect(lambda _checked=False: self.pressed.emit())
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 4, 6, 4)
        row.addWidget(self.facts, 1)
        row.addWidget(self.button)
        room = self.button.sizePolicy()
        room.setRetainSizeWhenHidden(True)
        self.button.setSizePolicy(room)
        cell.addWidget(self)
        cell.addStretch(1)


def read_picture(path: str, ratio: float) -> QImage | None:
    """Return the picture of a file as the cover is shown, for a screen of a pixel ratio; None for none. On a worker."""
    try:
        data = Path(path).read_bytes() if Path(path).stat().st_size <= _MOST_BYTES else b""
    except OSError:
        return None
    return decode(data, round(COVER_SIDE * ratio), 8 * ratio)


def _only_file(mime: QMimeData) -> str:
    paths = [url.toLocalFile() for url in mime.urls() if url.isLocalFile()]
    return paths[0] if len(paths) == 1 and Path(paths[0]).suffix else ""
