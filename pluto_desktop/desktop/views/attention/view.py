"""The page of songs that need attention: the reasons, the songs of one of them, what is said when all is well."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from pluto_desktop.desktop.models.attention_list import AttentionModel
from pluto_desktop.desktop.models.covers import CoverLoader
from pluto_desktop.desktop.models.listing import Listing
from pluto_desktop.desktop.tasks import Lane, TaskRunner
from pluto_desktop.desktop.theme import Theme
from pluto_desktop.desktop.views.attention.pills import NeedPills
from pluto_desktop.desktop.views.attention.table import AttentionTable
from pluto_desktop.desktop.views.attention.twins import TwinStrip
from pluto_desktop.desktop.views.pages.page import BrowsingPage
from pluto_desktop.desktop.views.pages.state import PageState, Words
from pluto_desktop.desktop.views.songs.menu import SongMenu
from pluto_desktop.domain.attention import Need
from pluto_desktop.domain.changes import Changes
from pluto_desktop.domain.ids import SongId
from pluto_desktop.domain.survey import Survey, Twins
from pluto_desktop.domain.views import SongQuery
from pluto_desktop.services.browse import Browse
from pluto_desktop.services.personal import Personal


class AttentionView(BrowsingPage):
    """Shows what it is given; what it wants to know it asks by signals. ``covers`` is unused."""

    PAGE_KEY = "needs_attention"

    need_chosen = Signal(object)
    """The songs of another reason (:class:`Need`, None for any) are wanted."""
    needs_wanted = Signal(object)
    """The reasons of songs (a frozenset of ids) are wanted."""
    apart_wanted = Signal(object, object)
    """A song (id) is not the same as others (ids)."""
    again_wanted = Signal()
    """The library is to be looked through again."""

    def __init__(
        self,
        browse: Browse,
        personal: Personal,
        runner: TaskRunner,
        theme: Theme,
        covers: CoverLoader,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._browse, self._personal, self._runner = browse, personal, runner
        self.covers = covers
        self._twins: Twins = {}
        self.pills = NeedPills(theme, self)
        self.model = AttentionModel(browse, runner, self)
        self.table = AttentionTable(self.model, theme, self)
        self.state = PageState(theme, self)
        self.twins = TwinStrip(theme, self)
        self._stack = QStackedLayout()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.state)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.pills)
        column.addLayout(self._stack, 1)
        column.addWidget(self.twins)
        self.pills.chosen.connect(self._choose)
        self.model.needs_wanted.connect(self.needs_wanted)
        self.model.failed.connect(self.error)
        self.state.pressed.connect(lambda _does: self.again_wanted.emit())
        self.twins.apart_wanted.connect(self.apart_wanted)
        self.twins.merge_wanted.connect(self.merge_requested)
        table = self.table
        table.play_at.connect(lambda row: self.play_requested.emit(list(self.model.ids), row))
        table.remove_chosen.connect(lambda: self.remove_requested.emit(table.chosen()))
        table.menu_wanted.connect(self._open_menu)
        table.selectionModel().selectionChanged.connect(lambda _in, _out: self._selected())
        self._say(Words(self.tr("Looking"), self.tr("The library is looked through."), mark="stethoscope"))

    def entry(self) -> QWidget | None:
        """Return the list, or the button in its place."""
        if self._stack.currentWidget() is self.table:
            return self.table
        return None if self.state.button.isHidden() else self.state.button

    def chosen(self) -> list[SongId]:
        """Return the songs that are chosen."""
        return self.table.chosen()

    # -- what the window says --

    def show_query(self, _query: SongQuery, _heading: str) -> None:
        """Show nothing else: the page is always of the whole library."""

    def show_survey(self, survey: Survey) -> None:
        """Show how many songs there are by reason."""
        if survey.twins is not self._twins:
            self.model.refresh(None)
            self._twins = survey.twins
        self.pills.show_survey(survey)
        self._show_twins()

    def show_songs(self, listing: Listing) -> None:
        """Show the songs of a reason."""
        self.table.show_songs(listing)
        if listing.ids:
            self._turn_to(self.table)
        elif listing.need is None:
            text = self.tr("Every song has its words in both languages, in time, its artist, its cover and its file.")
            self._say(Words(self.tr("Nothing needs attention"), text, mark="circle-check"))
        else:
            text = self.tr("Choose another reason above, or All.")
            self._say(Words(self.tr("None of these are left"), text, mark="circle-check"))

    def show_needs(self, asked: frozenset[SongId], needs: Mapping[SongId, tuple[Need, ...]]) -> None:
        """Show why the songs that were asked for stand here."""
        self.model.put_needs(asked, needs)

    def show_failed(self) -> None:
        """Say that the library could not be looked through."""
        if not self.model.ids:
            text = self.tr("The library could not be looked through just now. Nothing was changed.")
            words = Words(self.tr("Not known"), text, self.tr("Try again"), "again", "alert-triangle")
            self._say(words)

    def step(self, by: int) -> None:
        """Choose the next song, or the one before; whoever types goes on typing."""
        self.table.step(by)

    def apply_changes(self, changes: Changes) -> None:
        """Show what a mutation changed."""
        if changes.everything or changes.songs:
            self.model.refresh(None if changes.everything else changes.songs)

    def set_playing(self, song_id: SongId | None, _playing: bool) -> None:
        """Mark the song that plays."""
        self.model.set_playing(song_id)

    def build_menu(self) -> SongMenu:
        """Return the menu of the chosen songs."""
        rows = self.table.chosen_rows()
        first = self.model.song(rows[0]) if rows else None
        return SongMenu(self, self._browse, self._personal, self._runner, self.table.chosen(), first)

    # -- inside --

    def _choose(self, need: Need | None) -> None:
        self.table.clearSelection()
        self.table.scrollToTop()
        self.need_chosen.emit(need)

    def _open_menu(self, place: QPoint) -> None:
        self.build_menu().popup(place)

    def _selected(self) -> None:
        self.selection_changed.emit()
        self._show_twins()

    def _show_twins(self) -> None:
        """Say what the one chosen song may be the same as."""
        chosen = self.table.chosen()
        song = chosen[0] if len(chosen) == 1 else None
        twins = self._twins.get(song, ()) if song is not None else ()
        if not twins:
            self.twins.show_twins(None, ())
            return
        self._runner.run(
            self,
            "twins",
            Lane.READ,
            lambda _token: self._browse.list_song_rows(twins),
            lambda rows: self.twins.show_twins(song, rows) if self.table.chosen() == chosen else None,
            self.error.emit,
        )

    def _turn_to(self, part: QWidget) -> None:
        """Show the list or what is said instead of it; the keyboard stays in the page."""
        held = any(one.hasFocus() for one in (self, self.table, self.state, self.state.button))
        self._stack.setCurrentWidget(part)
        if held:
            (self.entry() or self).setFocus(Qt.FocusReason.OtherFocusReason)

    def _say(self, words: Words) -> None:
        self.state.say(words)
        self._turn_to(self.state)
