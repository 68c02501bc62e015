"""The editor of timed words: a window of its own, worked by keys alone."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QSpinBox, QSplitter, QVBoxLayout, QWidget

from pluto_desktop.desktop.notifier import Message, Notifier
from pluto_desktop.desktop.theme import Theme
from pluto_desktop.desktop.views.common.toasts import Toasts
from pluto_desktop.desktop.views.timing.acts import TimingActs
from pluto_desktop.desktop.views.timing.board import TimingBoard
from pluto_desktop.desktop.views.timing.head import TimingHead
from pluto_desktop.desktop.views.timing.keys_card import WIDTH_PX, KeysCard, scrolled
from pluto_desktop.desktop.views.timing.lines import LinesTable
from pluto_desktop.desktop.views.timing.told import tally_text
from pluto_desktop.desktop.views.timing.transport import Transport
from pluto_desktop.desktop.views.timing.wave.blocks import Block
from pluto_desktop.desktop.views.timing.wave.view import WaveView
from pluto_desktop.lyrics.document import Line

_FRAME_MS = 16
_WAVE_PX = 190
_BAR_PX = 92
_CARD_SHARE = 0.26
"""How much of the width the keys have at most."""
_KEY, _MOD = Qt.Key, Qt.KeyboardModifier


class TimingWindow(QWidget):
    """Shows a board and takes the keys. What goes beyond the words of the song it asks by its actions. GUI thread."""

    closed = Signal()

    def __init__(self, board: TimingBoard, title: str, theme: Theme) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self.board, self._theme = board, theme
        board.setParent(self)
        self.setWindowTitle(self.tr("Time the words"))
        self.setAccessibleName(self.tr("Time the words"))
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._keys = self._make_keys()
        self.head = TimingHead(title, theme, self)
        self.wave = WaveView(theme, self)
        self.table = LinesTable(board, theme, self.take_key, self)
        self.card = KeysCard(board, theme, self)
        self.transport = Transport(board, theme, self)
        self.acts = TimingActs(board, self.table, theme, self)
        self.notifier = Notifier(self)
        self.toasts = Toasts(self, theme, _BAR_PX)
        self.notifier.show_through(self._show_message)
        self.acts.said.connect(self.notifier.say)
        self.table.lines.refused.connect(self._refuse)
        self._lay_out()
        self._frame = QTimer(self, interval=_FRAME_MS)
        self._frame.timeout.connect(self._tick)
        self._join()
        self._show_words()
        self.table.setFocus()

    # -- what the owner says --

    def show_song(self) -> None:
        """Show how the sound stands once it is there."""
        self.wave.set_duration(self.board.duration_ms or 0)
        self.board.check_again()
        self.head.tally.setText(tally_text(self.board.tally))
        self.table.viewport().update()

    def show_kept(self, text: str) -> None:
        """Say what became of what was begun."""
        self.head.draft.setText(text)

    def put_below(self, widget: QWidget) -> None:
        """Give something a place below the lines."""
        self._lines.addWidget(widget)

    # -- keys --

    def take_key(self, event: QKeyEvent) -> bool:
        """Do what a key means here, if it means anything; a key that is held down taps once."""
        modifiers = event.modifiers() & ~_MOD.KeypadModifier
        act = self._keys.get((_KEY(event.key()), modifiers))
        if act is None:
            return False
        moves = event.key() in {_KEY.Key_Left, _KEY.Key_Right}
        if moves or not event.isAutoRepeat():
            act()
        event.accept()
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the keys that nobody who had the focus needed; a number that is typed ends with Enter."""
        typed = isinstance(self.focusWidget(), QSpinBox) and event.key() in {_KEY.Key_Return, _KEY.Key_Enter}
        if typed:
            self.table.setFocus()
        elif not self.take_key(event):
            super().keyPressEvent(event)

    def _make_keys(self) -> dict[tuple[Qt.Key, Qt.KeyboardModifier], Callable[[], object]]:
        board, plain, shift = self.board, _MOD.NoModifier, _MOD.ShiftModifier
        return {
            (_KEY.Key_Space, plain): board.tap_start,
            (_KEY.Key_Space, shift): board.tap_end,
            (_KEY.Key_W, plain): board.tap_piece,
            (_KEY.Key_Backspace, plain): board.back,
            (_KEY.Key_Return, plain): board.play_line,
            (_KEY.Key_Enter, plain): board.play_line,
            (_KEY.Key_P, plain): board.toggle,
            (_KEY.Key_L, plain): self._loop,
            (_KEY.Key_M, plain): self._toggle_snap,
            (_KEY.Key_BracketLeft, plain): lambda: board.change_speed(-1),
            (_KEY.Key_BracketRight, plain): lambda: board.change_speed(1),
            (_KEY.Key_Left, plain): lambda: self._nudge(-10),
            (_KEY.Key_Right, plain): lambda: self._nudge(10),
            (_KEY.Key_Left, shift): lambda: self._nudge(-100),
            (_KEY.Key_Right, shift): lambda: self._nudge(100),
            (_KEY.Key_Escape, plain): self._leave_field,
        }

    def _nudge(self, by_ms: int) -> None:
        self.board.nudge(by_ms, end=self.table.at_end)

    def _loop(self) -> None:
        if not self.board.toggle_loop():
            self.notifier.say(self.tr("A line that has a start and is long enough can be repeated. Time it first."))

    def _toggle_snap(self) -> None:
        self.transport.snap.click()

    def _leave_field(self) -> None:
        self.table.setFocus()

    # -- the window --

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the lines the room of the keys where there is little."""
        super().resizeEvent(event)
        self._beside.setFixedWidth(min(self._theme.grown(WIDTH_PX), round(self.width() * _CARD_SHARE)))

    def changeEvent(self, event: QEvent) -> None:
        """Keep the cards in their place when the window changes its state."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.WindowStateChange:
            self.toasts.arrange()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Take what is still typed, and tell that it is over."""
        self.table.take_typed()
        self._frame.stop()
        super().closeEvent(event)
        self.closed.emit()

    # -- inside --

    def _lay_out(self) -> None:
        self._beside = scrolled(self.card)
        beside = QFrame(self)
        beside.setProperty("surface", "hairline")
        beside.setFixedWidth(1)
        low = QWidget(self)
        row = QHBoxLayout(low)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._lines = QVBoxLayout()
        self._lines.addWidget(self.table)
        row.addLayout(self._lines, 1)
        row.addWidget(beside)
        row.addWidget(self._beside)
        split = QSplitter(Qt.Orientation.Vertical, self)
        split.setHandleWidth(1)
        split.setChildrenCollapsible(False)
        split.addWidget(self.wave)
        split.addWidget(low)
        split.setStretchFactor(1, 1)
        split.setSizes([_WAVE_PX, 1000])
        split.handle(1).setAccessibleName(self.tr("Height of the wave form"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (self.head, split, self.transport):
            column.addWidget(widget, 1 if widget is split else 0)
        self.setTabOrder(self.wave, self.table)

    def add_menus(self, *asked: str) -> None:
        """Fill the head once the owner's actions (``asked``, in the menu's order) are registered too."""
        acts, head = self.acts, self.head
        file, words, times = QMenu(self), QMenu(self), QMenu(self)
        acts.fill(file, *asked)
        acts.fill(
            words, "paste", "romanise", "", "split", "merge", "insert", "remove", "down", "up", "", "undo", "redo"
        )
        acts.fill(times, "shift", "stretch", "repeat", "snap", "", "forget", "forget_words")
        tip = acts.actions.tip
        head.add_action(acts.actions["import"], tip("import"), spare=True)
        head.add_menu(self.tr("File"), file)
        head.add_menu(self.tr("Words"), words)
        head.add_menu(self.tr("Times"), times)
        head.add_action(acts.actions["undo"], tip("undo"))
        head.add_action(acts.actions["save"], tip("save"), primary=True)

    def _join(self) -> None:
        board, wave = self.board, self.wave
        board.changed.connect(self._show_words)
        board.moved.connect(self._show_chosen)
        board.played.connect(self._show_played)
        wave.moved.connect(board.move_block)
        wave.sought.connect(board.seek)
        wave.chosen.connect(self._choose)
        wave.loop_wanted.connect(board.loop)

    def _choose(self, line_id: str) -> None:
        index = self.board.index_of(line_id)
        if index is not None:
            self.board.choose(index)

    def _show_words(self) -> None:
        board = self.board
        self.head.tally.setText(tally_text(board.tally))
        self.wave.set_blocks([self._block(line) for line in board.document.lines if line.start_ms is not None])
        self._show_chosen()

    def _show_chosen(self) -> None:
        line = self.board.next_line
        self.wave.set_chosen(line.id if line is not None and line.start_ms is not None else None)

    def _show_played(self) -> None:
        player = self.board.player
        loop = None if player is None else player.loop
        self.wave.set_loop(*((None, None) if loop is None else (loop.start_ms, loop.end_ms)))
        if self.board.playing:
            self._frame.start()
        else:
            self._frame.stop()
        self._tick()

    def _tick(self) -> None:
        at = self.board.heard_ms()
        self.wave.set_playhead(at)
        self.transport.show_position(at)

    def _refuse(self, text: str) -> None:
        said = self.tr("“%1” is no time. Write it as 1:06.480. Nothing was changed.")
        self.notifier.say(said.replace("%1", text[:20]))

    def _show_message(self, message: Message) -> None:
        self.toasts.show_message(message)

    def _block(self, line: Line) -> Block:
        return Block(line.id, line.start_ms or 0, line.end_ms, line.texts.get(self.board.sung_language(line), ""))
