"""Timing words from the window: opens the editor for a song, keeps every step as a draft, saves it to the library."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QDateTime, QLocale, QObject, QTimer, Signal
from PySide6.QtWidgets import QMenu

from pluto_desktop.desktop.main_window import MainWindow
from pluto_desktop.desktop.models.playback import PlaybackModel
from pluto_desktop.desktop.notifier import Kind, Notifier
from pluto_desktop.desktop.pages import Pages
from pluto_desktop.desktop.parts import Parts
from pluto_desktop.desktop.preferences import Preferences
from pluto_desktop.desktop.tasks import Lane, TaskRunner
from pluto_desktop.desktop.views.pages.page import BrowsingPage
from pluto_desktop.desktop.word_files_desk import WordFilesDesk
from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.changes import Changes
from pluto_desktop.domain.errors import Conflict
from pluto_desktop.domain.ids import SongId

if TYPE_CHECKING:
    from pluto_desktop.desktop.timing_sound import TimingSound
    from pluto_desktop.desktop.views.timing.window import TimingWindow
    from pluto_desktop.lyrics.document import Document
    from pluto_desktop.lyrics.formats import Parsed
    from pluto_desktop.services.time_words import OpenedWords


class TimingDesk(QObject):
    """Owns the editor while it is open. GUI thread."""

    changed = Signal(object)
    """The :class:`Changes` of words that were saved."""
    opened = Signal(object, object)
    """The editor (TimingWindow) is there with the words of a song (id)."""
    left = Signal()
    """It is closed."""
    given_up = Signal()
    """What was begun was given up."""

    def __init__(
        self,
        owner: MainWindow,
        parts: Parts,
        pages: Pages,
        playback: PlaybackModel,
        files: WordFilesDesk,
        runner: TaskRunner,
        notifier: Notifier,
        preferences: Preferences,
        *,
        offered: bool,
    ) -> None:
        super().__init__(owner)
        self._owner, self._parts, self._pages, self._playback = owner, parts, pages, playback
        self._files, self._runner, self._notifier, self._preferences = files, runner, notifier, preferences
        self.window: TimingWindow | None = None
        """The editor, while it is open."""
        self._opened: OpenedWords | None = None
        self._sound: TimingSound | None = None
        self._clashing: dict[SongId, Document] = {}
        """What could not be saved, because somebody changed the same lines, and is chosen about."""
        text = self.tr("Time the words…")
        self._action = owner.actions_.add(
            "time_words", self.tr("Curate"), text, ["Ctrl+Shift+Y"], self._open_chosen, icon="clock"
        )
        self.offer(offered=offered)

    # -- what others say --

    def offer(self, *, offered: bool) -> None:
        """Offer it, or take it away from who may not change the library."""
        self._action.setVisible(offered)
        self._action.setEnabled(offered)

    def join_page(self, page: BrowsingPage) -> None:
        """Listen to a page that was made."""
        page.time_words_requested.connect(self.open)

    def open(self, song: SongId) -> None:
        """Open the editor for a song; what was begun for another is kept."""
        if self.window is not None and self._opened is not None and self._opened.song_id == song:
            self.window.raise_()
            self.window.activateWindow()
            return
        self.close()
        timing = self._parts.timing

        def work(_token: CancelToken) -> OpenedWords:
            from pluto_desktop.desktop import timing_sound  # noqa: F401, PLC0415 - loaded here, so that it is not felt

            return timing.words().open(song)

        self._runner.run(self, "open", Lane.READ, work, self._make, self._notifier.fail)

    def fill_menu(self, menu: QMenu, _line: int | None) -> None:
        """Add to the menu of the words that are shown what times them, for who may."""
        if self._action.isVisible():
            menu.addSeparator()
            menu.addAction(self._action.text()).triggered.connect(lambda _=False: self.open_playing())

    def open_playing(self) -> None:
        """Open the editor for the song that plays."""
        if (song := self._playback.snapshot.song_id) is not None:
            self.open(song)

    def apply_changes(self, changes: Changes) -> None:
        """Look again for sound that was not here."""
        if self._sound is not None:
            self._sound.apply_changes(changes)

    def settle(self, song: SongId) -> bool:
        """Go on from what a person chose about words that clashed; False where none of this song did."""
        sent = self._clashing.pop(song, None)
        if sent is not None:
            self._follow(song, sent)
        return sent is not None

    def close(self) -> None:
        """Leave the editor; what was begun is kept."""
        if self.window is not None:
            self.window.close()

    def end(self) -> None:
        """Leave the editor as the program ends: the music does not go on."""
        if self._sound is not None:
            self._sound.forget_music()
        self.close()

    # -- opening --

    def _open_chosen(self) -> None:
        page, playing = self._pages.current(), self._playback.snapshot.song_id
        chosen = page.chosen() if page is not None else []
        song = chosen[0] if chosen else playing
        if song is None:
            self._notifier.say(self.tr("Choose a song first; its words are timed then."))
        else:
            self.open(song)

    def _make(self, opened: OpenedWords) -> None:
        from pluto_desktop.desktop.views.timing.board import TimingBoard  # noqa: PLC0415 - for curators only
        from pluto_desktop.desktop.views.timing.window import TimingWindow  # noqa: PLC0415 - for curators only

        if self.window is not None:  # it was asked for twice
            return
        board = TimingBoard(opened.document, opened.line, opened.duration_ms, self, opened.language)
        window = self.window = TimingWindow(board, opened.title, self._owner.theme)
        self._opened = opened
        window.notifier.crashed.connect(self._notifier.crashed)
        window.notifier.ask_first = self._notifier.ask_first
        self._register(window)
        window.closed.connect(self._closed)
        board.changed.connect(self._keep)
        self.opened.emit(window, opened.song_id)
        # Making it and painting it are two steps, each of which a person who types elsewhere does not feel.
        QTimer.singleShot(0, window, lambda: self._show(window, opened))

    def _show(self, window: TimingWindow, opened: OpenedWords) -> None:
        from pluto_desktop.desktop.timing_sound import TimingSound  # noqa: PLC0415 - for curators only

        if self.window is not window:  # closed meanwhile
            return
        self._tell_opened(window, opened)
        window.resize(self._owner.size())
        window.move(self._owner.pos())
        window.show()
        window.activateWindow()
        window.table.setFocus()
        self._sound = TimingSound(
            window,
            opened,
            self._parts,
            self._playback,
            self._runner,
            self._notifier,
            self._preferences,
            self._owner.theme,
        )

    def _tell_opened(self, window: TimingWindow, opened: OpenedWords) -> None:
        if opened.joined:
            window.notifier.say(
                self.tr("Somebody changed other lines meanwhile. Both are here; save when it is right.")
            )
        if opened.kept_at_ms is not None:
            self._tell_kept(opened.kept_at_ms)

    def _register(self, window: TimingWindow) -> None:
        group, add = self.tr("Words"), window.acts.actions.add
        add("import", group, self.tr("Import…"), ["Ctrl+O"], self._ask_import, icon="file-import")
        add("export", group, self.tr("Export as…"), ["Ctrl+E"], self._export, icon="file-export")
        add("discard", group, self.tr("Give up what was begun…"), [], self._ask_discard, icon="trash")
        add("close", group, self.tr("Close"), ["Ctrl+W"], window.close)
        add("save", group, self.tr("Save to library"), ["Ctrl+S"], self._save)
        window.add_menus("import", "export", "discard", "", "save", "close")

    # -- keeping --

    def _keep(self) -> None:
        """Keep what was begun: every step is on the disk a moment later."""
        window, opened, words = self.window, self._opened, self._parts.timing.words
        if window is None or opened is None:
            return
        document, line, song, seen = window.board.document, window.board.line, opened.song_id, opened.seen
        self._runner.run(
            self,
            "keep",
            Lane.WRITE,
            lambda _token: words().keep(song, document, line, seen),
            self._tell_kept,
            self._fail,
        )

    def _tell_kept(self, at_ms: int | None) -> None:
        if self.window is None:
            return
        if at_ms is None:
            self.window.show_kept("")
            return
        time = QLocale().toString(QDateTime.fromMSecsSinceEpoch(at_ms).time(), QLocale.FormatType.ShortFormat)
        self.window.show_kept(self.tr("draft kept at %1").replace("%1", time))

    def _ask_discard(self) -> None:
        if self.window is not None:
            text = self.tr("Give up what you began? The words are then again what the library has.")
            self.window.notifier.say(text, Kind.WARN, self.tr("Give it up"), self._discard)

    def _discard(self) -> None:
        if self._opened is not None:
            song, words = self._opened.song_id, self._parts.timing.words
            self._runner.run(self, "forget", Lane.WRITE, lambda _token: words().forget(song), self._anew, self._fail)

    def _anew(self, opened: OpenedWords) -> None:
        self.given_up.emit()
        if self.window is not None:
            self._opened = opened
            self.window.board.restart(opened.document)

    # -- saving --

    def _save(self) -> None:
        if self.window is None or self._opened is None:
            return
        self.window.table.take_typed()
        document, opened, words = self.window.board.document, self._opened, self._parts.timing.words
        song = opened.song_id

        def work(_token: CancelToken) -> tuple[Changes, OpenedWords, bool]:
            changes = words().save(song, document, opened.seen)
            return changes, words().go_on(song, document), words().waits

        def done(answer: tuple[Changes, OpenedWords, bool]) -> None:
            changes, now, waits = answer
            self.changed.emit(changes)
            text = self.tr("Saved to the library.")
            if waits:
                text = self.tr("Saved on this device. It goes to the shared library as soon as its servers answer.")
            if self._go_on(document, document, now) and self.window is not None:
                self.window.notifier.say(text)

        def failed(error: Exception) -> None:
            if isinstance(error, Conflict):
                self._clashing[song] = document
            self._fail(error)

        self._runner.run(self, "save", Lane.WRITE, work, done, failed)

    def _follow(self, song: SongId, sent: Document) -> None:
        words, window = self._parts.timing.words, self.window
        asked = None if window is None else window.board.document

        def done(now: OpenedWords) -> None:
            if self._go_on(sent, asked, now) and self.window is not None:
                self.window.activateWindow()

        self._runner.run(self, "go on", Lane.WRITE, lambda _token: words().go_on(song, sent), done, self._fail)

    def _go_on(self, sent: Document, asked: Document | None, now: OpenedWords) -> bool:
        """Show the words to go on with after ``sent``, unless the editor shows another song; say whether it does.

        ``asked`` is what the editor had when they were asked for: where it has more by now they are asked for again.
        """
        window = self.window
        if window is None or self._opened is None or self._opened.song_id != now.song_id:
            return False
        if window.board.document != asked:
            self._follow(now.song_id, sent)
            return True
        self._opened = now
        if now.document != asked:
            window.board.restart(now.document, window.board.line)
        self._tell_kept(now.kept_at_ms)
        return True

    def _fail(self, error: Exception) -> None:
        (self._notifier if self.window is None else self.window.notifier).fail(error)

    # -- files --

    def _ask_import(self) -> None:
        name = self._files.choose_file(self.window)
        if name and self.window is not None:
            from pluto_desktop.services.words import read_words  # noqa: PLC0415 - loads every format

            duration = self.window.board.duration_ms
            self._runner.run(
                self, "import", Lane.READ, lambda _token: read_words(Path(name), duration), self._take_words,
                self._fail,
            )  # fmt: skip

    def _take_words(self, read: Parsed) -> None:
        """Take a file's words: beside those there are, where they are in other languages, else in their place."""
        from pluto_desktop.lyrics.timing.texts import taken_in  # noqa: PLC0415 - for curators only

        window = self.window
        if window is None:
            return
        window.board.edit(lambda words: taken_in(words, read.document), 0)
        text = self.tr("The words of the file are here. Undo brings back what was here before.")
        lost = self._files.told_of(read.warnings)
        window.notifier.say(f"{text} {lost}".rstrip(), Kind.WARN if lost else Kind.INFO)

    def _export(self) -> None:
        if self.window is not None and self._opened is not None:
            window = self.window
            window.table.take_typed()
            self._files.ask_save(self._opened.song_id, window.board.document, window, window.notifier)

    # -- closing --

    def _closed(self) -> None:
        window, self.window, self._opened = self.window, None, None
        sound, self._sound = self._sound, None
        if sound is not None:
            sound.close()
        if window is not None:
            window.deleteLater()
            if self._owner.isVisible():  # not every desktop gives the keyboard to the window below
                self._owner.activateWindow()
            self.left.emit()
