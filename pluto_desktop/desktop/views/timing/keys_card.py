"""What stands beside the lines: the large key, the line that it is for, and the other keys."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from pluto_desktop.desktop.models.formatting import one_line
from pluto_desktop.desktop.theme import Theme
from pluto_desktop.desktop.views.common.text import KeyLabel, ThemedLabel
from pluto_desktop.desktop.views.common.viewport import give_viewport
from pluto_desktop.desktop.views.timing.board import TimingBoard
from pluto_desktop.lyrics.document import Line
from pluto_desktop.lyrics.timing.pieces import pieces

_HEIGHT_PX = 96
WIDTH_PX = 360


class SpaceKey(QWidget):
    """The large key. It takes no focus: Space is the window's wherever the focus is, and this says what it does."""

    pressed = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme, self._says = theme, ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        theme.changed.connect(self._measure)
        self._measure()

    def say(self, text: str) -> None:
        """Say what it does now."""
        if text != self._says:
            self._says = text
            self.setAccessibleName(self.tr("Space: %1").replace("%1", text))
            self.update()

    def sizeHint(self) -> QSize:
        """Return the room for both lines."""
        return QSize(240, self._theme.grown(_HEIGHT_PX))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Tap with the mouse, the moment its button goes down."""
        if event.button() is Qt.MouseButton.LeftButton:
            self.pressed.emit()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Take two taps in a row as two."""
        self.mousePressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the key."""
        painter, theme = QPainter(self), self._theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("accent"))
        area = QRectF(self.rect())
        painter.drawRoundedRect(area, 16, 16)
        painter.setPen(theme.color("on-accent"))
        painter.setFont(theme.font("heading"))
        half = area.height() / 2
        flags = Qt.AlignmentFlag.AlignHCenter
        painter.drawText(QRectF(0, 0, area.width(), half + 4), flags | Qt.AlignmentFlag.AlignBottom, self.tr("SPACE"))
        painter.setFont(theme.font("secondary"))
        painter.drawText(QRectF(0, half + 6, area.width(), half), flags | Qt.AlignmentFlag.AlignTop, self._says)
        painter.end()

    def _measure(self) -> None:
        self.updateGeometry()
        self.update()


class KeysCard(QWidget):
    """The large key, the line that is next, and what every other key does."""

    def __init__(self, board: TimingBoard, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._board, self._theme = board, theme
        self.space = SpaceKey(theme, self)
        self.space.pressed.connect(board.tap_start)
        self.line = QLabel(self)
        self.line.setTextFormat(Qt.TextFormat.RichText)
        self.line.setWordWrap(True)
        self.meaning = ThemedLabel(theme, "", "body", "mute", self)
        self.meaning.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 12)
        column.setSpacing(6)
        column.addWidget(self.space)
        column.addSpacing(8)
        column.addWidget(self.line)
        column.addWidget(self.meaning)
        column.addSpacing(10)
        for keys, text in self._rows():
            column.addLayout(self._row(keys, text))
        column.addStretch(1)
        board.changed.connect(self._show)
        board.moved.connect(self._show)
        board.played.connect(self._show)
        theme.changed.connect(self._show)
        self._show()

    def _rows(self) -> Sequence[tuple[Sequence[str], str]]:
        return (
            (("Space",), self.tr("start of the line")),
            (("Shift", "Space"), self.tr("end of the line")),
            (("W",), self.tr("word by word")),
            (("←", "→"), self.tr("10 ms; with Shift 100 ms")),
            (("Backspace",), self.tr("a line back, 3 s again")),
            (("Enter",), self.tr("play from the line")),
            (("P",), self.tr("play or pause")),
            (("[", "]"), self.tr("slower, faster")),
            (("L",), self.tr("repeat the line")),
            (("M",), self.tr("snap taps to the sound")),
            (("F2",), self.tr("type in the cell")),
        )

    def _row(self, keys: Sequence[str], text: str) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(5)
        for key in keys:
            row.addWidget(KeyLabel(self._theme, key, self))
        said = ThemedLabel(self._theme, text, "secondary", "mute", self)
        said.setWordWrap(True)
        row.addSpacing(4)
        row.addWidget(said, 1)
        return row

    def _show(self) -> None:
        board, line = self._board, self._board.next_line
        if board.player is not None and not board.player.loaded:
            self.space.say(self.tr("the song cannot be heard"))
        elif not board.playing:
            self.space.say(self.tr("play"))
        elif line is None:
            self.space.say(self.tr("every line is timed"))
        else:
            self.space.say(self.tr("tap as the line is sung"))
        text, language = "", ""
        if line is not None:
            language = board.sung_language(line)
            text = self._lit(line, language)
        self.line.setFont(self._theme.font("card"))
        self.line.setText(text)
        self.line.setVisible(bool(text))
        others = [] if line is None else [one_line(said) for name, said in line.texts.items() if name != language]
        self.meaning.setText("\n".join(others))
        self.meaning.setVisible(bool(others))

    def _lit(self, line: Line, language: str) -> str:
        """Return the line with what is tapped of it in the accent's ink, while its words are tapped."""
        said, parts = line.texts.get(language, ""), self._board.piece
        done = "".join(pieces(said)[:parts])
        ink, rest = self._theme.color("accent-text").name(), self._theme.color("text").name()
        return (
            f'<span style="color:{ink}">{escape(one_line(done) + " " * done.endswith(" "))}</span>'
            f'<span style="color:{rest}">{escape(one_line(said[len(done) :]))}</span>'
        )


def scrolled(card: KeysCard) -> QWidget:
    """Return a place for the card in which it can be scrolled where the window is low."""
    area = QScrollArea()
    give_viewport(area)
    area.setWidget(card)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return area
