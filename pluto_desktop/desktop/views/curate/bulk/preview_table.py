"""The table of changes: ticks by pointer and by Space, before in quiet letters, after in clear ones."""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractItemModel,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    Qt,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView, QWidget

from pluto_desktop.desktop.theme import Theme
from pluto_desktop.desktop.views.curate.bulk.preview_model import Part, PreviewModel
from pluto_desktop.desktop.views.pages.face import Face
from pluto_desktop.desktop.views.pages.row_table import RowTable
from pluto_desktop.desktop.views.pages.shapes import mix

_BOX = 16
_TEXT_AT = 40
_PAD = 8
_WIDTHS = {Part.SONG: 0.28, Part.FIELD: 0.15, Part.BEFORE: 0.28}


class PreviewDelegate(QStyledItemDelegate):
    """Paints the cells of a :class:`PreviewModel`."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.restyle()

    def restyle(self) -> None:
        """Take fonts and colours from the theme again."""
        theme = self._theme
        self._face = Face(theme.font("body"))
        self._chosen = theme.color("hover")
        self._hover = mix(theme.color("bg"), theme.color("hover"), 0.5)
        self._check = theme.pixmap("check", "on-accent", _BOX, 2.0)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint one cell."""
        model = index.model()
        assert isinstance(model, PreviewModel)
        row, part, theme = index.row(), Part(index.column()), self._theme
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        fill = theme.color("bg")
        if state & QStyle.StateFlag.State_Selected:
            fill = self._chosen
        elif state & QStyle.StateFlag.State_MouseOver:
            fill = self._hover
        painter.fillRect(rect, fill)
        ticked, wrong = model.is_ticked(row), row in model.problems
        left = rect.left() + _PAD
        if part is Part.SONG:
            left = rect.left() + _TEXT_AT
            if not wrong:
                self._paint_box(painter, rect, ticked=ticked)
        ink = {Part.SONG: "text", Part.AFTER: "text"}.get(part, "mute")
        if wrong:
            ink = "bad" if part is Part.AFTER else "mute"
        elif not ticked:
            ink = "mute"
        painter.setPen(theme.color(ink))
        painter.setFont(self._face.font)
        text = self._face.elide(model.text(row, part) or "—", rect.right() - _PAD - left)
        painter.drawText(QPointF(left, rect.top() + rect.height() * 0.64), text)

    def _paint_box(self, painter: QPainter, rect: QRect, *, ticked: bool) -> None:
        theme = self._theme
        box = QRectF(rect.left() + 14.5, rect.center().y() - _BOX / 2 + 0.5, _BOX, _BOX)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.color("accent-text" if ticked else "mute"), 1))
        painter.setBrush(theme.color("accent-text") if ticked else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box, 4, 4)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if ticked:
            painter.drawPixmap(box.toRect(), self._check)


class PreviewTable(RowTable):
    """Shows changes; Space ticks or unticks what is selected, a click on a box its own row."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.delegate = PreviewDelegate(theme, self)
        self.setItemDelegate(self.delegate)
        self.setAccessibleName(self.tr("Changes"))
        self.setSelectionMode(QTableView.SelectionMode.ExtendedSelection)
        self.horizontalHeader().setSectionsClickable(False)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        theme.changed.connect(self._restyle)
        self._restyle()

    def setModel(self, model: QAbstractItemModel | None) -> None:
        """Show changes. The heading has a selection of its own: it would look at each row for whole columns."""
        super().setModel(model)
        if model is not None:
            self.horizontalHeader().setSelectionModel(QItemSelectionModel(model, self))

    @property
    def changes(self) -> PreviewModel:
        """The model."""
        model = self.model()
        assert isinstance(model, PreviewModel)
        return model

    def toggle_chosen(self) -> None:
        """Untick what is selected, where all of it is ticked, else tick it."""
        # In ranges: each index of thousands of rows would be felt.
        parts = self.selectionModel().selection().toList()
        rows = {row for part in parts for row in range(part.top(), part.bottom() + 1)}
        if not rows and self.currentIndex().isValid():
            rows = {self.currentIndex().row()}
        self.changes.tick(rows, on=not self.changes.without.isdisjoint(rows))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tick by Space; Enter is the dialog's."""
        self._by_key = True
        if event.key() == Qt.Key.Key_Space:
            self.toggle_chosen()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            event.ignore()
        else:
            super().keyPressEvent(event)
        self.viewport().update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Tick where a box was pressed."""
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and event.position().x() < _TEXT_AT and event.button() is Qt.MouseButton.LeftButton:
            self.changes.tick([index.row()], on=not self.changes.is_ticked(index.row()))
        super().mousePressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width among the columns."""
        super().resizeEvent(event)
        width = self.viewport().width()
        for part, share in _WIDTHS.items():
            self.setColumnWidth(part, round(width * share))
        self.setColumnWidth(Part.AFTER, width - sum(self.columnWidth(part) for part in _WIDTHS))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the changes, then the focus ring."""
        super().paintEvent(event)
        self.paint_ring(2)

    def _restyle(self) -> None:
        self.delegate.restyle()
        self.horizontalHeader().setFont(self._theme.font("hint"))
        self.set_row_height(self._theme.grown(34))
        self.viewport().update()
