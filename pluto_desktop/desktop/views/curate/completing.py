"""Names that a person may be about to type, offered below the field."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QStringListModel, Qt, QTimer, Signal
from PySide6.QtWidgets import QCompleter, QLineEdit, QListView

from pluto_desktop.services.complete_names import NameKind

_PAUSE_MS = 60

COMPLETED = {
    "album": (NameKind.ALBUM, False),
    "album_artist": (NameKind.ALBUM_ARTIST, False),
    "genres": (NameKind.GENRE, True),
    "tags": (NameKind.TAG, True),
}
"""What completes the boxes of one song's form and of many songs', and whether a box holds several names."""


class Completing(QObject):
    """Asks for names while somebody types into a field, and puts the chosen one into it.

    With ``several`` the field holds names with commas between them, of which the last is completed.
    """

    wanted = Signal(object, str, object)
    """Names of a :class:`NameKind` are wanted for a text; :meth:`offer` of the third, this object, takes them."""

    def __init__(self, edit: QLineEdit, kind: NameKind, *, several: bool = False) -> None:
        super().__init__(edit)
        self._edit, self._kind, self._several = edit, kind, several
        self._names = QStringListModel(self)
        self.completer = QCompleter(self._names, self)
        self.completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self.completer.setWidget(edit)
        self.popup = QListView()
        self.popup.setProperty("kind", "completions")
        self.popup.setAccessibleName(self.tr("Names in the library"))
        self.completer.setPopup(self.popup)
        self.completer.activated.connect(self._take)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._ask)
        edit.textEdited.connect(lambda _text: self._pause.start())

    def offer(self, text: str, names: Sequence[str]) -> None:
        """Show names that were found for a text, if it is still the one that is typed."""
        if text != self._typed() or not self._edit.hasFocus():
            return
        if not names or list(names) == [text.strip()]:
            self.popup.hide()
            return
        self._names.setStringList(list(names))
        self.completer.complete()
        self.popup.setCurrentIndex(self._names.index(-1))

    def _ask(self) -> None:
        if self._typed().strip():
            self.wanted.emit(self._kind, self._typed(), self)
        else:
            self.popup.hide()

    def _typed(self) -> str:
        text = self._edit.text()
        return text[self._begins(text) :] if self._several else text

    def _take(self, name: str) -> None:
        text = self._edit.text()
        before = text[: self._begins(text)].rstrip() if self._several else ""
        self._edit.setText(f"{before} {name}" if before else name)
        self._edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _begins(self, text: str) -> int:
        """Return where the name that is typed begins."""
        return max(text.rfind(","), text.rfind(";")) + 1
