"""The context menu of songs."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from pluto_desktop.desktop.models.formatting import one_line, songs_text
from pluto_desktop.desktop.tasks import Lane, TaskRunner
from pluto_desktop.desktop.views.common.menus import rounded
from pluto_desktop.desktop.views.pages.page import BrowsingPage
from pluto_desktop.domain.ids import SongId
from pluto_desktop.domain.keeping import Pin, PinKind
from pluto_desktop.domain.playlists import Playlist
from pluto_desktop.domain.songs import Song, SongRow
from pluto_desktop.services.browse import Browse
from pluto_desktop.services.personal import Personal

_NAME_LENGTH = 48


class SongMenu(QMenu):
    """What can be done with some songs. Playlists and artists are read while the menu opens, off the GUI thread.

    It asks for things through the signals of the page it belongs to. ``remove_here`` is what the page does to take
    the songs out of its own list (a playlist, the favourites), with its label; ``on_device`` is whether that list is
    what lies on this device.
    """

    def __init__(
        self,
        page: BrowsingPage,
        browse: Browse,
        personal: Personal,
        runner: TaskRunner,
        ids: Sequence[SongId],
        row: SongRow | None,
        *,
        parent: QWidget | None = None,
        remove_here: tuple[str, Callable[[], None]] | None = None,
        on_device: bool = False,
    ) -> None:
        super().__init__(parent or page)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._page = page
        self._ids = list(ids)
        one = row if len(self._ids) == 1 else None
        songs = self._ids
        wanted = 0 if len(songs) == 1 else None
        self._offer(self.tr("Play"), lambda: page.play_requested.emit(songs, wanted), "Enter")
        self._offer(self.tr("Play next"), lambda: page.play_next_requested.emit(songs), "Shift+Enter")
        self._offer(self.tr("Add to queue"), lambda: page.enqueue_requested.emit(songs), "Ctrl+Enter")
        self.addSeparator()
        rounded(self)
        self.playlists = rounded(self.addMenu(self.tr("Add to playlist")))
        new = self.playlists.addAction(self.tr("New playlist…"))
        new.triggered.connect(lambda _=False: page.playlist_add_requested.emit(songs, None))
        loved = row is not None and row.favourite
        heart = self.tr("Remove from favourites") if loved else self.tr("Add to favourites")
        self._offer(heart, lambda: page.favourite_requested.emit(songs, not loved))
        self.addSeparator()
        if page.presence.edits and songs:
            several = self.tr("Edit %1…").replace("%1", songs_text(len(songs)))
            edit = self.tr("Edit…") if len(songs) == 1 else several
            self._offer(edit, lambda: page.edit_requested.emit(songs), "Alt+Return")
            if len(songs) > 1:
                self._offer(self.tr("Merge into one…"), lambda: page.merge_requested.emit(songs))
            if one is not None:
                self._offer(self.tr("Split into two songs…"), lambda: page.split_requested.emit(one.id))
                self._offer(self.tr("History…"), lambda: page.history_requested.emit(one.id, one.title))
        self._offer_places(one, browse, runner)
        if remove_here is not None:
            self._offer(remove_here[0], remove_here[1], "Delete")
        if page.presence.shared:
            self._offer_keeping(on_device=on_device)
        else:
            self._offer(self.tr("Write tags into files…"), lambda: page.write_tags_requested.emit(songs))
        self._offer(self.tr("Save copies with tags…"), lambda: page.save_copies_requested.emit(songs))
        if page.presence.edits or not page.presence.shared:
            self._offer(
                self.tr("Remove from library…"),
                lambda: page.remove_requested.emit(songs),
                "" if remove_here or on_device else "Delete",
            )
        runner.run(
            self, "playlists", Lane.READ, lambda _token: personal.list_playlists(), self._add_playlists, page.error.emit
        )
        if one is not None:
            runner.run(
                self, "song", Lane.READ, lambda _token: browse.get_song(one.id), self._add_artists, page.error.emit
            )

    def _offer_keeping(self, *, on_device: bool) -> None:
        page, songs = self._page, self._ids
        pins = [Pin(PinKind.SONG, song) for song in songs]
        self._offer(self.tr("Keep on this device"), lambda: page.keep_requested.emit(pins))
        leave = self.tr("Remove from this device")
        self._offer(leave, lambda: page.leave_requested.emit(songs), "Delete" if on_device else "")

    def _offer(self, text: str, act: Callable[[], None], keys: str = "") -> QAction:
        action = self.addAction(text)
        if keys:
            action.setShortcut(QKeySequence(keys))
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            action.setShortcutVisibleInContextMenu(True)
        action.triggered.connect(lambda _=False: act())
        return action

    def _offer_places(self, row: SongRow | None, browse: Browse, runner: TaskRunner) -> None:
        page = self._page
        self._artist = rounded(self.addMenu(self.tr("Go to artist")))
        self._artist.menuAction().setVisible(False)
        self._go_artist = self._offer(self.tr("Go to artist"), lambda: None)
        self._go_artist.setVisible(row is not None and bool(row.artist))
        self._go_artist.setEnabled(False)
        if row is None:
            return
        if row.album_id is not None:
            self._offer(self.tr("Go to album"), lambda: page.open_album.emit(row.album_id))
        if row.has_audio:
            self._offer(self.tr("Show in folder"), lambda: page.show_in_folder_requested.emit(row.id))
        if page.presence.edits:
            self._offer(self.tr("Add words from a file…"), lambda: page.add_words_requested.emit(row.id))
            self._offer(self.tr("Time the words…"), lambda: page.time_words_requested.emit(row.id))
        if page.presence.edits and page.presence.online:
            self._offer_looking(row, browse, runner)
        if row.lyrics_languages:
            self._offer(self.tr("Save the words as…"), lambda: page.save_words_requested.emit(row.id))
        self.addSeparator()

    def _offer_looking(self, row: SongRow, browse: Browse, runner: TaskRunner) -> None:
        """Offer to look for words online; where there are some, once it is known that they have no times."""
        look = self._offer(self.tr("Look for words online…"), lambda: self._page.look_words_requested.emit(row.id))
        if row.lyrics_languages:
            look.setEnabled(False)
            runner.run(
                self, "timed", Lane.READ, lambda _token: browse.lacks_timed_words(row.id), look.setEnabled,
                self._page.error.emit,
            )  # fmt: skip

    def _add_playlists(self, playlists: Sequence[Playlist]) -> None:
        fixed = [playlist for playlist in playlists if not playlist.smart]
        if fixed:
            self.playlists.addSeparator()
        for playlist in fixed:
            action = self.playlists.addAction(_shown(playlist.name))
            action.triggered.connect(
                lambda _=False, target=playlist.id: self._page.playlist_add_requested.emit(self._ids, target)
            )

    def _add_artists(self, song: Song) -> None:
        credits_ = song.artists
        if len(credits_) > 1:
            self._go_artist.setVisible(False)
            self._artist.menuAction().setVisible(True)
            for credit in credits_:
                action = self._artist.addAction(_shown(credit.name))
                action.triggered.connect(lambda _=False, who=credit.artist_id: self._page.open_artist.emit(who))
        elif credits_:
            self._go_artist.setEnabled(True)
            self._go_artist.triggered.connect(lambda _=False: self._page.open_artist.emit(credits_[0].artist_id))


def _shown(name: str) -> str:
    name = one_line(name)
    short = name if len(name) <= _NAME_LENGTH else name[: _NAME_LENGTH - 1] + "…"
    return short.replace("&", "&&")
