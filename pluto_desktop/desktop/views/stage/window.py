"""Stage: a full-screen window on any display, worked by keys alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPointF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QImage, QKeyEvent, QMouseEvent, QResizeEvent, QScreen
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pluto_desktop.desktop.tasks import Lane, TaskRunner
from pluto_desktop.desktop.theme import Theme
from pluto_desktop.desktop.views.common.warmth import warm_image
from pluto_desktop.desktop.views.stage import look
from pluto_desktop.desktop.views.stage.help import KeysCard
from pluto_desktop.desktop.views.stage.view import Cover, StageView

_CURSOR_MS = 2_000
_HINT_MS = 7_000
_KEY = Qt.Key


class StageWindow(QWidget):
    """Shows the words and takes the keys; what they ask of the music goes out as signals. GUI thread."""

    closed = Signal()
    play_pause_wanted = Signal()
    song_wanted = Signal(int)
    """The next song (1) or the one before (-1)."""
    languages_wanted = Signal()
    """The next choice of languages."""
    size_chosen = Signal(int)
    display_chosen = Signal(str)
    """The window went to another display, on purpose; its name."""

    def __init__(
        self,
        theme: Theme,
        runner: TaskRunner,
        position: Callable[[], float],
        progress: Callable[[], float],
        *,
        percent: int,
    ) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self._runner, self._percent = runner, percent
        self.view = StageView(theme, position, progress, self)
        self.view.set_percent(percent)
        self.card: KeysCard | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.view)
        self.setWindowTitle(self.tr("Stage"))
        self.setAccessibleName(self.tr("Stage"))
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._rest = QTimer(self, interval=_CURSOR_MS, singleShot=True)
        self._rest.timeout.connect(lambda: self.setCursor(Qt.CursorShape.BlankCursor))
        self._hint = QTimer(self, interval=_HINT_MS, singleShot=True)
        self._hint.timeout.connect(lambda: self.view.show_hint(""))
        self._acts = self._make_acts()

    def show_on(self, screen: QScreen) -> None:
        """Fill a display."""
        self.setScreen(screen)
        self.setGeometry(screen.geometry())
        self.showFullScreen()
        self.activateWindow()
        self.setFocus()
        self.setCursor(Qt.CursorShape.BlankCursor)
        self.view.show_hint(
            self.tr("Space next line  ·  ↑ back  ·  B blank  ·  K black  ·  P pause  ·  ? all keys  ·  Esc leave")
        )
        self._hint.start()

    # ---- keys

    def _make_acts(self) -> dict[Qt.Key, Callable[[], object]]:
        view = self.view
        on, back = (lambda: view.step(1)), (lambda: view.step(-1))
        acts: dict[Qt.Key, Callable[[], object]] = {
            _KEY.Key_B: lambda: self._cover(Cover.BLANK),
            _KEY.Key_T: self.languages_wanted.emit,
            _KEY.Key_D: self._go_to_next_display,
            _KEY.Key_N: lambda: self.song_wanted.emit(1),
            _KEY.Key_V: lambda: self.song_wanted.emit(-1),
            _KEY.Key_Plus: lambda: self._resize(1),
            _KEY.Key_Equal: lambda: self._resize(1),
            _KEY.Key_Minus: lambda: self._resize(-1),
            _KEY.Key_Escape: self.close,
        }
        acts |= dict.fromkeys((_KEY.Key_Space, _KEY.Key_Down, _KEY.Key_Right, _KEY.Key_PageDown), on)
        acts |= dict.fromkeys((_KEY.Key_Up, _KEY.Key_Left, _KEY.Key_PageUp, _KEY.Key_Backspace), back)
        acts |= dict.fromkeys((_KEY.Key_K, _KEY.Key_Period), lambda: self._cover(Cover.BLACK))
        acts |= dict.fromkeys((_KEY.Key_P, _KEY.Key_Return, _KEY.Key_Enter), self.play_pause_wanted.emit)
        acts |= dict.fromkeys((_KEY.Key_Question, _KEY.Key_F1), self._show_keys)
        return acts

    def key_table(self) -> Sequence[tuple[Sequence[str], str]]:
        """Return the keys and what they do, as the card shows them."""
        rows: list[tuple[Sequence[str], str]] = [
            (("Space", "↓"), self.tr("The next line, before it is sung")),
            (("↑",), self.tr("A line back")),
            (("B",), self.tr("Words away, and back")),
            (("K", "."), self.tr("Black, and back")),
            (("P", "Enter"), self.tr("Play or pause")),
            (("N", "V"), self.tr("Next song, song before")),
            (("T",), self.tr("Other languages")),
            (("+", "−"), self.tr("Larger, smaller")),
            (("?",), self.tr("These keys")),
            (("Esc",), self.tr("Leave")),
        ]
        if len(QGuiApplication.screens()) > 1:
            rows.insert(-2, (("D",), self.tr("Another display")))
        return rows

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do what a key means; any key puts the card of keys away first."""
        key = Qt.Key(event.key())
        if self.card is not None:
            self._hide_keys()
            if key in {_KEY.Key_Escape, _KEY.Key_Question, _KEY.Key_F1}:
                return
        act = self._acts.get(key)
        if act is None or event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier):
            super().keyPressEvent(event)
            return
        act()

    def _cover(self, wanted: Cover) -> None:
        self.view.set_cover(Cover.NOTHING if self.view.cover is wanted else wanted)

    def _resize(self, step: int) -> None:
        larger = [size for size in look.SIZES if size > self._percent]
        smaller = [size for size in look.SIZES if size < self._percent]
        wanted = larger[:1] if step > 0 else smaller[-1:]
        if wanted:
            self._percent = wanted[0]
            self.view.set_percent(self._percent)
            self.size_chosen.emit(self._percent)

    def _go_to_next_display(self) -> None:
        screens = QGuiApplication.screens()
        if len(screens) < 2:
            return
        at = screens.index(self.screen()) if self.screen() in screens else 0
        wanted = screens[(at + 1) % len(screens)]
        self.showNormal()  # a window that fills a display does not move to another
        self.show_on(wanted)
        self.display_chosen.emit(wanted.name())

    def _show_keys(self) -> None:
        self.card = KeysCard(self.key_table(), look.scale_of(self.size()), self)
        self.card.move((self.width() - self.card.width()) // 2, (self.height() - self.card.height()) // 2)
        self.card.show()

    def _hide_keys(self) -> None:
        if self.card is not None:
            self.card.hide()
            self.card.deleteLater()
            self.card = None

    # ---- the window

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show the pointer while it is moved."""
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self._rest.start()
        super().mouseMoveEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Light the ground anew: a screen of it takes a worker."""
        super().resizeEvent(event)
        self._hide_keys()
        size, ratio = QSize(self.size()), self.devicePixelRatioF()

        def light() -> QImage:
            centre = QPointF(size.width() / 2, size.height() * look.CENTRE_AT)
            return warm_image(
                size, ratio, look.GROUND, look.WARM, look.WARM_STRENGTH, centre, size.width() * look.WARM_RADIUS
            )

        self._runner.run(self, "light", Lane.CPU, lambda _token: light(), self.view.set_light)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Tell that it is over."""
        self._rest.stop()
        self._hint.stop()
        super().closeEvent(event)
        self.closed.emit()
