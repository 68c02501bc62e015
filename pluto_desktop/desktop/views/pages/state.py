"""What a page shows instead of a list: that it is empty, or that reading failed, and what to do."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from pluto_desktop.desktop.theme import Theme
from pluto_desktop.desktop.views.common.song_drops import SongDrops

_WIDTH = 420


@dataclass(frozen=True, slots=True)
class Words:
    """A title, a sentence, the icon above them; perhaps a button, and the name of what it does."""

    title: str
    text: str
    button: str = ""
    does: str = ""
    mark: str = "music"


class Mark(QWidget):
    """An icon in a soft disc above an empty page's words."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.icon = "music"
        self.setFixedSize(72, 72)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the disc and the icon."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("accent-soft"))
        painter.drawEllipse(QRectF(self.rect()).adjusted(2, 2, -2, -2))
        painter.drawPixmap(21, 21, self._theme.pixmap(self.icon, "accent-text", 30, self.devicePixelRatioF()))
        painter.end()


class PageState(QWidget):
    """Words in the middle of an empty page, with one button where there is something to do."""

    pressed = Signal(str)
    """The button was pressed: what its :class:`Words` say it does."""
    songs_dropped = Signal(object)
    """Songs (ids) were dropped here, where :meth:`take_songs` said that they may."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._drops = SongDrops(self)
        self._drops.dropped.connect(self.songs_dropped)
        self._mark = Mark(theme, self)
        self.title = QLabel(self)
        self.text = QLabel(self)
        self.button = QPushButton(self)
        self.text.setProperty("tone", "mute")
        self.button.setProperty("kind", "primary")
        self.button.setCursor(Qt.CursorShape.PointingHandCursor)
        self.words: Words | None = None
        """What is said; None before anything is."""
        self._does = ""
        self.button.clicked.connect(lambda _=False: self.pressed.emit(self._does))
        for label in (self.title, self.text):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setWordWrap(True)
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

    def say(self, words: Words) -> None:
        """Show other words, and a button where they have one."""
        self.words, self._does = words, words.does
        self._mark.icon = words.mark
        self.title.setText(words.title)
        self.text.setText(words.text)
        for label in (self.title, self.text):
            self._fit(label)
        if self.button.hasFocus() and not words.button:
            self.setFocus(Qt.FocusReason.OtherFocusReason)  # or it would go to whatever comes next in the window
        self.button.setVisible(bool(words.button))
        self.button.setText(words.button)
        self.button.setAccessibleName(words.button)
        self.button.setToolTip(words.button)
        self.setAccessibleName(f"{words.title}. {words.text}")
        self._mark.update()

    def take_songs(self) -> None:
        """Let songs be dropped: the empty page stands for a list that takes them."""
        self._drops.welcome(welcome=True)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Show that songs would be taken."""
        super().paintEvent(event)
        if self._drops.over:
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(self._theme.color("accent"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(9, 9, -9, -9), 12, 12)
            painter.end()

    def _fit(self, label: QLabel) -> None:
        """Give a wrapped text a width and the height it takes there; a layout alone would cut it."""
        width = min(_WIDTH, max(160, self.width() - 48))
        label.setFixedWidth(width)
        label.setMinimumHeight(0)
        label.setFixedHeight(label.heightForWidth(width) + 4)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap the words anew."""
        super().resizeEvent(event)
        self._fit(self.title)
        self._fit(self.text)

    def restyle(self) -> None:
        """Take the fonts from the theme again."""
        self.title.setFont(self._theme.font("card"))
        self.text.setFont(self._theme.font("body"))
        self.button.setFont(self._theme.font("strong"))
        self._mark.update()
        self._fit(self.title)
        self._fit(self.text)
