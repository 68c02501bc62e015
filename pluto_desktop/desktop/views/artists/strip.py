"""A strip of small covers that scrolls sideways."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from pluto_desktop.desktop.models.covers import CoverLoader
from pluto_desktop.desktop.models.formatting import one_line
from pluto_desktop.desktop.theme import Theme
from pluto_desktop.desktop.views.pages.face import Face
from pluto_desktop.domain.songs import AlbumRow

_COVER = 88
_STEP = _COVER + 16
_LEFT = 16


class AlbumStrip(QWidget):
    """Albums of one artist. Arrows move, Enter or a click opens, the wheel scrolls."""

    open_wanted = Signal(object)
    """Open an album (id)."""

    def __init__(self, theme: Theme, covers: CoverLoader, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._covers = theme, covers
        self._albums: Sequence[AlbumRow] = ()
        self._at, self._offset, self._hovered = 0, 0, -1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAccessibleName(self.tr("Albums of the artist"))
        covers.loaded.connect(lambda _cover: self.update())
        theme.changed.connect(self._restyle)
        self._restyle()

    def set_albums(self, albums: Sequence[AlbumRow]) -> None:
        """Show albums."""
        if list(albums) != list(self._albums):
            self._albums, self._at, self._offset, self._hovered = albums, 0, 0, -1
            self._describe()
            self.update()

    def album_at(self, x: float) -> int:
        """Return the position of the album at a place, or -1."""
        at, within = divmod(int(x) - _LEFT + self._offset, _STEP)
        return at if 0 <= at < len(self._albums) and within < _COVER else -1

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move and open."""
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Home: -len(self._albums)}
        steps[Qt.Key.Key_End] = len(self._albums)
        key = Qt.Key(event.key())
        if key in steps and self._albums:
            self._at = min(max(self._at + steps[key], 0), len(self._albums) - 1)
            left = self._at * _STEP
            self._scroll_to(min(max(self._offset, left + _STEP - self.width() + 2 * _LEFT), left))
            self._describe()
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self._albums:
            self.open_wanted.emit(self._albums[self._at].id)
        else:
            event.ignore()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open what was clicked."""
        at = self.album_at(event.position().x())
        if at >= 0 and event.button() is Qt.MouseButton.LeftButton:
            self._at = at
            self.open_wanted.emit(self._albums[at].id)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show what can be clicked."""
        at = self.album_at(event.position().x())
        if at != self._hovered:
            self._hovered = at
            self.setCursor(Qt.CursorShape.PointingHandCursor if at >= 0 else Qt.CursorShape.ArrowCursor)
            self.setToolTip(one_line(self._albums[at].title) if at >= 0 else "")

    def leaveEvent(self, event: QEvent) -> None:
        """Forget what was under the pointer."""
        self._hovered = -1
        super().leaveEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll sideways."""
        turn = event.angleDelta()
        by = turn.x() if abs(turn.x()) > abs(turn.y()) else turn.y()
        before = self._offset
        self._scroll_to(self._offset - by)
        event.setAccepted(before != self._offset)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep within the ends."""
        super().resizeEvent(event)
        self._scroll_to(self._offset)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring."""
        super().focusInEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the covers in sight."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ratio = self.devicePixelRatioF()
        first = max(0, (self._offset - _LEFT) // _STEP)
        last = min(len(self._albums), (self._offset + self.width()) // _STEP + 1)
        for at in range(first, last):
            album, x = self._albums[at], _LEFT + at * _STEP - self._offset
            painter.drawPixmap(x, 6, self._covers.pixmap(album.cover, album.title, _COVER, ratio, 8))
            painter.setFont(self._small.font)
            painter.setPen(self._theme.color("text"))
            title = self._small.elide(one_line(album.title) or self.tr("Untitled album"), _COVER)
            painter.drawText(QPointF(x, _COVER + 4 + self._theme.grown(20)), title)
            painter.setFont(self._hint.font)
            painter.setPen(self._theme.color("mute"))
            painter.drawText(QPointF(x, _COVER + 4 + self._theme.grown(37)), str(album.year or ""))
            if self.hasFocus() and at == self._at:
                painter.setPen(QPen(self._theme.color("accent"), 2))
                painter.drawRoundedRect(QRectF(x - 3, 3, _COVER + 6, _COVER + 6), 10, 10)
        painter.end()

    def _scroll_to(self, offset: int) -> None:
        most = max(0, len(self._albums) * _STEP + 2 * _LEFT - 16 - self.width())
        self._offset = min(max(offset, 0), most)
        self.update()

    def _describe(self) -> None:
        if self._albums:
            self.setAccessibleDescription(one_line(self._albums[self._at].title))

    def _restyle(self) -> None:
        self._small, self._hint = Face(self._theme.font("secondary")), Face(self._theme.font("hint"))
        self.setFixedHeight(_COVER + self._theme.grown(52))
        self.update()
