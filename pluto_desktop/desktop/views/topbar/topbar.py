"""The top bar: the logo, the search box, where the library lies, the menu."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QAction, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QSizePolicy, QToolButton, QWidget

from pluto_desktop.desktop.theme import Theme
from pluto_desktop.desktop.views.common.buttons import IconButton
from pluto_desktop.desktop.views.common.logo import Logo
from pluto_desktop.desktop.views.common.text import ThemedLabel
from pluto_desktop.desktop.views.sidebar.sidebar import WIDTH as SIDE_WIDTH

if TYPE_CHECKING:
    from pluto_desktop.desktop.views.status.pill import StatusPill

HEIGHT = 56
SEARCH_WIDTH = 620
_GAP = 4
_PILL_HEIGHT = 26


class _Dot(QWidget):
    """A small round mark of a state; always with words beside it."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setFixedSize(8, 8)
        theme.changed.connect(self.update)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the mark."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("ok"))
        painter.drawEllipse(QRectF(0.5, 0.5, 7, 7))
        painter.end()


class TopBar(QFrame):
    """Holds what is at hand from every page. The search box and the menu are given in."""

    home_wanted = Signal()
    """The logo was pressed."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setProperty("surface", "top")
        self.setFixedHeight(HEIGHT)
        self.setAccessibleName(self.tr("Top bar"))
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 16, 1)
        self._row.setSpacing(12)
        self._brand = QWidget(self)
        self._brand.setFixedWidth(SIDE_WIDTH + _GAP)
        brand = QHBoxLayout(self._brand)
        brand.setContentsMargins(20, 0, 0, 0)
        brand.setSpacing(10)
        brand.addWidget(Logo(18, self._brand))
        self._name = ThemedLabel(theme, self.tr("Pluto"), "logo", "text", self._brand)
        brand.addWidget(self._name, 1)
        self._row.addWidget(self._brand)
        self._row.addStretch(1)
        self.status: QWidget = QFrame(self)
        self.status.setProperty("surface", "pill")
        self.status.setFixedHeight(26)
        pill = QHBoxLayout(self.status)
        pill.setContentsMargins(11, 0, 12, 1)
        pill.setSpacing(7)
        pill.addWidget(_Dot(theme, self.status))
        self.status_text = ThemedLabel(theme, "", "secondary", "mute", self.status)
        pill.addWidget(self.status_text)
        self._row.addWidget(self.status)
        self.curate_button = QToolButton(self)
        self.curate_button.setProperty("kind", "pill")
        self.curate_button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.curate_button.hide()
        theme.changed.connect(self._restyle)
        self._row.addWidget(self.curate_button)
        self.menu_button = IconButton(theme, "menu-2", self.tr("Menu"), self)
        self.menu_button.set_name(self.tr("Menu"), self.tr("Menu  (F10)"))
        self.menu_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._row.addWidget(self.menu_button)
        self.set_status(
            self.tr("On this device"), self.tr("Everything you see lies on this device; no network is needed.")
        )

    def set_status(self, text: str, tip: str) -> None:
        """Say where the library lies."""
        self.status_text.setText(text)
        self.status.setAccessibleName(text)
        self.status.setToolTip(tip)

    def show_pill(self) -> StatusPill:
        """Put the pill of shared mode where otherwise stands that the library lies on this device; return it."""
        from pluto_desktop.desktop.views.status.pill import StatusPill  # noqa: PLC0415 - only in shared mode

        pill = StatusPill(self._theme, self)
        self._row.replaceWidget(self.status, pill)
        self.status.deleteLater()
        self.status = pill
        pill.setVisible(self._name.isVisibleTo(self))
        return pill

    def set_curate(self, action: QAction, tip: str) -> None:
        """Let the pill of curate mode do an action; it is seen once it is offered."""
        self.curate_button.setDefaultAction(action)
        self.curate_button.setAccessibleName(action.text())
        action.setToolTip(tip)
        self._restyle()

    def offer_curate(self, *, offered: bool) -> None:
        """Show the pill of curate mode, or hide it."""
        self.curate_button.setVisible(offered)

    def set_menu(self, menu: QMenu) -> None:
        """Hang a menu on the menu button."""
        self.menu_button.setMenu(menu)

    def set_search(self, search: QWidget) -> None:
        """Put the search box into its place."""
        search.setMaximumWidth(SEARCH_WIDTH)
        search.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._row.insertWidget(1, search, 20)

    def set_narrow(self, narrow: bool) -> None:
        """Leave out what is not needed where there is little room."""
        self._name.setVisible(not narrow)
        self.status.setVisible(not narrow)
        self._brand.setFixedWidth(48 if narrow else SIDE_WIDTH + _GAP)

    def _restyle(self) -> None:
        self.curate_button.setFont(self._theme.font("secondary"))
        self.curate_button.setFixedHeight(self._theme.grown(_PILL_HEIGHT))
