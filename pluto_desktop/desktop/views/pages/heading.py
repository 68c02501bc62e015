"""The top of a browsing page: its name, a quiet count, chips, an order."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QSize, Qt, Signal
from PySide6.QtGui import QActionGroup, QFontMetricsF, QPainter, QPaintEvent, QPen, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QToolButton, QWidget

from pluto_desktop.desktop.models.formatting import one_line
from pluto_desktop.desktop.theme import Theme
from pluto_desktop.desktop.views.common.menus import rounded
from pluto_desktop.desktop.views.pages.chips import FilterChips
from pluto_desktop.desktop.views.pages.face import Face

HEIGHT = 64


class ElidedLabel(QWidget):
    """One line of plain text, cut with an ellipsis where it does not fit; the tooltip has it whole.

    It paints itself: with the Telugu face first in the family list, Qt would set Latin capitals too high.
    """

    def __init__(self, theme: Theme, role: str, tone: str = "text", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._role, self._tone = theme, role, tone
        self._whole = ""
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.restyle)
        self.restyle()

    def restyle(self) -> None:
        """Take the font from the theme again."""
        self.setFont(self._theme.font(self._role))
        self._face = Face(self.font())
        self.updateGeometry()
        self.update()

    def set_whole(self, text: str) -> None:
        """Show a text."""
        self._whole = one_line(text)
        self.setAccessibleName(self._whole)
        self.updateGeometry()
        self.update()

    def whole(self) -> str:
        """Return the text, uncut."""
        return self._whole

    def sizeHint(self) -> QSize:
        """Ask for room for the whole text, high enough for the deepest Telugu subscript."""
        return QSize(round(self._face.advance(self._whole)) + 6, math.ceil(self._face.metrics.height()))

    def minimumSizeHint(self) -> QSize:
        """Make do with little."""
        return QSize(24, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the text, its capitals in the middle of the height."""
        painter = QPainter(self)
        painter.setFont(self._face.font)
        painter.setPen(self._theme.color(self._tone))
        shown = self._face.elide(self._whole, self.width() - 3)
        left = max(0.0, -self._face.metrics.tightBoundingRect(shown[:2]).left())
        painter.drawText(QPointF(left, (self.height() + self._face.metrics.capHeight()) / 2), shown)
        painter.end()
        self.setToolTip(self._whole if shown != self._whole else "")


class OrderButton(QToolButton):
    """A drop-down that shows the present order of a list."""

    chosen = Signal(object)
    """Another order was chosen; carries its value."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._menu = rounded(QMenu(self))
        self._group = QActionGroup(self)
        self._text = ""
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setMenu(self._menu)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip(self.tr("Order of the list"))
        self.setAccessibleName(self.tr("Order of the list"))
        self.setFixedHeight(30)

    def set_orders(self, orders: Sequence[tuple[str, object]]) -> None:
        """Offer orders: (label, value)."""
        self._menu.clear()
        self._group = QActionGroup(self)
        for text, value in orders:
            action = self._menu.addAction(text)
            action.setCheckable(True)
            action.setData(value)
            action.setActionGroup(self._group)
            action.triggered.connect(lambda _=False, value=value: self.chosen.emit(value))

    def show_order(self, value: object, fallback: str = "") -> None:
        """Show which order the list has."""
        self._text = fallback
        for action in self._menu.actions():
            action.setChecked(action.data() == value)
            if action.data() == value:
                self._text = action.text()
        self.setAccessibleName(self.tr("Order: %1").replace("%1", self._text))
        metrics = QFontMetricsF(self._theme.font("body"))
        self.setFixedWidth(round(metrics.horizontalAdvance(self._text)) + 34)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the order and a small arrow."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        over = self.underMouse() or self.hasFocus()
        painter.setFont(self._theme.font("body"))
        painter.setPen(self._theme.color("text" if over else "mute"))
        baseline = (self.height() + painter.fontMetrics().capHeight()) / 2
        painter.drawText(QPointF(8, baseline), self._text)
        x, y = self.width() - 14, self.height() // 2
        painter.setPen(QPen(painter.pen().color(), 1.5))
        painter.drawPolyline([QPointF(x - 4, y - 2), QPointF(x, y + 2), QPointF(x + 4, y - 2)])
        if self.hasFocus():
            painter.setPen(QPen(self._theme.color("accent"), 2))
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 8, 8)
        painter.end()


class PageHeading(QWidget):
    """A page's name and what narrows or orders its list. Chips leave when the page is too narrow for them."""

    def __init__(self, theme: Theme, parent: QWidget | None = None, *, left: int = 16) -> None:
        super().__init__(parent)
        self.setFixedHeight(HEIGHT)
        self.title = ElidedLabel(theme, "heading", parent=self)
        self.detail = ElidedLabel(theme, "secondary", "mute", self)
        self.chips = FilterChips(theme, self)
        self.order = OrderButton(theme, self)
        self._row = row = QHBoxLayout(self)
        row.setSizeConstraint(QHBoxLayout.SizeConstraint.SetNoConstraint)
        row.setContentsMargins(left, 0, 12, 0)
        row.setSpacing(12)
        row.addWidget(self.title)
        row.addWidget(self.detail)
        row.addSpacing(8)
        row.addWidget(self.chips)
        row.addStretch(1)
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(4)
        row.addLayout(self.buttons)
        row.addWidget(self.order)
        self._filters = True

    def set_filters_offered(self, *, offered: bool) -> None:
        """Say whether chips make sense here."""
        self._filters = offered
        self._fit()

    def set_detail(self, text: str) -> None:
        """Show a quiet text behind the name, if there is room for it; a hidden one would not ask for room itself."""
        self.detail.set_whole(text)
        self._fit()

    def add_field(self, field: QWidget) -> None:
        """Put a field beside the name, to be shown instead of it; it takes nearly all the room there is."""
        self._row.insertWidget(1, field, 10)

    def minimumSizeHint(self) -> QSize:
        """Make do with little: what does not fit leaves."""
        return QSize(200, HEIGHT)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the detail go first, then the rarer chips."""
        super().resizeEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        """Fit again when a text changed its size."""
        if event.type() is QEvent.Type.LayoutRequest:
            self._fit()
        return super().event(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Fit what changed while nobody saw it."""
        super().showEvent(event)
        self._fit()

    def _fit(self) -> None:
        if not self.isVisible():
            return  # each measure of a chip costs; showEvent fits once
        room = self.width() - 72 - self.buttons.sizeHint().width() - min(self.title.sizeHint().width(), 260)
        if not self.order.isHidden():
            room -= self.order.width()
        chips = self.chips
        shown = list(chips.pills()) if self._filters else []
        for pill in (chips.bgm, chips.words, chips.english, chips.telugu):
            if sum(one.sizeHint().width() + 8 for one in shown) <= room:
                break
            if pill in shown and not pill.isChecked():
                shown.remove(pill)
        if shown == [chips.all]:
            shown = []
        for pill in chips.pills():
            pill.setVisible(pill in shown)
        chips.setVisible(bool(shown))
        room -= sum(one.sizeHint().width() + 8 for one in shown)
        self.detail.setVisible(bool(self.detail.whole()) and room > self.detail.sizeHint().width() + 24)
