"""The pages in the middle of the window: made once, told what changed, left and come back to."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Protocol, cast

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from pluto_desktop.desktop.models.covers import CoverLoader
from pluto_desktop.desktop.parts import FirstParts
from pluto_desktop.desktop.tasks import TaskRunner
from pluto_desktop.desktop.theme import Theme
from pluto_desktop.desktop.views.pages.page import BrowsingPage, Presence
from pluto_desktop.desktop.views.sidebar.sidebar import LIBRARY, ON_DEVICE, PLAYLIST, WAITING_EDITS
from pluto_desktop.domain.changes import Changes
from pluto_desktop.domain.ids import AlbumId, ArtistId, PlaylistId, SongId
from pluto_desktop.domain.playlists import Playlist
from pluto_desktop.domain.views import SongQuery, Sort, Source

ALBUM = "album:"
ARTIST = "artist:"
SMART = "smart"
"""What the one page of all smart playlists is kept under."""
_SOURCES = {
    "songs": Source.ALL,
    "favourites": Source.FAVOURITES,
    "recently_added": Source.RECENTLY_ADDED,
    "recently_played": Source.RECENTLY_PLAYED,
    ON_DEVICE: Source.ON_DEVICE,
}
_REMEMBERED = 50


class _Page(Protocol):
    def show_query(self, query: SongQuery, heading: str) -> None: ...

    def apply_changes(self, changes: Changes) -> None: ...

    def set_playing(self, song_id: SongId | None, playing: bool) -> None: ...


def page_name(key: str) -> str:
    """Return what a page of the library is called."""
    return {
        "songs": QCoreApplication.translate("pages", "Songs"),
        "albums": QCoreApplication.translate("pages", "Albums"),
        "artists": QCoreApplication.translate("pages", "Artists"),
        "genres": QCoreApplication.translate("pages", "Genres"),
        "folders": QCoreApplication.translate("pages", "Folders"),
        "favourites": QCoreApplication.translate("pages", "Favourites"),
        "recently_added": QCoreApplication.translate("pages", "Recently added"),
        "recently_played": QCoreApplication.translate("pages", "Recently played"),
        ON_DEVICE: QCoreApplication.translate("pages", "On this device"),
        "imports": QCoreApplication.translate("pages", "Imports"),
        "history": QCoreApplication.translate("pages", "History"),
        "needs_attention": QCoreApplication.translate("pages", "Needs attention"),
        WAITING_EDITS: QCoreApplication.translate("pages", "Waiting edits"),
    }.get(key, "")


class Pages(QObject):
    """Opens pages by key: one of the side bar's, or ``album:`` or ``artist:`` and an id."""

    opened = Signal(str)
    """A page was opened: its key."""
    made = Signal(object)
    """A page was made, to be connected."""
    completed = Signal(object)
    """What is inside a page was made too."""

    def __init__(
        self, stack: QStackedWidget, parts: FirstParts, runner: TaskRunner, theme: Theme, covers: CoverLoader
    ) -> None:
        super().__init__(stack)
        self._stack = stack
        self._parts, self._runner, self._theme, self._covers = parts, runner, theme, covers
        self._pages: dict[str, BrowsingPage] = {}
        self._opened: set[str] = set()
        self._complete: set[str] = set()
        self._past: list[str] = []
        self._future: list[str] = []
        self._playing: tuple[SongId | None, bool] = (None, False)
        self._presence = Presence()
        self._held: Changes | None = None
        self.key = ""
        """The page that is open; "" before the first one is."""
        self.title_sort = Sort.NATURAL
        """The order in which the songs are first shown."""
        self.find_playlist: Callable[[PlaylistId], Playlist | None] = lambda _id: None
        """Tells a playlist by its id, None where it is gone; the side bar knows."""

    # -- opening --

    def open(self, key: str, *, focus: bool = False) -> bool:
        """Open a page; False where there is none of that key (any more)."""
        if not self._show(key, focus=focus):
            return False
        if self.key and self.key != key:
            self._past = [*self._past[-_REMEMBERED:], self.key]
            self._future.clear()
        self._arrive(key)
        return True

    def back(self) -> None:
        """Go back to the page before."""
        self._step(self._past, self._future)

    def forward(self) -> None:
        """Take a step back again."""
        self._step(self._future, self._past)

    def reveal(self, song_id: SongId) -> None:
        """Show a song in the list of all songs."""
        from pluto_desktop.desktop.views.songs.view import SongsView  # noqa: PLC0415 - not needed for the first paint

        self.open("songs", focus=True)
        page = self._pages["songs"]
        assert isinstance(page, SongsView)
        page.reveal(song_id)

    def current(self) -> BrowsingPage | None:
        """Return the page that is shown."""
        return self._pages.get(self._slot(self.key))

    def make_ahead(self) -> bool:
        """Make a part of a page that was not opened yet, so that opening it is not felt; False where all is made."""
        slot = next((slot for slot in (*LIBRARY, PLAYLIST) if slot not in self._complete), None)
        if slot is None:
            return False
        if slot not in self._pages:
            self._make(slot)
            return True
        page = self._whole(slot)
        for part in (page, *page.findChildren(QWidget)):
            part.ensurePolished()  # the style sheet's share, otherwise due when the page is first shown
        return True

    def all(self) -> list[BrowsingPage]:
        """Return the pages that were made."""
        return list(self._pages.values())

    # -- telling --

    def apply_changes(self, changes: Changes) -> None:
        """Tell every page what a mutation changed, at once or when they are no longer held."""
        if self._held is not None:
            self._held |= changes
            return
        for page in self._pages.values():
            cast("_Page", page).apply_changes(changes)

    def hold(self) -> None:
        """Let the pages rest: a long list that is read anew is felt by who types over it."""
        if self._held is None:
            self._held = Changes()

    def let_go(self) -> None:
        """Tell the pages what changed while they were held."""
        changes, self._held = self._held, None
        if changes:
            self.apply_changes(changes)

    def set_playing(self, song_id: SongId | None, *, playing: bool) -> None:
        """Tell every page which song plays."""
        if (song_id, playing) != self._playing:
            self._playing = (song_id, playing)
            for page in self._pages.values():
                cast("_Page", page).set_playing(song_id, playing)

    @property
    def presence(self) -> Presence:
        """Where the songs of the library are."""
        return self._presence

    def set_presence(self, presence: Presence) -> None:
        """Tell every page where the songs are."""
        if presence != self._presence:
            self._presence = presence
            for page in self._pages.values():
                page.set_presence(presence)

    # -- inside --

    def _step(self, source: list[str], other: list[str]) -> None:
        while source:
            key = source.pop()
            if self._show(key, focus=True):
                other.append(self.key)
                self._arrive(key)
                return

    def _arrive(self, key: str) -> None:
        self.key = key
        self.opened.emit(key)

    def _slot(self, key: str) -> str:
        if key.startswith(PLAYLIST):
            playlist = self.find_playlist(PlaylistId(key.removeprefix(PLAYLIST)))
            return SMART if playlist is not None and playlist.smart else PLAYLIST
        return "albums" if key.startswith(ALBUM) else "artists" if key.startswith(ARTIST) else key

    def _show(self, key: str, *, focus: bool) -> bool:
        query, heading = SongQuery(), page_name(key)
        if key.startswith(PLAYLIST):
            playlist = self.find_playlist(PlaylistId(key.removeprefix(PLAYLIST)))
            if playlist is None:
                return False
            query = SongQuery(Source.SMART if playlist.smart else Source.PLAYLIST, playlist.id)
            heading = playlist.name
        elif key.startswith(ALBUM):
            query = SongQuery(Source.ALBUM, AlbumId(key.removeprefix(ALBUM)))
        elif key.startswith(ARTIST):
            query = SongQuery(Source.ARTIST, ArtistId(key.removeprefix(ARTIST)))
            heading = page_name("artists")
        elif key in _SOURCES:
            query = SongQuery(_SOURCES[key], sort=self.title_sort if key == "songs" else Sort.NATURAL)
        elif key not in LIBRARY and key not in _CLASSES:
            return False
        slot = self._slot(key)
        page = self._whole(slot)
        self._stack.setCurrentWidget(page)
        if slot not in self._opened or key not in _SOURCES:
            self._opened.add(slot)
            cast("_Page", page).show_query(query, heading)
        if focus:
            page.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def _whole(self, slot: str) -> BrowsingPage:
        page = self._pages.get(slot) or self._make(slot)
        if slot not in self._complete:
            self._complete.add(slot)
            page.complete()
            self.completed.emit(page)
        return page

    def _make(self, slot: str) -> BrowsingPage:
        parts = self._parts
        kind = _load(slot)
        page = kind(parts.browse, parts.personal, self._runner, self._theme, self._covers, self._stack)
        self._pages[slot] = page
        self._stack.addWidget(page)
        self.made.emit(page)
        page.set_presence(self._presence)
        song_id, playing = self._playing
        if song_id is not None:
            cast("_Page", page).set_playing(song_id, playing)
        return page


_CLASSES = {
    "albums": ("albums", "AlbumsView"),
    "artists": ("artists", "ArtistsView"),
    "genres": ("genres", "GenresView"),
    "folders": ("folders", "FoldersView"),
    ON_DEVICE: ("on_device", "OnDeviceView"),
    WAITING_EDITS: ("waiting", "WaitingView"),
    PLAYLIST: ("playlists", "PlaylistView"),
    SMART: ("smart", "SmartPlaylistView"),
    "needs_attention": ("attention", "AttentionView"),
    "imports": ("imports", "ImportsView"),
    "history": ("history", "HistoryView"),
}


def _load(slot: str) -> Callable[..., BrowsingPage]:
    """Import a page's class when it is wanted: the first paint waits for none of them."""
    folder, name = _CLASSES.get(slot, ("songs", "SongsView"))
    kind: Callable[..., BrowsingPage] = getattr(import_module(f"pluto_desktop.desktop.views.{folder}.view"), name)
    return kind
