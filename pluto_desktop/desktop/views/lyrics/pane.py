"""The lyrics pane: languages and text size above, the moving words, and how far they are shifted."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QDragEnterEvent,
    QDropEvent,
    QFocusEvent,
    QGuiApplication,
    QKeyEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from pluto_desktop.desktop.tasks import Lane, TaskRunner
from pluto_desktop.desktop.theme import Theme
from pluto_desktop.desktop.views.common.text import ThemedLabel
from pluto_desktop.desktop.views.lyrics.arrangement import Arrangement, available_languages
from pluto_desktop.desktop.views.lyrics.canvas import LyricsCanvas
from pluto_desktop.desktop.views.lyrics.controls import OffsetBar
from pluto_desktop.desktop.views.lyrics.copying import Extent, text_to_copy
from pluto_desktop.desktop.views.lyrics.dropping import file_of_words
from pluto_desktop.desktop.views.lyrics.glow import Glow
from pluto_desktop.desktop.views.lyrics.head import Head
from pluto_desktop.desktop.views.lyrics.loop_bar import LoopBar
from pluto_desktop.desktop.views.lyrics.menu import words_menu
from pluto_desktop.desktop.views.lyrics.message import Message
from pluto_desktop.desktop.views.lyrics.offsets import ListeningOffsets
from pluto_desktop.desktop.views.lyrics.rows import Row, build_rows
from pluto_desktop.domain.errors import KnownError
from pluto_desktop.domain.ids import SongId
from pluto_desktop.lyrics.languages import ROMANISED
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
    arrangement_chosen = Signal(object)
    """A person wants other languages, or the same ones otherwise; carries an :class:`.Arrangement`."""
    size_chosen = Signal(int)
    copied = Signal(str)
    """What was copied, an :class:`.Extent`; "" where no line is being sung and none was."""
    words_changed = Signal()
    """Other :attr:`rows` are shown, or the same ones by another :attr:`timeline`, or none."""
    menu_opening = Signal(object, object)
    """The menu of a line opens; carries the QMenu to add to, and the line's index, None beside the lines."""
    escaped = Signal()
    """Escape was pressed, and nothing in the pane needed it."""
    stage_wanted = Signal()
    """The words are to be shown on a screen of their own."""

    def __init__(
        self,
        words: Words,
        runner: TaskRunner,
        theme: Theme,
        position: Callable[[], float],
        parent: QWidget | None = None,
        *,
        arrangement: Arrangement | None = None,
        size: int = 100,
        lead_ms: int = LEAD_MS,
    ) -> None:
        super().__init__(parent)
        self._words, self._runner, self._theme, self._position = words, runner, theme, position
        self._arrangement, self._lead_ms = arrangement or Arrangement(), lead_ms
        self._song: SongId | None = None
        self._view: WordsView | None = None
        self._retry: Callable[[], None] | None = None
        self._adds = True
        self._timeline = Timeline.empty()
        self._glow = Glow(theme, self, self)
        self._canvas = LyricsCanvas(theme, self.position_ms, self)
        self.message = Message(theme, self)
        """What stands where words would be."""
        self._head = Head(theme, size, self)
        self.offsets = ListeningOffsets(words, runner, self)
        """How far the words are shifted, and the way to shift them."""
        self._offset_bar = OffsetBar(theme, self)
        self.loop_bar = LoopBar(theme, self)
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
    def stage_button(self) -> QWidget:
        """The button that asks for Stage."""
        return self._head.stage

    @property
    def rows(self) -> list[Row]:
        """The rows shown, in the languages a person chose; [] while there are none."""
        return self._canvas.rows

    @property
    def line_in_front(self) -> int | None:
        """The line the keyboard has come to, else the one sung now or last, as an index into the document."""
        return self._canvas.line_in_front

    @property
    def timeline(self) -> Timeline:
        """Which of the rows is sung when."""
        return self._timeline

    def position_ms(self) -> float:
        """Return where the words are: the audible position, shifted by the listening offsets."""
        return self._position() - self.offsets.total_ms

    def sound_ms(self, line_ms: int) -> int:
        """Return when a moment of the words is heard."""
        return max(0, line_ms + self.offsets.total_ms)

    def show_song(self, song_id: SongId | None) -> None:
        """Show the words of a song; None shows that nothing plays. Reads off this thread."""
        if song_id != self._song or song_id is None:
            self._forget()
        self._song = song_id
        if song_id is None:
            self._say(self.message.say_nothing_plays)
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

    @property
    def arrangement(self) -> Arrangement:
        """Which languages are wanted, and how they stand."""
        return self._arrangement

    def set_arrangement(self, arrangement: Arrangement) -> None:
        """Show other languages, or the same ones otherwise."""
        if arrangement != self._arrangement:
            self._arrangement = arrangement
            self._rebuild()

    def arrange(self, arrangement: Arrangement) -> None:
        """Show them as a person wants it, and tell."""
        self.set_arrangement(arrangement)
        self.arrangement_chosen.emit(self._arrangement)

    def switch_language(self, language: str) -> None:
        """Show a language that is hidden, hide one that is shown; the last one stays. Does nothing without words."""
        if self._view is None or self._view.empty:
            return
        self.arrange(self._arrangement.switched(language, available_languages(self._view)))
        self._show_languages()

    def offer(self, actions: Iterable[QAction]) -> None:
        """Put what changes the look into the menu of the words."""
        self._head.offer(actions)

    def copy(self, extent: Extent, line: int | None = None) -> None:
        """Copy a line (the chosen or sung one, if none is named), its verse or all the words, and tell."""
        if self._view is None or self._view.document is None:
            return
        line = self.line_in_front if line is None else line
        text = text_to_copy(self._view.document, self._canvas.rows, extent, line)
        if text:
            QGuiApplication.clipboard().setText(text)
        self.copied.emit(extent if text else "")

    def set_size(self, percent: int) -> None:
        """Set the text size in percent."""
        if self._head.sizes.set_percent(percent):
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
        self._head.sizes.step(1)

    def smaller(self) -> None:
        """Show the words one step smaller."""
        self._head.sizes.step(-1)

    @property
    def offsets_text(self) -> str:
        """How far the words are shifted, in words; "" while they are not."""
        return self._offset_bar.text

    def _show_offsets(self) -> None:
        self._offset_bar.show_offsets(self.offsets.song_ms, self.offsets.output_ms)
        self._canvas.advance()

    # Inside

    def _build(self) -> None:
        self._pages = QStackedWidget()
        self._pages.addWidget(self._canvas)
        self._pages.addWidget(self.message)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addWidget(self.notice)
        column.addWidget(self._pages, 1)
        column.addWidget(self.loop_bar)
        column.addWidget(self._offset_bar)
        self._canvas.seek_requested.connect(self._seek)
        self.message.acted.connect(self._act)
        self._canvas.copy_requested.connect(self.copy)
        self._canvas.menu_requested.connect(self._open_menu)
        self._head.languages.switched.connect(self.switch_language)
        self._head.sizes.chosen.connect(self._choose_size)
        self._head.stage.clicked.connect(self.stage_wanted)
        self.offsets.changed.connect(self._show_offsets)
        self.offsets.failed.connect(self._on_failed)
        self._offset_bar.reset_requested.connect(self.offsets.reset)

    def _forget(self) -> None:
        self._view = None
        self.offsets.forget_song()
        self._show_rows([], Timeline.empty())
        self._pages.setCurrentWidget(self._canvas)

    def _show_rows(self, rows: list[Row], timeline: Timeline) -> None:
        self._timeline = timeline
        self._canvas.show_rows(rows, timeline, self._head.sizes.percent)
        self.words_changed.emit()

    def _show(self, view: WordsView) -> None:
        self._view = view
        if view.empty:
            self.offsets.forget_song()
            self.words_changed.emit()
            self._say(partial(self.message.say_no_words, adds=self._adds))
            return
        self.offsets.take(view)
        self._rebuild()
        self._head.show_controls(shown=True)
        self._pages.setCurrentWidget(self._canvas)

    def _show_reading_failed(self, error: Exception) -> None:
        if not isinstance(error, KnownError):
            self._runner.crashed.emit(error)
            return
        self._say(partial(self.message.say_unreadable, error))
        self._retry = self.reload

    def _rebuild(self) -> None:
        if self._view is None or self._view.document is None or self._view.empty:
            return
        timeline = Timeline(self._view.document, self._lead_ms)
        self._show_rows(build_rows(self._view, self._arrangement, timeline), timeline)
        self._show_languages()

    def _show_languages(self) -> None:
        assert self._view is not None
        available = available_languages(self._view)
        shown = self._arrangement.shown_of(available)
        spelled_by_us = ROMANISED in shown and self._view.romanised_by_us
        self._head.show_languages(shown, available, spelled_by_us=spelled_by_us)

    def _open_menu(self, line: int | None, at: QPoint) -> None:
        menu = words_menu(self, line, self.copy)
        self.menu_opening.emit(menu, line)
        menu.addSeparator()
        menu.addActions(self._head.look_menu.actions()[1:])
        menu.popup(at)

    def show_loop(self, text: str, rate: float, lines: range) -> None:
        """Show that lines (indexes into the document) are repeated, and how fast; "" that none are."""
        self._canvas.mark_lines(lines)
        self.loop_bar.show_loop(text, rate)

    def _say(self, say: Callable[[], None]) -> None:
        self._retry = None
        say()
        self._head.show_controls(shown=False)
        self._pages.setCurrentWidget(self.message)

    def _act(self) -> None:
        (self._retry or self.add_requested.emit)()

    def _choose_size(self, percent: int) -> None:
        self._rebuild()
        self.size_chosen.emit(percent)

    def _seek(self, line_ms: object) -> None:
        """Pass a line's time on as a time of the sound: the words may be shifted against it."""
        assert isinstance(line_ms, int)
        self.seek_requested.emit(self.sound_ms(line_ms))

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
        if self._adds and self._song is not None and file_of_words(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Make the dropped file the words of the song."""
        if (path := file_of_words(event)) is not None:
            self.attach(path)
            event.acceptProposedAction()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tell of Escape."""
        if event.key() == Qt.Key.Key_Escape and self.loop_bar.isVisible():
            self.escaped.emit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Hand the keyboard to the words, or to the button in their place."""
        super().focusInEvent(event)
        entry = self._canvas if self._pages.currentWidget() is self._canvas else self.message.action
        if not entry.isHidden():
            entry.setFocus(event.reason())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what is to be seen."""
        painter = QPainter(self)
        self._glow.paint(painter, event.rect())
        painter.end()
