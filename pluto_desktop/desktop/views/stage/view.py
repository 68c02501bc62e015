"""What is on the screen: the line that is sung, those around it, the song's name, and how far it is."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from enum import Enum

from PySide6.QtCore import QPointF, QRect, QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QHideEvent, QImage, QPainter, QPaintEvent, QPixmap, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from pluto_desktop.desktop.fonts import make_font
from pluto_desktop.desktop.theme import Theme
from pluto_desktop.desktop.views.lyrics.block import Block
from pluto_desktop.desktop.views.lyrics.easel import Easel, Pictures
from pluto_desktop.desktop.views.lyrics.look import AHEAD_MS, FRAME_MS
from pluto_desktop.desktop.views.lyrics.rows import Row
from pluto_desktop.desktop.views.lyrics.sweep import Reach
from pluto_desktop.desktop.views.stage import look
from pluto_desktop.desktop.views.stage.fitting import fit_block, paint_dots
from pluto_desktop.desktop.views.stage.lines import Lines
from pluto_desktop.desktop.views.stage.places import Passage, Place, Sized, arrange
from pluto_desktop.lyrics.timeline import Timeline

_PICTURES_BYTES = 96 * 1024 * 1024
_COMING = 2
_DONE = object()


class Cover(Enum):
    """What hides the words for a while."""

    NOTHING = "nothing"
    BLANK = "blank"
    """The words are away, the light stays."""
    BLACK = "black"


class StageView(QWidget):
    """Follows the song frame by frame. ``position`` gives the words' own position in ms, ``progress`` the song's share.

    GUI thread; both are asked for every frame.
    """

    def __init__(
        self,
        theme: Theme,
        position: Callable[[], float],
        progress: Callable[[], float],
        parent: QWidget | None = None,
        *,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(parent)
        self._theme, self._position, self._progress, self._now = theme, position, progress, now
        self.lines = Lines((), Timeline.empty())
        self._passage, self._pictures = Passage(), Pictures(_PICTURES_BYTES)
        self._blocks: dict[int, Block] = {}
        self._shown: list[Reach | None] = []
        self._title = self._message = self._hint = ""
        self._percent = 100
        self._cover = Cover.NOTHING
        self._playing = False
        self._light: QPixmap | None = None
        self._reached = 0
        self._timer = QTimer(self, interval=FRAME_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self.advance)
        self._ahead = QTimer(self, interval=AHEAD_MS)
        self._ahead.timeout.connect(self._step_ahead)
        self._work: Iterator[None] = iter(())
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMouseTracking(True)

    # ---- what is shown

    @property
    def text(self) -> str:
        """The words in front of everybody; what stands there instead where there are none."""
        if self.lines.current is None:
            return self._message
        return self.lines.rows[self.lines.current].text

    @property
    def cover(self) -> Cover:
        """What hides the words."""
        return self._cover

    @property
    def title(self) -> str:
        """The song's name and who sings it."""
        return self._title

    @property
    def hint(self) -> str:
        """The line at the foot."""
        return self._hint

    def show_words(self, rows: Sequence[Row], timeline: Timeline, message: str) -> None:
        """Show the words of a song; ``message`` stands there where it has none."""
        self.lines, self._message = Lines(rows, timeline), message
        self._passage = Passage()
        self.lines.follow(self._position())
        self._lay_out()

    def show_title(self, text: str) -> None:
        """Show the name of a song."""
        self._title = text
        self.update()

    def show_hint(self, text: str) -> None:
        """Show a line at the foot; "" for none."""
        self._hint = text
        self.update()

    def set_percent(self, percent: int) -> None:
        """Set the size of the words."""
        self._percent = percent
        self._lay_out()

    def set_cover(self, cover: Cover) -> None:
        """Hide the words, or show them."""
        self._cover = cover
        self.update()

    def set_light(self, image: QImage) -> None:
        """Take the ground, as large as the screen."""
        self._light = QPixmap.fromImage(image)
        self.update()

    def set_playing(self, playing: bool) -> None:
        """Follow the song by itself, or stand still."""
        self._playing = playing
        self.advance()
        self._set_timer()

    def step(self, by: int) -> None:
        """Go a line on (1) or back (-1) by hand."""
        if self.lines.step(by, self._position()):
            self._head_for_line()

    def go_back_to_song(self) -> None:
        """Show what is sung: the song went elsewhere."""
        self.lines.release()
        self.advance()

    def advance(self) -> None:
        """Bring the picture to the song's present position: one frame. Cheap where nothing changes."""
        ahead = self.lines.ahead
        if self.lines.follow(self._position()) or ahead != self.lines.ahead:
            self._head_for_line()
        if self._passage.moving:
            self._passage.step(self._now())
            self.update(self._column())
        else:
            self._update_sweep()
        reached = round(self._progress() * self.width())
        if reached != self._reached:
            self._reached = reached
            self.update(0, self.height() - self._progress_px(), self.width(), self._progress_px())
        self._set_timer()

    # ---- laying out

    @property
    def scale(self) -> float:
        """How much larger everything but the words is than on 1440 x 900."""
        return look.scale_of(self.size())

    def _block(self, row: int) -> Block:
        block = self._blocks.get(row)
        if block is None:
            around = {self.lines.current, self.lines.before(), *self.lines.coming(_COMING + 1), *self._passage.places}
            self._blocks = {index: kept for index, kept in self._blocks.items() if index in around}
            percent, height = self.scale * self._percent, self.height() * look.HEIGHT_SHARE
            block = fit_block(self.lines.rows[row], self._room, height, percent, look.STAGE, look.FITS)
            self._blocks[row] = block
        return block

    @property
    def _room(self) -> float:
        return self.width() * look.WIDTH_SHARE

    def _sized(self, row: int) -> Sized:
        if self.lines.rows[row].pause is not None:
            return Sized(row, 6 * look.DOT_PX * self.scale, 0.0)
        block = self._block(row)
        return Sized(row, block.height, block.rest_height)

    def _corner(self, row: int, place: Place) -> QPointF:
        """Return where a row's block begins."""
        sized = self._sized(row)
        height = sized.rest + (sized.height - sized.rest) * place.activity
        return QPointF((self.width() - self._room) / 2, place.y - height / 2)

    def _lay_out(self) -> None:
        self._blocks.clear()
        self._pictures.clear()
        self._pictures.set_look(look.INK, look.SUNG, look.SUNG, self.devicePixelRatioF())
        self._passage = Passage()
        self._head_for_line()
        self.update()

    def _head_for_line(self) -> None:
        self.setAccessibleName(self.text)
        self._shown = []
        if (current := self.lines.current) is None or not self.isVisible():
            return  # showEvent will
        before = self.lines.before()
        places = arrange(
            self.height(),
            look.ROW_GAP_PX * self.scale * (self._percent / 100) ** 0.5,
            self._sized(current),
            None if before is None else self._sized(before),
            [self._sized(row) for row in self.lines.coming(_COMING)],
        )
        self._passage.go(places, self._now(), self._theme.motion_ms(look.MOVE_MS) / 1000)
        self.update(self._column())
        self._work = self._prepare()
        self._ahead.start()
        self._set_timer()

    def _column(self) -> QRect:
        """Return all that words may cover."""
        top = round(look.SAFE_TOP * self.height() * 0.6)
        return QRect(0, top, self.width(), round(self.height() * 0.93) - top)

    def _update_sweep(self) -> None:
        current = self.lines.current
        if current is None or current not in self._passage.places:
            return
        place = self._passage.places[current]
        if self.lines.rows[current].pause is not None:
            reach = 8 * look.DOT_PX * self.scale
            self.update(QRectF(self.width() / 2 - reach, place.y - reach, 2 * reach, 2 * reach).toAlignedRect())
            return
        block = self._block(current)
        if not block.swept or self.lines.ahead:
            return
        if not self._shown:
            self.update(self._column())
            return
        corner = self._corner(current, place)
        for area in block.swept_since(self._shown, self._reaches(block)):
            self.update(area.translated(corner).toAlignedRect().adjusted(-1, -1, 1, 1))

    def _reaches(self, block: Block) -> list[Reach | None]:
        return block.reaches(self._position(), by_word=self._theme.less_motion)

    def _prepare(self) -> Iterator[None]:
        """Shape and render, bit by bit, what the next line will need when its turn comes, and the one that appears."""
        for number, row in enumerate(self.lines.coming(_COMING + 1)):
            block = self._block(row)
            yield
            if number == 0:
                yield from block.render_ahead(self._pictures, active=True)
            yield from block.render_ahead(self._pictures, active=False)
        if self.lines.current is not None and self.lines.rows[self.lines.current].pause is None:
            yield from self._block(self.lines.current).render_ahead(self._pictures, active=False)

    def _step_ahead(self) -> None:
        if not self._passage.moving and next(self._work, _DONE) is _DONE:  # frames come first
            self._ahead.stop()

    def _set_timer(self) -> None:
        wanted = self.isVisible() and (self._playing or self._passage.moving)
        if wanted and not self._timer.isActive():
            self._timer.start()
        elif not wanted:
            self._timer.stop()

    # ---- painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what is to be seen."""
        painter, area = QPainter(self), event.rect()
        if self._light is None or self._cover is Cover.BLACK:
            painter.fillRect(area, look.GROUND)
        else:
            ratio = self._light.devicePixelRatio()
            part = QRectF(area.x() * ratio, area.y() * ratio, area.width() * ratio, area.height() * ratio)
            painter.drawPixmap(QRectF(area), self._light, part)
        if self._cover is Cover.NOTHING:
            self._paint_words(painter, area)
            painter.setOpacity(1.0)
            self._paint_around(painter)
        painter.end()

    def _paint_words(self, painter: QPainter, area: QRect) -> None:
        if self.lines.current is None:
            self._write(painter, self._message, self.rect(), "stage-second", look.QUIET, Qt.AlignmentFlag.AlignCenter)
            return
        easel = Easel(painter, self._pictures)
        for row, place in self._passage.places.items():
            sings = row == self.lines.current and self.lines.timed and not self.lines.ahead
            half = self._sized(row).height / 2 + 12
            if place.y + half < area.top() or place.y - half > area.bottom():
                continue
            pause = self.lines.rows[row].pause
            if pause is not None:
                middle, done = QPointF(self.width() / 2, place.y), pause.progress(self._position())
                paint_dots(easel, middle, look.DOT_PX * self.scale, place.opacity * place.activity, done)
                continue
            block = self._block(row)
            reaches = self._reaches(block)
            if sings:
                self._shown = reaches
            corner = self._corner(row, place)
            at = QPointF(easel.snap(corner.x()), easel.snap(corner.y()))
            block.paint(easel, at, place.activity, place.opacity, reaches, lights=sings)

    def _paint_around(self, painter: QPainter) -> None:
        edge = round(40 * self.scale)
        inside = self.rect().adjusted(edge, round(26 * self.scale), -edge, -round(22 * self.scale))
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
        self._write(painter, self._title, inside, "lead", look.QUIET, left)
        foot = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom
        self._write(painter, self._hint, inside, "title", look.QUIET, foot)
        painter.fillRect(0, self.height() - self._progress_px(), self._reached, self._progress_px(), look.SUNG)

    def _write(
        self, painter: QPainter, text: str, area: QRect, role: str, color: QColor, alignment: Qt.AlignmentFlag
    ) -> None:
        if text:
            painter.setFont(make_font(role, max(0.8, self.scale)))
            painter.setPen(color)
            painter.drawText(area, alignment | Qt.TextFlag.TextWordWrap, text)

    def _progress_px(self) -> int:
        return max(2, round(look.PROGRESS_PX * self.scale))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out for the new size."""
        super().resizeEvent(event)
        self._light = None
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
        self._ahead.stop()
