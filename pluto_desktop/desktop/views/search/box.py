"""The search box of the top bar: type, and the palette below it answers."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QLineEdit, QWidget

from pluto_desktop.desktop.models.covers import CoverLoader
from pluto_desktop.desktop.sentences import explain
from pluto_desktop.desktop.tasks import Lane, TaskRunner
from pluto_desktop.desktop.theme import Theme
from pluto_desktop.desktop.views.common.text import KeyLabel
from pluto_desktop.domain.errors import KnownError

# The palette and what finds are loaded when the box is first used: the window's first paint waits for neither.
if TYPE_CHECKING:
    from pluto_desktop.desktop.views.search.palette import Palette
    from pluto_desktop.desktop.views.search.rows import Row
    from pluto_desktop.domain.cancel import CancelToken
    from pluto_desktop.search.query import Chip
    from pluto_desktop.services.find import Answer, Find

_HEIGHT = 36
_LONGEST = 300
_PAUSE_MS = 800
"""A person who has typed nothing for so long is not in the middle of a word: what takes a while is done then."""


class Deed(Enum):
    """What is to be done with a hit."""

    PLAY = "play"
    ENQUEUE = "enqueue"
    SHOW = "show"


class _Edit(QLineEdit):
    """The text; tells when it gets and loses the focus."""

    entered = Signal()
    left = Signal()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell that typing goes here now."""
        super().focusInEvent(event)
        self.entered.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that typing goes elsewhere; a context menu does not count."""
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self.left.emit()


class SearchBox(QWidget):
    """Finds while a person types. Old results stay until new ones come, and newer text cancels older questions.

    Arrows choose, Enter plays (or opens), Ctrl+Enter queues, Shift+Enter shows, Escape closes. GUI thread only.
    """

    play_songs = Signal(object, int)
    """Play these songs (list of SongId) from an index on."""
    enqueue = Signal(object)
    """Add these songs (list of SongId) to the queue."""
    typing_began = Signal()
    typing_paused = Signal()
    """Nothing was typed for a moment, or the person left."""
    show_song = Signal(object)
    play_from = Signal(object, object)
    """Play a song (SongId) from a time in milliseconds."""
    open_artist = Signal(object)
    open_album = Signal(object)
    save_wanted = Signal(str)
    """What was searched for is to become a smart playlist: the words as they were typed."""
    released = Signal()
    """The box was left, and nothing had the focus before: somebody may take it."""

    def __init__(
        self,
        find: Callable[[], Find],
        runner: TaskRunner,
        theme: Theme,
        cover_loader: CoverLoader,
        parent: QWidget | None = None,
    ) -> None:
        """``find`` gives what finds; it is called on a worker."""
        super().__init__(parent)
        self._find = find
        self._runner = runner
        self._theme = theme
        self._covers = cover_loader
        self._palette: Palette | None = None
        self._answer: Answer | None = None
        self._waiting: Deed | None = None
        self._before: QWidget | None = None
        self._offline = False
        self.setFixedHeight(_HEIGHT)
        self._icon = QLabel(self)
        self.edit = _Edit(self)
        self.edit.setMaxLength(_LONGEST)
        self.edit.setFrame(False)
        self.edit.setStyleSheet("QLineEdit, QLineEdit:focus { background: transparent; border: none; padding: 0; }")
        self.edit.setPlaceholderText(self.tr("Find a song, a line, an artist"))
        self.edit.setAccessibleName(self.tr("Search"))
        self.edit.setToolTip(self.tr("Search  (Ctrl+K)"))
        self._hint = KeyLabel(theme, "", self)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 2, 10, 2)
        row.setSpacing(8)
        row.addWidget(self._icon)
        row.addWidget(self.edit, 1)
        row.addWidget(self._hint)
        self.setFocusProxy(self.edit)
        self.edit.textChanged.connect(self._ask)
        self._pause = QTimer(self, interval=_PAUSE_MS, singleShot=True)
        self._pause.timeout.connect(self._rest)
        self.edit.entered.connect(self._enter)
        self.edit.left.connect(self._left)
        self.edit.installEventFilter(self)
        theme.changed.connect(self._restyle)
        self._restyle()

    def focus_search(self) -> None:
        """Take the focus, with what was typed last chosen so that typing replaces it."""
        if not self.edit.hasFocus():
            self._before = QApplication.focusWidget()
        self.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.edit.selectAll()
        self._open()

    def set_offline(self, *, offline: bool) -> None:
        """Say whether the servers of a shared library are away: songs that are not here are dimmed then."""
        if offline != self._offline:
            self._offline = offline
            if self.edit.text().strip():
                self._look_up(self.edit.text())

    @property
    def palette_open(self) -> bool:
        """Whether results are shown."""
        return self._palette is not None and self._palette.isVisible()

    @property
    def results(self) -> Palette:
        """The palette, made when it is first needed."""
        if self._palette is None:
            from pluto_desktop.desktop.views.search.palette import Palette  # noqa: PLC0415
            from pluto_desktop.desktop.views.search.rows import hint_rows  # noqa: PLC0415

            self._palette = Palette(self._theme, self._covers, self.window())
            self._palette.taken.connect(self._take_pressed)
            self._palette.chip_removed.connect(self._remove_chip)
            self._palette.choice_changed.connect(self._tell_choice)
            self._palette.show_rows(hint_rows(), ())
        return self._palette

    def make_ahead(self) -> None:
        """Make the palette, and paint it unseen: the first letter finds everything there."""
        for part in (self.results, *self.results.findChildren(QWidget)):
            part.ensurePolished()
        self._place()
        self.results.grab()
        self.window().windowHandle()  # PySide makes the window's class when it is first seen

    def close_palette(self) -> None:
        """Hide the results; what was typed stays."""
        self._waiting = None
        if self.palette_open:
            self.results.hide()
            self.window().removeEventFilter(self)
            self.window().windowHandle().removeEventFilter(self)

    def sizeHint(self) -> QSize:
        """Return the size in a wide window."""
        return QSize(620, _HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the box and its ring."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focused = self.edit.hasFocus()
        width = 2.0 if focused else 1.0
        painter.setPen(QPen(self._theme.color("accent" if focused else "line"), width))
        painter.setBrush(self._theme.color("raised"))
        inset = width / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), 8, 8)
        painter.end()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Give the palette its keys, keep it in its place, and close it on a press elsewhere."""
        kind = event.type()
        if watched is self.edit and kind == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(event)
        if watched is self.edit and kind == QEvent.Type.MouseButtonPress:
            self._open()
        elif watched is self.window() and kind == QEvent.Type.Resize and self.palette_open:
            self._place()
        elif kind == QEvent.Type.MouseButtonPress and self.palette_open and isinstance(event, QMouseEvent):
            place = event.globalPosition().toPoint()
            if not any(widget.rect().contains(widget.mapFromGlobal(place)) for widget in (self, self.results)):
                self.close_palette()
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent) -> bool:
        key, modifiers = event.key(), event.modifiers()
        if key == Qt.Key.Key_Escape:
            self._leave()
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._do(_deed(modifiers))
        elif key in {Qt.Key.Key_Down, Qt.Key.Key_Up}:
            if self.palette_open:
                self.results.move_choice(1 if key == Qt.Key.Key_Down else -1)
            else:
                self._open()
        elif key in {Qt.Key.Key_PageDown, Qt.Key.Key_PageUp} and self.palette_open:
            self.results.move_choice(4 if key == Qt.Key.Key_PageDown else -4)
        else:
            return False
        return True

    def _ask(self, text: str) -> None:
        self._waiting = None
        self._begin_typing()
        self._open()
        if not text.strip():
            self._runner.run(self, "find", Lane.READ, lambda _token: None)
            from pluto_desktop.desktop.views.search.rows import hint_rows  # noqa: PLC0415

            self._answer = None
            self._show_rows(hint_rows(), ())
            return
        self._look_up(text)

    def _look_up(self, text: str) -> None:
        find, offline = self._find, self._offline

        def work(token: CancelToken) -> Answer:
            answer = find().answer(text, token)
            return find().mark_away(answer) if offline else answer

        self._runner.run(self, "find", Lane.READ, work, self._show, self._fail)

    def _show(self, answer: Answer) -> None:
        from pluto_desktop.desktop.views.search.rows import rows_of  # noqa: PLC0415

        self.results.bring(rows_of(answer), answer.chips, lambda: self._shown(answer))

    def _shown(self, answer: Answer) -> None:
        self._answer = answer
        self._settle()
        if self._waiting is not None:
            deed, self._waiting = self._waiting, None
            self._do(deed)

    def _fail(self, error: Exception) -> None:
        self._waiting = None
        if not isinstance(error, KnownError):
            self._runner.crashed.emit(error)
            return
        from pluto_desktop.desktop.views.search.rows import failure_rows  # noqa: PLC0415

        self._answer = None
        self._show_rows(failure_rows(explain(error)), ())

    def _show_rows(self, rows: list[Row], chips: tuple[Chip, ...]) -> None:
        self.results.show_rows(rows, chips)
        self._settle()

    def _settle(self) -> None:
        self._place()
        self._tell_choice()

    def _do(self, deed: Deed) -> None:
        text = self.edit.text()
        if not text.strip():
            return
        if self._answer is None or self._answer.query != text:
            # Enter came before the results: done as soon as they are here.
            self._waiting = deed
            return
        row = self.results.chosen() if self.palette_open else None
        if row is None:
            self._open()
            return
        self._take(row, deed)

    def _take_pressed(self, row: Row, modifiers: Qt.KeyboardModifier) -> None:
        self._take(row, _deed(modifiers))

    def _take(self, row: Row, deed: Deed) -> None:
        from pluto_desktop.desktop.views.search.rows import SaveSearch  # noqa: PLC0415
        from pluto_desktop.services.find import AlbumHit, ArtistHit, LineHit, SongHit  # noqa: PLC0415

        hit = row.hit
        if isinstance(hit, SaveSearch):
            self._leave()
            self.save_wanted.emit(hit.words)
            return
        if isinstance(hit, ArtistHit | AlbumHit):
            self._leave()
            (self.open_artist if isinstance(hit, ArtistHit) else self.open_album).emit(hit.id)
            return
        assert isinstance(hit, SongHit | LineHit)
        song_id = hit.id if isinstance(hit, SongHit) else hit.song_id
        if deed is Deed.ENQUEUE:
            self.enqueue.emit([song_id])
            return
        songs = self._answer.songs if self._answer is not None else ()
        self._leave()
        if deed is Deed.SHOW:
            self.show_song.emit(song_id)
        elif isinstance(hit, LineHit):
            self.play_from.emit(song_id, hit.start_ms or 0)
        else:
            ids = [song.id for song in songs]
            self.play_songs.emit(ids, ids.index(hit.id))

    def _open(self) -> None:
        if self.palette_open or not self.edit.hasFocus():
            return
        palette = self.results
        self._place()
        palette.raise_()
        palette.show()
        self.window().installEventFilter(self)
        # Presses are seen as they come from the system, whatever they are on. Filtering the application would see
        # them too, and each of the hundred events that a painted key press is made of.
        self.window().windowHandle().installEventFilter(self)

    def _place(self) -> None:
        corner = self.mapTo(self.window(), QPoint(0, 0))
        self.results.place(QRect(corner, self.size()))

    def _leave(self) -> None:
        """Close, and give the focus back to where it was."""
        self.close_palette()
        before, self._before = self._before, None
        if before is not None and before.isVisible():
            before.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.edit.clearFocus()
            self.released.emit()

    def _remove_chip(self, chip: Chip) -> None:
        from pluto_desktop.search.query import without  # noqa: PLC0415

        self.edit.setText(without(self.edit.text(), chip))
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _tell_choice(self) -> None:
        row = self.results.chosen()
        told = ", ".join(part for part in (row.text, row.detail) if part) if row is not None else ""
        self.edit.setAccessibleDescription(told)

    def _enter(self) -> None:
        self._restyle()
        self._begin_typing()

    def _begin_typing(self) -> None:
        if not self._pause.isActive():
            self.typing_began.emit()
        self._pause.start()

    def _rest(self) -> None:
        self.typing_paused.emit()
        find = self._find
        self._runner.run(self, "warm", Lane.READ, lambda _token: find().warm())

    def _left(self) -> None:
        if self._pause.isActive():
            self._pause.stop()
            self._rest()
        self._restyle()
        self.close_palette()

    def _restyle(self) -> None:
        self.edit.setFont(self._theme.font("body"))
        self._icon.setPixmap(self._theme.pixmap("search", "mute", 16, self.devicePixelRatioF()))
        self._hint.setText(self.tr("esc") if self.edit.hasFocus() else self.tr("Ctrl+K"))
        self.update()


def _deed(modifiers: Qt.KeyboardModifier) -> Deed:
    if modifiers & Qt.KeyboardModifier.ControlModifier:
        return Deed.ENQUEUE
    return Deed.SHOW if modifiers & Qt.KeyboardModifier.ShiftModifier else Deed.PLAY
