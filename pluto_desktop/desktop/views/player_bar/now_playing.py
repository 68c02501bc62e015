"""What plays: its cover, title, artist and album, and the heart."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from pluto_desktop.desktop.models.covers import CoverLoader
from pluto_desktop.desktop.models.formatting import one_line
from pluto_desktop.desktop.theme import Theme
from pluto_desktop.desktop.views.common.buttons import IconButton
from pluto_desktop.desktop.views.pages.heading import ElidedLabel
from pluto_desktop.domain.ids import MediaHash
from pluto_desktop.domain.songs import SongRow

_COVER = 52


class _Cover(QLabel):
    """The cover; a click shows the song in its list."""

    pressed = Signal()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tell of a click."""
        if event.button() is Qt.MouseButton.LeftButton:
            self.pressed.emit()


class NowPlaying(QWidget):
    """Shows one song. The words come from the snapshot's row; nothing is read here."""

    favourite_wanted = Signal(object, bool)
    """The song (id) is to have a heart, or not."""
    show_wanted = Signal(object)
    """The song (id) is to be shown in its list."""

    def __init__(self, theme: Theme, covers: CoverLoader, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._covers = covers
        self._row: SongRow | None = None
        self._loved = False
        self._absence = ""
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._cover = _Cover(self)
        self._cover.setFixedSize(_COVER, _COVER)
        self._cover.pressed.connect(lambda: self._row is not None and self.show_wanted.emit(self._row.id))
        self.title = ElidedLabel(theme, "title", "text", self)
        self.detail = ElidedLabel(theme, "secondary", "mute", self)
        self.heart = IconButton(theme, "heart", self.tr("Favourite"), self, size=18)
        self.heart.clicked.connect(self.toggle_favourite)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch(1)
        words.addWidget(self.title)
        words.addWidget(self.detail)
        words.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(14)
        row.addWidget(self._cover)
        row.addLayout(words, 1)
        row.addWidget(self.heart)
        covers.loaded.connect(self._cover_came)
        theme.changed.connect(self._show_cover)
        self.show_song(None)

    def show_song(self, row: SongRow | None) -> None:
        """Show a song, or nothing."""
        another = row is None or self._row is None or row.id != self._row.id
        self._row = row
        self.heart.setVisible(row is not None)
        self._cover.setVisible(row is not None)
        if row is None:
            self.title.set_whole("")
            self.detail.set_whole("")
            self.setAccessibleName(self.tr("Nothing plays"))
            return
        self.title.set_whole(row.title)
        of = " — ".join(part for part in (one_line(row.artist), one_line(row.album)) if part)
        self.detail.set_whole(self._absence or of)
        self.detail.setVisible(bool(self.detail.whole()))
        said = ", ".join(part for part in (self.title.whole(), self.detail.whole()) if part)
        self.setAccessibleName(self.tr("Playing: %1").replace("%1", said))
        self._show_cover()
        if another:
            self.show_favourite(row.favourite)

    def show_absence(self, text: str) -> None:
        """Say in place of artist and album why the song does not sound; "" when it does."""
        self._absence = text
        self.show_song(self._row)

    def show_favourite(self, loved: bool) -> None:
        """Show whether the song has a heart."""
        self._loved = loved
        name = self.tr("Remove from favourites") if loved else self.tr("Add to favourites")
        self.heart.set_icon("heart-filled" if loved else "heart", "accent" if loved else "mute")
        self.heart.set_name(name, f"{name}  (F)")

    def toggle_favourite(self) -> None:
        """Give the song a heart or take it, and ask for that to be remembered."""
        if self._row is not None:
            self.show_favourite(not self._loved)
            self.favourite_wanted.emit(self._row.id, self._loved)

    def _show_cover(self) -> None:
        if self._row is not None:
            ratio = self.devicePixelRatioF()
            name = self._row.album or self._row.title
            self._cover.setPixmap(self._covers.pixmap(self._row.cover, name, _COVER, ratio))
            self._cover.setAccessibleName(self.tr("Cover of %1").replace("%1", one_line(name)))

    def _cover_came(self, cover: MediaHash) -> None:
        if self._row is not None and self._row.cover == cover:
            self._show_cover()
