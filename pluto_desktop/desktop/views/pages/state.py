"""What a page shows instead of a list: that it is empty, or that reading failed, and what to do."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from pluto_desktop.desktop.theme import Theme
from pluto_desktop.desktop.views.pages.shapes import heart_path


class Mark(QWidget):
    """A quiet drawing above an empty page's words: a note, a heart or a gap."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.kind = "note"
        self.setFixedSize(72, 72)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw a disc with a sign in it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("accent-soft"))
        painter.drawEllipse(QRectF(self.rect()).adjusted(2, 2, -2, -2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self._theme.color("accent"), 2.4, c=Qt.PenCapStyle.RoundCap, j=Qt.PenJoinStyle.RoundJoin))
        if self.kind == "heart":
            painter.drawPath(heart_path(QRectF(24, 26, 24, 22)))
        elif self.kind == "warning":
            painter.drawLine(QPointF(36, 23), QPointF(36, 40))
            painter.drawPoint(QPointF(36, 48))
        elif self.kind == "list":
            for number, width in enumerate((26, 26, 16)):
                painter.drawLine(QPointF(23, 27 + number * 9), QPointF(23 + width, 27 + number * 9))
        else:
            painter.drawEllipse(QRectF(24, 41, 9, 8))
            painter.drawEllipse(QRectF(40, 38, 9, 8))
            painter.drawPolyline([QPointF(33, 45), QPointF(33, 26), QPointF(49, 23), QPointF(49, 42)])
        painter.end()


class PageState(QWidget):
    """Words in the middle of an empty page, with one button where there is something to do."""

    pressed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._mark = Mark(theme, self)
        self.title = QLabel(self)
        self.text = QLabel(self)
        self.button = QPushButton(self)
        self.button.setCursor(Qt.CursorShape.PointingHandCursor)
        self.button.clicked.connect(lambda _=False: self.pressed.emit())
        for label in (self.title, self.text):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setWordWrap(True)
            label.setMaximumWidth(420)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 48)
        column.setSpacing(8)
        column.addStretch(1)
        for widget in (self._mark, self.title, self.text, self.button):
            column.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
        column.insertSpacing(4, 8)
        column.addStretch(1)
        theme.changed.connect(self.restyle)
        self.restyle()

    def say(self, title: str, text: str, action: str = "", mark: str = "note") -> None:
        """Show a title, a sentence, and a button if ``action`` is its label."""
        self._mark.kind = mark
        self.title.setText(title)
        self.text.setText(text)
        for label in (self.title, self.text):
            width = min(420, max(200, self.width() - 48))
            label.setMinimumWidth(width)
        self.button.setVisible(bool(action))
        self.button.setText(action)
        self.button.setAccessibleName(action)
        self.button.setToolTip(action)
        self.setAccessibleName(f"{title}. {text}")
        self._mark.update()

    def restyle(self) -> None:
        """Take fonts and colours from the theme again."""
        theme = self._theme
        for label, role, token in ((self.title, "title", "text"), (self.text, "body", "mute")):
            label.setFont(theme.font(role))
            palette = label.palette()
            palette.setColor(label.foregroundRole(), theme.color(token))
            label.setPalette(palette)
