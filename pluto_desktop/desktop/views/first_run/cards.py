"""The cards of the first page: what they do, said in a sentence; the whole card is the button."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from pluto_desktop.desktop.theme import Theme

_PAD = 25
_TILE = 40
_GAP = 14
_TITLE, _LINE, _FOOT = 36, 21, 26
"""The title with what is below it, a line of the sentence, what a press does: in pixels at normal text."""


class Card(QAbstractButton):
    """A large button: an icon, a title, a sentence, and what a press does. ``chosen`` cards have an accent border."""

    def __init__(
        self, theme: Theme, icon: str, title: str, text: str, does: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._icon, self._title, self._body, self._does = icon, title, text, does
        self.chosen = False
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setText(title)
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)
        self.setToolTip(does)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """Return room for a title of one line and a sentence of three."""
        return QSize(295, self.heightForWidth(295))

    def minimumSizeHint(self) -> QSize:
        """Return the least there must be."""
        return QSize(220, self.heightForWidth(295))

    def heightForWidth(self, width: int) -> int:
        """Return the height that no word is cut at; never less than three lines of text take."""
        title = self._title_height(width)
        body = max(self._theme.grown(3 * _LINE), self._needed("body", self._body, width))
        return 2 * _PAD + _TILE + _GAP + title + round(body) + self._theme.grown(_GAP + _FOOT)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press with Enter too."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the card."""
        theme, painter = self._theme, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(2, 2, -2, -2)
        lit = self.hasFocus() or self.chosen
        if self.hasFocus():
            painter.setPen(QPen(theme.color("accent-soft"), 4))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box, 16, 16)
        painter.setPen(QPen(theme.color("accent" if lit else "line"), 2 if self.hasFocus() else 1))
        painter.setBrush(theme.color("raised" if self.underMouse() else "panel"))
        painter.drawRoundedRect(box, 16, 16)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("bg" if self.underMouse() else "raised"))
        painter.drawRoundedRect(QRectF(_PAD, _PAD, _TILE, _TILE), 10, 10)
        picture = theme.pixmap(self._icon, "accent-text", 20, self.devicePixelRatioF())
        painter.drawPixmap(_PAD + (_TILE - 20) // 2, _PAD + (_TILE - 20) // 2, picture)
        width, title, foot = self.width() - 2 * _PAD, self._title_height(self.width()), theme.grown(_FOOT)
        top = _PAD + _TILE + _GAP
        painter.setPen(theme.color("text"))
        painter.setFont(theme.font("card"))
        wrapped = int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap)
        painter.drawText(QRectF(_PAD, top, width, title), wrapped, self._title)
        painter.setPen(theme.color("mute"))
        painter.setFont(theme.font("body"))
        painter.drawText(self.body_room(), int(Qt.TextFlag.TextWordWrap), self._body)
        painter.setPen(theme.color("accent-text"))
        painter.setFont(theme.font("strong"))
        below = QRectF(_PAD, self.height() - _PAD - foot, width, foot)
        painter.drawText(below, Qt.AlignmentFlag.AlignVCenter, self._does)
        painter.end()

    def body_room(self) -> QRectF:
        """Return where the sentence is painted, between the title and what a press does."""
        top = _PAD + _TILE + _GAP + self._title_height(self.width())
        bottom = self.height() - _PAD - self._theme.grown(_FOOT)
        return QRectF(_PAD, top, self.width() - 2 * _PAD, bottom - top)

    def _title_height(self, width: int) -> int:
        return max(self._theme.grown(_TITLE), round(self._needed("card", self._title, width)))

    def _needed(self, role: str, text: str, width: int) -> float:
        """Return the height a text takes within a card of a width."""
        room = QRectF(0, 0, width - 2 * _PAD, 0)
        metrics = QFontMetricsF(self._theme.font(role))
        return metrics.boundingRect(room, int(Qt.TextFlag.TextWordWrap), text).height()
