"""The one way to tell the person something: whoever has a sentence says it here, the window shows it.

No widget builds a message box.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QObject, Signal

from pluto_desktop.desktop.sentences import explain
from pluto_desktop.domain.errors import KnownError


class Kind(StrEnum):
    """How grave a message is."""

    INFO = "info"
    WARN = "warn"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence for the person, perhaps with one thing to do about it.

    Sentences of one ``family`` that come while the last of them is still shown are told as one, and counted.
    """

    text: str
    kind: Kind
    action: str = ""
    on_action: Callable[[], None] | None = None
    family: str = ""


class Notifier(QObject):
    """Takes sentences from anywhere in the window; GUI thread only. Nothing is lost before somebody shows them."""

    said = Signal(object)
    """A :class:`Message` to show."""

    withdrawn = Signal(str)
    """What was said of this family is so no longer."""

    crashed = Signal(object)
    """A bug that somebody met while working; the crash reporter writes it down."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._waiting: list[Message] = []
        self.ask_first: Callable[[KnownError], bool] = lambda _error: False
        """Asked before an error is told: whether the person was asked about it in another way."""
        self._shown = False

    def say(
        self,
        text: str,
        kind: Kind = Kind.INFO,
        action: str = "",
        on_action: Callable[[], None] | None = None,
        *,
        family: str = "",
    ) -> None:
        """Show a sentence. ``action`` is the label of a button that calls ``on_action``; for ``family`` see Message."""
        message = Message(text, kind, action, on_action, family)
        if self._shown:
            self.said.emit(message)
        else:
            self._waiting.append(message)

    def withdraw(self, family: str) -> None:
        """Take back what was said of a family, if it is still shown."""
        self._waiting = [message for message in self._waiting if message.family != family]
        self.withdrawn.emit(family)

    def fail(self, error: Exception) -> None:
        """Show what went wrong: a known error in its own words; anything else is a bug and goes to :attr:`crashed`."""
        if isinstance(error, KnownError):
            if self.ask_first(error):
                return
            self.say(explain(error), Kind.ERROR)
        else:
            self.crashed.emit(error)

    def show_through(self, show: Callable[[Message], None]) -> None:
        """Let ``show`` present every message from now on, beginning with those that waited."""
        self.said.connect(show)
        self._shown = True
        waiting, self._waiting = self._waiting, []
        for message in waiting:
            self.said.emit(message)
