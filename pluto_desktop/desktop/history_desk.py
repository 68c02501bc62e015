"""What was done to the library, in its page, and taking it back from there."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QCoreApplication, QObject, QTimer

from pluto_desktop.desktop.batch_telling import BatchTelling
from pluto_desktop.desktop.curate_desk import CurateDesk
from pluto_desktop.desktop.long_work import LongWork
from pluto_desktop.desktop.main_window import MainWindow
from pluto_desktop.desktop.notifier import Notifier
from pluto_desktop.desktop.pages import Pages, page_name
from pluto_desktop.desktop.parts import Parts
from pluto_desktop.desktop.sentences import explain
from pluto_desktop.desktop.tasks import Lane, TaskRunner
from pluto_desktop.desktop.undo_desk import batch_name
from pluto_desktop.desktop.views.pages.page import BrowsingPage
from pluto_desktop.domain.changes import Changes
from pluto_desktop.domain.errors import KnownError
from pluto_desktop.domain.ids import OperationId, SongId

if TYPE_CHECKING:
    from pluto_desktop.desktop.views.history.view import HistoryView
    from pluto_desktop.domain.batches import Batch, OperationLine
    from pluto_desktop.domain.cancel import CancelToken
    from pluto_desktop.domain.progress import ReportProgress
    from pluto_desktop.services.history import Listed, Opened

PAGE = "history"
_SOON_MS = 400


class HistoryDesk(QObject):
    """Fills the page and takes back what is asked for. GUI thread; servers are asked on the network lane."""

    def __init__(
        self,
        window: MainWindow,
        parts: Parts,
        pages: Pages,
        curate: CurateDesk,
        telling: BatchTelling,
        work: LongWork,
        runner: TaskRunner,
        notifier: Notifier,
    ) -> None:
        super().__init__(window)
        self._window, self._parts, self._pages = window, parts, pages
        self._telling, self._work = telling, work
        self._runner, self._notifier = runner, notifier
        self._lane = Lane.READ if parts.sharing is None else Lane.NETWORK
        self._view: HistoryView | None = None
        curate.add_page(PAGE, page_name(PAGE), "history")
        self._soon = QTimer(self, singleShot=True, interval=_SOON_MS)
        self._soon.timeout.connect(self._reload)
        action = window.actions_.add("page_history", self.tr("Curate"), page_name(PAGE), ["Ctrl+Alt+H"], self._open)
        curate.mode_changed.connect(action.setEnabled)
        curate.mode_changed.connect(action.setVisible)
        action.setEnabled(curate.on)
        action.setVisible(curate.on)
        pages.opened.connect(self._opened)

    def join_page(self, page: BrowsingPage) -> None:
        """Take the page when it is made, and listen to pages with songs."""
        page.history_requested.connect(self.show_song)
        if page.PAGE_KEY != PAGE:
            return
        view = self._view = cast("HistoryView", page)
        view.lines_wanted.connect(self._reload)
        view.older_wanted.connect(self._read_older)
        view.line_opened.connect(self._read)
        view.operation.revert_all_wanted.connect(self._revert_all)
        view.operation.revert_wanted.connect(self._revert)

    def show_song(self, song: SongId, title: str) -> None:
        """Show what was done to one song."""
        self._window.body.show_pages()
        self._pages.open(PAGE, focus=True)
        if self._view is not None:
            self._view.show_song(song, title)

    def show_operation(self, line: OperationLine) -> None:
        """Show what one operation did."""
        self._open()
        if self._view is not None:
            self._view.show_library()
            self._view.open_line(line)

    def apply_changes(self, changes: Changes) -> None:
        """Read the list again soon, where it is seen."""
        if self._pages.key == PAGE and (changes.everything or changes.songs or changes.lyrics):
            self._soon.start()

    # -- inside --

    def _open(self) -> None:
        self._window.body.show_pages()
        self._pages.open(PAGE, focus=True)

    def _opened(self, key: str) -> None:
        if key == PAGE:
            self._reload()

    def _reload(self) -> None:
        """Read the newest operations; edits that wait are told even where no server answers."""
        view, history = self._view, self._parts.history
        if view is None:
            return
        song = view.song
        waiting: list[OperationLine] = []

        def work() -> Listed:
            waiting.extend(one for one in history().list_waiting() if song in {None, one.song_id})
            return history().list_operations() if song is None else history().list_song(song)

        def done(found: Listed) -> None:
            if view.song == song:
                view.show_lines(waiting, found.lines, more=found.more)
                view.say_trouble(_away(found))
                if song is None:
                    self._fetch_ahead(found)

        def failed(error: Exception) -> None:
            if not isinstance(error, KnownError):
                self._notifier.fail(error)
            elif view.song == song:
                view.show_away(waiting, explain(error))

        self._runner.run(self, "lines", self._lane, lambda _token: work(), done, failed)

    def _read_older(self, before: OperationId) -> None:
        view, history = self._view, self._parts.history
        if view is None:
            return

        def done(found: Listed) -> None:
            oldest = view.model.oldest
            if oldest is not None and oldest.op_id == before:
                view.show_older(found.lines, more=found.more)
                if found.away is not None:  # an older page says nothing of what the newest one lacks
                    view.say_trouble(_away(found))
                self._fetch_ahead(found)

        def failed(error: Exception) -> None:
            view.model.ask_again()
            if isinstance(error, KnownError):
                view.say_trouble(explain(error))
            else:
                self._notifier.fail(error)

        self._runner.run(self, "older", self._lane, lambda _token: history().list_operations(before), done, failed)

    def _fetch_ahead(self, found: Listed) -> None:
        """Let what was done be kept here, for when no server answers; of that nothing is shown, trouble neither."""
        history, lines = self._parts.history, found.lines
        if self._parts.sharing is None or found.away is not None or not lines:
            return
        self._runner.run(
            self, f"ahead {lines[-1].op_id}", Lane.AHEAD,
            lambda token: history().fetch_ahead(lines, token), None, self._missed,
        )  # fmt: skip

    def _missed(self, error: Exception) -> None:
        if not isinstance(error, KnownError):
            self._notifier.fail(error)

    def _read(self, line: OperationLine) -> None:
        from pluto_desktop.desktop.views.history.operation import MOST  # noqa: PLC0415 - for curators only

        view, history = self._view, self._parts.history
        if view is None:
            return
        page = view.operation

        def done(opened: Opened) -> None:
            if page.line is line:
                page.show_opened(opened)

        def failed(error: Exception) -> None:
            if not isinstance(error, KnownError):
                self._notifier.fail(error)
            elif page.line is line:
                page.say(explain(error))

        self._runner.run(self, "open", self._lane, lambda _token: history().open(line, MOST), done, failed)

    def _revert_all(self, line: OperationLine) -> None:
        history = self._parts.history
        self._take_back(line, line.songs, lambda token, report: history().revert(line.op_id, token, report))

    def _revert(self, line: OperationLine, song: SongId, field: str) -> None:
        history = self._parts.history
        self._take_back(line, 1, lambda token, _report: history().revert_song(line.op_id, song, field, token))

    def _take_back(self, line: OperationLine, songs: int, work: Callable[[CancelToken, ReportProgress], Batch]) -> None:
        from pluto_desktop.desktop.models.history_texts import line_title  # noqa: PLC0415 - for curators only

        def done(batch: Batch) -> None:
            self._telling.tell(batch, self.tr("Taken back: %1.").replace("%1", batch_name(batch)))

        said = self.tr("Taking back: %1").replace("%1", line_title(line))
        # A shared library may ask its servers what was done: what only writes here does not wait behind that.
        self._work.run(said, songs, work, done, lane=None if self._parts.sharing is None else Lane.NETWORK)


def _away(found: Listed) -> str:
    """Return why what is listed may not be all, and of when it is; "" where the servers said it."""
    if found.away is None:
        return ""
    from pluto_desktop.desktop.models.history_texts import when  # noqa: PLC0415 - not needed to start

    translate = QCoreApplication.translate
    said = translate("history", "What was done until %1 is shown.").replace("%1", when(found.seen_at_ms))
    if not found.seen_at_ms:
        said = translate("history", "Only what this device has seen of it is shown.")
    waits = translate("history", "What this device has of it can be taken back, which waits until it is sent.")
    return f"{explain(found.away)} {said} {waits}"
