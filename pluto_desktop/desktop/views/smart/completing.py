"""The words of a rule completed while somebody types: those that filter, what may stand behind them, and names."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QStringListModel, Qt, QTimer, Signal
from PySide6.QtWidgets import QCompleter, QLineEdit, QListView

from pluto_desktop.search.query import EXAMPLES, HAS, NEGATED
from pluto_desktop.services.complete_names import NameKind

_PAUSE_MS = 60
_VALUES = {
    "has": tuple(sorted(HAS)),
    "is": ("favourite", "here"),
    "lang": ("te", "en"),
    "plays": ("0", "5-", "-3"),
    "played": ("7d", "30d", "1y"),
    "added": ("7d", "30d", "1y"),
    "length": ("-3:00", "3:00-5:00", "5:00-"),
    "year": ("1990-1999", "2000-"),
}
_NAMES = {
    "artist": NameKind.ARTIST,
    "album": NameKind.ALBUM,
    "genre": NameKind.GENRE,
    "tag": NameKind.TAG,
}


class CompletingRule(QObject):
    """Offers below a rule's field how the word at its cursor may go on. Names of the library come a moment later."""

    names_wanted = Signal(object, str)
    """Names of a :class:`NameKind` are wanted for a text; :meth:`offer_names` takes them."""

    def __init__(self, edit: QLineEdit) -> None:
        super().__init__(edit)
        self._edit = edit
        self._words = QStringListModel(self)
        self.completer = QCompleter(self._words, self)
        self.completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self.completer.setWidget(edit)
        self.popup = QListView()
        self.popup.setProperty("kind", "completions")
        self.popup.setAccessibleName(self.tr("Words for the rule"))
        self.completer.setPopup(self.popup)
        self.completer.activated.connect(self._take)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._offer)
        edit.textEdited.connect(lambda _text: self._pause.start())

    def offer_names(self, kind: NameKind, text: str, names: Sequence[str]) -> None:
        """Offer names that were found for a text, if it is still the one that is typed."""
        _, sign, key, value = self._word()
        if _NAMES.get(key) is kind and value == text:
            self._show([f"{sign}{key}:{_quoted(name)}" for name in names])

    def _offer(self) -> None:
        _, sign, key, value = self._word()
        if value is None:
            known = [one for one in EXAMPLES if one.startswith(key) and (not sign or one in NEGATED)]
            self._show([f"{sign}{one}:" for one in known] if key else [])
        elif key in _NAMES and value.strip():
            self.names_wanted.emit(_NAMES[key], value)
        else:
            found = [one for one in _VALUES.get(key, ()) if one.startswith(value) and one != value]
            self._show([f"{sign}{key}:{one}" for one in found])

    def _show(self, words: Sequence[str]) -> None:
        if not words or not self._edit.hasFocus():
            self.popup.hide()
            return
        self._words.setStringList(list(words))
        self.completer.complete()
        self.popup.setCurrentIndex(self._words.index(-1))

    def _word(self) -> tuple[int, str, str, str | None]:
        """Return the word before the cursor: where it begins, a minus, its key, and the value behind a colon."""
        typed = self._edit.text()[: self._edit.cursorPosition()]
        begins = _last_word(typed)
        word = typed[begins:]
        sign = "-" if word.startswith("-") else ""
        key, colon, value = word.removeprefix("-").partition(":")
        return begins, sign, key.lower(), value.strip('"') if colon else None

    def _take(self, word: str) -> None:
        text, end = self._edit.text(), self._edit.cursorPosition()
        begins = self._word()[0]
        taken = word if word.endswith(":") else f"{word} "
        self._edit.setText(text[:begins] + taken + text[end:].lstrip())
        self._edit.setCursorPosition(begins + len(taken))
        self._edit.setFocus(Qt.FocusReason.OtherFocusReason)
        if taken.endswith(":"):
            self._pause.start()


def _last_word(typed: str) -> int:
    """Return where the last word begins; a space inside quotation marks ends none."""
    begins, quoted = 0, False
    for at, letter in enumerate(typed):
        if letter == '"':
            quoted = not quoted
        elif letter.isspace() and not quoted:
            begins = at + 1
    return begins


def _quoted(name: str) -> str:
    plain = name.replace('"', " ").strip()
    return f'"{plain}"' if " " in plain else plain
