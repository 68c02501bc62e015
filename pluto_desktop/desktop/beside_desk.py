"""Telling others of a shared library what is edited in this window, and showing what they edit."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from pluto_desktop.desktop.curate_desk import CurateDesk
from pluto_desktop.desktop.tasks import Lane, TaskRunner
from pluto_desktop.desktop.theme import Theme
from pluto_desktop.desktop.threads import Poster
from pluto_desktop.desktop.timing_desk import TimingDesk
from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.editors import AtWork, Editor, Work
from pluto_desktop.domain.ids import SongId

if TYPE_CHECKING:
    from pluto_desktop.desktop.views.beside.line import EditorsLine
    from pluto_desktop.desktop.views.curate.pane import CurateForm, CuratePane
    from pluto_desktop.desktop.views.timing.window import TimingWindow
    from pluto_desktop.services.shared.beside import Beside

_FORM_SIDE_PX, _TIMING_SIDE_PX = 28, 8


class BesideDesk(QObject):
    """Has a line in the pane of forms and one in the editor of words. GUI thread; only in shared mode.

    Nothing is told or asked before something is shown to be edited.
    """

    def __init__(
        self,
        make: Callable[[], Beside],
        curate: CurateDesk,
        timing: TimingDesk,
        theme: Theme,
        runner: TaskRunner,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._make, self._theme, self._runner = make, theme, runner
        self._poster = Poster(self)
        self._others: tuple[Editor, ...] = ()
        self._pane: CuratePane | None = None
        self._form_line: EditorsLine | None = None
        self._timed: SongId | None = None
        self._words_line: EditorsLine | None = None
        self._end: Callable[[], None] | None = None
        self._show: Callable[[AtWork], None] = self._begin
        curate.pane_made.connect(self._join_pane)
        timing.opened.connect(self._join_timing)
        timing.left.connect(self._leave_timing)

    def close(self) -> None:
        """Edit nothing any more: the window closes."""
        end, self._end = self._end, None
        self._show = lambda _work: None
        if end is not None:
            end()

    # -- inside --

    def _begin(self, work: AtWork) -> None:
        """Tell and ask from now on, if there is anything."""
        if not work:
            return
        beside = self._make()
        leave = beside.watch(lambda others: self._poster.post(partial(self._hear, others)))
        beside.show(work)
        token: CancelToken = self._runner.run(self, "beside", Lane.FOLLOW, beside.run)
        self._show = beside.show

        def end() -> None:
            leave()
            token.cancel()
            beside.wake()

        self._end = end

    def _join_pane(self, pane: CuratePane) -> None:
        from pluto_desktop.desktop.views.beside.line import EditorsLine  # noqa: PLC0415 - for curators only

        self._pane = pane
        self._form_line = EditorsLine(self._theme, _FORM_SIDE_PX, pane)
        pane.put_below(self._form_line)
        pane.edits_changed.connect(self._look)
        self._look()

    def _join_timing(self, window: TimingWindow, song: SongId) -> None:
        from pluto_desktop.desktop.views.beside.line import EditorsLine  # noqa: PLC0415 - for curators only

        self._timed = song
        self._words_line = EditorsLine(self._theme, _TIMING_SIDE_PX, window)
        window.put_below(self._words_line)
        self._look()

    def _leave_timing(self) -> None:
        self._timed = self._words_line = None
        self._look()

    def _form(self) -> CurateForm | None:
        """Return the form that can be seen."""
        return self._pane.form if self._pane is not None and self._pane.isVisible() else None

    def _look(self) -> None:
        """Tell what is edited and shown now."""
        form, timed = self._form(), frozenset[SongId]() if self._timed is None else frozenset({self._timed})
        edited = {Work.FIELDS: frozenset() if form is None else form.edited, Work.WORDS: timed}
        self._show(AtWork(edited, timed if form is None else form.shown | timed))
        self._say()

    def _hear(self, others: tuple[Editor, ...]) -> None:
        self._others = others
        self._say()

    def _say(self) -> None:
        """Show who edits what is shown."""
        from pluto_desktop.desktop.views.beside.texts import editors_text  # noqa: PLC0415 - for curators only

        form, others = self._form(), self._others
        if self._form_line is not None and self._pane is not None:
            self._form_line.setVisible(self._pane.form is not None)
        if self._form_line is not None and form is not None:
            songs, many = (form.shown, False) if form.shown else (form.edited, True)
            here = [one for one in others if (one.song is None and songs if many else one.song in songs)]
            self._form_line.say(editors_text(here, many=many), songs)
        if self._words_line is not None:
            here = [one for one in others if one.song == self._timed]
            self._words_line.say(editors_text(here, many=False), self._timed)
