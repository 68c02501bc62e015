"""The list of songs that need attention: two lines each, and why as a small tag."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from pluto_desktop.desktop.models.attention_list import AttentionModel
from pluto_desktop.desktop.models.formatting import one_line
from pluto_desktop.desktop.models.id_diff import Steps, places_of
from pluto_desktop.desktop.models.listing import Listing, Shown
from pluto_desktop.desktop.theme import Theme
from pluto_desktop.desktop.views.pages.drag_table import SongDragTable
from pluto_desktop.desktop.views.pages.shapes import mix
from pluto_desktop.desktop.views.songs.row_painter import Ink
from pluto_desktop.domain.ids import SongId

_LEFT = 24
_BETWEEN = 16
_MOST_TAGS = 3


class AttentionDelegate(QStyledItemDelegate):
    """Paints the rows."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.restyle()

    def restyle(self) -> None:
        """Take fonts and colours from the theme again."""
        self._ink = Ink(self._theme)
        self._edge = mix(self._theme.color("bg"), self._theme.color("warn"), 0.35)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint one row."""
        model = index.model()
        assert isinstance(model, AttentionModel)
        ink, rect = self._ink, QRect(option.rect)
        state: QStyle.StateFlag = option.state
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = self._theme.color("bg")
        if state & QStyle.StateFlag.State_Selected:
            ground = QColor(ink.chosen)
        elif state & QStyle.StateFlag.State_MouseOver:
            ground = QColor(ink.hover)
        painter.fillRect(rect, ground)
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), self._theme.color("line"))
        row = model.song(index.row())
        if row is None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ink.bar)
            painter.drawRoundedRect(QRectF(rect.left() + _LEFT, rect.center().y() - 4, 170, 9), 4, 4)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            return
        right = self._paint_tags(painter, rect, model.tags(row))
        room = right - _BETWEEN - (rect.left() + _LEFT)
        playing = row.id == model.playing
        below = one_line(row.artist) or "—"
        if row.romanised and row.romanised != row.title:
            below = f"{below} · {one_line(row.romanised)}"
        painter.setPen(ink.accent_text if playing else ink.text)
        painter.setFont(ink.title.font)
        title = ink.title.elide(one_line(row.title), room)
        painter.drawText(QPointF(rect.left() + _LEFT, rect.top() + rect.height() * 0.43), title)
        painter.setPen(ink.mute)
        painter.setFont(ink.small.font)
        below = ink.small.elide(below, room)
        painter.drawText(QPointF(rect.left() + _LEFT, rect.top() + rect.height() * 0.78), below)

    def _paint_tags(self, painter: QPainter, rect: QRect, tags: Sequence[str]) -> int:
        """Paint tags from the right, the first one leftmost, as far as a third of the row holds them."""
        face, right = self._ink.hint, rect.right() - _LEFT
        shown = self._fitting(tags, rect.width() * 0.45)
        height = face.metrics.height() + 6
        for at, tag in enumerate(reversed(shown)):
            width = round(face.advance(tag)) + 14
            box = QRectF(right - width, rect.center().y() - height / 2, width, height)
            first = at == len(shown) - 1
            painter.setPen(self._edge if first else self._ink.line)
            painter.drawRoundedRect(box, 5, 5)
            painter.setPen(self._ink.warn if first else self._ink.mute)
            painter.setFont(face.font)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, tag)
            right -= width + 6
        return right

    def _fitting(self, tags: Sequence[str], room: float) -> list[str]:
        """Return the tags there is room for; how many more there are stands for the rest."""
        shown: list[str] = []
        for tag in tags[:_MOST_TAGS]:
            room -= self._ink.hint.advance(tag) + 20
            if shown and room < 0:
                break
            shown.append(tag)
        return [*shown, f"+{len(tags) - len(shown)}"] if len(shown) < len(tags) else shown


class AttentionTable(SongDragTable):
    """Shows an :class:`AttentionModel`. It says by signals what the person wants done."""

    play_at = Signal(int)
    """Play the list from a row."""
    remove_chosen = Signal()

    def __init__(self, model: AttentionModel, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._list = model
        self.delegate = AttentionDelegate(theme, self)
        self.setAccessibleName(self.tr("Songs that need attention"))
        self.setModel(model)
        self.setItemDelegate(self.delegate)
        self.hide_headings()
        theme.changed.connect(self.restyle)
        self.restyle()

    def song_ids(self) -> Sequence[SongId]:
        """Return the songs of the list."""
        return self._list.ids

    def chosen(self) -> list[SongId]:
        """Return the chosen songs in the list's order."""
        ids = self._list.ids
        return [ids[row] for row in self.chosen_rows()]

    def show_songs(self, listing: Listing) -> None:
        """Show the songs of a reason. What was chosen stays so; where all of it is gone, what comes next is chosen."""
        before, rows = self._list.shown, self.chosen_rows()
        if listing.steps is None or listing.of.ids is not before.ids or listing.need is not before.need:
            self._show_anew(listing, before, rows)
        elif listing.steps.removed or listing.steps.inserted:
            self._follow(listing, listing.steps, before, rows)

    def step(self, by: int) -> None:
        """Choose the next song, or the one before."""
        count = len(self._list.ids)
        if not count:
            return
        rows = self.chosen_rows()
        at = (rows[-1] if by > 0 else rows[0]) + by if rows else 0 if by > 0 else count - 1
        at = min(max(at, 0), count - 1)
        self.choose_rows([at], at)
        self.scrollTo(self._list.index(at, 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Act by key; letters are left to the window's shortcuts."""
        self._by_key = True
        key, held = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not held and self.currentIndex().isValid():
            self.play_at.emit(self.currentIndex().row())
        elif key == Qt.Key.Key_Delete and not held:
            self.remove_chosen.emit()
        elif held & Qt.KeyboardModifier.AltModifier or (event.text() and event.text().isprintable()):
            event.ignore()
        else:
            super().keyPressEvent(event)
        self.viewport().update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Play from here."""
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and event.button() is Qt.MouseButton.LeftButton:
            self.play_at.emit(index.row())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows and the focus ring."""
        super().paintEvent(event)
        self.paint_ring(4)

    def restyle(self) -> None:
        """Take fonts, colours and row height from the theme again."""
        self.delegate.restyle()
        self.set_row_height(self._theme.grown(52))
        self.viewport().update()

    # -- inside --

    def _follow(self, listing: Listing, steps: Steps, before: Shown, rows: list[int]) -> None:
        """Let songs come and go. What moved goes and comes: it is chosen again."""
        chosen = {before.ids[row] for row in rows}
        following = self._row_after(rows[0], steps) if rows else None
        self._list.follow(steps, listing.ids)
        came = [at for first, last in steps.inserted for at in range(first, last + 1) if listing.ids[at] in chosen]
        stayed = sorted({*self.chosen_rows(), *came})
        if rows and not stayed and listing.ids:
            stayed = [following.row() if following is not None and following.isValid() else len(listing.ids) - 1]
        if stayed and stayed != self.chosen_rows():
            self._choose(stayed)

    def _row_after(self, row: int, steps: Steps) -> QPersistentModelIndex | None:
        """Return the first row behind one that does not go, wherever it will stand."""
        after = row + 1
        for first, last in steps.removed:
            if first <= after <= last:
                after = last + 1
        return QPersistentModelIndex(self._list.index(after, 0)) if after < len(self._list.ids) else None

    def _show_anew(self, listing: Listing, before: Shown, rows: list[int]) -> None:
        ids, where, same = listing.ids, listing.places, listing.need is before.need
        if not where:  # it was made ready for a list that is shown no longer
            where = places_of(ids)
        place = self.verticalScrollBar().value()
        self._list.set_songs(listing.need, ids)
        if not rows or not ids:
            return
        self.updateGeometries()
        stayed = sorted(where[before.ids[row]] for row in rows if before.ids[row] in where)
        if same:
            self.verticalScrollBar().setValue(place)
        if not stayed and same:
            following = (where[song] for song in before.ids[rows[0] + 1 :] if song in where)
            stayed = [next(following, len(ids) - 1)]
        if stayed:
            self._choose(stayed)

    def _choose(self, rows: list[int]) -> None:
        self.choose_rows(rows, rows[0])
        self.scrollTo(self._list.index(rows[0], 0))
