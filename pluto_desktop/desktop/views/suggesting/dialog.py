"""The words that a server has for a song, to be read and then taken or declined."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QStackedWidget,
    QWidget,
)

from pluto_desktop.desktop.models.formatting import clock, one_line
from pluto_desktop.desktop.sentences import explain
from pluto_desktop.desktop.theme import Theme
from pluto_desktop.desktop.views.common.dialog import PlainDialog
from pluto_desktop.desktop.views.common.text import ThemedLabel
from pluto_desktop.desktop.views.suggesting.delegate import SUGGESTION, SuggestionDelegate
from pluto_desktop.desktop.views.suggesting.preview import WordsPreview
from pluto_desktop.desktop.views.suggesting.texts import fit_of, kind_of, names_of
from pluto_desktop.domain.errors import KnownError
from pluto_desktop.lyrics.document import Timing
from pluto_desktop.services.online_words import Suggestion, Suggestions


class SuggestDialog(PlainDialog):
    """Shows what :meth:`show_asking`, :meth:`show_found` or :meth:`show_error` is told. It asks and changes nothing."""

    look_wanted = Signal()
    """The server is to be asked again."""
    accepted_one = Signal(object, bool)
    """A :class:`Suggestion` is to be the song's words; whether the person was told that it replaces others."""
    declined_one = Signal(object)
    """A :class:`Suggestion` is not wanted for this song, now or later."""

    def __init__(self, song: str, server: str, theme: Theme, parent: QWidget | None = None) -> None:
        title = QCoreApplication.translate("SuggestDialog", "Words for “%1”")
        super().__init__(theme, title.replace("%1", one_line(song)), parent)
        self._server = server
        self._found: Suggestions | None = None
        self._shows_declined = False
        self.sent = ThemedLabel(theme, "", "secondary", "mute", self)
        self.sent.setWordWrap(True)
        self.state = ThemedLabel(theme, "", "body", "mute", self)
        self.state.setWordWrap(True)
        self.state.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.list = QListWidget(self)
        self.list.setAccessibleName(self.tr("Suggestions"))
        self.list.setProperty("kind", "choices")
        self.list.setItemDelegate(SuggestionDelegate(theme, self.list))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.preview = WordsPreview(theme, self)
        self.preview.setAccessibleName(self.tr("The suggested words"))
        self.note = ThemedLabel(theme, "", "secondary", "mute", self)
        self.note.setWordWrap(True)
        self._build()
        self.list.currentItemChanged.connect(self._show_chosen)
        self.list.itemActivated.connect(lambda _item: self._use())
        self.fit(760, 500)

    def _build(self) -> None:
        found = QWidget(self)
        row = QHBoxLayout(found)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.list, 2)
        row.addWidget(self.preview, 3)
        self._pages = QStackedWidget(self)
        self._pages.addWidget(self.state)
        self._pages.addWidget(found)
        self.content.addWidget(self.sent)
        self.content.addWidget(self._pages, 1)
        self.content.addWidget(self.note)
        use, again = self.tr("Use these words"), self.tr("Try again")
        self.use = self.add_button(use, use, self.tr("Make them the words of the song  (Enter)"))
        self.use.setProperty("kind", "primary")
        not_these = self.tr("Not these")
        hint = self.tr("Do not suggest these words for the song again")
        self.not_these = self.add_button(not_these, not_these, hint)
        self.declined = self.add_button("", "", self.tr("Show what you declined for this song, too"))
        self.declined.setProperty("kind", "link")
        self.again = self.add_button(again, again, self.tr("Ask the server again"))
        self.use.clicked.connect(self._use)
        self.not_these.clicked.connect(self._decline)
        self.declined.clicked.connect(self._show_declined)
        self.again.clicked.connect(self.look_wanted)

    @property
    def chosen(self) -> Suggestion | None:
        """The suggestion that is read."""
        item = self.list.currentItem()
        one: Suggestion | None = None if item is None else item.data(SUGGESTION)
        return one

    def show_asking(self) -> None:
        """Say that the server is being asked."""
        self._say(self.tr("Asking %1…").replace("%1", one_line(self._server)))
        self._offer()

    def show_error(self, error: KnownError) -> None:
        """Say why there is no answer, and let the person ask again."""
        self._say(explain(error))
        self._offer(self.again)
        self.again.setFocus()

    def show_found(self, found: Suggestions) -> None:
        """Show what the server has."""
        self._found = found
        asked = found.asked
        parts = (asked.title, asked.artist, asked.album, clock(asked.duration_ms))
        sent = self.tr("Sent to %1: %2").replace("%1", found.server)
        self.sent.setText(sent.replace("%2", " · ".join(one_line(part) for part in parts if part)))
        self._fill()

    def _fill(self) -> None:
        assert self._found is not None
        found = self._found
        shown = [one for one in found.found if self._shows_declined or not one.declined]
        hidden = len(found.found) - len(shown)
        self.list.clear()
        for one in shown:
            item = QListWidgetItem(", ".join(part for part in (*names_of(one), kind_of(one), fit_of(one)) if part))
            item.setData(SUGGESTION, one)
            self.list.addItem(item)
        text = self.tr("Declined (%1)").replace("%1", str(hidden))
        self.declined.setText(text)
        self.declined.setAccessibleName(text)
        buttons = [self.declined] if hidden else []
        if shown:
            self._pages.setCurrentIndex(1)
            self._offer(self.use, self.not_these, *buttons)
            self.list.setCurrentRow(0)
            self.list.setFocus()
            return
        none = self.tr("%1 has no words for this song.") if not hidden else self.tr("%1 has no other words for it.")
        self._say(none.replace("%1", found.server))
        self._offer(*buttons)

    def _show_chosen(self) -> None:
        one, found = self.chosen, self._found
        if one is None or found is None:
            return
        self.preview.show_words(one.document)
        self.use.setEnabled(not (one.refused or one.instrumental))
        self.not_these.setEnabled(not one.declined)
        if one.instrumental:
            text = self.tr("%1 says that nobody sings in this song.").replace("%1", one.server)
        elif one.refused:
            text = self.tr("The song's words have times, and these have none: they cannot take their place.")
        elif found.timing is Timing.NONE:
            text = self.tr("The song has words without times. These take their place; Undo brings them back.")
        elif found.timing is not None:
            text = self.tr("The song has words with times. These take their place; Undo brings them back.")
        else:
            text = ""
        self._say_beside(text)

    def _use(self) -> None:
        if self.chosen is not None and self.use.isEnabled():
            assert self._found is not None
            self.accepted_one.emit(self.chosen, self._found.timing is not None)
            self.accept()

    def _decline(self) -> None:
        one, found = self.chosen, self._found
        if one is None or found is None:
            return
        self.declined_one.emit(one)
        self._found = replace(
            found, found=tuple(replace(each, declined=each.declined or each is one) for each in found.found)
        )
        self._fill()

    def _show_declined(self) -> None:
        self._shows_declined = True
        self._fill()

    def _say(self, text: str) -> None:
        self._pages.setCurrentIndex(0)
        self.state.setText(text)
        self._say_beside("")

    def _say_beside(self, text: str) -> None:
        self.note.setText(text)
        self.note.setVisible(bool(text))

    def _offer(self, *buttons: QPushButton) -> None:
        for button in (self.use, self.not_these, self.declined, self.again):
            button.setVisible(button in buttons)
