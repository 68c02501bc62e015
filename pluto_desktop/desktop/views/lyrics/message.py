"""What stands where words would be: nothing plays, no words yet, or something went wrong."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from pluto_desktop.desktop.fonts import make_font
from pluto_desktop.desktop.sentences import explain
from pluto_desktop.desktop.theme import Theme
from pluto_desktop.desktop.views.common.pills import PillButton
from pluto_desktop.desktop.views.lyrics.glow import Glow
from pluto_desktop.domain.errors import KnownError

_ICON_PX, _TEXT_PX = 44, 320


class Message(QWidget):
    """An icon, a heading, a sentence, and perhaps one thing to do, or another where a song has no words."""

    acted = Signal()
    look_wanted = Signal()
    """Words for the song are to be looked for online."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._glow, self._icon_name = theme, Glow(theme, self, parent or self), "music"
        self._icon = QLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        self._heading = QLabel(alignment=Qt.AlignmentFlag.AlignCenter, wordWrap=True)
        self._body = QLabel(alignment=Qt.AlignmentFlag.AlignCenter, wordWrap=True)
        self._heading.setFont(make_font("card"))
        self._body.setFont(make_font("body"))
        self._action = PillButton("", theme, framed=True, primary=True)
        self._action.clicked.connect(self.acted)
        self.look = PillButton(self.tr("Look for words online\u2026"), theme, framed=True)
        self.look.clicked.connect(self.look_wanted)
        self._lacks_words = self._looks = False
        column = self._column = QVBoxLayout(self)
        column.setSpacing(8)
        column.addStretch(3)
        column.addWidget(self._icon)
        column.addSpacing(6)
        column.addWidget(self._heading)
        column.addWidget(self._body)
        column.addSpacing(12)
        column.addWidget(self._action, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self.look, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(5)
        theme.changed.connect(self._recolor)
        self._recolor()

    def say_nothing_plays(self) -> None:
        """Say that there is no song."""
        self._say(
            "music", self.tr("Nothing is playing"), self.tr("Play a song, and its words appear here as it is sung.")
        )

    def say_no_words(self, *, adds: bool) -> None:
        """Say that a song has none, and offer to add them, or say who does."""
        none = self.tr("No words for this song yet")
        if not adds:
            self._say("microphone-2", none, self.tr("They appear here once a curator of the library adds them."))
            return
        way = self.tr("Add a file of lyrics, or drop it here, and the words appear as the song is sung.")
        self._say("microphone-2", none, way, self.tr("Add lyrics from a file\u2026"), lacks_words=True)

    def offer_looking(self, *, offered: bool) -> None:
        """Offer to look online for the words of a song that has none, or not."""
        self._looks = offered
        self.look.setVisible(offered and self._lacks_words)

    def say_unreadable(self, error: KnownError) -> None:
        """Say that the words could not be read, and why; offer to try again."""
        self._say("alert-triangle", self.tr("The words could not be read"), explain(error), self.tr("Try again"))

    def _say(self, icon: str, heading: str, body: str, action: str = "", *, lacks_words: bool = False) -> None:
        self._icon_name = icon
        self._heading.setText(heading)
        self._body.setText(body)
        self._action.setText(action)
        self._action.setAccessibleName(action)
        self._action.setToolTip(action)
        self._action.setVisible(bool(action))
        self._action.updateGeometry()
        self._lacks_words = lacks_words
        self.look.setVisible(self._looks and lacks_words)
        self.setAccessibleName(f"{heading}. {body}")
        self._recolor()

    @property
    def heading(self) -> str:
        """The heading shown."""
        return self._heading.text()

    @property
    def body(self) -> str:
        """The sentence shown."""
        return self._body.text()

    @property
    def action(self) -> PillButton:
        """The button; hidden where there is nothing to do."""
        return self._action

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out for the new size."""
        side = max(28, (event.size().width() - _TEXT_PX) // 2)
        self._column.setContentsMargins(side, 0, side, 0)
        super().resizeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what is to be seen."""
        painter = QPainter(self)
        self._glow.paint(painter, event.rect())
        painter.end()

    def _recolor(self) -> None:
        self._glow.clear()
        self._heading.setStyleSheet(f"color: {self._theme.color('text').name()}; background: transparent;")
        self._body.setStyleSheet(f"color: {self._theme.color('mute').name()}; background: transparent;")
        ratio = self.devicePixelRatioF()
        self._icon.setPixmap(self._theme.pixmap(self._icon_name, "faint", _ICON_PX, ratio))
        self.update()
