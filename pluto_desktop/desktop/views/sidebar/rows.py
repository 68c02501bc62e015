"""Rows of the side bar: a name and a quiet number, or only an icon where there is little room."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from pluto_desktop.desktop.models.formatting import grouped, one_line
from pluto_desktop.desktop.theme import Theme
from pluto_desktop.desktop.views.common.song_drops import SongDrops

HEIGHT = 30
_MARK = 14


class NavRow(QAbstractButton):
    """Opens a page. ``key`` names it; ``droppable`` rows take songs that are dragged onto them."""

    dropped = Signal(object)
    """Songs (ids) were dropped on the row."""
    menu_wanted = Signal(object)
    """The context menu is wanted at a global point."""
    key_pressed = Signal(object)
    """A key the row has no use for: a ``Qt.Key``; the side bar moves, renames, deletes."""

    def __init__(self, theme: Theme, key: str, text: str, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.key = key
        self.icon_name = icon
        self.folded = False
        self._kind = ""
        self._count: int | None = None
        self._count_ink = "mute"
        self._drops = SongDrops(self)
        self._drops.dropped.connect(self.dropped)
        self.setCheckable(True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.set_name(text)
        theme.changed.connect(self.updateGeometry)
        theme.changed.connect(self.update)

    def set_name(self, text: str) -> None:
        """Show a name."""
        self.setText(one_line(text))
        self._describe()

    def set_kind(self, kind: str) -> None:
        """Tell what kind of thing the row opens: its icon then stands before the name too, for those who look."""
        self._kind = kind
        self._describe()

    def set_count(self, count: int | None) -> None:
        """Show a number behind the name, or none."""
        if count != self._count:
            self._count = count
            self._describe()

    def set_count_ink(self, token: str) -> None:
        """Show the number in the colour of a token: it asks for something."""
        self._count_ink = token
        self.update()

    def set_folded(self, folded: bool) -> None:
        """Show only the icon, or name and number."""
        self.folded = folded
        self._describe()
        self.update()

    def set_droppable(self, droppable: bool) -> None:
        """Take songs that are dragged here, or not."""
        self._drops.welcome(welcome=droppable)

    def sizeHint(self) -> QSize:
        """Return the height of a row."""
        return QSize(60, max(HEIGHT, self._theme.font("body").pixelSize() + 17))

    def _describe(self) -> None:
        counted = "" if self._count is None else f", {grouped(self._count)}"
        told = ", ".join(part for part in (self.text(), self._kind) if part) + counted
        self.setAccessibleName(told)
        wide = self.fontMetrics().horizontalAdvance(self.text()) > self.width() - 60
        self.setToolTip(told if self.folded or wide else "")
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the page; arrows and the rest are the side bar's."""
        key = Qt.Key(event.key())
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        elif key in {Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_F2, Qt.Key.Key_Delete, Qt.Key.Key_Home, Qt.Key.Key_End}:
            self.key_pressed.emit(key)
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu."""
        self.menu_wanted.emit(event.globalPos())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the row."""
        theme, painter = self._theme, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.setPen(Qt.PenStyle.NoPen)
        if self._drops.over:
            painter.setBrush(theme.color("accent-soft"))
            painter.drawRoundedRect(box, 8, 8)
        elif self.isChecked():
            painter.setBrush(theme.color("raised"))
            painter.drawRoundedRect(box, 8, 8)
        elif self.underMouse():
            painter.setBrush(theme.color("hover"))
            painter.drawRoundedRect(box, 8, 8)
        if self.hasFocus() or self._drops.over:
            painter.setPen(QPen(theme.color("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box, 8, 8)
        if self.folded:
            self._paint_icon(painter)
        else:
            self._paint_text(painter)
        painter.end()

    def _paint_icon(self, painter: QPainter) -> None:
        ink = "text" if self.isChecked() else "mute"
        picture = self._theme.pixmap(self.icon_name, ink, 20, self.devicePixelRatioF())
        painter.drawPixmap((self.width() - 20) // 2, (self.height() - 20) // 2, picture)

    def _paint_text(self, painter: QPainter) -> None:
        theme = self._theme
        room = self.rect().adjusted(10, 0, -10, 0)
        if self._count is not None:
            painter.setFont(theme.font("hint"))
            painter.setPen(theme.color(self._count_ink))
            shown = grouped(self._count)
            painter.drawText(room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, shown)
            room.setRight(room.right() - painter.fontMetrics().horizontalAdvance(shown) - 8)
        ink = "text" if self.isChecked() else "mute"
        if self._kind:
            picture = theme.pixmap(self.icon_name, ink, _MARK, self.devicePixelRatioF())
            painter.drawPixmap(room.left(), (self.height() - _MARK) // 2, picture)
            room.setLeft(room.left() + _MARK + 6)
        painter.setFont(theme.font("body"))
        painter.setPen(theme.color(ink))
        name = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, name)
