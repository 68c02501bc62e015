"""The status pill of the top bar: how this device stands with the shared library it shows."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QToolButton, QWidget

from pluto_desktop.desktop.theme import Theme
from pluto_desktop.desktop.views.status import words
from pluto_desktop.desktop.views.status.sheet import StatusSheet
from pluto_desktop.domain.connections import PillState

_HEIGHT = 26
_DOT_PX = 8


class StatusPill(QToolButton):
    """Shows a :class:`PillState`; a click opens what there is to say about it."""

    again_wanted = Signal()
    """The servers are to be tried at once."""
    password_given = Signal(str)
    """A person typed the password that the servers want."""
    sheet_made = Signal(object)
    """The :class:`StatusSheet` was made, the first time that it is opened."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._state: PillState | None = None
        self._sheet: StatusSheet | None = None
        self.setProperty("kind", "pill")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.clicked.connect(lambda _checked=False: self.open_sheet())
        theme.changed.connect(self._restyle)
        self._restyle()
        self.hide()

    def show_state(self, state: PillState) -> None:
        """Tell another state; nothing is painted where it is the present one."""
        if state == self._state:
            return
        self._state = state
        said = words.short(state)
        self.setText(said)
        self.setAccessibleName(f"{state.library}: {said}")
        self.setAccessibleDescription(words.whole(state))
        self.setToolTip(words.whole(state))
        self._restyle()
        if self._sheet is not None:
            self._sheet.show_state(state)

    def open_sheet(self) -> StatusSheet | None:
        """Open the sheet, once there is something to say."""
        if self._state is None:
            return None
        if self._sheet is None:
            self._sheet = StatusSheet(self._theme, self.window())
            self._sheet.again_wanted.connect(self.again_wanted)
            self._sheet.password_given.connect(self.password_given)
            self.sheet_made.emit(self._sheet)
        self._sheet.show_state(self._state)
        self._sheet.show()
        self._sheet.raise_()
        self._sheet.activateWindow()
        return self._sheet

    def _restyle(self) -> None:
        self.setFont(self._theme.font("secondary"))
        self.setFixedHeight(max(_HEIGHT, self._theme.grown(_HEIGHT)))
        if self._state is not None:
            self.setIcon(self._dot(words.ink(self._state)))

    def _dot(self, token: str) -> QIcon:
        side, ratio = self.iconSize().width(), self.devicePixelRatioF()
        picture = QPixmap(round(side * ratio), round(side * ratio))
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color(token))
        painter.drawEllipse(QPointF(side / 2, side / 2), _DOT_PX / 2, _DOT_PX / 2)
        painter.end()
        return QIcon(picture)
