"""A page of names at the left and the songs of the chosen one at the right."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QStackedLayout, QVBoxLayout, QWidget

from pluto_desktop.desktop.models.artist_list import Name, NameListModel, ReadNames
from pluto_desktop.desktop.models.covers import CoverLoader
from pluto_desktop.desktop.models.formatting import grouped
from pluto_desktop.desktop.models.song_columns import Column
from pluto_desktop.desktop.tasks import Lane, TaskRunner
from pluto_desktop.desktop.theme import Theme
from pluto_desktop.desktop.views.common.menus import rounded
from pluto_desktop.desktop.views.pages.heading import HEIGHT, ElidedLabel
from pluto_desktop.desktop.views.pages.names import NameList
from pluto_desktop.desktop.views.pages.page import BrowsingPage
from pluto_desktop.desktop.views.pages.state import PageState, Words
from pluto_desktop.desktop.views.songs import empty
from pluto_desktop.desktop.views.songs.view import SongsView
from pluto_desktop.domain.changes import Changes
from pluto_desktop.domain.ids import SongId
from pluto_desktop.domain.views import SongQuery, Source
from pluto_desktop.services.browse import Browse
from pluto_desktop.services.personal import Personal


@dataclass(frozen=True, slots=True)
class NamesKind:
    """What a page of names is about. ``nothing`` is said where there are no names at all."""

    title: str
    source: Source
    read: ReadNames
    nothing: Words
    without: frozenset[Column] = frozenset()


class NamesView(BrowsingPage):
    """The base of the pages of artists, genres and folders."""

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
        self._theme, self._covers = theme, covers
        self._kind = kind = self.describe()
        self._wanted = ""
        self._stale = True
        self.model = NameListModel(kind.read, runner, self)
        self.title = ElidedLabel(theme, "heading", parent=self)
        self.count = ElidedLabel(theme, "secondary", "mute", self)
        self.names = NameList(self.model, theme, self)
        self._songs: SongsView | None = None
        self._playing: tuple[SongId | None, bool] = (None, False)
        self.state = PageState(theme, self)
        self.title.set_whole(kind.title)
        self.names.setAccessibleName(kind.title)
        self.right = QVBoxLayout()
        self._lay_out()
        self.model.loaded.connect(self._loaded)
        self.model.failed.connect(self._failed)
        self.names.chosen.connect(self.show_name)
        self.names.entered.connect(lambda name: self._with_songs(name, play=True))
        self.names.menu_wanted.connect(self._open_menu)
        self.state.pressed.connect(self._act)

    def describe(self) -> NamesKind:
        """Return what the page is about; asked once, when the page is made."""
        raise NotImplementedError

    @property
    def songs(self) -> SongsView:
        """The songs of the chosen name, made when they are first needed."""
        if self._songs is None:
            self._songs = SongsView(
                self._browse,
                self._personal,
                self._runner,
                self._theme,
                self._covers,
                self,
                without=self._kind.without,
            )
            self.join(self._songs)
        return self._songs

    def join(self, songs: SongsView) -> None:
        """Take the songs in, once."""
        self.right.addWidget(songs, 1)
        self.relay(songs)
        songs.set_playing(*self._playing)

    def complete(self) -> None:
        """Make the songs."""
        _ = self.songs

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(16, 0, 12, 0)
        top.setSpacing(10)
        top.addWidget(self.title)
        top.addWidget(self.count)
        top.addStretch(1)
        bar = QWidget(self)
        bar.setFixedHeight(HEIGHT)
        bar.setLayout(top)
        left = QVBoxLayout()
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(0)
        left.addWidget(bar)
        left.addWidget(self.names, 1)
        side = QWidget(self)
        side.setLayout(left)
        side.setFixedWidth(248)
        line = QFrame(self)
        line.setProperty("surface", "hairline")
        line.setFixedWidth(1)
        self.right.setContentsMargins(0, 0, 0, 0)
        self.right.setSpacing(0)
        both = QWidget(self)
        row = QHBoxLayout(both)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(side)
        row.addWidget(line)
        row.addLayout(self.right, 1)
        self._both = both
        self._stack = QStackedLayout(self)
        self._stack.addWidget(both)
        self._stack.addWidget(self.state)

    def entry(self) -> QWidget | None:
        """Return the names, or the button that stands in their place."""
        if self._stack.currentWidget() is self._both:
            return self.names
        return None if self.state.button.isHidden() else self.state.button

    # -- what the window says --

    def show_list(self) -> None:
        """Show the names; the first one is chosen if none is."""
        if self._stale:
            self._stale = False
            self.model.reload()

    def show_key(self, key: str) -> None:
        """Show one name's songs, now or once the names are here."""
        self._wanted = key
        if self._stale or self.model.loading or not self.names.choose(key):
            self._stale = False
            self.model.reload()

    def show_query(self, query: SongQuery, heading: str) -> None:
        """Show the name a query is about (its key), or the list."""
        if heading:
            self.title.set_whole(self._kind.title)
        if query.source is self._kind.source and query.key:
            self.show_key(query.key)
        else:
            self.show_list()

    def apply_changes(self, changes: Changes) -> None:
        """Show what a mutation changed."""
        if self._songs is not None:
            self._songs.apply_changes(changes)
        if changes.artists or changes.everything or (changes.songs and not (changes.favourites or changes.plays)):
            self._stale = True
            if self.isVisible():
                self.show_list()

    def set_playing(self, song_id: SongId | None, playing: bool) -> None:
        """Mark the song that plays."""
        self._playing = song_id, playing
        if self._songs is not None:
            self._songs.set_playing(song_id, playing)

    # -- inside --

    def show_name(self, name: Name) -> None:
        """Show the songs of a name."""
        query = self.songs.model.query
        if query is None or query.key != name.key:
            wanted = self.songs.heading.chips.current()
            self.songs.show_query(SongQuery(self._kind.source, name.key, wanted), name.name)

    def _loaded(self) -> None:
        count = self.model.rowCount()
        self.count.set_whole(grouped(count) if count else "")
        if not count:
            self._say(self._kind.nothing)
            return
        self._stack.setCurrentWidget(self._both)
        wanted, self._wanted = self._wanted, ""
        if wanted and self.names.choose(wanted):
            return
        if self.names.current() is None:
            self.names.setCurrentIndex(self.model.index(0, 0))

    def _failed(self, error: Exception) -> None:
        self._stale = True
        if not self.model.rowCount():
            self._say(empty.failed())
        self.error.emit(error)

    def _say(self, words: Words) -> None:
        self.state.say(self.fitting(words))
        self._stack.setCurrentWidget(self.state)

    def _act(self, does: str) -> None:
        if does == "again":
            self.show_list()
        else:
            self.action_requested.emit(does)

    def _with_songs(self, name: Name, *, play: bool) -> None:
        query = SongQuery(self._kind.source, name.key)
        self._runner.run(
            self,
            "songs",
            Lane.READ,
            lambda _token: self._browse.list_song_ids(query),
            lambda ids: self.play_requested.emit(ids, None) if play else self.enqueue_requested.emit(ids),
            self.error.emit,
        )

    def _open_menu(self, name: Name, place: QPoint) -> None:
        menu = rounded(QMenu(self))
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self.tr("Play all")).triggered.connect(lambda _=False: self._with_songs(name, play=True))
        menu.addAction(self.tr("Add all to queue")).triggered.connect(
            lambda _=False: self._with_songs(name, play=False)
        )
        self.extend_menu(menu, name)
        menu.popup(place)

    def extend_menu(self, menu: QMenu, name: Name) -> None:
        """Offer what can be done with a name of this page besides."""
