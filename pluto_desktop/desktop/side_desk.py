"""Keeps the side bar true: counts, playlists, which page is open; carries out what it asks."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QFileDialog

from pluto_desktop.desktop.library_desk import LibraryDesk
from pluto_desktop.desktop.notifier import Notifier
from pluto_desktop.desktop.pages import Pages
from pluto_desktop.desktop.parts import Parts
from pluto_desktop.desktop.playing_desk import PlayingDesk
from pluto_desktop.desktop.tasks import Lane, TaskRunner
from pluto_desktop.desktop.views.sidebar.sidebar import PLAYLIST, SideBar
from pluto_desktop.domain.changes import Changes
from pluto_desktop.domain.file_names import file_stem
from pluto_desktop.domain.ids import PlaylistId, SongId
from pluto_desktop.domain.playlists import Playlist
from pluto_desktop.services.browse import Counts

PLAYLIST_FILES = "*.m3u *.m3u8"
_COUNT_MS = 60
"""Counting a large library takes a reader for some ten milliseconds: the songs that changed are shown first."""


class SideDesk(QObject):
    """Reads what the side bar shows, off the GUI thread, whenever it may have changed."""

    counted = Signal(int)
    """The library was counted: how many songs there are."""

    def __init__(
        self,
        side: SideBar,
        parts: Parts,
        pages: Pages,
        library: LibraryDesk,
        playing: PlayingDesk,
        runner: TaskRunner,
        notifier: Notifier,
    ) -> None:
        super().__init__(side)
        self._side, self._parts, self._pages = side, parts, pages
        self._library, self._playing, self._runner, self._notifier = library, playing, runner, notifier
        self._playlists: list[Playlist] = []
        self._soon = QTimer(self, singleShot=True, interval=_COUNT_MS)
        self._soon.timeout.connect(self._count)
        pages.find_playlist_name = self._find_name
        pages.opened.connect(side.show_page)
        library.playlist_made.connect(self._open_made)
        side.page_chosen.connect(pages.open)
        side.create_wanted.connect(library.create_playlist)
        side.rename_wanted.connect(library.rename_playlist)
        side.delete_wanted.connect(library.ask_delete_playlist)
        side.export_wanted.connect(self._ask_export)
        side.import_wanted.connect(self.ask_import)
        side.play_wanted.connect(self._play)
        side.songs_dropped.connect(self._dropped)

    @property
    def playlists(self) -> tuple[Playlist, ...]:
        """The playlists as last read."""
        return tuple(self._playlists)

    def reload(self, changes: Changes) -> None:
        """Read again what a mutation may have changed."""
        personal = self._parts.personal
        every = changes.everything
        if every:
            self._count()
        elif changes.songs or changes.albums or changes.artists or changes.favourites:
            self._soon.start()
        if every or changes.playlists:
            self._runner.run(
                self,
                "playlists",
                Lane.READ,
                lambda _token: personal.list_playlists(),
                self._show_playlists,
                self._notifier.fail,
            )

    def _count(self) -> None:
        self._soon.stop()
        browse = self._parts.browse
        self._runner.run(
            self, "counts", Lane.READ, lambda _token: browse.counts(), self._show_counts, self._notifier.fail
        )

    def add_to_playlist(self, ids: Sequence[SongId], playlist: PlaylistId | None) -> None:
        """Put songs into a playlist, or into a new one that is named first."""
        if playlist is None:
            self._side.begin_naming(songs=ids)
        else:
            self._library.add_to_playlist(ids, playlist, self._find_name(playlist) or "")

    def ask_import(self) -> None:
        """Let the person choose a playlist file and make a playlist of it."""
        title, kinds = self.tr("Import a playlist"), self.tr("Playlists (%1)").replace("%1", PLAYLIST_FILES)
        name, _kind = QFileDialog.getOpenFileName(self._side.window(), title, "", kinds)
        if name:
            self._library.import_playlist(Path(name))

    def _ask_export(self, playlist: PlaylistId, name: str) -> None:
        kinds = self.tr("Playlists (%1)").replace("%1", "*.m3u8")
        chosen, _kind = QFileDialog.getSaveFileName(
            self._side.window(), self.tr("Export the playlist"), f"{file_stem(name, 'playlist')}.m3u8", kinds
        )
        if chosen:
            path = Path(chosen)
            self._library.export_playlist(playlist, path if path.suffix else path.with_name(f"{path.name}.m3u8"))

    def _play(self, playlist: PlaylistId) -> None:
        personal = self._parts.personal
        self._runner.run(
            self,
            "play",
            Lane.READ,
            lambda _token: personal.list_playlist_songs(playlist),
            self._playing.play_songs,
            self._notifier.fail,
        )

    def _dropped(self, key: str, ids: Sequence[SongId]) -> None:
        if key == "favourites":
            self._library.set_favourite(ids, loved=True)
        elif key.startswith(PLAYLIST):
            self.add_to_playlist(ids, PlaylistId(key.removeprefix(PLAYLIST)))

    def _find_name(self, playlist: PlaylistId) -> str | None:
        return next((held.name for held in self._playlists if held.id == playlist), None)

    def _open_made(self, playlist: Playlist) -> None:
        if self._find_name(playlist.id) is None:
            self._playlists.append(playlist)
            self._side.set_playlists(self._playlists)
        self._pages.open(PLAYLIST + playlist.id, focus=True)

    def _show_counts(self, counts: Counts) -> None:
        self._side.set_counts(
            {
                "songs": counts.songs,
                "albums": counts.albums,
                "artists": counts.artists,
                "favourites": counts.favourites,
            }
        )
        self.counted.emit(counts.songs)

    def _show_playlists(self, playlists: list[Playlist]) -> None:
        self._playlists = playlists
        self._side.set_playlists(playlists)
        key = self._pages.key
        if key.startswith(PLAYLIST) and self._find_name(PlaylistId(key.removeprefix(PLAYLIST))) is None:
            self._pages.open("songs")  # the playlist that was open is gone
        else:
            self._side.show_page(key)
