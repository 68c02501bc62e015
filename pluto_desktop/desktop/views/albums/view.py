"""The covers page and an album's page, one behind the other."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu, QStackedLayout, QVBoxLayout, QWidget

from pluto_desktop.desktop.models.album_grid import AlbumGridModel
from pluto_desktop.desktop.models.covers import CoverLoader
from pluto_desktop.desktop.models.formatting import albums_text
from pluto_desktop.desktop.tasks import Lane, TaskRunner
from pluto_desktop.desktop.theme import Theme
from pluto_desktop.desktop.views.albums.grid import MARGIN, AlbumGrid
from pluto_desktop.desktop.views.albums.page import AlbumPage
from pluto_desktop.desktop.views.common.menus import rounded
from pluto_desktop.desktop.views.pages.heading import PageHeading
from pluto_desktop.desktop.views.pages.page import BrowsingPage
from pluto_desktop.desktop.views.pages.state import PageState, Words
from pluto_desktop.desktop.views.songs import empty
from pluto_desktop.domain.changes import Changes
from pluto_desktop.domain.ids import AlbumId, SongId
from pluto_desktop.domain.keeping import Pin, PinKind
from pluto_desktop.domain.views import AlbumSort, SongFilter, SongQuery, Source
from pluto_desktop.services.browse import Browse
from pluto_desktop.services.personal import Personal


class AlbumsView(BrowsingPage):
    """Albums as covers; :meth:`show_album` and a click show one of them, Escape or *Back* the covers again."""

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
        self._browse, self._runner, self._covers = browse, runner, covers
        self.model = AlbumGridModel(browse, runner, self)
        self.heading = PageHeading(theme, self, left=MARGIN)
        self.grid = AlbumGrid(self.model, theme, covers, self)
        self.state = PageState(theme, self)
        self.page = AlbumPage(browse, personal, runner, theme, covers, self)
        self._stale = True
        self._list = QWidget(self)
        self._inner = QStackedLayout()
        self._inner.addWidget(self.grid)
        self._inner.addWidget(self.state)
        column = QVBoxLayout(self._list)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.heading)
        column.addLayout(self._inner, 1)
        self._outer = QStackedLayout(self)
        self._outer.addWidget(self._list)
        self._outer.addWidget(self.page)
        self.heading.title.set_whole(self.tr("Albums"))
        self.heading.order.set_orders(
            [
                (self.tr("Recently added"), AlbumSort.RECENTLY_ADDED),
                (self.tr("Title"), AlbumSort.TITLE),
                (self.tr("Artist"), AlbumSort.ARTIST),
                (self.tr("Year"), AlbumSort.YEAR),
            ]
        )
        self._connect()

    def _connect(self) -> None:
        self.relay(self.page)
        self.page.back.connect(self.show_grid)
        self.model.loaded.connect(self._loaded)
        self.model.failed.connect(self._failed)
        self.heading.chips.filter_changed.connect(lambda wanted: self._show(self.model.order, wanted))
        self.heading.order.chosen.connect(lambda order: self._show(order, self.model.wanted))
        self.grid.open_wanted.connect(self.show_album)
        self.grid.play_wanted.connect(
            lambda album: self._with_songs(album, lambda ids: self.play_requested.emit(ids, None))
        )
        self.grid.enqueue_wanted.connect(lambda album: self._with_songs(album, self.enqueue_requested.emit))
        self.grid.menu_wanted.connect(self._open_menu)
        self.state.pressed.connect(self._act)

    def entry(self) -> QWidget | None:
        """Return the covers, the songs of the album that is open, or the button that stands in place of the covers."""
        if self._outer.currentWidget() is self.page:
            return self.page.songs
        if self._inner.currentWidget() is self.grid:
            return self.grid
        return None if self.state.button.isHidden() else self.state.button

    # -- what the window says --

    def show_grid(self) -> None:
        """Show the covers."""
        self._outer.setCurrentWidget(self._list)
        self.grid.setFocus(Qt.FocusReason.OtherFocusReason)
        if self._stale:
            self._show(self.model.order, self.model.wanted)

    def show_album(self, album_id: AlbumId) -> None:
        """Show one album's page."""
        self.page.show_album(album_id)
        self._outer.setCurrentWidget(self.page)
        self.page.songs.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_query(self, query: SongQuery, heading: str) -> None:
        """Show the album a query names, or the covers."""
        if query.source is Source.ALBUM:
            self.show_album(AlbumId(query.key))
        else:
            self.heading.title.set_whole(heading)
            self.show_grid()

    def apply_changes(self, changes: Changes) -> None:
        """Show what a mutation changed."""
        self.page.apply_changes(changes)
        if changes.albums or changes.everything or changes.songs:
            self._covers.forget()
            self._stale = True
            if self._list.isVisible():
                self.show_again()

    def show_again(self) -> None:
        """Read the albums again."""
        self._show(self.model.order, self.model.wanted)

    def set_playing(self, song_id: SongId | None, playing: bool) -> None:
        """Mark the song that plays."""
        self.page.set_playing(song_id, playing)

    # -- inside --

    def _show(self, order: AlbumSort, wanted: SongFilter) -> None:
        self._stale = False
        self.heading.order.show_order(order)
        self.model.show_albums(order, wanted)

    def _loaded(self) -> None:
        count = self.model.rowCount()
        self.heading.set_detail(albums_text(count) if count else "")
        if count:
            self._inner.setCurrentWidget(self.grid)
        elif self.model.wanted.empty:
            self._say(
                Words(
                    self.tr("Your albums will be here"),
                    self.tr("Add a folder of music; songs with an album in their tags come together here."),
                    self.tr("Add my music"),
                    "add_music",
                    "album",
                )
            )
        else:
            self._say(
                Words(
                    self.tr("No album with these filters"),
                    self.tr("No album holds a song in that language, or with what you ask for."),
                    self.tr("Show all"),
                    "all",
                    "album",
                )
            )

    def _failed(self, error: Exception) -> None:
        self._stale = True
        if not self.model.rowCount():
            self._say(empty.failed())
        self.error.emit(error)

    def _say(self, words: Words) -> None:
        self.state.say(self.fitting(words))
        self._inner.setCurrentWidget(self.state)

    def _act(self, does: str) -> None:
        if does == "all":
            self.heading.chips.clear()
        elif does == "again":
            self.show_again()
        else:
            self.action_requested.emit(does)

    def _with_songs(self, album: AlbumId, then: Callable[[Sequence[SongId]], None]) -> None:
        query = SongQuery(Source.ALBUM, album)
        self._runner.run(
            self, "album", Lane.READ, lambda _token: self._browse.list_song_ids(query), then, self.error.emit
        )

    def _open_menu(self, album: AlbumId, place: QPoint) -> None:
        menu = rounded(QMenu(self))
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for text, then in (
            (self.tr("Play"), lambda ids: self.play_requested.emit(ids, None)),
            (self.tr("Play next"), self.play_next_requested.emit),
            (self.tr("Add to queue"), self.enqueue_requested.emit),
            (self.tr("Add to a new playlist…"), lambda ids: self.playlist_add_requested.emit(ids, None)),
        ):
            menu.addAction(text).triggered.connect(lambda _=False, then=then: self._with_songs(album, then))
        if self.presence.shared:
            menu.addSeparator()
            pin = Pin(PinKind.ALBUM, album)
            menu.addAction(self.tr("Keep on this device")).triggered.connect(
                lambda _=False: self.keep_requested.emit([pin])
            )
            menu.addAction(self.tr("Remove from this device")).triggered.connect(
                lambda _=False: self.leave_list_requested.emit(pin)
            )
        menu.addSeparator()
        menu.addAction(self.tr("Open")).triggered.connect(lambda _=False: self.show_album(album))
        menu.popup(place)
