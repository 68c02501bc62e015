"""What of the library needs attention: looked through in the background, counted in the side bar, shown in its page."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, QTimer

from pluto_desktop.desktop.curate_desk import CurateDesk
from pluto_desktop.desktop.main_window import MainWindow
from pluto_desktop.desktop.notifier import Notifier
from pluto_desktop.desktop.pages import Pages, page_name
from pluto_desktop.desktop.parts import Parts
from pluto_desktop.desktop.tasks import Lane, TaskRunner
from pluto_desktop.desktop.views.pages.page import BrowsingPage
from pluto_desktop.domain.changes import Changes
from pluto_desktop.domain.ids import SongId

if TYPE_CHECKING:
    from pluto_desktop.desktop.views.attention.view import AttentionView
    from pluto_desktop.domain.attention import Need, Survey

PAGE = "needs_attention"
_SOON_MS = 120
_REST, _LONGEST_REST_MS = 4, 10_000
"""So many times as long as a look took nobody looks again: an import changes the library ten times a second."""


class AttentionDesk(QObject):
    """Looks the library through while curate mode is on. GUI thread; the looking is done on a reading worker."""

    def __init__(
        self,
        window: MainWindow,
        parts: Parts,
        pages: Pages,
        curate: CurateDesk,
        runner: TaskRunner,
        notifier: Notifier,
    ) -> None:
        super().__init__(window)
        self._window, self._parts, self._pages, self._curate = window, parts, pages, curate
        self._runner, self._notifier = runner, notifier
        self._view: AttentionView | None = None
        self._survey: Survey | None = None
        self._looking = self._again = False
        self._begun = 0.0
        self._row = curate.add_page(PAGE, page_name(PAGE), "alert-circle")
        self._row.set_count_ink("warn")
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._look)
        group = self.tr("Curate")
        add = window.actions_.add
        self._actions = (
            add("page_needs_attention", group, page_name(PAGE), ["Ctrl+Alt+A"], self._open),
            add(
                "attention_next", group, self.tr("Next song that needs attention"), ["Ctrl+Alt+Down", "Alt+PgDown"],
                lambda: self._step(1), repeats=True,
            ),
            add(
                "attention_previous", group, self.tr("Previous song that needs attention"), ["Ctrl+Alt+Up", "Alt+PgUp"],
                lambda: self._step(-1), repeats=True,
            ),
        )  # fmt: skip
        curate.mode_changed.connect(self._turn)
        self._turn(on=curate.on)

    def join_page(self, page: BrowsingPage) -> None:
        """Take the page when it is made."""
        if page.PAGE_KEY != PAGE:
            return
        view = self._view = cast("AttentionView", page)
        view.need_chosen.connect(self._list)
        view.needs_wanted.connect(self._tell_needs)
        view.apart_wanted.connect(self._set_apart)
        view.again_wanted.connect(self._look)
        if self._survey is not None:
            view.show_survey(self._survey)
            self._list(view.pills.need)

    def apply_changes(self, changes: Changes) -> None:
        """Look again soon, where a song may lack other things now."""
        personal = changes.plays or changes.favourites
        shared = changes.everything or changes.lyrics or changes.albums or changes.artists
        if self._curate.on and (shared or (changes.songs and not personal)):
            self._look_soon()

    # -- inside --

    def _turn(self, on: bool) -> None:
        for action in self._actions:
            action.setEnabled(on)
            action.setVisible(on)
        if on:
            self._look_soon()
        else:
            self._timer.stop()

    def _open(self) -> None:
        self._window.body.show_pages()
        self._pages.open(PAGE, focus=True)

    def _step(self, by: int) -> None:
        if self._pages.key != PAGE:
            self._pages.open(PAGE)
        if self._view is not None:
            self._view.step(by)

    def _look_soon(self) -> None:
        if self._looking:
            self._again = True
        elif not self._timer.isActive():
            self._timer.start(_SOON_MS)

    def _look(self) -> None:
        """Look the library through, and read the list that is shown, as one."""
        attention, need = self._parts.attention, self._view.pills.need if self._view is not None else None
        wanted = self._view is not None
        self._looking, self._again, self._begun = True, False, time.monotonic()

        def work() -> tuple[Survey, list[SongId] | None]:
            survey = attention().survey()
            return survey, attention().list_songs(need, survey) if wanted else None

        def seen(found: tuple[Survey, list[SongId] | None]) -> None:
            self._seen(need, *found)

        self._runner.run(self, "look", Lane.READ, lambda _token: work(), seen, self._fail)

    def _seen(self, need: Need | None, survey: Survey, ids: list[SongId] | None) -> None:
        self._survey = survey
        self._row.set_count(survey.songs)
        if self._view is not None:
            self._view.show_survey(survey)
            if ids is not None and need is self._view.pills.need:
                self._view.show_songs(need, ids)
            else:
                self._list(self._view.pills.need)
        self._rest()

    def _fail(self, error: Exception) -> None:
        if self._view is not None:
            self._view.show_failed()
        self._notifier.fail(error)
        self._rest()

    def _rest(self) -> None:
        self._looking = False
        if self._again and self._curate.on:
            took_ms = (time.monotonic() - self._begun) * 1000
            self._timer.start(min(max(_SOON_MS, round(took_ms * _REST)), _LONGEST_REST_MS))

    def _list(self, need: Need | None) -> None:
        attention, survey, view = self._parts.attention, self._survey, self._view
        if survey is None or view is None:
            return
        self._runner.run(
            self,
            "list",
            Lane.READ,
            lambda _token: attention().list_songs(need, survey),
            lambda ids: view.show_songs(need, ids) if need is view.pills.need else None,
            self._fail,
        )

    def _tell_needs(self, songs: frozenset[SongId]) -> None:
        attention, survey, view = self._parts.attention, self._survey, self._view
        if survey is None or view is None:
            return
        self._runner.run(
            self,
            f"needs {min(songs, default='')}",
            Lane.READ,
            lambda _token: attention().needs_of(list(songs), survey),
            lambda needs: view.show_needs(songs, needs),
            self._notifier.fail,
        )

    def _set_apart(self, song: SongId, others: Sequence[SongId]) -> None:
        attention = self._parts.attention
        self._runner.run(
            self,
            "apart",
            Lane.WRITE,
            lambda _token: attention().set_apart(song, others),
            lambda _none: self._look_soon(),
            self._notifier.fail,
        )
