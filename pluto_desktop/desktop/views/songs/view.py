"""A page that lists songs: heading, chips, order, the table, and what stands there when it is empty."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from pluto_desktop.desktop.models.covers import CoverLoader
from pluto_desktop.desktop.models.formatting import songs_text
from pluto_desktop.desktop.models.song_columns import SPECS, Column
from pluto_desktop.desktop.models.song_table import SongTableModel
from pluto_desktop.desktop.tasks import TaskRunner
from pluto_desktop.desktop.theme import Theme
from pluto_desktop.desktop.views.common.menus import rounded
from pluto_desktop.desktop.views.pages.heading import PageHeading
from pluto_desktop.desktop.views.pages.page import BrowsingPage, Presence
from pluto_desktop.desktop.views.pages.state import PageState, Words
from pluto_desktop.desktop.views.songs import empty
from pluto_desktop.desktop.views.songs.menu import SongMenu
from pluto_desktop.desktop.views.songs.table import SongTable
from pluto_desktop.domain.changes import Changes
from pluto_desktop.domain.ids import SongId
from pluto_desktop.domain.views import SongFilter, SongQuery, Sort, Source
from pluto_desktop.services.browse import Browse
from pluto_desktop.services.personal import Personal


class SongsView(BrowsingPage):
    """Shows the songs of any :class:`SongQuery`. ``covers`` is unused by plain lists and kept for pages around them."""

    columns_changed = Signal(object)
    """The person chose, moved or resized columns: a JSON value for :meth:`restore_columns`."""
    sort_changed = Signal(object, bool)
    """The person chose another order: (:class:`Sort`, descending)."""
    rename_wanted = Signal()
    """F2 was pressed."""

    def __init__(
        self,
        browse: Browse,
        personal: Personal,
        runner: TaskRunner,
        theme: Theme,
        covers: CoverLoader,
        parent: QWidget | None = None,
        *,
        without: frozenset[Column] = frozenset(),
    ) -> None:
        super().__init__(parent)
        self._browse, self._personal, self._runner, self._theme = browse, personal, runner, theme
        self.covers = covers
        self.kind = "-".join(sorted(SPECS[column].name for column in without))
        """Lists that can show the same columns are of one kind; their choice is remembered under it."""
        self.orders: dict[Source, tuple[Sort, bool]] = {}
        """The orders a person chose: a list of that source is shown in it instead of the query's."""
        self.model = SongTableModel(browse, runner, self)
        self.table = SongTable(self.model, theme, self, without=without)
        self.heading = PageHeading(theme, self)
        self.state = PageState(theme, self)
        self._reveal: SongId | None = None
        self._late = QTimer(self, singleShot=True, interval=250)
        self._late.timeout.connect(self._show_loading)
        self._stack = QStackedLayout()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.state)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.heading)
        column.addLayout(self._stack, 1)
        self._connect()

    def _connect(self) -> None:
        table, model = self.table, self.model
        model.loaded.connect(self._loaded)
        model.failed.connect(self._failed)
        self.heading.chips.filter_changed.connect(self._filter)
        self.heading.order.chosen.connect(lambda choice: self._sort(*choice))
        table.columns.sort_requested.connect(self._sort)
        table.columns.columns_changed.connect(self.columns_changed)
        table.play_at.connect(lambda row: self.play_requested.emit(model.ids, row))
        table.heart_pressed.connect(lambda song, loved: self.favourite_requested.emit([song], loved))
        table.play_chosen.connect(lambda: self.play_requested.emit(table.chosen(), None))
        table.enqueue_chosen.connect(lambda: self._emit_chosen(self.enqueue_requested))
        table.play_next_chosen.connect(lambda: self._emit_chosen(self.play_next_requested))
        table.remove_chosen.connect(self.remove_chosen)
        table.rename_wanted.connect(self.rename_wanted)
        table.menu_wanted.connect(self._open_menu)
        table.selectionModel().selectionChanged.connect(lambda _in, _out: self.selection_changed.emit())
        self.state.pressed.connect(self._act)

    def entry(self) -> QWidget | None:
        """Return the list, or the button that stands in its place."""
        if self._stack.currentWidget() is self.table:
            return self.table
        return None if self.state.button.isHidden() else self.state.button

    def chosen(self) -> list[SongId]:
        """Return the songs that are chosen."""
        return self.table.chosen()

    def _turn_to(self, part: QWidget) -> None:
        """Show the list or what is said instead of it; the keyboard stays in the page."""
        held = any(one.hasFocus() for one in (self, self.table, self.state, self.state.button))
        self._stack.setCurrentWidget(part)
        if held:
            (self.entry() or self).setFocus(Qt.FocusReason.OtherFocusReason)

    # -- what the window says --

    def show_query(self, query: SongQuery, heading: str) -> None:
        """Show a list of songs under a heading; the chips start at what the query filters."""
        source_changed = self.model.query is None or (query.source, query.key) != (
            self.model.query.source,
            self.model.query.key,
        )
        self.heading.title.set_whole(heading)
        if source_changed:
            self.heading.set_detail("")
            self.table.scrollToTop()
            self.table.clearSelection()
        self._offer_orders(query.source)
        if source_changed and query.source in self.orders:
            sort, descending = self.orders[query.source]
            query = replace(query, sort=sort, descending=descending)
        self._show(query)

    def apply_changes(self, changes: Changes) -> None:
        """Show what a mutation changed."""
        self.model.apply_changes(changes)

    def set_playing(self, song_id: SongId | None, playing: bool) -> None:
        """Mark the song that plays (or is paused)."""
        self.table.set_playing(song_id, playing=playing)

    def set_presence(self, presence: Presence) -> None:
        """Say where the songs are: those that cannot be had now are dimmed."""
        super().set_presence(presence)
        self.model.set_offline(offline=presence.offline)

    def restore_columns(self, state: object) -> None:
        """Take what :attr:`columns_changed` once said."""
        self.table.columns.restore(state)

    def reveal(self, song_id: SongId) -> None:
        """Select a song and scroll to it, now or once the list is here."""
        self._reveal = song_id
        if not self.model.loading:
            self._reveal_wanted(song_id)

    # -- what the person does --

    def remove_chosen(self) -> None:
        """Ask for the removal of the chosen songs; pages with a list of their own take them out of that instead."""
        source = None if self.model.query is None else self.model.query.source
        if source is Source.FAVOURITES:
            self.favourite_requested.emit(self.table.chosen(), False)  # noqa: FBT003 - a signal
        elif source is Source.ON_DEVICE:
            self._emit_chosen(self.leave_requested)
        else:
            self._emit_chosen(self.remove_requested)

    def removal_label(self) -> str:
        """Return how the menu calls taking songs out of this very list, "" where they only are in the library."""
        return ""

    def _emit_chosen(self, signal: object) -> None:
        ids = self.table.chosen()
        if ids:
            signal.emit(ids)  # type: ignore[attr-defined]

    def _open_menu(self, place: QPoint) -> None:
        menu = self.build_menu()
        menu.popup(place)

    def build_menu(self) -> SongMenu:
        """Return the menu of the chosen songs."""
        rows = self.table.chosen_rows()
        first = self.model.song(rows[0]) if rows else None
        label = self.removal_label()
        return SongMenu(
            self,
            self._browse,
            self._personal,
            self._runner,
            self.table.chosen(),
            first,
            remove_here=(label, self.remove_chosen) if label else None,
            on_device=self.model.query is not None and self.model.query.source is Source.ON_DEVICE,
        )

    def _filter(self, wanted: SongFilter) -> None:
        if self.model.query is not None:
            self._show(replace(self.model.query, filter=wanted))

    def _sort(self, sort: Sort, descending: bool) -> None:
        if self.model.query is not None:
            self._show(replace(self.model.query, sort=sort, descending=descending))
            self.sort_changed.emit(sort, descending)

    def _offer_orders(self, source: Source) -> None:
        """Fill the drop-down: the orders, and the columns for whoever uses no pointer."""
        order = self.heading.order
        order.set_orders(empty.orders(source))
        order.menu().addSeparator()
        columns = rounded(order.menu().addMenu(self.tr("Columns")))
        columns.aboutToShow.connect(lambda: self.table.columns.fill_menu(columns))

    # -- states --

    def _show(self, query: SongQuery) -> None:
        self.table.columns.show_sort(query.sort, descending=query.descending)
        self.heading.order.show_order((query.sort, query.descending), empty.order_name(query))
        self.model.show_query(query)
        self._late.start()

    def _show_loading(self) -> None:
        if self.model.loading and not self.model.ids:
            self._say(empty.loading())

    def _loaded(self) -> None:
        self._late.stop()
        query = self.model.query
        assert query is not None
        count = len(self.model.ids)
        self.heading.set_detail(songs_text(count) if count else "")
        if count:
            self._turn_to(self.table)
        else:
            self._say(empty.words(query))
        if self._reveal is not None:
            self._reveal_wanted(self._reveal)

    def _reveal_wanted(self, song: SongId) -> None:
        """Show a song that was asked for; chips that hide it are let go."""
        query = self.model.query
        if self.table.reveal(song) or query is None or query.filter.empty:
            self._reveal = None
        else:
            self.heading.chips.clear()

    def _failed(self, error: Exception) -> None:
        self._late.stop()
        if not self.model.ids:
            self._say(empty.failed())
        self.error.emit(error)

    def _say(self, words: Words) -> None:
        self.state.say(self.fitting(words))
        self._turn_to(self.state)

    def _act(self, does: str) -> None:
        if does == "all":
            self.heading.chips.clear()
        elif does == "again":
            self.model.reload()
        else:
            self.action_requested.emit(does)
