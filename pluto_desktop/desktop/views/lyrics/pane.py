"""The lyrics pane: languages and text size above, the moving words, and how far they are shifted."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QFocusEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from pluto_desktop.desktop.sentences import explain
from pluto_desktop.desktop.tasks import Lane, TaskRunner
from pluto_desktop.desktop.theme import Theme
from pluto_desktop.desktop.views.common.text import ThemedLabel
from pluto_desktop.desktop.views.lyrics.canvas import LyricsCanvas
from pluto_desktop.desktop.views.lyrics.controls import OffsetBar
from pluto_desktop.desktop.views.lyrics.glow import Glow
from pluto_desktop.desktop.views.lyrics.head import Head
from pluto_desktop.desktop.views.lyrics.message import Message
from pluto_desktop.desktop.views.lyrics.offsets import OFFSET_STEP_MS, ListeningOffsets
from pluto_desktop.desktop.views.lyrics.rows import Mode, available_modes, build_rows, nearest_mode
from pluto_desktop.domain.errors import KnownError
from pluto_desktop.domain.ids import SongId
from pluto_desktop.lyrics.endings import LYRICS_ENDINGS
from pluto_desktop.lyrics.timeline import LEAD_MS, Timeline
from pluto_desktop.services.words import Attached, Words, WordsView


class LyricsPane(QWidget):
    """The words of one song. ``position`` gives the audible position in ms and is asked every frame, on this thread."""

    seek_requested = Signal(object)
    """A time in ms a person wants to hear: they chose a line."""
    add_requested = Signal()
    """A person wants to add words to the song shown; answer with :meth:`attach`."""
    attached = Signal(object)
    """Words were added; carries :class:`~pluto_desktop.services.words.Attached`."""
    failed = Signal(object)
    """A known error that the pane itself has no room to show; nothing was changed."""
    mode_chosen = Signal(str)
    size_chosen = Signal(int)

    def __init__(
        self,
        words: Words,
        runner: TaskRunner,
        theme: Theme,
        position: Callable[[], float],
        parent: QWidget | None = None,
        *,
        mode: str = Mode.BOTH,
        size: int = 100,
        lead_ms: int = LEAD_MS,
    ) -> None:
        super().__init__(parent)
        self._words, self._runner, self._theme, self._position = words, runner, theme, position
        self._mode, self._lead_ms = Mode(mode), lead_ms
        self._song: SongId | None = None
        self._view: WordsView | None = None
        self._retry: Callable[[], None] | None = None
        self._adds = True
        self._glow = Glow(theme, self, self)
        self._canvas = LyricsCanvas(theme, self._shifted_position, self)
        self._message = Message(theme, self)
        self._head = Head(theme, self._mode, size, self)
        self._offsets = ListeningOffsets(words, runner, self)
        self._offset_bar = OffsetBar(theme, self)
        self.notice = ThemedLabel(theme, "", "secondary", "warn", self)
        self.notice.setWordWrap(True)
        self.notice.setContentsMargins(26, 8, 26, 8)
        self.notice.hide()
        self._build()
        self.setAcceptDrops(True)
        self.setAccessibleName(self.tr("Lyrics"))
        theme.changed.connect(self._recolor)
        self.show_song(None)

    # What is shown

    @property
    def view(self) -> WordsView | None:
        """The words shown, None while there are none or they are being read."""
        return self._view

    @property
    def active_text(self) -> str:
        """The words being sung now."""
        return self._canvas.active_text

    def show_song(self, song_id: SongId | None) -> None:
        """Show the words of a song; None shows that nothing plays. Reads off this thread."""
        if song_id != self._song or song_id is None:
            self._forget()
        self._song = song_id
        if song_id is None:
            self._say(
                "music", self.tr("Nothing is playing"), self.tr("Play a song, and its words appear here as it is sung.")
            )
            return
        words = self._words
        self._runner.run(
            self, "words", Lane.READ, lambda _token: words.words_of(song_id), self._show, self._show_reading_failed
        )

    def show_notice(self, text: str) -> None:
        """Say above the words why the song does not sound; "" when it does."""
        self.notice.setText(text)
        self.notice.setVisible(bool(text))

    def reload(self) -> None:
        """Read the words of the present song again: somebody changed them."""
        self.show_song(self._song)

    def offer_adding(self, *, offered: bool) -> None:
        """Offer to add words to a song that has none, and take files of them, or not."""
        self._adds = offered

    def attach(self, path: Path) -> None:
        """Make a file the words of the song shown; tells through :attr:`attached` or :attr:`failed`."""
        if (song_id := self._song) is None:
            return
        words = self._words
        self._runner.run(
            self,
            "attach",
            Lane.WRITE,
            lambda _token: words.attach_file(song_id, path),
            self._on_attached,
            self._on_failed,
        )

    def set_playing(self, playing: bool) -> None:
        """Follow the song, frame by frame, or stand still."""
        self._canvas.set_playing(playing)

    def refresh(self) -> None:
        """Go to where the song is now: it was sought while it stood still."""
        self._canvas.advance()

    def set_output(self, device: str) -> None:
        """Tell which output device sounds, so that its own offset counts."""
        self._offsets.set_output(device)

    def set_mode(self, mode: str) -> None:
        """Show other languages."""
        if mode == self._mode:
            return
        self._mode = Mode(mode)
        self._head.segments.set_chosen(self._mode)
        self._rebuild()

    def set_size(self, percent: int) -> None:
        """Set the text size in percent."""
        if self._head.set_size(percent):
            self._rebuild()

    def set_lead(self, lead_ms: int) -> None:
        """Set how early a line becomes the active one."""
        if lead_ms == self._lead_ms:
            return
        self._lead_ms = lead_ms
        self._rebuild()

    def set_return_after(self, seconds: int) -> None:
        """Set how long free scrolling lasts."""
        self._canvas.set_return_after(seconds)

    def larger(self) -> None:
        """Show the words one step larger."""
        self._head.step_size(1)

    def smaller(self) -> None:
        """Show the words one step smaller."""
        self._head.step_size(-1)

    # Listening offsets

    @property
    def offset_step_ms(self) -> int:
        """How far one key press shifts the words."""
        return OFFSET_STEP_MS

    @property
    def offsets_text(self) -> str:
        """How far the words are shifted, in words; "" while they are not."""
        return self._offset_bar.text

    def shift_song(self, by_ms: int) -> None:
        """Show the words of this song later (or earlier, below zero) from now on."""
        self._offsets.shift_song(by_ms)

    def shift_output(self, by_ms: int) -> None:
        """Show all words later or earlier on the present output device."""
        self._offsets.shift_output(by_ms)

    def reset_offsets(self) -> None:
        """Take back both shifts that are shown."""
        self._offsets.reset()

    def _show_offsets(self) -> None:
        self._offset_bar.show_offsets(self._offsets.song_ms, self._offsets.output_ms)
        self._canvas.advance()

    def _shifted_position(self) -> float:
        return self._position() - self._offsets.total_ms

    # Inside

    def _build(self) -> None:
        self._pages = QStackedWidget()
        self._pages.addWidget(self._canvas)
        self._pages.addWidget(self._message)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addWidget(self.notice)
        column.addWidget(self._pages, 1)
        column.addWidget(self._offset_bar)
        self._canvas.seek_requested.connect(self._seek)
        self._message.acted.connect(self._act)
        self._head.mode_chosen.connect(self._choose_mode)
        self._head.size_chosen.connect(self._choose_size)
        self._offsets.changed.connect(self._show_offsets)
        self._offsets.failed.connect(self._on_failed)
        self._offset_bar.reset_requested.connect(self.reset_offsets)

    def _forget(self) -> None:
        self._view = None
        self._offsets.forget_song()
        self._canvas.show_rows([], Timeline.empty(), self._head.size_percent)
        self._pages.setCurrentWidget(self._canvas)

    def _show(self, view: WordsView) -> None:
        self._view = view
        if view.empty:
            self._offsets.forget_song()
            none = self.tr("No words for this song yet")
            if not self._adds:
                self._say("microphone-2", none, self.tr("They appear here once a curator of the library adds them."))
                return
            self._say(
                "microphone-2",
                none,
                self.tr("Add a file of lyrics, or drop it here, and the words appear as the song is sung."),
                self.tr("Add lyrics from a file\u2026"),
            )
            return
        self._offsets.take(view)
        self._rebuild()
        self._head.show_controls(shown=True)
        self._pages.setCurrentWidget(self._canvas)

    def _show_reading_failed(self, error: Exception) -> None:
        if not isinstance(error, KnownError):
            self._runner.crashed.emit(error)
            return
        self._say("alert-triangle", self.tr("The words could not be read"), explain(error), self.tr("Try again"))
        self._retry = self.reload

    def _rebuild(self) -> None:
        if self._view is None or self._view.document is None or self._view.empty:
            return
        available = available_modes(self._view)
        mode = self._mode if self._mode in available else nearest_mode(available)
        timeline = Timeline(self._view.document, self._lead_ms)
        self._canvas.show_rows(build_rows(self._view, mode, timeline), timeline, self._head.size_percent)
        spelled_by_us = mode is Mode.ROMANISED and self._view.romanised_by_us
        self._head.show_modes(available, mode, spelled_by_us=spelled_by_us)

    def _say(self, icon: str, heading: str, body: str, action: str = "") -> None:
        self._retry = None
        self._message.say(icon, heading, body, action, action)
        self._head.show_controls(shown=False)
        self._pages.setCurrentWidget(self._message)

    def _act(self) -> None:
        if self._retry is not None:
            self._retry()
        else:
            self.add_requested.emit()

    def _choose_mode(self, mode: str) -> None:
        self.set_mode(mode)
        self.mode_chosen.emit(mode)

    def _choose_size(self, percent: int) -> None:
        self._rebuild()
        self.size_chosen.emit(percent)

    def _seek(self, line_ms: object) -> None:
        """Pass a line's time on as a time of the sound: the words may be shifted against it."""
        assert isinstance(line_ms, int)
        self.seek_requested.emit(max(0, line_ms + self._offsets.total_ms))

    def _on_attached(self, result: Attached) -> None:
        self.reload()
        self.attached.emit(result)

    def _on_failed(self, error: Exception) -> None:
        (self.failed if isinstance(error, KnownError) else self._runner.crashed).emit(error)

    def _recolor(self) -> None:
        self._glow.clear()
        self.update()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take one file of lyrics."""
        if self._adds and self._song is not None and _dropped(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Make the dropped file the words of the song."""
        if (path := _dropped(event)) is not None:
            self.attach(path)
            event.acceptProposedAction()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Hand the keyboard to the words, or to the button in their place."""
        super().focusInEvent(event)
        entry = self._canvas if self._pages.currentWidget() is self._canvas else self._message.button
        if not entry.isHidden():
            entry.setFocus(event.reason())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what is to be seen."""
        painter = QPainter(self)
        self._glow.paint(painter, event.rect())
        painter.end()


def _dropped(event: QDropEvent) -> Path | None:
    """Return the file of lyrics that is being dropped, None if it is anything else."""
    paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    return paths[0] if len(paths) == 1 and paths[0].suffix.casefold() in LYRICS_ENDINGS else None
