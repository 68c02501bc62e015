"""Keeps the side bar true: counts, playlists, which page is open; carries out what it asks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QFileDialog

from pluto_desktop.desktop.library_desk import LibraryDesk
from pluto_desktop.desktop.notifier import Notifier
from pluto_desktop.desktop.pages import Pages
from pluto_desktop.desktop.parts import Parts
from pluto_desktop.desktop.playing_desk import PlayingDesk
from pluto_desktop.desktop.smart_desk import SmartDesk
from pluto_desktop.desktop.tasks import Lane, TaskRunner
from pluto_desktop.desktop.views.sidebar.sidebar import PLAYLIST, SideBar
from pluto_desktop.domain.changes import Changes
from pluto_desktop.domain.errors import Invalid
from pluto_desktop.domain.file_names import file_stem
from pluto_desktop.domain.ids import PlaylistId, SongId
from pluto_desktop.domain.playlists import Playlist
from pluto_desktop.services.browse import Counts

PLAYLIST_FILES = "*.m3u *.m3u8"
_COUNT_MS = 60
"""Counting a large library takes a reader for some ten milliseconds: the songs that changed are shown first."""
_COUNT_SMART_MS = 400
"""Counting what a rule lets through takes as long again, for each smart playlist."""
_TIME_PASSES_MS = 10 * 60 * 1000
"""How often it is looked whether a rule lets other songs through only because it is later now."""


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
        smart: SmartDesk,
        playing: PlayingDesk,
        runner: TaskRunner,
        notifier: Notifier,
    ) -> None:
        super().__init__(side)
        self._side, self._parts, self._pages = side, parts, pages
        self._library, self._smart, self._playing = library, smart, playing
        self._runner, self._notifier = runner, notifier
        self._playlists: list[Playlist] = []
        self._soon = QTimer(self, singleShot=True, interval=_COUNT_MS)
        self._soon.timeout.connect(self._count)
        self._smart_counts: dict[PlaylistId, int | None] = {}
        self._smart_soon = QTimer(self, singleShot=True, interval=_COUNT_SMART_MS)
        self._smart_soon.timeout.connect(self._count_smart)
        self._counting_smart = self._smart_due = False
        self._later = QTimer(self, interval=_TIME_PASSES_MS)
        self._later.timeout.connect(lambda: library.changed.emit(Changes(playlists=True)))
        pages.find_playlist = self._find
        pages.opened.connect(side.show_page)
        library.playlist_made.connect(self._open_made)
        side.page_chosen.connect(pages.open)
        side.create_wanted.connect(library.create_playlist)
        side.rename_wanted.connect(library.rename_playlist)
        side.delete_wanted.connect(self._delete)
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
        elif changes and self._later.isActive():
            self._smart_soon.start()

    def _count(self) -> None:
        self._soon.stop()
        browse = self._parts.browse
        self._runner.run(
            self, "counts", Lane.READ, lambda _token: browse.counts(), self._show_counts, self._notifier.fail
        )

    def _count_smart(self) -> None:
        """Count what the rules let through now; once more later where that is under way.

        Two at a time would take both threads that read, and what is typed into the search would wait.
        """
        self._smart_due = self._counting_smart
        if self._counting_smart:
            return
        self._counting_smart = True
        smart = self._parts.smart

        def ended() -> None:
            self._counting_smart = False
            if self._smart_due:
                self._smart_soon.start()

        def counted(counts: Mapping[PlaylistId, int | None]) -> None:
            self._show_smart_counts(counts)
            ended()

        def failed(error: Exception) -> None:
            self._notifier.fail(error)
            ended()

        self._runner.run(self, "smart", Lane.READ, lambda token: smart().counts(token), counted, failed)

    def add_to_playlist(self, ids: Sequence[SongId], playlist: PlaylistId | None) -> None:
        """Put songs into a playlist, or into a new one that is named first."""
        if playlist is None:
            self._side.begin_naming(songs=ids)
        else:
            found = self._find(playlist)
            self._library.add_to_playlist(ids, playlist, found.name if found is not None else "")

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
        elif (playlist := self._find(PlaylistId(key.removeprefix(PLAYLIST)))) is not None and playlist.smart:
            self._notifier.fail(Invalid("playlist_smart"))
        elif key.startswith(PLAYLIST):
            self.add_to_playlist(ids, PlaylistId(key.removeprefix(PLAYLIST)))

    def _find(self, playlist: PlaylistId) -> Playlist | None:
        return next((held for held in self._playlists if held.id == playlist), None)

    def _delete(self, playlist: PlaylistId, name: str) -> None:
        """Ask before a playlist goes; a smart one is brought back at a press, as it holds nothing but its rule."""
        found = self._find(playlist)
        if found is not None and found.smart:
            self._smart.delete(playlist, name)
        else:
            self._library.ask_delete_playlist(playlist, name)

    def _open_made(self, playlist: Playlist) -> None:
        if self._find(playlist.id) is None:
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
        counts = self._smart_counts
        self._playlists = [replace(one, songs=counts.get(one.id)) if one.smart else one for one in playlists]
        self._side.set_playlists(self._playlists)
        if any(playlist.smart for playlist in playlists):
            self._later.start()
            self._count_smart()
        else:
            self._later.stop()
        key = self._pages.key
        if key.startswith(PLAYLIST) and self._find(PlaylistId(key.removeprefix(PLAYLIST))) is None:
            self._pages.open("songs")  # the playlist that was open is gone
        else:
            self._side.show_page(key)

    def _show_smart_counts(self, counts: Mapping[PlaylistId, int | None]) -> None:
        self._smart_counts = dict(counts)
        self._playlists = [replace(one, songs=counts[one.id]) if one.id in counts else one for one in self._playlists]
        self._side.set_playlists(self._playlists)
