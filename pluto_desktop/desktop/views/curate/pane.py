"""The pane of curate mode: the form of the chosen songs, or what is to be done to see one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent, QShowEvent
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from pluto_desktop.desktop.theme import Theme
from pluto_desktop.desktop.views.pages.state import PageState, Words
from pluto_desktop.domain.changes import Changes
from pluto_desktop.domain.ids import SongId

_GO_ON = "go_on"


class CurateForm(QWidget):
    """What edits chosen songs in the pane: the form of one song, and that of many."""

    edits_changed = Signal()
    """Other songs are shown now, or something was begun on them, or is no longer."""

    @property
    def shown(self) -> frozenset[SongId]:
        """The songs that are shown one by one; those of a form of many are not."""
        return frozenset()

    @property
    def edited(self) -> frozenset[SongId]:
        """The songs on which something was begun and is not saved."""
        raise NotImplementedError

    def complete(self) -> None:
        """Make what was not made at first, so that neither is felt; :meth:`show_songs` does, where nobody did."""

    def show_songs(self, songs: Sequence[SongId]) -> None:
        """Show songs (never none) to be edited; what was begun on those before is kept."""
        raise NotImplementedError

    def apply_changes(self, changes: Changes) -> None:
        """Look again at what a mutation changed."""
        raise NotImplementedError

    def put_away(self) -> None:
        """Keep what was begun: the form is about to be hidden, or the window to close."""
        raise NotImplementedError

    def entry(self) -> QWidget:
        """Return what takes the keyboard."""
        raise NotImplementedError


class CuratePane(QWidget):
    """Shows one :class:`CurateForm` at a time, or a few words."""

    pressed = Signal()
    """The button below the words was pressed."""
    edits_changed = Signal()
    """Another form is shown now, or none, or see :attr:`CurateForm.edits_changed`."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Edit"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.state = PageState(theme, self)
        self.state.pressed.connect(lambda _does: self.pressed.emit())
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._stack = QStackedLayout()
        self._column.addLayout(self._stack, 1)
        self._stack.addWidget(self.state)
        self.say_nothing()

    @property
    def form(self) -> CurateForm | None:
        """The form that is shown."""
        shown = self._stack.currentWidget()
        return shown if isinstance(shown, CurateForm) else None

    def say_nothing(self) -> None:
        """Say that nothing is chosen, instead of a form."""
        self.say(self.tr("Nothing is chosen"), self.tr("Choose a song in the list and what is said of it stands here."))

    def say(self, title: str, text: str, button: str = "") -> None:
        """Show words instead of a form, and perhaps a button: :attr:`pressed`."""
        if (form := self.form) is not None:
            form.put_away()
        self.state.say(Words(title, text, button, _GO_ON if button else "", mark="pencil"))
        self._stack.setCurrentWidget(self.state)
        self.edits_changed.emit()

    def put_below(self, widget: QWidget) -> None:
        """Give something a place below the forms."""
        self._column.addWidget(widget)

    def show_songs(self, form: CurateForm, songs: Sequence[SongId]) -> None:
        """Show songs in a form."""
        before = self.form
        if before is not None and before is not form:
            before.put_away()
        if self._stack.indexOf(form) < 0:
            self._stack.addWidget(form)
            form.edits_changed.connect(self.edits_changed)
        form.show_songs(songs)
        self._stack.setCurrentWidget(form)
        self.edits_changed.emit()
        if self.hasFocus():
            form.entry().setFocus(Qt.FocusReason.OtherFocusReason)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Hand the keyboard on to the form."""
        super().focusInEvent(event)
        if (form := self.form) is not None:
            form.entry().setFocus(event.reason())

    def showEvent(self, event: QShowEvent) -> None:
        """Tell that songs are edited here again."""
        super().showEvent(event)
        self.edits_changed.emit()

    def hideEvent(self, event: QHideEvent) -> None:
        """Tell that nothing is edited here any more."""
        super().hideEvent(event)
        self.edits_changed.emit()
