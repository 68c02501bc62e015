"""The quiet heading row of a song table: sorting, choosing and fitting columns."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QContextMenuEvent, QPainter, QPainterPath
from PySide6.QtWidgets import QHeaderView, QMenu, QTableView

from pluto_desktop.desktop.models.song_columns import SPECS, Column, column_named, column_of_sort, label
from pluto_desktop.desktop.theme import Theme
from pluto_desktop.desktop.views.common.menus import rounded
from pluto_desktop.desktop.views.common.viewport import give_viewport
from pluto_desktop.domain.views import Sort

_FLEXIBLE = frozenset({Column.ARTIST, Column.ALBUM, Column.GENRE})
HEIGHT = 36
PAD = 8
EDGE = 16


class SongHeader(QHeaderView):
    """Headings that sort by a click, move by dragging, and leave when the list is too narrow for them.

    The title takes what is left. What the person chose (shown, order, widths) is one JSON value: :meth:`choice`.
    """

    sort_requested = Signal(object, bool)
    """A heading was clicked or an order chosen: (:class:`Sort`, descending)."""
    columns_changed = Signal(object)
    """The person chose, moved or resized columns; carries :meth:`choice`."""
    fitted = Signal()
    """Columns came or went because of the width."""

    def __init__(self, theme: Theme, table: QTableView, without: frozenset[Column] = frozenset()) -> None:
        super().__init__(Qt.Orientation.Horizontal, table)
        give_viewport(self)
        self._theme = theme
        self._without = without
        self._chosen = {column for column, spec in SPECS.items() if spec.shown} - without
        self._widths = {column: spec.width for column, spec in SPECS.items()}
        self._squeezed: frozenset[Column] = frozenset()
        self._sort, self._descending = Sort.NATURAL, False
        self._fitting = False
        self._factor = 1.0
        self.setAccessibleName(self.tr("Columns"))
        self.setSectionsMovable(True)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(40)
        self.setFirstSectionMovable(False)
        self.sectionClicked.connect(self._clicked)
        self.sectionResized.connect(self._resized)
        self.sectionMoved.connect(self._moved)

    # -- what is remembered --

    def choice(self) -> dict[str, object]:
        """Return the person's choice as a JSON value."""
        order = [SPECS[Column(self.logicalIndex(at))].name for at in range(self.count())]
        return {
            "order": order,
            "shown": [SPECS[column].name for column in sorted(self._chosen)],
            "widths": {SPECS[column].name: width for column, width in self._widths.items()},
        }

    def restore(self, state: object) -> None:
        """Take a remembered choice; anything that makes no sense is passed over."""
        if not isinstance(state, dict):
            return
        shown = state.get("shown")
        if isinstance(shown, list):
            named = {column for name in shown if (column := column_named(name)) is not None}
            self._chosen = (named | {Column.NUMBER, Column.TITLE}) - self._without
        widths = state.get("widths")
        if isinstance(widths, dict):
            for name, width in widths.items():
                column = column_named(name)
                if column is not None and isinstance(width, int):
                    self._widths[column] = max(SPECS[column].least, min(width, 800))
        order = state.get("order")
        self._fitting = True
        if isinstance(order, list):
            wanted = [column for name in order if (column := column_named(name)) is not None]
            for at, column in enumerate(dict.fromkeys([Column.NUMBER, *wanted])):
                self.moveSection(self.visualIndex(column), at)
        self._fitting = False
        self.fit()

    def set_chosen(self, column: Column, shown: bool) -> None:
        """Show or hide a column."""
        self._chosen = self._chosen | {column} if shown else self._chosen - {column}
        self.fit()
        self._tell()

    def show_sort(self, sort: Sort, *, descending: bool) -> None:
        """Show which order the list has."""
        self._sort, self._descending = sort, descending
        self.viewport().update()

    # -- fitting --

    @property
    def squeezed(self) -> frozenset[Column]:
        """The chosen columns that had to leave."""
        return self._squeezed

    def fit(self) -> None:
        """Give every column its width; those that do not fit leave, the least important first."""
        if self.count() != len(SPECS):
            return
        table = self.parent()
        assert isinstance(table, QTableView)
        room = table.viewport().width()
        self._factor = max(1.0, min(1.9, room / self._theme.grown(860)))
        shown = set(self._chosen)
        leaving = sorted((c for c in shown if SPECS[c].leaves), key=lambda c: -SPECS[c].leaves)
        need = self._need(shown)
        while leaving and room < need:
            shown.discard(leaving.pop(0))
            need = self._need(shown)
        squeezed = frozenset(self._chosen - shown)
        self._fitting = True
        for column, spec in SPECS.items():
            self.setSectionHidden(column, column not in shown)
            stretch = column is Column.TITLE
            fixed = column in {Column.NUMBER, Column.TIME, Column.TAGS}
            mode = QHeaderView.ResizeMode
            self.setSectionResizeMode(column, mode.Stretch if stretch else mode.Fixed if fixed else mode.Interactive)
            if column in shown and not stretch:
                self.resizeSection(column, self._theme.grown(spec.width) if fixed else self._width(column))
        self._fitting = False
        if squeezed != self._squeezed:
            self._squeezed = squeezed
            self.fitted.emit()

    def _width(self, column: Column) -> int:
        return round(self._widths[column] * self._growth(column))

    def _growth(self, column: Column) -> float:
        """Return how much wider than at normal text, in a list of usual width, a column is."""
        return (self._factor if column in _FLEXIBLE else 1.0) * max(1.0, self._theme.scale)

    def _need(self, shown: set[Column]) -> int:
        return sum(self._theme.grown(SPECS[c].least) if c is Column.TITLE else self._width(c) for c in shown)

    def _resized(self, section: int, _old: int, new: int) -> None:
        column = Column(section)
        if self._fitting or new == 0 or column is Column.TITLE:
            return
        self._widths[column] = max(SPECS[column].least, round(new / self._growth(column)))
        self._tell()

    def _moved(self) -> None:
        if not self._fitting:
            self._tell()

    def _tell(self) -> None:
        self.columns_changed.emit(self.choice())

    # -- sorting --

    def _clicked(self, section: int) -> None:
        sort = SPECS[Column(section)].sort
        if sort is None:
            return
        if sort is Sort.TITLE and self._sort is Sort.ROMANISED:
            sort = Sort.ROMANISED
        again = sort is self._sort and sort is not Sort.NATURAL
        first_down = sort in {Sort.PLAYS, Sort.ADDED}
        self.sort_requested.emit(sort, not self._descending if again else first_down)

    def _ask(self, sort: Sort, *, descending: bool = False) -> None:
        self.sort_requested.emit(sort, descending)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer the columns and the two orders of titles."""
        menu = self.build_menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())

    def build_menu(self) -> QMenu:
        """Return the menu of the headings."""
        menu = rounded(QMenu(self))
        self.fill_menu(menu)
        return menu

    def fill_menu(self, menu: QMenu) -> None:
        """Offer the two orders of titles and the columns in a menu; what was in it goes."""
        menu.clear()
        group = QActionGroup(menu)
        for text, sort in (
            (self.tr("Sort titles as written"), Sort.TITLE),
            (self.tr("Sort titles in Latin letters"), Sort.ROMANISED),
        ):
            action = QAction(text, group, checkable=True, checked=self._sort is sort)
            action.triggered.connect(lambda _=False, sort=sort: self._ask(sort))
            menu.addAction(action)
        menu.addSeparator()
        for column in SPECS:
            if column in self._without | {Column.NUMBER, Column.TITLE}:
                continue
            action = QAction(label(column), menu, checkable=True, checked=column in self._chosen)
            action.toggled.connect(lambda on, column=column: self.set_chosen(column, on))
            menu.addAction(action)
        menu.addSeparator()
        menu.addAction(self.tr("Columns as they were")).triggered.connect(lambda _=False: self.put_back())

    def put_back(self) -> None:
        """Go back to the columns Pluto comes with."""
        default = {
            "order": [spec.name for spec in SPECS.values()],
            "shown": [spec.name for spec in SPECS.values() if spec.shown],
            "widths": {spec.name: spec.width for spec in SPECS.values()},
        }
        self.restore(default)
        self._tell()

    # -- painting --

    def sizeHint(self) -> QSize:
        """Return the fixed height; the width is the table's, and Qt would measure every heading for it."""
        return QSize(0, HEIGHT)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """Paint one quiet heading with a hairline below and an arrow where the list is ordered by it."""
        column = Column(section)
        theme = self._theme
        painter.fillRect(rect, theme.color("bg"))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), theme.color("line"))
        sorted_by = column_of_sort(self._sort) is column and self._sort is not Sort.NATURAL
        painter.setFont(theme.font("secondary"))
        painter.setPen(theme.color("text" if sorted_by else "mute"))
        text = label(column)
        if column is Column.TITLE and self._sort is Sort.ROMANISED:
            text = self.tr("Title (Latin)")
        side = Qt.AlignmentFlag.AlignRight if SPECS[column].right else Qt.AlignmentFlag.AlignLeft
        left = EDGE if column is Column.NUMBER else PAD
        inner = rect.adjusted(left, 0, -PAD - (10 if sorted_by and SPECS[column].right else 0), 0)
        painter.drawText(inner, side | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, text)
        if sorted_by:
            width = painter.fontMetrics().horizontalAdvance(text)
            x = rect.right() - PAD - 3.0 if SPECS[column].right else rect.left() + PAD + width + 9.0
            if x < rect.right():
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                painter.fillPath(
                    _arrow(QPointF(x, rect.center().y() + 1), down=self._descending), theme.color("accent")
                )

    def menu_position(self) -> QPoint:
        """Return where a menu opened by a key belongs, in global coordinates."""
        return self.mapToGlobal(QPoint(PAD, HEIGHT))


def _arrow(centre: QPointF, *, down: bool) -> QPainterPath:
    path = QPainterPath()
    tip = 2.5 if down else -2.5
    path.moveTo(centre.x() - 4, centre.y() - tip)
    path.lineTo(centre.x() + 4, centre.y() - tip)
    path.lineTo(centre.x(), centre.y() + tip)
    path.closeSubpath()
    return path
