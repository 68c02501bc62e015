"""An album's page: the cover, what is known of it, and its songs in their order."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from pluto_desktop.desktop.models.covers import CoverLoader
from pluto_desktop.desktop.models.formatting import one_line, songs_text
from pluto_desktop.desktop.models.song_columns import Column
from pluto_desktop.desktop.tasks import Lane, TaskRunner
from pluto_desktop.desktop.theme import Theme
from pluto_desktop.desktop.views.pages.heading import ElidedLabel
from pluto_desktop.desktop.views.pages.page import BrowsingPage
from pluto_desktop.desktop.views.songs.view import SongsView
from pluto_desktop.domain.changes import Changes
from pluto_desktop.domain.ids import AlbumId, MediaHash, SongId
from pluto_desktop.domain.songs import AlbumRow
from pluto_desktop.domain.views import SongQuery, Source
from pluto_desktop.services.browse import Browse
from pluto_desktop.services.personal import Personal

_COVER = 168
_SMALL_COVER = 112


class AlbumPage(BrowsingPage):
    """One album. Play, shuffle and queue buttons act on all of it."""

    back = Signal()
    """The person wants the covers again."""

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
        self._browse, self._runner, self._theme, self._covers = browse, runner, theme, covers
        self._album_id: AlbumId | None = None
        self._album: AlbumRow | None = None
        self.cover = QLabel(self)
        self.kind = ElidedLabel(theme, "secondary", "mute", self)
        self.title = ElidedLabel(theme, "display", parent=self)
        self.detail = ElidedLabel(theme, "body", "mute", self)
        self.kind.set_whole(self.tr("Album"))
        self.songs = SongsView(
            browse, personal, runner, theme, covers, self, without=frozenset({Column.ALBUM, Column.YEAR})
        )
        self.songs.heading.hide()
        self.relay(self.songs)
        self.back_button = self._button(self.tr("Albums"), "chevron-left", self.tr("Back to the covers (Esc)"))
        self.play_button = self._button(self.tr("Play"), "player-play-filled", self.tr("Play the album"), primary=True)
        self.shuffle_button = self._button(self.tr("Shuffle"), "arrows-shuffle", self.tr("Play the album shuffled"))
        self.queue_button = self._button(self.tr("Add to queue"), "playlist-add", self.tr("Add the album to the queue"))
        self.back_button.setProperty("kind", "link")
        self._lay_out()
        self.back_button.clicked.connect(lambda _=False: self.back.emit())
        self.play_button.clicked.connect(lambda _=False: self.play_requested.emit(self.songs.model.ids, None))
        self.shuffle_button.clicked.connect(lambda _=False: self.play_requested.emit(self.songs.model.ids, -1))
        self.queue_button.clicked.connect(lambda _=False: self.enqueue_requested.emit(self.songs.model.ids))
        self.songs.model.loaded.connect(self._songs_came)
        covers.loaded.connect(self._cover_came)
        theme.changed.connect(self._restyle)
        self._restyle()

    def _button(self, text: str, icon: str, tip: str, *, primary: bool = False) -> QPushButton:
        button = QPushButton(" " + text, self)
        button.setProperty("icon_name", icon)
        button.setProperty("kind", "primary" if primary else "")
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        button.setCursor(Qt.CursorShape.PointingHandCursor)
        return button

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button in (self.play_button, self.shuffle_button, self.queue_button):
            buttons.addWidget(button)
        buttons.addStretch(1)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addStretch(1)
        for label in (self.kind, self.title, self.detail):
            words.addWidget(label)
        words.addSpacing(10)
        words.addLayout(buttons)
        words.addStretch(1)
        top = QHBoxLayout()
        top.setContentsMargins(24, 0, 24, 16)
        top.setSpacing(24)
        top.addWidget(self.cover)
        top.addLayout(words, 1)
        back = QHBoxLayout()
        back.setContentsMargins(16, 10, 16, 8)
        back.addWidget(self.back_button)
        back.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(back)
        column.addLayout(top)
        column.addWidget(self.songs, 1)

    def show_album(self, album_id: AlbumId) -> None:
        """Show an album."""
        if album_id != self._album_id:
            self._album = None
            self.title.set_whole("")
            self.detail.set_whole("")
        self._album_id = album_id
        self.songs.show_query(SongQuery(Source.ALBUM, album_id), "")
        self._read()

    def apply_changes(self, changes: Changes) -> None:
        """Show what a mutation changed."""
        if self._album_id is None:
            return
        self.songs.apply_changes(changes)
        if changes.albums or changes.everything:
            self._read()

    def set_playing(self, song_id: SongId | None, playing: bool) -> None:
        """Mark the song that plays."""
        self.songs.set_playing(song_id, playing)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back with Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.back.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Use a smaller cover on a small page."""
        super().resizeEvent(event)
        self._show_cover()

    def showEvent(self, event: QShowEvent) -> None:
        """Ask for the cover when it can be seen."""
        super().showEvent(event)
        self._show_cover()

    def _read(self) -> None:
        album_id = self._album_id
        assert album_id is not None
        self._runner.run(
            self, "album", Lane.READ, lambda _token: self._browse.get_album(album_id), self._take, self.error.emit
        )

    def _take(self, album: AlbumRow) -> None:
        self._album = album
        self.title.set_whole(album.title or self.tr("Untitled album"))
        parts = [one_line(album.artist), str(album.year or ""), songs_text(album.songs)]
        self.detail.set_whole(" · ".join(part for part in parts if part))
        self._show_cover()

    def _songs_came(self) -> None:
        for button in (self.play_button, self.shuffle_button, self.queue_button):
            button.setEnabled(bool(self.songs.model.ids))

    def _show_cover(self) -> None:
        if self._album is None or not self.isVisible():
            return
        size = _COVER if self.height() > 560 else _SMALL_COVER
        ratio = self.devicePixelRatioF()
        self.cover.setFixedSize(size, size)
        self.cover.setPixmap(self._covers.pixmap(self._album.cover, self._album.title, size, ratio, 12))
        self.cover.setAccessibleName(self.tr("Cover of %1").replace("%1", one_line(self._album.title)))

    def _cover_came(self, cover: MediaHash) -> None:
        if self._album is not None and self._album.cover == cover:
            self._show_cover()

    def _restyle(self) -> None:
        for button in (self.back_button, self.play_button, self.shuffle_button, self.queue_button):
            kind = button.property("kind")
            token = "on-accent" if kind == "primary" else "accent-text" if kind == "link" else "mute"
            button.setIcon(self._theme.icon(button.property("icon_name"), token))
