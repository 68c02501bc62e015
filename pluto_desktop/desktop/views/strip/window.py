"""A narrow strip above all windows: the line that is sung, in one or two languages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from types import MappingProxyType

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QEnterEvent,
    QFontMetrics,
    QGuiApplication,
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QMoveEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QShowEvent,
)  # fmt: skip
from PySide6.QtWidgets import QSizeGrip, QToolButton, QWidget

from pluto_desktop.desktop.fonts import make_font
from pluto_desktop.desktop.icons import icon
from pluto_desktop.desktop.theme import Theme
from pluto_desktop.desktop.tokens import DARK
from pluto_desktop.desktop.views.lyrics.block import Block
from pluto_desktop.desktop.views.lyrics.easel import Easel, Pictures
from pluto_desktop.desktop.views.lyrics.look import Kind, Look, Side, Size
from pluto_desktop.desktop.views.lyrics.rows import Row
from pluto_desktop.desktop.views.lyrics.sweep import Reach
from pluto_desktop.desktop.views.stage import look
from pluto_desktop.desktop.views.stage.fitting import fit_block, paint_dots
from pluto_desktop.desktop.views.stage.lines import Lines
from pluto_desktop.lyrics.timeline import Timeline

_MAIN, _SECOND = "lyrics-active", "lyrics-active-second"
_SIZES = {kind: Size(_MAIN, 25.0, 25.0) for kind in (Kind.MAIN, Kind.PLAIN)}
_SIZES |= {
    Kind.LATIN: Size(_MAIN, 23.0, 23.0),
    Kind.BESIDE: Size(_MAIN, 20.0, 20.0),
    Kind.VOICE: Size(_MAIN, 20.0, 20.0),
}
_SIZES |= dict.fromkeys((Kind.SECOND, Kind.VOICE_SECOND, Kind.PLAIN_SECOND), Size(_SECOND, 15.5, 15.5))
STRIP = Look(sizes=MappingProxyType(_SIZES), side=Side.CENTRE, row_gap_px=0, plain_gap_px=0)
DEFAULT_SIZE, SMALLEST = QSize(760, 92), QSize(280, 60)
_FITS = (1.0, 0.9, 0.8, 0.7, 0.6, 0.5, 0.42)
_SIDE_PX, _EDGE_PX, _RADIUS_PX = 40, 8, 14
_FRAME_MS, _SETTLED_MS, _STEP_PX = 33, 400, 10


class StripWindow(QWidget):
    """``position`` gives the words' own position in ms. Dragged by the mouse, moved by the arrow keys. GUI thread."""

    placed = Signal(object)
    """A person moved it or changed its size; carries where it is now, a QRect."""
    closed_by_hand = Signal()

    def __init__(self, theme: Theme, position: Callable[[], float], opacity: int) -> None:
        flags = Qt.WindowType.Tool | Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowStaysOnTopHint
        super().__init__(None, flags)
        self._theme, self._position, self._opacity = theme, position, opacity
        self.lines = Lines((), Timeline.empty())
        self._message = ""
        self._pictures = Pictures()
        self._block: Block | None = None
        self._shown: list[Reach | None] = []
        self._playing = False
        self._grabbed: QPoint | None = None
        self._timer = QTimer(self, interval=_FRAME_MS)
        self._timer.timeout.connect(self.advance)
        self._settled = QTimer(self, interval=_SETTLED_MS, singleShot=True)
        self._settled.timeout.connect(lambda: self.placed.emit(self.geometry()))
        self.close_button = QToolButton(self)
        self.close_button.setIcon(icon("x", QColor(DARK["text"]), QColor(DARK["text"])))
        self.close_button.setAccessibleName(self.tr("Close the floating words"))
        self.close_button.setToolTip(self.tr("Close  (Esc)"))
        self.close_button.setAutoRaise(True)
        self.close_button.clicked.connect(self._close_by_hand)
        self._grip = QSizeGrip(self)
        self._grip.resize(self._grip.sizeHint())
        self._show_tools(shown=False)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(SMALLEST)
        self.setWindowTitle(self.tr("Floating words"))

    # ---- what is shown

    @property
    def text(self) -> str:
        """The words shown, or what stands in their place."""
        return self._message if self.lines.current is None else self.lines.rows[self.lines.current].text

    def put(self, place: QRect | None) -> None:
        """Stand where it stood before; where no display is there any more, or never was, low in the middle."""
        screen = QGuiApplication.primaryScreen().availableGeometry()
        seen = (other.availableGeometry() for other in QGuiApplication.screens())
        if place is None or not any(area.contains(place.center()) for area in seen):
            place = QRect(QPoint(), DEFAULT_SIZE.boundedTo(screen.size()))
            place.moveCenter(QPoint(screen.center().x(), screen.bottom() - place.height()))
        self.setGeometry(place)

    def show_words(self, rows: Sequence[Row], timeline: Timeline, message: str) -> None:
        """Show the words of a song; ``message`` stands there where it has none."""
        self.lines, self._message = Lines(rows, timeline), message
        self.lines.follow(self._position())
        self._lay_out()

    def set_opacity(self, percent: int) -> None:
        """Set how much of what is behind the strip it hides, in percent."""
        self._opacity = percent
        self.update()

    def set_playing(self, playing: bool) -> None:
        """Follow the song by itself, or stand still."""
        self._playing = playing
        self.advance()

    def advance(self) -> None:
        """Bring the strip to the song's present position. Cheap where nothing changes."""
        if self.lines.follow(self._position()):
            self._lay_out()
        elif self._block is not None and self._block.swept:
            now = self._block.reaches(self._position(), by_word=self._theme.less_motion)
            if not self._shown or self._block.swept_since(self._shown, now):
                self.update()
        elif self._block is None and self.lines.current is not None:
            self.update()
        wanted = self._playing and self.isVisible() and self.lines.timed
        if wanted != self._timer.isActive():
            (self._timer.start if wanted else self._timer.stop)()

    def _lay_out(self) -> None:
        self._pictures.clear()
        self._pictures.set_look(look.INK, look.SUNG, look.SUNG, self.devicePixelRatioF())
        self._block, self._shown = None, []
        current = self.lines.current
        if current is not None and self.lines.rows[current].pause is None:
            percent = 100 * min(self.height() / DEFAULT_SIZE.height(), 3.0)
            room = float(self.width() - 2 * _SIDE_PX)
            height = float(self.height() - 2 * _EDGE_PX)
            self._block = fit_block(self.lines.rows[current], room, height, percent, STRIP, _FITS)
        self.setAccessibleName(self.text)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground, and the words over it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = QColor(look.GROUND)
        ground.setAlphaF(self._opacity / 100)
        painter.setPen(QPen(look.SUNG, 2) if self.hasFocus() else Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawRoundedRect(self.rect().toRectF().adjusted(1, 1, -1, -1), _RADIUS_PX, _RADIUS_PX)
        easel, middle = Easel(painter, self._pictures), QPointF(self.width() / 2, self.height() / 2)
        if self._block is not None:
            self._shown = self._block.reaches(self._position(), by_word=self._theme.less_motion)
            corner = QPointF(_SIDE_PX, easel.snap(middle.y() - self._block.height / 2))
            self._block.paint(easel, corner, 1.0, 1.0, self._shown)
        elif self.lines.current is not None and (pause := self.lines.rows[self.lines.current].pause) is not None:
            paint_dots(easel, middle, 5.0, 1.0, pause.progress(self._position()))
        else:
            painter.setPen(look.INK)
            painter.setFont(make_font("body"))
            shown = QFontMetrics(painter.font()).elidedText(
                self._message, Qt.TextElideMode.ElideRight, self.width() - 2 * _SIDE_PX
            )
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, shown)
        painter.end()

    # ---- being used

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the strip."""
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        handle = self.windowHandle()
        if handle is None or not handle.startSystemMove():
            self._grabbed = event.globalPosition().toPoint() - self.pos()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the mouse."""
        if self._grabbed is not None:
            self.move(event.globalPosition().toPoint() - self._grabbed)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        self._grabbed = None
        super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move by the arrow keys; go a line on or back in words without times; Escape closes."""
        arrows = {
            Qt.Key.Key_Left: QPoint(-_STEP_PX, 0),
            Qt.Key.Key_Right: QPoint(_STEP_PX, 0),
            Qt.Key.Key_Up: QPoint(0, -_STEP_PX),
            Qt.Key.Key_Down: QPoint(0, _STEP_PX),
        }
        key = Qt.Key(event.key())
        if key in arrows:
            self.move(self.pos() + arrows[key])
        elif key in {Qt.Key.Key_Space, Qt.Key.Key_Backspace}:
            if not self.lines.timed and self.lines.step(1 if key is Qt.Key.Key_Space else -1, 0.0):
                self._lay_out()
        elif key is Qt.Key.Key_Escape:
            self._close_by_hand()
        else:
            super().keyPressEvent(event)

    def _close_by_hand(self) -> None:
        self.close()
        self.closed_by_hand.emit()

    def _show_tools(self, *, shown: bool) -> None:
        self.close_button.setVisible(shown)
        self._grip.setVisible(shown)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show what closes it and what changes its size."""
        self._show_tools(shown=True)
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Show the words alone."""
        self._show_tools(shown=self.isActiveWindow())
        super().leaveEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Show the way out to those who came by key."""
        if event.type() is QEvent.Type.ActivationChange:
            self._show_tools(shown=self.isActiveWindow() or self.underMouse())
            self.update()
        super().changeEvent(event)

    def moveEvent(self, event: QMoveEvent) -> None:
        """Remember the place soon."""
        super().moveEvent(event)
        if self.isVisible():
            self._settled.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out for the new size, and remember it soon."""
        super().resizeEvent(event)
        side = self.close_button.sizeHint()
        self.close_button.move(self.width() - side.width() - 6, 6)
        self._grip.move(self.width() - self._grip.width() - 2, self.height() - self._grip.height() - 2)
        if self.isVisible():
            self._settled.start()
        self._lay_out()

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with the song."""
        super().showEvent(event)
        self._lay_out()
        self.advance()

    def hideEvent(self, event: QHideEvent) -> None:
        """Make no frames that nobody sees."""
        super().hideEvent(event)
        self._timer.stop()
