"""The window's middle: side bar, pages, and the pane at the right, arranged for the room there is."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QSplitter, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from pluto_desktop.desktop.theme import Theme
from pluto_desktop.desktop.views.sidebar.sidebar import SideBar

LYRICS_WIDTH = 468
NARROW = 1100
"""Below this width the pane at the right becomes a tab."""
FOLDED = 800
"""Below this width the side bar folds to icons."""


class Body(QWidget):
    """Side bar, pages and a right-hand pane. In a narrow window the pane shares the pages' place, by tabs."""

    folded = Signal(bool)
    """The side bar folded or unfolded."""
    pane_changed = Signal()
    """Another pane is shown at the right, or none."""

    def __init__(self, theme: Theme, side: SideBar, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.side = side
        self.stack = QStackedWidget(self)
        self.stack.setMinimumWidth(280)
        self.pane = QStackedWidget(self)
        self.pane.setMinimumWidth(280)
        self.splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self.splitter.setHandleWidth(1)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(self.stack)
        self.splitter.addWidget(self.pane)
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setStretchFactor(1, 0)
        self.tabs = QTabBar(self)
        self.tabs.setExpanding(False)
        self.tabs.setAccessibleName(self.tr("Library or words"))
        self.tabs.addTab(self.tr("Library"))
        self.tabs.addTab(self.tr("Words"))
        self.tabs.hide()
        self.tabs.currentChanged.connect(self._arrange)
        self._theme = theme
        self._wanted: dict[str, QWidget] = {}
        self._open = ""
        self._narrow = False
        self._pane_width = LYRICS_WIDTH
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(self.tabs)
        column.addWidget(self.splitter, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(side)
        row.addLayout(column, 1)
        self.pane.hide()
        self.splitter.splitterMoved.connect(self._moved)
        self.splitter.handle(1).setAccessibleName(self.tr("Width of the pane"))
        self.installEventFilter(self)
        theme.changed.connect(self._restyle)
        self._restyle()

    @property
    def pane_open(self) -> str:
        """The name of the pane that is shown at the right (or as a tab), "" for none."""
        return self._open

    @property
    def pane_width(self) -> int:
        """How wide the person wants the pane."""
        return self._pane_width

    def set_pane_width(self, width: int) -> None:
        """Make the pane as wide as it once was."""
        self._pane_width = max(self.pane.minimumWidth(), width)
        self._spread()

    def add_pane(self, name: str, widget: QWidget) -> None:
        """Offer a pane; it is shown where it was opened already."""
        self._wanted[name] = widget
        self.pane.addWidget(widget)
        if name == self._open:
            self._show_pane(widget)

    def open_pane(self, name: str, *, front: bool = True) -> None:
        """Show a pane, "" for none; ``front`` brings it up in a narrow window. One still to come has its room."""
        if name in self._wanted:
            self._show_pane(self._wanted[name])
        self._open = name
        if front:
            self.tabs.setCurrentIndex(1 if name and self._narrow else 0)
        self._arrange()
        self.pane_changed.emit()

    def _show_pane(self, widget: QWidget) -> None:
        self.pane.setCurrentWidget(widget)
        self.tabs.setTabText(1, widget.accessibleName())

    def show_pages(self) -> None:
        """Bring the pages up in a narrow window."""
        self.tabs.setCurrentIndex(0)

    @property
    def pane_in_front(self) -> bool:
        """Whether the pane can be seen."""
        return bool(self._open) and (not self._narrow or self.tabs.currentIndex() == 1)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Fold and unfold with the window's width."""
        if watched is self and event.type() is QEvent.Type.Resize:
            self._fit()
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        folded = self.width() < FOLDED
        if folded != self.side.folded:
            self.side.set_folded(folded)
            self.folded.emit(folded)
        narrow = self.width() < NARROW
        if narrow != self._narrow:
            self._narrow = narrow
            self._arrange()
        self._spread()

    def _arrange(self) -> None:
        pane = bool(self._open)
        self.tabs.setVisible(self._narrow and pane)
        front = self.tabs.currentIndex() == 1
        held = QApplication.focusWidget()
        self.stack.setVisible(not (self._narrow and pane and front))
        self.pane.setVisible(pane and (front or not self._narrow))
        self._spread()
        if held is not None and self.isAncestorOf(held) and not held.isVisibleTo(self):
            # What takes its place takes the keyboard; Qt gives it to whatever comes next in the window.
            place = self.pane if self.pane.isVisibleTo(self) and not self.stack.isVisibleTo(self) else self.stack
            if (shown := place.currentWidget()) is not None:
                shown.setFocus(Qt.FocusReason.OtherFocusReason)

    def _spread(self) -> None:
        if self.pane.isVisibleTo(self) and self.stack.isVisibleTo(self):
            room = self.splitter.width()
            pane = min(self._pane_width, room - self.stack.minimumWidth())
            self.splitter.setSizes([room - pane, pane])

    def _moved(self, _position: int, _index: int) -> None:
        self._pane_width = self.splitter.sizes()[1]

    def _restyle(self) -> None:
        self.tabs.setFont(self._theme.font("body"))
