"""The foot of the editor: the sound, its speed, and what is taken off each tap."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QPushButton, QSpinBox, QToolButton, QVBoxLayout, QWidget

from pluto_desktop.desktop.models.formatting import clock
from pluto_desktop.desktop.theme import Theme
from pluto_desktop.desktop.views.common.buttons import IconButton, RoundButton
from pluto_desktop.desktop.views.common.menus import rounded
from pluto_desktop.desktop.views.common.text import ThemedLabel
from pluto_desktop.desktop.views.timing.board import TimingBoard
from pluto_desktop.lyrics.timing.taps import MAX_REACTION_MS, SPEEDS

_HEIGHT_PX = 84
_PART = 230


class Progress(QWidget):
    """How far the song is; a click goes there. The keyboard goes from line to line, and the wave form shows more."""

    sought = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme, self._share = theme, 0.0
        self.setFixedHeight(14)
        self.setMinimumWidth(80)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_share(self, share: float) -> None:
        """Show how much of the song is over, 0.0 to 1.0."""
        if abs(share - self._share) * self.width() >= 0.5:
            self._share = share
            self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Ask for a place."""
        if event.button() is Qt.MouseButton.LeftButton:
            self.sought.emit(min(1.0, max(0.0, event.position().x() / max(1, self.width()))))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the bar."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        bar = QRectF(0, self.height() / 2 - 2, self.width(), 4)
        painter.setBrush(self._theme.color("line"))
        painter.drawRoundedRect(bar, 2, 2)
        painter.setBrush(self._theme.color("accent"))
        painter.drawRoundedRect(QRectF(bar.topLeft(), QPointF(bar.width() * self._share, bar.bottom())), 2, 2)
        painter.end()


class Transport(QFrame):
    """Plays, pauses and goes from line to line; says the speed and what is taken off each tap."""

    reaction_chosen = Signal(int)
    measure_wanted = Signal()
    """The person wants to measure the reaction time."""
    snap_chosen = Signal(bool)
    """Whether taps are to go to the sound."""

    def __init__(self, board: TimingBoard, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._board, self._theme = board, theme
        self.setProperty("surface", "bottom")
        self.play = RoundButton(theme, self.tr("Play"), 38, self)
        self.play.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.play.clicked.connect(board.toggle)
        self.back = self._step("player-skip-back", self.tr("A line back"), -1)
        self.on = self._step("player-skip-forward", self.tr("A line on"), 1)
        self.here = ThemedLabel(theme, "0:00", "hint", "mute", self)
        self.length = ThemedLabel(theme, "", "hint", "mute", self)
        self.progress = Progress(theme, self)
        self.progress.sought.connect(lambda share: board.seek(share * (board.duration_ms or 0)))
        self.reaction = QSpinBox(self)
        self.snap = self._make_snap()
        self.speed = self._pill()
        self.offset = ThemedLabel(theme, "", "secondary", "mute", self)
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 6, 20, 6)
        row.setSpacing(16)
        row.addWidget(self._make_left())
        row.addLayout(self._make_middle(), 1)
        row.addWidget(self._make_right())
        board.played.connect(self._show)
        theme.changed.connect(self._restyle)
        self._restyle()
        self._show()

    # -- what the owner says --

    def show_reaction(self, reaction_ms: int) -> None:
        """Show what is taken off each tap."""
        with QSignalBlocker(self.reaction):
            self.reaction.setValue(reaction_ms)

    def show_snap(self, *, on: bool) -> None:
        """Show whether taps go to the sound."""
        self.snap.setChecked(on)

    def show_offset(self, offset_ms: int) -> None:
        """Show how much later the output is heard."""
        sign = "+" if offset_ms >= 0 else "−"
        self.offset.setText(self.tr("Offset %1 ms").replace("%1", f"{sign}{abs(offset_ms)}"))

    def show_position(self, at_ms: float) -> None:
        """Show where the song is."""
        duration = self._board.duration_ms or 0
        self.here.setText(clock(round(at_ms)) or "0:00")
        self.progress.show_share(min(1.0, at_ms / duration) if duration else 0.0)

    # -- inside --

    def _make_left(self) -> QWidget:
        left = QWidget(self)
        left.setFixedWidth(self._theme.grown(_PART))
        name = ThemedLabel(self._theme, self.tr("Your reaction time, taken off each tap"), "hint", "mute", left)
        name.setWordWrap(True)
        self.reaction.setRange(0, MAX_REACTION_MS)
        self.reaction.setSuffix(self.tr(" ms"))
        self.reaction.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.reaction.setAccessibleName(self.tr("Your reaction time"))
        self.reaction.setToolTip(self.tr("How long after what you hear your key goes down"))
        self.reaction.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.reaction.valueChanged.connect(self.reaction_chosen)
        self.measure = QPushButton(self.tr("Measure…"), left)
        self.measure.setProperty("kind", "link")
        self.measure.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.measure.setAccessibleName(self.tr("Measure your reaction time"))
        self.measure.setToolTip(self.tr("A small exercise of half a minute"))
        self.measure.clicked.connect(self.measure_wanted)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(name)
        row = QHBoxLayout()
        row.addWidget(self.reaction)
        row.addWidget(self.measure)
        row.addStretch(1)
        column.addLayout(row)
        return left

    def _make_middle(self) -> QVBoxLayout:
        buttons = QHBoxLayout()
        buttons.setSpacing(14)
        buttons.addStretch(1)
        for widget in (self.back, self.play, self.on):
            buttons.addWidget(widget)
        buttons.addStretch(1)
        bar = QHBoxLayout()
        bar.setSpacing(10)
        bar.addWidget(self.here)
        bar.addWidget(self.progress, 1)
        bar.addWidget(self.length)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addLayout(buttons)
        column.addLayout(bar)
        return column

    def _make_right(self) -> QWidget:
        right = QWidget(self)
        right.setFixedWidth(self._theme.grown(_PART))
        self.offset.setToolTip(self.tr("How much later this output is heard; it is taken off too"))
        row = QHBoxLayout(right)
        row.setContentsMargins(0, 0, 0, 0)
        row.addStretch(1)
        row.addWidget(self.snap)
        row.addWidget(self.speed)
        row.addWidget(self.offset)
        return right

    def _step(self, icon: str, name: str, by: int) -> IconButton:
        button = IconButton(self._theme, icon, name, self)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(lambda _=False: self._board.step(by))
        return button

    def _make_snap(self) -> QToolButton:
        snap = QToolButton(self)
        snap.setProperty("kind", "pill")
        snap.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        snap.setCheckable(True)
        snap.setText(self.tr("Snap"))
        snap.setAccessibleName(self.tr("Snap taps to the sound"))
        snap.setToolTip(self.tr("A tap goes to where something begins to sound, if it was surely meant for that  (M)"))
        snap.clicked.connect(self.snap_chosen)
        return snap

    def _pill(self) -> QToolButton:
        pill = QToolButton(self)
        pill.setProperty("kind", "pill")
        pill.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        pill.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = rounded(QMenu(pill))
        for speed in SPEEDS:
            menu.addAction(f"{speed:g}×").triggered.connect(self._chooser(speed))
        pill.setMenu(menu)
        return pill

    def _chooser(self, speed: float) -> Callable[[], None]:
        return lambda: self._board.set_speed(speed)

    def sizeHint(self) -> QSize:
        """Return the height of a player bar, and more where letters are larger."""
        return QSize(super().sizeHint().width(), max(self._theme.grown(_HEIGHT_PX), super().sizeHint().height()))

    def _show(self) -> None:
        board = self._board
        playing = board.playing
        self.play.set_icon("player-pause-filled" if playing else "player-play-filled")
        self.play.setAccessibleName(self.tr("Pause") if playing else self.tr("Play"))
        self.play.setToolTip((self.tr("Pause") if playing else self.tr("Play")) + "  (P)")
        ready = board.player is not None and board.player.loaded
        for control in (self.play, self.back, self.on, self.speed):
            control.setEnabled(ready)
        self.speed.setText(f"{board.rate:g}×")
        self.speed.setAccessibleName(self.tr("Speed: %1").replace("%1", f"{board.rate:g}×"))
        self.speed.setToolTip(self.tr("Speed  ([ slower, ] faster)"))
        self.length.setText(clock(board.duration_ms))

    def _restyle(self) -> None:
        for control in (self.snap, self.speed, self.reaction, self.measure):
            control.setFont(self._theme.font("secondary"))
