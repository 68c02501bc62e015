"""One song made two: what of it goes where, what the new one is called, and both as they will be."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QComboBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from pluto_desktop.desktop.models.formatting import one_line
from pluto_desktop.desktop.sentences import explain
from pluto_desktop.desktop.theme import Theme
from pluto_desktop.desktop.views.common.dialog import PlainDialog
from pluto_desktop.desktop.views.common.text import ThemedLabel
from pluto_desktop.desktop.views.curate.boxes import Note
from pluto_desktop.desktop.views.curate.splitting.card import SongCard
from pluto_desktop.desktop.views.curate.splitting.parts import PartsChoice
from pluto_desktop.desktop.views.curate.splitting.said import NewSongBoxes
from pluto_desktop.desktop.views.curate.splitting.texts import facts_of, part_text
from pluto_desktop.domain.errors import Invalid, KnownError
from pluto_desktop.domain.song_fields import Plain
from pluto_desktop.domain.song_split import CHOICES, PARTS, Goes, MergedSong, given_back, part, proposed
from pluto_desktop.services.bulk.splitting import SplitLook

translate = QCoreApplication.translate
_BACK = dict.fromkeys(PARTS, (Goes.NEW, Goes.BOTH))
_CARDS = 300
_BESIDE = 900
"""As wide as the dialog has to be for the cards to stand at the side (px, at the usual size of text)."""


class SplitDialog(PlainDialog):
    """Asks how one song becomes two. It changes nothing itself, and stays until :meth:`accept` is called.

    What it asks for is not asked twice: it rests when that was not done, by :meth:`tell` or :meth:`rest`.
    """

    split_wanted = Signal(object, object, object)
    """Make a new song: the :class:`SplitLook`, where the parts go, and what the new one is, in plain form."""
    back_wanted = Signal(object, object, object)
    """Let a merged song come back: the :class:`SplitLook`, the song's id, and where the parts go."""
    names_wanted = Signal(object, str, object)
    """Names are wanted: see :attr:`Completing.wanted`."""

    def __init__(self, look: SplitLook, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, translate("SplitDialog", "Split into two songs"), parent)
        self._look = look
        self._busy = False
        self.parts: PartsChoice | None = None
        """The choice of where the parts go."""
        self._make_left()
        self._make_cards()
        self.split_button = QPushButton(self.tr("Split"), self)
        self.split_button.setAccessibleName(self.tr("Split the song"))
        self.split_button.setToolTip(self.tr("Make two songs of it; that can be undone"))
        self.split_button.setDefault(True)
        self.split_button.clicked.connect(lambda _checked=False: self._split())
        self.buttons.addWidget(self.split_button)
        self.close_button.setText(self.tr("Cancel"))
        self.close_button.setAccessibleName(self.tr("Cancel"))
        self.show_look(look)
        self.fit(960, 680)
        first = self.said.boxes["title"].editor if self.merged is None else self.other
        first.setFocus()

    @property
    def merged(self) -> MergedSong | None:
        """The merged song that is to come back; None where a new one is to be made."""
        found = self.other.currentData()
        return next((one for one in self._look.merged if one.song_id == found), None)

    @property
    def goes(self) -> dict[str, Goes]:
        """Where each part goes."""
        return {} if self.parts is None else self.parts.goes

    def show_look(self, look: SplitLook) -> None:
        """Show a song as it is now; what was chosen and typed stays, as far as it still can be."""
        self._look, chosen = look, self.other.currentData()
        if self.parts is None:  # most often a song that brought the music without voice is to have it again
            chosen = next((one.song_id for one in look.merged if "bgm" in one.brought), "")
        self.other.clear()
        if look.can_be_split:
            self.other.addItem(self.tr("A new song"), "")
        for one in look.merged:
            text = self.tr("“%1”, which was merged into it")
            self.other.addItem(text.replace("%1", one_line(one.plain.fields["title"])), one.song_id)
        self.other.setCurrentIndex(max(0, self.other.findData(chosen)))
        self._other_row.setVisible(bool(look.merged))
        self.said.show_look(look)
        self._offer_parts(self.goes)

    def tell(self, error: KnownError, *, final: bool = False) -> None:
        """Say why it was not done; where that is not ``final`` it can be tried again."""
        self.rest()
        self.note.say(explain(error), "bad")
        if final:
            self.split_button.setEnabled(False)

    def rest(self) -> None:
        """Let it be tried again: it is not being done any more."""
        self._busy = False
        self._reflect()

    # -- making --

    def _make_left(self) -> None:
        self._inside = QWidget(self)
        self._beside = QBoxLayout(QBoxLayout.Direction.LeftToRight, self._inside)
        self._beside.setContentsMargins(0, 0, 14, 0)
        self._beside.setSpacing(24)
        self._column = column = QVBoxLayout()
        column.setSpacing(10)
        self._other_row = QWidget(self._inside)
        row = QHBoxLayout(self._other_row)
        row.setContentsMargins(0, 0, 0, 6)
        row.addWidget(ThemedLabel(self.theme, self.tr("The other song"), "secondary", "mute", self._other_row))
        self.other = QComboBox(self._other_row)
        self.other.setAccessibleName(self.tr("The other song"))
        self.other.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.other.activated.connect(lambda _at: self._offer_parts({}))
        row.addWidget(self.other, 1)
        column.addWidget(self._other_row)
        self._parts_at = column.count()
        self.note = Note(self.theme, self._inside)
        column.addWidget(self.note)
        self.said = NewSongBoxes(self.theme, self._inside)
        self.said.edited.connect(self._reflect)
        self.said.names_wanted.connect(self.names_wanted)
        column.addWidget(self.said)
        column.addStretch(1)
        self._beside.addLayout(column, 1)
        self.add_scrolled(self._inside)

    def _make_cards(self) -> None:
        cards = QVBoxLayout()
        cards.setSpacing(12)
        self.left_card, self.other_card = SongCard(self.theme, self._inside), SongCard(self.theme, self._inside)
        self.hint = ThemedLabel(self.theme, "", "secondary", "mute", self._inside)
        self.hint.setWordWrap(True)
        for widget in (self.left_card, self.other_card, self.hint):
            widget.setMinimumWidth(self.theme.grown(_CARDS))
            cards.addWidget(widget)
        cards.addStretch(1)
        self._beside.addLayout(cards)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the cards below where there is no room for them at the side."""
        super().resizeEvent(event)
        wide = event.size().width() >= self.theme.grown(_BESIDE)
        direction = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        self._beside.setDirection(direction)

    def _offer_parts(self, chosen: dict[str, Goes]) -> None:
        """Offer where the parts go that can go anywhere."""
        merged = self.merged
        choices = CHOICES if merged is None else _BACK
        first = proposed(self._look.plain) if merged is None else merged.proposed
        goes = {name: chosen[name] if chosen.get(name) in choices[name] else first[name] for name in first}
        if self.parts is not None:
            self.parts.hide()
            self.parts.deleteLater()
        facts = facts_of(self._look)
        self.parts = PartsChoice(self.theme, facts, choices, goes, self, back=merged is not None)
        self.parts.changed.connect(self._reflect)
        self._column.insertWidget(self._parts_at, self.parts)
        order = [self.other, *self.parts.buttons, self.said.boxes["title"].editor]
        for one, after in pairwise(order):  # made later, the buttons would come last
            self.setTabOrder(one, after)
        self.said.setVisible(merged is None)
        self._reflect()

    # -- what will be --

    def _reflect(self) -> None:
        """Show both songs as they will be, and whether that can be."""
        look, merged = self._look, self.merged
        problem: Invalid | None = None
        left: Plain = {}
        other: Plain = dict.fromkeys(PARTS)
        if merged is not None:
            left, other = given_back(merged, self.goes), dict(merged.plain.fields)
        else:
            try:
                parted = part(look.plain, self.goes)
                left, other = parted.left, parted.taken
            except Invalid as error:
                problem = error
        self.note.say(explain(problem) if problem is not None else "", "warn")
        self.left_card.show_song(
            self.tr("The song that is here"),
            look.song.title,
            look.song.artist,
            {name: part_text(look, name, left.get(name, look.plain[name])) for name in PARTS},
        )
        head, title = self.tr("The new song"), self.said.text("title")
        artists = self.said.text("credits").replace("\n", ", ")
        if merged is not None:
            head, title = self.tr("The song that comes back"), other["title"]
            artists = ", ".join(other["credits"])
        self.other_card.show_song(head, title, artists, {name: part_text(look, name, other[name]) for name in PARTS})
        follows = self.tr("Plays, hearts and places in playlists stay with the song that is here.")
        if merged is not None:
            follows = self.tr("Plays, hearts and places in playlists that came from it go back to it.")
        self.hint.setText(f"{self.tr('No file is copied or changed.')} {follows}")
        said = merged is not None or not self.said.reading.problems
        self.split_button.setEnabled(problem is None and said and not self._busy)

    def _split(self) -> None:
        merged = self.merged
        self._busy = True
        self.split_button.setEnabled(False)
        if merged is not None:
            self.back_wanted.emit(self._look, merged.song_id, self.goes)
        else:
            self.split_wanted.emit(self._look, self.goes, self.said.reading.changes)
